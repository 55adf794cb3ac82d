#!/usr/bin/env python3
"""Scores 1,000,000 leads with 10,000,000 unsorted events with accord and with DuckDB, on two cores.

Needs `pip install duckdb` and `cargo build --release`. Run it from anywhere:

    python3 benches/events_vs_duckdb.py                    # both, and what accord's report costs
    python3 benches/events_vs_duckdb.py --leads 100000     # ten events for each lead

The lists are made up, the same each time; events come in no order. DuckDB reads both files and joins
leads with what their events count; what both say of every lead is compared first. One round each, in
turns; the best of the rounds counts.
"""

import argparse
import csv
import itertools
import os
import pathlib
import random
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from score_vs_duckdb import ROOT, run

AS_OF = "2026-11-20"

MODEL = """\
accord: model/1
criteria:
  - {id: vertical, name: Target vertical, kind: fit, points: 5, when: {field: industry, in: [manufacturing, logistics]}}
  - {id: size, name: Size, kind: fit, points: 4, when: {field: employees, min: 250}}
  - {id: demo, name: Demo, kind: behaviour, points: 6, when: {event: demo, within_days: 30}}
  - {id: visits, name: Visits, kind: behaviour, points: 3, when: {event: visit, at_least: 3, within_days: 90}}
  - {id: prices, name: Prices, kind: behaviour, points: 4, when: {event: [pricing, quote], at_least: 2}}
stages:
  - {id: lead, name: Lead, readiness: none}
  - {id: mql, name: MQL, readiness: sales-worthy, rule: {all: [demo], points: {total: 12}}}
handoff: {stage: mql, disposition: forward}
bands: [{id: cold, name: Cold, disposition: recycle}]
dispositions:
  - {id: forward, name: Forward, action: forward}
  - {id: recycle, name: Recycle, action: recycle}
"""

QUERY = """
COPY (
  WITH counted AS (
    SELECT lead_id,
      count(*) FILTER (event = 'demo' AND days BETWEEN 0 AND 30) AS demos,
      count(*) FILTER (event = 'visit' AND days BETWEEN 0 AND 90) AS visits,
      count(*) FILTER (event IN ('pricing', 'quote') AND days >= 0) AS prices
    FROM (
      SELECT lead_id, event, date_diff('day', CAST("at" AS DATE), DATE '{as_of}') AS days
      FROM read_csv('{events}', header = true, delim = ',',
        columns = {'lead_id': 'VARCHAR', 'event': 'VARCHAR', 'at': 'TIMESTAMP'})
    ) GROUP BY lead_id
  ), points AS (
    SELECT lead_id,
      CASE WHEN industry IN ('manufacturing', 'logistics') THEN 5 ELSE 0 END
      + CASE WHEN employees >= 250 THEN 4 ELSE 0 END AS fit,
      coalesce(demos, 0) >= 1 AS demo,
      CASE WHEN coalesce(demos, 0) >= 1 THEN 6 ELSE 0 END
      + CASE WHEN coalesce(visits, 0) >= 3 THEN 3 ELSE 0 END
      + CASE WHEN coalesce(prices, 0) >= 2 THEN 4 ELSE 0 END AS behaviour
    FROM read_csv('{leads}', header = true, delim = ',',
      columns = {'lead_id': 'VARCHAR', 'industry': 'VARCHAR', 'employees': 'INTEGER'})
    LEFT JOIN counted USING (lead_id)
  )
  SELECT lead_id, fit, behaviour, fit + behaviour AS total, demo AND fit + behaviour >= 12 AS qualified
  FROM points
) TO '{out}' (HEADER, DELIMITER ',');
"""


def make(folder, leads):
    """Writes both lists."""
    chance = random.Random(17)
    industries = ["manufacturing", "logistics", "retail", "banking", "health"]
    with open(folder / "leads.csv", "w", encoding="utf-8") as file:
        file.write("lead_id,industry,employees\n")
        file.writelines(
            f"L{lead:07},{chance.choice(industries)},{chance.randrange(5000)}\n" for lead in range(leads)
        )
    names = ["visit"] * 12 + ["pricing", "quote", "call", "demo", "webinar", "mail"]
    with open(folder / "events.csv", "w", encoding="utf-8") as file:
        file.write("lead_id,event,at\n")
        for _ in range(leads * 10):
            day = f"2026-{chance.randrange(1, 12):02}-{chance.randrange(1, 29):02}"
            time = f"{chance.randrange(24):02}:{chance.randrange(60):02}:00"
            file.write(f"L{int(leads * chance.random()):07},{chance.choice(names)},{day}T{time}\n")


def accord(binary, folder, out, *more):
    command = [binary, "score", folder / "model.yaml", folder / "leads.csv", "--events", folder / "events.csv"]
    return run([*command, "--as-of", AS_OF, "-o", out, *more])[:3]


def duck(folder, out):
    query = QUERY
    for name, value in {
        "as_of": AS_OF, "leads": folder / "leads.csv", "events": folder / "events.csv", "out": out
    }.items():
        query = query.replace("{" + name + "}", str(value))
    program = (
        "import duckdb, sys, time\n"
        "c = duckdb.connect(config={'threads': 2})\n"
        "c.execute('SET enable_progress_bar = false')\n"
        "begun = time.perf_counter()\n"
        "c.execute(sys.argv[1])\n"
        "print(time.perf_counter() - begun)\n"
    )
    _, worked, memory, said = run([sys.executable, "-c", program, query])
    return float(said), worked, memory


def compare(own, theirs):
    """Stops unless both say the same of every lead; DuckDB writes them in no order."""
    columns = ["lead_id", "fit", "behaviour", "total", "qualified"]

    def rows(path):
        with open(path, encoding="utf-8", newline="") as file:
            return sorted(tuple(row[name] for name in columns) for row in csv.DictReader(file))

    for left, right in itertools.zip_longest(rows(own), rows(theirs)):
        if left != right:
            sys.exit(f"they differ: {left} {right}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--leads", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--accord", default=str(ROOT / "target/release/accord"))
    parser.add_argument("--before", help="another binary, such as one without the report, in the same rounds")
    parser.add_argument("--make", metavar="FOLDER", help="write the lists alone")
    parser.add_argument("--folder", help="where to put the lists; a temporary folder if absent")
    args = parser.parse_args()
    if args.make:
        return make(pathlib.Path(args.make), args.leads)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])
    with tempfile.TemporaryDirectory(dir=args.folder) as folder:
        folder = pathlib.Path(folder)
        (folder / "model.yaml").write_text(MODEL)
        # Another process writes them: what this one holds would count as its children's memory.
        subprocess.run([sys.executable, __file__, "--make", folder, "--leads", str(args.leads)], check=True)
        size = sum((folder / name).stat().st_size for name in ["leads.csv", "events.csv"]) / 1e6
        print(f"{args.leads:,} leads, {args.leads * 10:,} events, {size:.0f} MB")
        ways = {"accord": lambda: accord(args.accord, folder, folder / "own.csv")}
        if args.before:
            ways["before"] = lambda: accord(args.before, folder, folder / "before.csv")
        ways["duckdb"] = lambda: duck(folder, folder / "duckdb.csv")
        best = {}
        for number in range(args.rounds):
            for name, way in ways.items():
                best[name] = min(best.get(name, (1e9,)), way())
            if number == 0 and args.leads <= 1_000_000:
                subprocess.run([sys.executable, __file__, "--compare", folder], check=True)
        for name, (seconds, worked, memory) in best.items():
            print(f"{name}: {seconds:.2f} s ({worked:.2f} s of the processors), {memory:.0f} MB")
        print(f"accord takes {best['accord'][0] / best['duckdb'][0]:.2f} times as long as DuckDB")
        if args.before:
            print(f"and {best['accord'][0] / best['before'][0]:.3f} times as long as the other binary")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--compare"]:
        folder = pathlib.Path(sys.argv[2])
        compare(folder / "own.csv", folder / "duckdb.csv")
        print("both say the same of every lead")
    else:
        main()
