"""Runs the exported query on an engine and compares every column of every lead with `accord score`.

Usage: warehouse.py ENGINE ACCORD SESSIONS SHARED SCRATCH

ENGINE is duckdb, postgres, spark, bigquery or snowflake; the texts of the last two are translated to
DuckDB's and run there. SESSIONS is the folder with the examples, SHARED that with the lists, SCRATCH
an empty folder. `ACCORD_WAREHOUSE_MODELS` is how many models are made up (300 on DuckDB, 60 on the
others), `ACCORD_WAREHOUSE_SPARK_MODELS` how many for Spark (6), `ACCORD_WAREHOUSE_SEED` the first one's
number. Prints a line for each part.
"""

import collections
import os
import random
import sys
import time
from pathlib import Path

import warehouse_differences
import warehouse_engines
import warehouse_functions
import warehouse_lists
import warehouse_tables
from warehouse_conditions import AS_OF
from warehouse_models import OPERATORS, made_model
from warehouse_verdicts import Accord, Comparison

# How many leads and events each made-up model is run on.
LEADS, EVENTS = 300, 2400
MODELS = {"duckdb": 300, "spark": 6}
FEWER_MODELS = 60


class Run:
    """An engine, the program, and where things lie."""

    def __init__(self, engine, accord, sessions, shared, scratch):
        self.engine = engine
        self.accord = Accord(accord, scratch)
        self.sessions = sessions
        self.shared = shared

    def query(self, model, *flags):
        """The exported query, whose functions are looked at."""
        sql = self.accord.query(model, self.engine.dialect, *flags)
        warehouse_functions.check(self.engine.dialect, sql)
        return sql

    # ---- Lists ----

    def compare_list(self, comparison, case):
        """Scores a list, and runs the query on the same rows."""
        score = list(case.reading) + (["--as-of", case.as_of] if case.as_of else [])
        leads = warehouse_lists.read_table(case.leads, case.delimiter)
        leads, export = warehouse_lists.table_for(case.model, leads)
        self.engine.load("leads", leads)
        lead_id = warehouse_lists.id_of(case, leads)
        export += ["--leads", "leads", "--id", lead_id]
        score += ["--id", lead_id]
        if case.events:
            self.engine.load("events", warehouse_lists.read_table(case.events))
            score += ["--events", case.events] + (["--event-id", case.event_id] if case.event_id else [])
            export += ["--events", "events", "--event-id", case.event_id or "lead_id"]
        if case.as_of:
            export += ["--as-of", self.engine.as_of(case.as_of)]
        expected = self.accord.verdicts(case.model, case.leads, *score)
        comparison.compare(case.name, expected, self.engine, self.query(case.model, *case.reading, *export))

    def lists(self):
        """All leads of b2b-saas, an export of a CRM, and the lists as they come."""
        for case in warehouse_lists.large_cases(self.sessions, self.shared / "data"):
            comparison = Comparison()
            self.compare_list(comparison, case)
            self.close(comparison, case.name)
        comparison = Comparison()
        cases = warehouse_lists.cases(self.shared / "cases/lists")
        for case in cases:
            self.compare_list(comparison, case)
        self.close(comparison, f"{len(cases)} lists as they come")

    # ---- Tables ----

    def compare_table(self, comparison, number, made):
        """Scores a made-up table as a list, and runs the query on it."""
        model = self.accord.model_file(f"table-{number}", made.model)
        if made.data is not None:
            model = self.accord.session_folder(f"session-{number}", made.model, made.data)
        leads = self.accord.list_file("leads", made.listed_leads or made.leads)
        self.engine.load("leads", made.leads, made.lead_types)
        score, export = list(made.score_flags), [*made.export_flags, "--leads", "leads"]
        if made.events is not None:
            score += ["--events", self.accord.list_file("events", made.listed_events or made.events)]
            self.engine.load("events", made.events, made.event_types)
            export += ["--events", "events"]
        if made.as_of:
            score += ["--as-of", made.as_of]
            export += ["--as-of", self.engine.as_of(made.as_of)]
        expected = self.accord.verdicts(model, leads, *score)
        comparison.compare(made.name, expected, self.engine, self.query(model, *export))

    def tables(self):
        """Made-up tables."""
        comparison = Comparison()
        tables = list(warehouse_tables.made_tables(self.engine.dialect))
        for number, made in enumerate(tables):
            self.compare_table(comparison, number, made)
        self.close(comparison, f"{len(tables)} made-up tables")

    # ---- Models ----

    def models(self):
        """Made-up models, each on the same leads."""
        said = "ACCORD_WAREHOUSE_SPARK_MODELS" if self.engine.dialect == "spark" else "ACCORD_WAREHOUSE_MODELS"
        count = int(os.environ.get(said) or MODELS.get(self.engine.dialect, FEWER_MODELS))
        seed = int(os.environ.get("ACCORD_WAREHOUSE_SEED") or 0)
        tables = dict(zip(["leads", "events"], warehouse_tables.shared_tables(LEADS, EVENTS)))
        files = {}
        for name, table in tables.items():
            self.engine.load(name, table)
            files[name] = self.accord.list_file(name, table)
        comparison, counts = Comparison(), collections.Counter()
        for number in range(seed, seed + count):
            model = self.accord.model_file(f"model-{number}", made_model(random.Random(number), counts))
            # Now and then the day is that of the latest event.
            said, day = (["--as-of", AS_OF], ["--as-of", self.engine.as_of(AS_OF)]) if number % 8 else ([], [])
            expected = self.accord.verdicts(model, files["leads"], "--events", files["events"], *said)
            sql = self.query(model, "--leads", "leads", "--events", "events", *day)
            comparison.compare(f"model {number}", expected, self.engine, sql)
        self.close(comparison, f"{count} made-up models")
        print("  " + ", ".join(f"{name} {counts[name]}" for name in OPERATORS), flush=True)
        unused = [name for name in OPERATORS if not counts[name]]
        if unused and count >= FEWER_MODELS:
            sys.exit(f"FAILED: no model asks for {', '.join(unused)}")

    def close(self, comparison, what):
        """Says what was compared."""
        comparison.close(f"{self.engine.dialect}: {what}")


def main():
    engine, accord, *folders = sys.argv[1:]
    sessions, shared, scratch = (Path(folder).resolve() for folder in folders)
    begun = time.perf_counter()
    run = Run(warehouse_engines.opened(engine), Path(accord).resolve(), sessions, shared, scratch)
    print(f"{engine}: {warehouse_engines.version_of(run.engine)}", flush=True)
    parts = {
        "lists": run.lists,
        "tables": run.tables,
        "models": run.models,
        "differences": lambda: warehouse_differences.check(run),
    }
    for name in (os.environ.get("ACCORD_WAREHOUSE_PARTS") or ",".join(parts)).split(","):
        parts[name]()
    print(f"{engine}: {time.perf_counter() - begun:.0f} s", flush=True)


if __name__ == "__main__":
    main()
