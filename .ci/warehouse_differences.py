"""Shows each difference from `accord score` that a query declares, and that there is no other.

The query's file lists them under a heading; each sentence of the list has a check here that is found
by the sentence's first words. A sentence without a check fails, and so does a check without one.
"""

import re
import sys

from warehouse_tables import model_of
from warehouse_verdicts import HEADER

HEADING = "Differences from `accord score`:"
DAY = "2026-11-20"


def declared(sql):
    """The sentences under the heading."""
    comment = []
    for line in sql.splitlines():
        if not line.startswith("--"):
            break
        comment.append(line[2:].removeprefix(" "))
    if HEADING not in comment:
        sys.exit("FAILED: the query's file doesn't say where it differs")
    sentences = []
    for line in comment[comment.index(HEADING) + 1 :]:
        if line.startswith("- "):
            sentences.append(line[2:])
        elif line.startswith("  ") and sentences:
            sentences[-1] += " " + line.strip()
        else:
            break
    return sentences


class Pair:
    """What both say of the same leads."""

    def __init__(self, run, conditions, leads, events=None, types=None, event_types=None, flags=(), day=DAY):
        self.run = run
        accord, engine = run.accord, run.engine
        model = accord.model_file("difference", model_of(conditions))
        engine.load("leads", leads, types or {})
        score, export = (["--as-of", day], ["--as-of", day]) if day else ([], [])
        if events is not None:
            engine.load("events", events, event_types or {})
            score += ["--events", accord.list_file("events", events)]
            export += ["--events", "events"]
        self.sql = run.query(model, "--leads", "leads", *export, *flags)
        # Nothing gives a day to look back from: `accord score` refuses, and that is the difference.
        if day:
            rows = accord.verdicts(model, accord.list_file("leads", leads), *score)
            self.accord = {row[0]: dict(zip(HEADER, row)) for row in rows}
        header, rows = engine.rows(self.sql)
        self.query = {row[0]: dict(zip(header, row)) for row in rows}

    def totals(self):
        """The totals that `accord score` gives, and those of the query."""
        by_id = lambda rows: {one: row["total"] for one, row in sorted(rows.items())}
        return by_id(self.accord), by_id(self.query)

    def expect(self, accord, query):
        """Ends unless these are the totals."""
        if self.totals() != (accord, query):
            sys.exit(f"FAILED: {self.run.engine.dialect}: expected {accord} and {query}, got {self.totals()}")


def events_of(*rows):
    """A table of events."""
    return {name: [row[at] for row in rows] for at, name in enumerate(["lead_id", "event", "at"])}


def texts(run):
    """Texts that are composed or lowered in another way: the second query counts each that differs."""
    values = ["Zoë", "Zoe\u0308", "ZOË", "ΟΔΟΣ", "İ", "plain", None, "e\u0301t\u00e9"]
    leads = {"lead_id": [f"t{n}" for n in range(len(values))], "a": values}
    conditions = [{"field": "a", "is": text} for text in ["zoë", "οδοσ", "i", "plain", "été"]]
    pair = Pair(run, conditions, leads)
    accord, query = pair.totals()
    differ = [one for one in accord if accord[one] != query[one]]
    second = pair.sql.split(";\n", 1)[1]
    second = "\n".join(line[3:] for line in second.splitlines()[2:] if line.startswith("-- "))
    second = second[second.index("SELECT") :]
    counted = sum(int(row[1]) for row in run.engine.rows(second)[1])
    if not set(differ) <= {"t1", "t3", "t4", "t7"} or counted < len(differ) or counted > 4:
        sys.exit(f"FAILED: {run.engine.dialect}: {differ} differ, the second query counts {counted}")


def absent_column(run):
    """A column that isn't there: unknown to `accord score`, an error of the engine."""
    leads = {"lead_id": ["a"], "b": ["x"]}
    try:
        Pair(run, [{"field": "b", "is": "x"}, {"field": "missing column", "is": "x"}], leads)
    except SystemExit:
        raise
    except Exception as error:  # noqa: BLE001: engines have their own kinds
        if "missing column" in str(error):
            return
        raise
    sys.exit(f"FAILED: {run.engine.dialect}: a query of a column that isn't there runs")


def other_forms_of_time(run):
    """`20261120` is a day to `accord score`."""
    leads = {"lead_id": ["a", "b"], "d": ["20261120", "2026-11-20"]}
    Pair(run, [{"field": "d", "within_days": 1}], leads).expect({"a": "1", "b": "1"}, {"a": "0", "b": "1"})


def microseconds(run):
    """Two events a tenth of a microsecond apart are at one time."""
    events = events_of(("a", "y", f"{DAY}T09:00:00.0000001"), ("a", "x", f"{DAY}T09:00:00.0000002"))
    Pair(run, [{"sequence": ["x", "y"]}], {"lead_id": ["a"]}, events).expect({"a": "0"}, {"a": "1"})


def rejects(run):
    """Rows that `accord score` rejects count for nobody, and aren't named."""
    events = events_of(("a", "x", "soon"), ("b", "x", DAY), ("", "x", DAY))
    leads = {"lead_id": ["a", "b", "", None]}
    Pair(run, [{"event": "x"}], leads, events).expect({"a": "0", "b": "1"}, {"a": "0", "b": "1"})


def digits(run):
    """A whole number of nineteen digits, and one that isn't finite."""
    leads = {"lead_id": ["a", "b", "c"], "n": ["9223372036854775807", "1", None], "r": ["1.5", "NaN", "Infinity"]}
    conditions = [{"field": "n", "min": "1"}, {"field": "r", "min": "1"}, {"field": "r", "max": "1"}]
    types = {"n": "integer", "r": "double"}
    pair = Pair(run, conditions, leads, types=types, flags=["--types", "n=integer,r=double"])
    pair.expect({"a": "1", "b": "1", "c": "0"}, {"a": "2", "b": "1", "c": "0"})


def digits_of_times(run):
    """Nine digits are seconds where the column has seconds."""
    events = events_of(("a", "x", "179487360"), ("b", "x", "1794873600"))
    pair = Pair(run, [{"event": "x"}], {"lead_id": ["a", "b"]}, events, event_types={"at": "integer"}, flags=["--event-time", "seconds"])
    pair.expect({"a": "0", "b": "1"}, {"a": "1", "b": "1"})


def no_day(run):
    """Nothing gives a day: `accord score` refuses, the query knows nothing that looks back."""
    leads = {"lead_id": ["a"], "d": [DAY]}
    pair = Pair(run, [{"event": "x", "within_days": 3}, {"field": "d", "within_days": 3}], leads, events_of(), day=None)
    if pair.query["a"]["unknown"] != "c0;c1":
        sys.exit(f"FAILED: {run.engine.dialect}: without a day it knows {pair.query}")


CHECKS = {
    "Texts are compared": texts,
    "Every column": absent_column,
    "Times are read": other_forms_of_time,
    "Times are compared": microseconds,
    "Events whose time": rejects,
    "Columns with a type": digits,
    "With --event-time seconds": digits_of_times,
    "Where the model looks back": no_day,
}


def check(run):
    """Checks each difference."""
    model = run.accord.model_file("difference", model_of([{"field": "a", "is": "x"}]))
    sentences = declared(run.query(model, "--leads", "leads"))
    for sentence in sentences:
        if not any(re.match(re.escape(start), sentence) for start in CHECKS):
            sys.exit(f"FAILED: no check of the difference: {sentence}")
    for start, shows in CHECKS.items():
        if not any(sentence.startswith(start) for sentence in sentences):
            sys.exit(f"FAILED: the query no longer declares: {start} ...")
        shows(run)
    print(f"{run.engine.dialect}: {len(CHECKS)} declared differences: each is as it says", flush=True)
