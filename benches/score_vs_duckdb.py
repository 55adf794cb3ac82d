#!/usr/bin/env python3
"""Scores a list of 1,000,000 leads with accord and with DuckDB, CSV to CSV, on two cores.

Needs `pip install duckdb` and `cargo build --release`. Run it from anywhere:

    python3 benches/score_vs_duckdb.py          # 1,000,000 leads of 20 columns, 12 conditions
    python3 benches/score_vs_duckdb.py --big    # and ten times as many: time and memory

The list is made up, the same each time. DuckDB gets the model as CASE expressions, and besides the
columns' types and plain comparisons (the list is in one case and without blanks around), so it
does less than the language asks for. Both read the same file from a warm cache and write the same
file, byte for byte, which is looked at first. The best of some rounds counts, taken in turns.
"""

import argparse
import itertools
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent

MODEL = """\
accord: model/1
criteria:
  - id: vertical
    name: Target vertical
    kind: fit
    combine: one-of
    answers:
      - {id: expertise, label: Expertise, points: 5, when: {field: industry, in: [manufacturing, logistics]}}
      - {id: adjacent, label: Adjacent, points: 3, when: {field: industry, is: healthcare}}
      - {id: other, label: Other, points: 0, otherwise: true}
  - {id: size, name: Size, kind: fit, points: 4, when: {field: employees, min: 250}}
  - {id: revenue, name: Revenue, kind: fit, points: 3, when: {field: revenue, min: 10000000}}
  - {id: region, name: Region, kind: fit, points: 2, when: {field: country, in: [de, at, ch]}}
  - {id: senior, name: Senior, kind: fit, points: 4, when: {field: seniority, in: [c-level, vp]}}
  - {id: buyer, name: Buying department, kind: fit, points: 1, when: {field: department, not_in: [students, press]}}
  - {id: head, name: Head of something, kind: fit, points: 2, when: {field: job_title, contains: head}}
  - {id: funded, name: Funded, kind: fit, points: 5, when: {field: budget, is: approved}}
  - {id: soon, name: Soon, kind: fit, points: 3, when: {field: timeline, in: [this quarter, next quarter]}}
  - {id: visits, name: Visits, kind: behaviour, points: 3, when: {field: visits, min: 5}}
  - {id: downloads, name: Downloads, kind: behaviour, points: 2, when: {field: downloads, min: 2}}
stages:
  - {id: contact, name: Contact, readiness: none}
  - {id: lead, name: Lead, readiness: none, rule: {points: {total: 8}}}
  - id: mql
    name: Marketing qualified lead
    readiness: sales-worthy
    rule: {all: [funded, vertical=expertise|adjacent], points: {total: 15}}
handoff: {stage: mql, disposition: forward}
bands:
  - {id: cold, name: Cold, disposition: recycle}
  - {id: warm, name: Warm, from: 10, disposition: nurture}
  - {id: hot, name: Hot, from: 18, disposition: nurture}
dispositions:
  - {id: forward, name: Forward, action: forward}
  - {id: nurture, name: Nurture, action: nurture, track: early}
  - {id: recycle, name: Recycle, action: recycle}
tracks: [{id: early, name: Early}]
"""

QUERY = """
COPY (
  WITH read AS (
    SELECT lead_id, employees, revenue, country, seniority, visits, downloads,
      nullif(industry, '') AS industry, nullif(job_title, '') AS job_title,
      nullif(budget, '') AS budget, nullif(timeline, '') AS timeline,
      nullif(department, '') AS department
    FROM read_csv('{leads}', header = true, delim = ',', quote = '"', columns = {columns})
  ), points AS (
    SELECT *,
      CASE WHEN industry IN ('manufacturing', 'logistics') THEN 5
           WHEN industry = 'healthcare' THEN 3 ELSE 0 END
      + CASE WHEN employees >= 250 THEN 4 ELSE 0 END
      + CASE WHEN revenue >= 10000000 THEN 3 ELSE 0 END
      + CASE WHEN country IN ('de', 'at', 'ch') THEN 2 ELSE 0 END
      + CASE WHEN seniority IN ('c-level', 'vp') THEN 4 ELSE 0 END
      + CASE WHEN department NOT IN ('students', 'press') THEN 1 ELSE 0 END
      + CASE WHEN contains(job_title, 'head') THEN 2 ELSE 0 END
      + CASE WHEN budget = 'approved' THEN 5 ELSE 0 END
      + CASE WHEN timeline IN ('this quarter', 'next quarter') THEN 3 ELSE 0 END AS fit,
      CASE WHEN visits >= 5 THEN 3 ELSE 0 END
      + CASE WHEN downloads >= 2 THEN 2 ELSE 0 END AS behaviour,
      coalesce(budget = 'approved', false) AS funded,
      coalesce(industry IN ('manufacturing', 'logistics', 'healthcare'), false) AS vertical
    FROM read
  ), totals AS (
    SELECT *, fit + behaviour AS total, funded AND vertical AND fit + behaviour >= 15 AS qualified
    FROM points
  )
  SELECT lead_id, fit, behaviour, total,
    CASE WHEN qualified THEN 'mql' WHEN total >= 8 THEN 'lead' ELSE 'contact' END AS stage,
    CASE WHEN qualified THEN 'sales-worthy' ELSE 'none' END AS readiness,
    qualified,
    CASE WHEN total >= 18 THEN 'hot' WHEN total >= 10 THEN 'warm' ELSE 'cold' END AS band,
    CASE WHEN qualified THEN 'forward' WHEN total >= 10 THEN 'nurture' ELSE 'recycle' END
      AS disposition,
    nullif(concat_ws(';',
      CASE WHEN NOT funded THEN 'funded' END,
      CASE WHEN NOT vertical THEN 'vertical=expertise|adjacent' END,
      CASE WHEN total < 15 THEN 'total:' || (15 - total) END), '') AS missing,
    nullif(concat_ws(';',
      CASE WHEN industry IS NULL THEN 'vertical' END,
      CASE WHEN employees IS NULL THEN 'size' END,
      CASE WHEN revenue IS NULL THEN 'revenue' END,
      CASE WHEN country IS NULL THEN 'region' END,
      CASE WHEN seniority IS NULL THEN 'senior' END,
      CASE WHEN department IS NULL THEN 'buyer' END,
      CASE WHEN job_title IS NULL THEN 'head' END,
      CASE WHEN budget IS NULL THEN 'funded' END,
      CASE WHEN timeline IS NULL THEN 'soon' END,
      CASE WHEN visits IS NULL THEN 'visits' END,
      CASE WHEN downloads IS NULL THEN 'downloads' END), '') AS unknown,
    'draft' AS version,
    coalesce(nullif(concat_ws(', ',
      CASE WHEN industry IN ('manufacturing', 'logistics') THEN 'Target vertical: Expertise +5'
           WHEN industry = 'healthcare' THEN 'Target vertical: Adjacent +3' END,
      CASE WHEN employees >= 250 THEN 'Size +4' END,
      CASE WHEN revenue >= 10000000 THEN 'Revenue +3' END,
      CASE WHEN country IN ('de', 'at', 'ch') THEN 'Region +2' END,
      CASE WHEN seniority IN ('c-level', 'vp') THEN 'Senior +4' END,
      CASE WHEN department NOT IN ('students', 'press') THEN 'Buying department +1' END,
      CASE WHEN contains(job_title, 'head') THEN 'Head of something +2' END,
      CASE WHEN budget = 'approved' THEN 'Funded +5' END,
      CASE WHEN timeline IN ('this quarter', 'next quarter') THEN 'Soon +3' END,
      CASE WHEN visits >= 5 THEN 'Visits +3' END,
      CASE WHEN downloads >= 2 THEN 'Downloads +2' END), ''), 'no points') || '; ' ||
      CASE WHEN qualified THEN 'Forward (qualified)' WHEN total >= 18 THEN 'Nurture (by band Hot)'
           WHEN total >= 10 THEN 'Nurture (by band Warm)' ELSE 'Recycle (by band Cold)' END AS why
  FROM totals
) TO '{out}' (HEADER, DELIMITER ',');
"""

TYPES = {"employees": "INTEGER", "revenue": "DOUBLE", "visits": "INTEGER", "downloads": "INTEGER"}
CHUNK = 100_000


def columns_of(chance, first, count):
    """The columns of some leads, one after the other."""
    among = lambda *values: chance.choices(values, k=count)
    numbers = lambda most: [str(chance.randrange(most)) for _ in range(count)]
    firms = ["Hill", "Brook", "Stone", "North", "Lake", "Field", "Wood", "Ford"]
    yield "lead_id", [f"L{n:08}" for n in range(first, first + count)]
    yield "company", [
        f'"{chance.choice(firms)}, {chance.choice(firms)} & Co"' if n % 8 == 0 else f"{chance.choice(firms)} {n}"
        for n in range(first, first + count)
    ]
    yield "industry", among("manufacturing", "logistics", "healthcare", "retail", "finance", "energy", "media", "")
    yield "country", among("de", "at", "ch", "fr", "nl", "be", "it", "es", "pl", "se", "dk", "us", "uk")
    yield "employees", [text if int(text) % 17 else "" for text in numbers(5000)]
    yield "revenue", [f"{chance.randrange(50_000_000)}.{chance.randrange(100):02}" for _ in range(count)]
    yield "job_title", among(
        "head of sales", "head of it", "cto", "sales manager", "buyer", "engineer", "assistant", "plant manager", ""
    )
    yield "seniority", among("c-level", "vp", "director", "manager", "staff", "intern")
    yield "department", among("sales", "it", "operations", "purchasing", "students", "press", "finance")
    yield "budget", among("approved", "planned", "none", "", "frozen")
    yield "timeline", among("this quarter", "next quarter", "this year", "later", "")
    yield "visits", numbers(12)
    yield "downloads", numbers(5)
    yield "source", among("web", "fair", "partner", "referral", "advert")
    yield "campaign", [f"campaign-{n}" for n in numbers(400)]
    yield "owner", among("ada", "ben", "cleo", "dan", "eva", "finn")
    yield "email", [f"person{n}@example-{n % 977}.com" for n in range(first, first + count)]
    yield "phone", [f"+49 30 {n}" for n in numbers(10_000_000)]
    yield "created", [f"2026-{1 + n % 12:02}-{1 + n % 28:02}" for n in range(first, first + count)]
    yield "notes", among("asked for prices", "met at the fair", "", "wants a call back next week", "no answer so far")


def make(path, leads):
    """Writes the made-up list."""
    chance = random.Random(20260301)
    with open(path, "w", encoding="utf-8", newline="") as file:
        for first in range(0, leads, CHUNK):
            named = list(columns_of(chance, first, min(CHUNK, leads - first)))
            names = [name for name, _ in named]
            if first == 0:
                file.write(",".join(names) + "\n")
            rows = zip(*(values for _, values in named))
            file.write("".join(",".join(row) + "\n" for row in rows))


def made(path, leads):
    """Has another process write the list: what this one holds would count as its children's memory."""
    subprocess.run([sys.executable, __file__, "--make", path, "--leads", str(leads)], check=True)
    with open(path, encoding="utf-8") as file:
        return file.readline().strip().split(",")


def run(command):
    """Runs a command: seconds, seconds of the processors, the most memory in MB, its output."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{command[0]} failed: {status}")
    return time.perf_counter() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, said


def accord(binary, model, leads, out):
    """Seconds, seconds of the processors, and the most memory in MB, all of the process."""
    return run([binary, "score", model, leads, "-o", out])[:3]


def duck(names, leads, out):
    """As for accord, the seconds those of the statement alone: the library is loaded by then."""
    columns = {name: TYPES.get(name, "VARCHAR") for name in names}
    query = QUERY.replace("{leads}", str(leads)).replace("{out}", str(out)).replace("{columns}", str(columns))
    program = (
        "import duckdb, os, sys, time\n"
        "c = duckdb.connect(config={'threads': 2})\n"
        "c.execute('SET enable_progress_bar = false')\n"
        "begun, worked = time.perf_counter(), sum(os.times()[:2])\n"
        "c.execute(sys.argv[1])\n"
        "print(time.perf_counter() - begun, sum(os.times()[:2]) - worked)\n"
    )
    _, _, memory, said = run([sys.executable, "-c", program, query])
    seconds, worked = map(float, said.split())
    return seconds, worked, memory


def same(one, other):
    """Whether two files are the same byte for byte; says where they aren't."""
    with open(one) as a, open(other) as b:
        for number, (left, right) in enumerate(itertools.zip_longest(a, b), 1):
            if left != right:
                sys.exit(f"they differ in line {number}:\n{left}{right}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--big", action="store_true", help="also score ten times as many")
    parser.add_argument("--leads", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--accord", default=str(ROOT / "target/release/accord"))
    parser.add_argument("--make", metavar="FILE", help="write the list alone")
    parser.add_argument("--folder", help="where to put the lists; a temporary folder if absent")
    args = parser.parse_args()
    if args.make:
        return make(args.make, args.leads)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])
    with tempfile.TemporaryDirectory(dir=args.folder) as folder:
        folder = pathlib.Path(folder)
        model = folder / "model.yaml"
        model.write_text(MODEL)
        leads, own, theirs = folder / "leads.csv", folder / "accord.csv", folder / "duckdb.csv"
        names = made(leads, args.leads)
        size = leads.stat().st_size / 1e6
        print(f"{args.leads:,} leads of {len(names)} columns, {size:.0f} MB")
        best = {"accord": (1e9,), "duckdb": (1e9,)}
        for number in range(args.rounds):
            best["accord"] = min(best["accord"], accord(args.accord, model, leads, own))
            best["duckdb"] = min(best["duckdb"], duck(names, leads, theirs))
            if number == 0:
                same(own, theirs)
                print("both wrote the same file, byte for byte")
        for name, (seconds, worked, memory) in best.items():
            print(f"{name}: {seconds:.2f} s ({worked:.2f} s of the processors), {memory:.0f} MB")
        print(f"accord is {best['duckdb'][0] / best['accord'][0]:.1f} times as fast")
        if args.big:
            made(leads, args.leads * 10)
            seconds, _, memory = min(accord(args.accord, model, leads, own) for _ in range(2))
            ratio = seconds / best["accord"][0]
            print(f"{args.leads * 10:,} leads: accord {seconds:.2f} s ({ratio:.1f} times), {memory:.0f} MB")


if __name__ == "__main__":
    main()
