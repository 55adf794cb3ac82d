#!/usr/bin/env python3
"""Times the exported query where a warehouse runs it: on DuckDB, and on Spark on this machine.

Needs `pip install duckdb`, for --spark also `pip install pyspark` and Java, and a build of accord.
Run it from anywhere:

    python3 benches/warehouse.py                     # 1,000,000 leads, against hand-written queries
    python3 benches/warehouse.py --big               # and 10,000,000 leads in Parquet on DuckDB
    python3 benches/warehouse.py --big --spark       # and on Spark

The leads are those of `score_vs_duckdb.py` (20 columns, 12 conditions) and `events_vs_duckdb.py`
(10 events each), whose hand-written queries they are compared with. Both queries read the same
table and write a table; their results are compared. The hand-written query of the leads compares
texts as they are; a second one takes them trimmed and in lower case, as the language asks. Rounds
are in turns, the best of each counts; the seconds of the processors stand beside those of the
clock, as others may use the machine.
"""

import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import events_vs_duckdb
import score_vs_duckdb
from score_vs_duckdb import ROOT, TYPES

TEXTS = ["industry", "country", "seniority", "job_title", "budget", "timeline", "department"]
LEAD_TYPES = "employees=integer,revenue=double,visits=integer,downloads=integer"
COPIES = 10


def exported(args, model, *flags):
    """The exported query."""
    command = [args.accord, "export", str(model), "--format", "sql", "--leads", "leads", *flags]
    sql = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    # Comments follow the semicolon.
    return re.sub(";$", "", sql, flags=re.MULTILINE)


def inner(query):
    """What a hand-written query of the other benchmarks selects, from a table instead of a file."""
    lines = query.strip().splitlines()
    return "\n".join(line for line in lines[1:-1])


def by_hand(tidy):
    """The hand-written query of the leads; `tidy`: its texts are trimmed and in lower case."""
    query = inner(score_vs_duckdb.QUERY)
    begin, end = query.index("FROM read_csv("), query.index("  ), points AS")
    table = "FROM leads\n"
    if tidy:
        table = "FROM (SELECT * REPLACE (" + ", ".join(f"lower(trim({name})) AS {name}" for name in TEXTS) + ") FROM leads)\n"
    return query[:begin] + table + query[end:]


def events_by_hand():
    """The hand-written query of the leads with events."""
    query = inner(events_vs_duckdb.QUERY).replace("{as_of}", events_vs_duckdb.AS_OF)
    for name in ["events", "leads"]:
        begin = query.index(f"read_csv('{{{name}}}'")
        end = query.index("})", begin) + len("})")
        query = query[:begin] + name + query[end:]
    return query


def timed(run):
    """The seconds of the clock and of this process's processors."""
    begun, worked = time.perf_counter(), sum(os.times()[:4])
    run()
    return time.perf_counter() - begun, sum(os.times()[:4]) - worked


def in_turns(connection, queries, rounds):
    """The best time of each query, by its name."""
    best = {}
    for _ in range(rounds):
        for name, query in queries.items():
            seconds = timed(lambda: connection.execute(f"CREATE OR REPLACE TABLE \"{name}\" AS {query}"))
            best[name] = min(best.get(name, seconds), seconds, key=lambda pair: pair[1])
            print(f"  {name}: {seconds[0]:.2f} s, {seconds[1]:.2f} s of the processors", flush=True)
    return best


def same(connection, columns):
    """Ends if the exported query says another thing of some lead than the hand-written one."""
    cells = ", ".join(f"coalesce(CAST({name} AS VARCHAR), '')" for name in columns)
    query = f"SELECT count(*) FROM (SELECT {cells} FROM hand EXCEPT ALL SELECT {cells} FROM exported)"
    [[differ]] = connection.execute(query).fetchall()
    if differ:
        sys.exit(f"they differ in {differ} leads")
    print("  both say the same of every lead")


def say(what, best):
    """Prints the ratio of the processors' times."""
    for name, (seconds, worked) in best.items():
        if name != "exported":
            print(f"{what}: {best['exported'][1] / worked:.2f} times the time of {name} ({best['exported'][0]:.2f} s against {seconds:.2f} s)", flush=True)


def connected():
    """DuckDB with two threads."""
    import duckdb

    connection = duckdb.connect(config={"threads": 2})
    connection.execute("SET enable_progress_bar = false")
    return connection


def leads_alone(args, folder):
    """1,000,000 leads, 12 conditions."""
    (folder / "model.yaml").write_text(score_vs_duckdb.MODEL)
    names = score_vs_duckdb.made(folder / "leads.csv", args.leads)
    connection = connected()
    columns = {name: TYPES.get(name, "VARCHAR") for name in names}
    connection.execute(f"CREATE TABLE leads AS SELECT * FROM read_csv('{folder}/leads.csv', header = true, columns = {columns})")
    query = exported(args, folder / "model.yaml", "--dialect", "duckdb", "--types", LEAD_TYPES)
    print(f"{args.leads:,} leads of {len(names)} columns, 12 conditions")
    queries = {"hand": by_hand(False), "hand, texts trimmed and in lower case": by_hand(True), "exported": query}
    best = in_turns(connection, queries, args.rounds)
    columns = "lead_id fit behaviour total stage readiness qualified band disposition missing unknown version why".split()
    same(connection, columns)
    say("leads alone", best)
    if args.big:
        path = folder / "leads.parquet"
        connection.execute(f"COPY (SELECT lead_id || '-' || copy AS lead_id, leads.* EXCLUDE (lead_id) FROM leads, range({COPIES}) AS copies(copy)) TO '{path}'")
        connection.close()
        in_parquet(args, folder, path, query)


def in_parquet(args, folder, path, query):
    """Ten times as many, in Parquet; what comes out is Parquet too."""
    print(f"{args.leads * COPIES:,} leads, {path.stat().st_size / 1e6:.0f} MB of Parquet")
    connection = connected()
    connection.execute(f"CREATE VIEW leads AS SELECT * FROM '{path}'")
    seconds = timed(lambda: connection.execute(f"COPY ({query}) TO '{folder}/scored.parquet'"))
    print(f"DuckDB: {seconds[0]:.1f} s, {seconds[1]:.1f} s of the processors", flush=True)
    connection.close()
    if args.spark:
        on_spark(args, folder, path)


def on_spark(args, folder, path):
    """The same on Spark, with two threads and 6 GB."""
    from pyspark.sql import SparkSession

    query = exported(args, folder / "model.yaml", "--dialect", "spark", "--types", LEAD_TYPES)
    builder = SparkSession.builder.master("local[2]").config("spark.driver.memory", "6g").config("spark.ui.enabled", "false")
    session = builder.config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    session.read.parquet(str(path)).createOrReplaceTempView("leads")
    begun = time.perf_counter()
    session.sql(query).write.mode("overwrite").parquet(f"{folder}/scored-by-spark")
    print(f"Spark: {time.perf_counter() - begun:.1f} s", flush=True)
    # Spark's own engine counts what its files hold; DuckDB compares them.
    session.stop()
    both = f"(FROM '{folder}/scored.parquet' EXCEPT ALL FROM '{folder}/scored-by-spark/*.parquet')"
    [[differ]] = connected().execute(f"SELECT count(*) FROM {both}").fetchall()
    print(f"  {differ} leads differ")


def with_events(args, folder):
    """1,000,000 leads with 10,000,000 events."""
    (folder / "model.yaml").write_text(events_vs_duckdb.MODEL)
    script = pathlib.Path(events_vs_duckdb.__file__)
    subprocess.run([sys.executable, script, "--make", folder, "--leads", str(args.leads)], check=True)
    connection = connected()
    for name, columns in {
        "leads": {"lead_id": "VARCHAR", "industry": "VARCHAR", "employees": "INTEGER"},
        "events": {"lead_id": "VARCHAR", "event": "VARCHAR", "at": "TIMESTAMP"},
    }.items():
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM read_csv('{folder}/{name}.csv', header = true, columns = {columns})")
    flags = ["--dialect", "duckdb", "--types", "employees=integer", "--event-time", "timestamp"]
    query = exported(args, folder / "model.yaml", *flags, "--events", "events", "--as-of", f"DATE '{events_vs_duckdb.AS_OF}'")
    print(f"{args.leads:,} leads, {args.leads * 10:,} events")
    best = in_turns(connection, {"hand": events_by_hand(), "exported": query}, args.rounds)
    same(connection, ["lead_id", "fit", "behaviour", "total", "qualified"])
    say("with events", best)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--leads", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--big", action="store_true", help="also ten times as many, in Parquet")
    parser.add_argument("--spark", action="store_true", help="with --big: also on Spark")
    parser.add_argument("--no-events", action="store_true", help="leave the list with events out")
    parser.add_argument("--accord", default=str(ROOT / "target/release/accord"))
    parser.add_argument("--folder", help="where to put the lists; a temporary folder if absent")
    args = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])
    with tempfile.TemporaryDirectory(dir=args.folder) as folder:
        leads_alone(args, pathlib.Path(folder))
    if not args.no_events:
        with tempfile.TemporaryDirectory(dir=args.folder) as folder:
            with_events(args, pathlib.Path(folder))


if __name__ == "__main__":
    main()
