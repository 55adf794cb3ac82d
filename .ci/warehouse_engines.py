"""The engines that run the exported query: DuckDB, PostgreSQL, Spark, and DuckDB for the texts of
BigQuery and Snowflake.

A table is a dict of columns, each a list of texts or None. `load` makes it a table of the engine,
where `types` names the columns that aren't texts; `rows` runs a query and returns the names of its
columns and its rows, each cell a text as `accord score` writes it. The session's time zone is
nobody's, so that a query that depends on it is found out.
"""

import decimal
import json
import os
import re
import tempfile
from pathlib import Path

ZONE = "Asia/Kathmandu"


def cell(value):
    """A value as a CSV file has it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, decimal.Decimal) and value == value.to_integral_value():
        return str(int(value))
    return str(value)


class Engine:
    """What the engines have in common."""

    # The expression of the day looked back from.
    def as_of(self, day):
        """A day as the engine writes it."""
        return f"DATE '{day}'"

    def quoted(self, name):
        """A name as the engine quotes it."""
        return '"' + name.replace('"', '""') + '"'

    def casts(self, table, types):
        """The columns of a table of texts, each in its type."""
        columns = []
        for name in table:
            quoted = self.quoted(name)
            columns.append(f"CAST({quoted} AS {self.TYPES[types[name]]}) AS {quoted}" if name in types else quoted)
        return ", ".join(columns)


class DuckDb(Engine):
    """DuckDB in memory, on two threads."""

    dialect = "duckdb"
    TYPES = {
        "integer": "BIGINT", "decimal": "DECIMAL(30, 6)", "double": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE",
        "timestamp": "TIMESTAMP", "timestamptz": "TIMESTAMPTZ",
    }  # fmt: skip

    def __init__(self):
        import duckdb

        self.connection = duckdb.connect(config={"threads": 2})
        self.connection.execute(f"SET TimeZone = '{ZONE}'")

    def load(self, name, table, types=None):
        """Makes a table."""
        texts = ", ".join(f"unnest(?::VARCHAR[]) AS {self.quoted(column)}" for column in table)
        query = f"SELECT {self.casts(table, types or {})} FROM (SELECT {texts})"
        self.connection.execute("SET TimeZone = 'UTC'")
        self.connection.execute(f"CREATE OR REPLACE TABLE {self.quoted(name)} AS {query}", list(table.values()))
        self.connection.execute(f"SET TimeZone = '{ZONE}'")

    def rows(self, sql):
        """Runs a query."""
        ran = self.connection.execute(sql)
        return [column[0] for column in ran.description], [[cell(value) for value in row] for row in ran.fetchall()]


class Transpiled(DuckDb):
    """DuckDB, with a query that another dialect's text is translated to."""

    def __init__(self, dialect):
        super().__init__()
        self.dialect = dialect

    def rows(self, sql):
        return super().rows(self.translated(sql))

    def translated(self, sql):
        """The text in DuckDB's SQL, corrected where sqlglot makes something else of it than the
        engine's manual says."""
        import sqlglot
        from sqlglot import exp

        # The comment behind the query comes as a statement of its own.
        query = sqlglot.parse(sql, read=self.dialect)[0]
        # BIGNUMERIC has 38 digits behind the point; sqlglot leaves five of them.
        for kind in query.find_all(exp.DataType):
            if kind.this == exp.DataType.Type.BIGDECIMAL:
                kind.replace(exp.DataType.build("DECIMAL(38, 12)", dialect="duckdb"))
        # TIMESTAMP_MILLIS gives a point in time; sqlglot makes one without a zone of it.
        if self.dialect == "bigquery":
            for time in list(query.find_all(exp.UnixToTime)):
                time.replace(exp.AtTimeZone(this=time.copy(), zone=exp.Literal.string("UTC")))
        for text in list(query.find_all(exp.Normalize)):
            text.replace(exp.func("NFC_NORMALIZE", text.this))
        # DuckDB takes an apostrophe in `/* */` for the beginning of a text, and then makes a blank
        # of every white-space character in the next real one.
        return query.sql("duckdb", comments=False)


class Postgres(Engine):
    """The PostgreSQL server behind the socket in the folder `ACCORD_POSTGRES`."""

    dialect = "postgres"
    TYPES = {
        "integer": "bigint", "decimal": "numeric", "double": "double precision", "boolean": "boolean", "date": "date",
        "timestamp": "timestamp", "timestamptz": "timestamptz",
    }  # fmt: skip

    def __init__(self):
        import psycopg

        socket = os.environ["ACCORD_POSTGRES"]
        self.connection = psycopg.connect(f"host={socket} user=postgres dbname=postgres", autocommit=True)
        # Compiling a query takes longer than a few hundred rows.
        self.run("SET jit = off")
        self.run(f"SET TimeZone = '{ZONE}'")

    def run(self, sql):
        """Runs a statement as it is."""
        return self.connection.execute(sql.encode())

    def load(self, name, table, types=None):
        """Makes a table."""
        name = self.quoted(name)
        columns = ", ".join(f"{self.quoted(column)} text" for column in table)
        self.run(f"DROP TABLE IF EXISTS {name}; CREATE TABLE {name} ({columns})")
        with self.connection.cursor().copy(f"COPY {name} FROM STDIN".encode()) as copy:
            for row in zip(*table.values()):
                copy.write_row(row)
        if types:
            self.run("SET TimeZone = 'UTC'")
            self.run(f"CREATE TABLE typed AS SELECT {self.casts(table, types)} FROM {name}")
            self.run(f"DROP TABLE {name}; ALTER TABLE typed RENAME TO {name}")
            self.run(f"SET TimeZone = '{ZONE}'")
        self.run(f"ANALYZE {name}")

    def rows(self, sql):
        """Runs a query."""
        ran = self.run(sql)
        return [column.name for column in ran.description], [[cell(value) for value in row] for row in ran.fetchall()]


class Spark(Engine):
    """Spark on this machine, with expressions interpreted: compiling one query takes longer than it
    runs on a few hundred rows. `compiled` compiles them as Spark does by default."""

    dialect = "spark"
    TYPES = {
        "integer": "BIGINT", "decimal": "DECIMAL(30, 6)", "double": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE",
        "timestamp": "TIMESTAMP_NTZ", "timestamptz": "TIMESTAMP_LTZ",
    }  # fmt: skip

    def __init__(self):
        from pyspark.sql import SparkSession

        settings = {
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.sql.shuffle.partitions": "1",
            "spark.default.parallelism": "2",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.host": "127.0.0.1",
            "spark.sql.session.timeZone": ZONE,
            "spark.sql.warehouse.dir": str(Path(os.environ.get("TMPDIR", "/tmp")) / "accord-spark"),
            "spark.driver.memory": "2g",
            # Most of the time goes into planning, of queries that differ: what Java compiles well, and
            # plans that change while they run, never pay off.
            "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
            "spark.sql.adaptive.enabled": "false",
        }
        builder = SparkSession.builder.master("local[2]").appName("accord")
        for name, value in settings.items():
            builder = builder.config(name, value)
        self.session = builder.getOrCreate()
        self.session.sparkContext.setLogLevel("ERROR")
        self.folder = Path(tempfile.mkdtemp())
        self.tables = 0
        self.compiled(False)

    def compiled(self, whole):
        """Whether queries are compiled."""
        self.session.conf.set("spark.sql.codegen.wholeStage", str(whole).lower())
        self.session.conf.set("spark.sql.codegen.factoryMode", "FALLBACK" if whole else "NO_CODEGEN")

    def quoted(self, name):
        return "`" + name.replace("`", "``") + "`"

    def load(self, name, table, types=None):
        """Makes a table of a file, which costs no job of its own."""
        from pyspark.sql.types import StringType, StructField, StructType

        self.tables += 1
        path = self.folder / f"table-{self.tables}.json"
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(dict(zip(table, row))) + "\n" for row in zip(*table.values()))
        schema = StructType([StructField(column, StringType()) for column in table])
        self.session.read.schema(schema).json(str(path)).createOrReplaceTempView("texts")
        self.session.sql(f"SELECT {self.casts(table, types or {})} FROM texts").createOrReplaceTempView(self.quoted(name))

    def rows(self, sql):
        """Runs a query."""
        frame = self.session.sql(sql)
        return frame.columns, [[cell(value) for value in row] for row in frame.collect()]


def opened(name):
    """Opens an engine by its name."""
    if name in ("bigquery", "snowflake"):
        return Transpiled(name)
    return {"duckdb": DuckDb, "postgres": Postgres, "spark": Spark}[name]()


def version_of(engine):
    """Which version of the engine it is."""
    query = "SELECT version() AS version"
    if isinstance(engine, Transpiled):
        import sqlglot

        return f"translated by sqlglot {sqlglot.__version__} to DuckDB {DuckDb.rows(engine, query)[1][0][0]}"
    return re.sub(r"\s+([(on]|[0-9a-f]{40}).*$", "", engine.rows(query)[1][0][0])
