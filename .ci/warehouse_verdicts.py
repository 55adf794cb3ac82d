"""Runs `accord score` and `accord export`, and compares what both say of every lead."""

import collections
import csv
import io
import json
import subprocess
import sys

HEADER = (
    "lead_id,fit,behaviour,total,stage,readiness,qualified,band,disposition,missing,unknown,version,why"
).split(",")
# The most differences that are listed.
MOST_LISTED = 20


class Accord:
    """The program, and a scratch folder for its files."""

    def __init__(self, program, scratch):
        self.program = program
        self.scratch = scratch

    def run(self, *args):
        """Runs the program; what it printed. Ends this one if it fails."""
        ran = subprocess.run([self.program, *map(str, args)], capture_output=True, text=True)
        if ran.returncode:
            sys.exit(f"FAILED: accord {' '.join(map(str, args))}: {ran.returncode}\n{ran.stderr}")
        return ran.stdout

    def verdicts(self, model, leads, *flags):
        """What `accord score` says: its rows."""
        rows = list(csv.reader(io.StringIO(self.run("score", model, leads, *flags), newline="")))
        if rows[0] != HEADER:
            sys.exit(f"FAILED: accord score has the columns {rows[0]}")
        return rows[1:]

    def query(self, model, dialect, *flags):
        """The exported query."""
        return self.run("export", model, "--format", "sql", "--dialect", dialect, *flags)

    def model_file(self, name, model):
        """Writes a model; JSON is YAML."""
        path = self.scratch / f"{name}.yaml"
        path.write_text(json.dumps(model, ensure_ascii=False), encoding="utf-8")
        return path

    def session_folder(self, name, model, data):
        """Writes a session with this model and what it says of its data."""
        folder = self.scratch / name
        folder.mkdir(exist_ok=True)
        definition = {key: value for key, value in model.items() if key not in ("accord", "name")}
        session = {"accord": "session/1", "name": "Made up", "definition": definition, "data": data}
        (folder / "session.yaml").write_text(json.dumps(session, ensure_ascii=False), encoding="utf-8")
        return folder

    def list_file(self, name, table):
        """Writes a table as CSV."""
        path = self.scratch / f"{name}.csv"
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(table)
            writer.writerows(["" if value is None else value for value in row] for row in zip(*table.values()))
        return path


class Comparison:
    """Compares rows, counts them, and keeps what differs."""

    def __init__(self):
        self.leads = 0
        self.qualified = 0
        self.differences = []

    def compare(self, name, expected, engine, sql):
        """Compares what the query says on an engine with what is expected; whether it is the same."""
        before = len(self.differences)
        try:
            header, rows = engine.rows(sql)
        except Exception as error:  # noqa: BLE001: engines have their own kinds, each is a failure here
            self.differences.append(f"{name}: the query fails: {str(error)[:2000]}")
            return False
        if list(header) != HEADER:
            self.differences.append(f"{name}: the columns are {header}")
        self.leads += len(expected)
        self.qualified += sum(row[6] == "true" for row in expected)
        self.compare_rows(name, expected, rows)
        return len(self.differences) == before

    def compare_rows(self, name, expected, rows):
        """Compares rows in any order."""
        missing = collections.Counter(map(tuple, expected))
        missing.subtract(collections.Counter(map(tuple, rows)))
        wanted = sorted(row for row, count in missing.items() for _ in range(count))
        got = sorted(row for row, count in missing.items() for _ in range(-count))
        by_id = {row[0]: row for row in got}
        for row in wanted:
            other = by_id.pop(row[0], None)
            if other is None:
                self.differences.append(f"{name}: lead {row[0]!r} isn't there: {row}")
                continue
            for column, want, have in zip(HEADER, row, other):
                if want != have:
                    self.differences.append(f"{name}: lead {row[0]!r}, {column}: accord {want!r}, the query {have!r}")
        for row in by_id.values():
            self.differences.append(f"{name}: lead {row[0]!r} is there, but not for accord: {row}")

    def close(self, what):
        """Prints what was compared, or what differs, and ends if anything does."""
        if self.differences:
            for difference in self.differences[:MOST_LISTED]:
                print(f"  {difference}", file=sys.stderr)
            sys.exit(f"FAILED: {what}: {len(self.differences)} differences")
        print(f"{what}: {self.leads} leads, {self.qualified} of them qualified: no difference", flush=True)
