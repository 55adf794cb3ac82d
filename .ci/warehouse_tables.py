"""Made-up tables that a query may stumble over, each with a model that asks about every column.

A table of types is given twice: as texts for `accord score`, and typed for the engine.
"""

import itertools
import random
from dataclasses import dataclass, field

from warehouse_conditions import AS_OF
from warehouse_leads import made_events, made_leads

# Names of columns that are words of SQL, have quotes, dots, blanks or other letters, or are names
# that a query itself may use.
ODD_NAMES = [
    "select", "from", "order by", "group", "user", "null", "true", "a.b", 'the "quoted"', "it's", "back`tick", "Größe", "名前",
    "🙂", "two  blanks", "x--y", "x/*y*/", "1st", "100%", "{{ braces }}", "back\\slash", "dollar$1", ":colon", "@at", "?", "#hash",
    "[bracket]", "semi;colon", "comma,", "(paren)", "UPPER", "Mixed Case", "at", "event", "day", "days", "as_of", "leads",
    "events", "answers", "points", "fit", "behaviour", "total", "stage", "readiness", "qualified", "band", "disposition",
    "missing", "unknown", "version", "why", "criteria", "facts", "id", "lead", "row", "rows", "value", "count", "c0", "x",
]  # fmt: skip
# What no column can be called there.
IMPOSSIBLE_NAMES = {"bigquery": ["a.b"]}


@dataclass
class Made:
    """A comparison: a model, tables, and what both commands are told."""

    name: str
    model: dict
    leads: dict
    events: dict | None = None
    # The tables as `accord score` reads them, where they are written otherwise.
    listed_leads: dict | None = None
    listed_events: dict | None = None
    lead_types: dict = field(default_factory=dict)
    event_types: dict = field(default_factory=dict)
    as_of: str | None = AS_OF
    score_flags: list = field(default_factory=list)
    # What a session says of its data, where the model is in one.
    data: dict | None = None
    export_flags: list = field(default_factory=list)


def model_of(conditions, points=1):
    """A model with a yes/no criterion for each condition, alternately fit and behaviour."""
    criteria = []
    for number, when in enumerate(conditions):
        kind = "behaviour" if "event" in when or "sequence" in when else "fit"
        criteria.append({"id": f"c{number}", "name": f"C {number}", "kind": kind, "points": points, "when": when})
    references = [criterion["id"] for criterion in criteria]
    return {
        "accord": "model/1",
        "criteria": criteria,
        "stages": [
            {"id": "lead", "name": "Lead", "readiness": "none"},
            {"id": "mql", "name": "MQL", "readiness": "sales-worthy", "rule": {"any": references, "points": {"total": points * 2}}},
        ],
        "handoff": {"stage": "mql", "disposition": "forward"},
        "bands": [{"id": "cold", "name": "Cold", "disposition": "recycle"}],
        "dispositions": [
            {"id": "forward", "name": "Forward", "action": "forward"},
            {"id": "recycle", "name": "Recycle", "action": "recycle"},
        ],
    }


def odd_names(dialect):
    """Columns of leads, and of events, called whatever a column can be called."""
    names = [name for name in ODD_NAMES if name not in IMPOSSIBLE_NAMES.get(dialect, [])]
    chance = random.Random(11)
    values = ["yes", "Yes ", "no", "", " ", None]
    ids = [f"L{n}" for n in range(40)]
    leads = {"lead_id": ids, **{name: [chance.choice(values) for _ in ids] for name in names}}
    rows = 120
    own = [name for name in names if name not in ("at", "event", "id", "lead", "days", "day")]
    events = {
        "lead_id": [chance.choice(ids) for _ in range(rows)],
        "event": [chance.choice(["visit", "call"]) for _ in range(rows)],
        "at": [f"2026-11-{chance.randint(10, 22)}" for _ in range(rows)],
        **{name: [chance.choice(values) for _ in range(rows)] for name in own},
    }
    conditions = [{"field": name, "is": "yes"} for name in names]
    conditions += [{"event": "visit", "where": {"field": name, "is": "yes"}} for name in own]
    return Made("odd and reserved names of columns", model_of(conditions), leads, events)


def blanks_and_ids():
    """Missing values in every way, and ids that repeat, are blank, or differ in little."""
    ids = ["a", "a", " a ", "A", "b", "", None, "  ", "\u00a0", "é", "e\u0301", "0", "00", "it's", "x" * 300, "c;d", "true", "c\td"]
    values = [None, "", " ", "\t\n", "\u00a0", "\u2003", "x", " X ", "\u00a0x\u2009", "null", "x\u00a0y", "X\ty", "x  y", "\\N", "\u200bx", "x\x1fy", "x\u0085y", "\ufeffx"]
    leads = {"lead_id": ids, "a": values, "b": values[::-1]}
    events = {
        "lead_id": ["a", " a", "A", "b", "b ", "nobody", "", None, "é", "e\u0301", "0", "00", "it's", "x" * 300, "c\td", "\u00a0b"],
        "event": ["visit", "VISIT ", "visit\u00a0", "Visit", "visit", "visit", "visit", "visit"] * 2,
        "at": ["2026-11-20", "2026-11-20T10:00", "2026-11-19"] * 5 + ["2026-11-01"],
    }
    conditions = [
        {"field": "a", "known": True}, {"field": "a", "known": False}, {"field": "b", "is": "x"}, {"field": "a", "not_in": ["x"]},
        {"field": "a", "in": ["x y", "null"]}, {"none": [{"field": "a", "contains": "x"}]}, {"field": "b", "starts_with": "x"},
        {"event": "visit"}, {"event": "visit", "at_least": 2}, {"event": "visit", "at_most": 1},
        {"event": "visit", "at_least": 2, "distinct_days": True},
    ]  # fmt: skip
    return Made("blanks, and ids of every kind", model_of(conditions), leads, events)


EVENT_CONDITIONS = [
    {"event": "visit"}, {"event": "visit", "at_most": 0}, {"event": "visit", "within_days": 3}, {"sequence": ["visit", "call"]},
    {"none": [{"event": "call", "within_days": 30}]}, {"field": "a", "within_days": 3}, {"field": "a", "older_than_days": 3},
    {"any": [{"event": "call", "older_than_days": 2}, {"field": "a", "known": True}]}, {"event": "call", "where": {"field": "n", "min": 2}},
]  # fmt: skip


def few_events(name, events, as_of=AS_OF):
    """The same leads with some events, with none, or without a table of events."""
    leads = {"lead_id": ["a", "b", "c"], "a": ["2026-11-18", None, "2026-11-10"]}
    return Made(name, model_of(EVENT_CONDITIONS), leads, events, as_of=as_of)


def events_of(rows):
    """A table of events."""
    columns = ["lead_id", "event", "at", "n"]
    return {name: [row[at] for row in rows] for at, name in enumerate(columns)}


def presence_of_events():
    """Events that are there, that aren't, and days that come from them."""
    yield few_events("no table of events", None)
    yield few_events("a table of events without rows", events_of([]))
    nobody = [("x", "visit", "2026-11-19", "1"), ("", "call", "2026-11-25", "2"), (None, "call", "2026-11-28", "2")]
    yield few_events("events of nobody in the list", events_of(nobody))
    unreadable = [("a", "visit", "soon", "1"), ("a", "call", "", "2"), ("a", "call", None, "2")]
    yield few_events("events whose times can't be read", events_of(unreadable))
    some = [("a", "visit", "2026-11-17", "1"), ("b", "call", "2026-11-21T23:30:00-02:00", "2"), ("c", "mail", "2026-11-20", "3")]
    yield few_events("the day of the latest event", events_of([*some, *unreadable]), None)
    yield few_events("the day of the latest event, of nobody", events_of([*some, ("x", "mail", "2026-11-23", "")]), None)
    yield few_events("the day of the latest event, without an id", events_of([*some, *nobody]), None)


def sequences():
    """Events at equal times, without times, and at times of other zones, in every small order."""
    chance = random.Random(5)
    times = [
        "2026-11-18", "2026-11-18T09:00", "2026-11-18T09:00:00Z", "2026-11-18T10:00+01:00", "2026-11-18 9:30", "2026-11-19",
        "2026-11-19T00:00", "2026-11-18T23:59:59.999", "1795000000", "2026-11-18T09:00:00.000001", "2026-11-20T23:59", "2026-11-21",
    ]  # fmt: skip
    rows, ids = [], [f"S{n}" for n in range(400)]
    for one in ids:
        of_lead = chance.sample(times, chance.randint(1, 3))
        rows += [(one, chance.choice("aaabbc"), chance.choice(of_lead), "1") for _ in range(chance.randint(0, 6))]
    chance.shuffle(rows)
    names = [
        "a", "ab", "ba", "aa", "aab", "aba", "abab", "abc", "cba", "aaa", "bab", "abcab", "aabb", "cab",
    ]  # fmt: skip
    conditions = [{"sequence": list(name)} for name in names]
    conditions += [{"sequence": list("ab"), "within_days": 2, "older_than_days": 0}, {"sequence": list("aba"), "within_days": 1}]
    return Made("sequences at equal times", model_of(conditions), {"lead_id": ids}, events_of(rows))


def typed():
    """Columns with types, asked with operators of every kind."""
    columns = {
        "whole": ("integer", ["0", "1", "10", "-3", "999999999999999999", None, "481", "9"]),
        "exact": ("decimal", ["0.100000", "1.000000", "10.000000", "-3.500000", "9.990000", None, "10.000001", "481.000000"]),
        "real": ("double", ["0.1", "1.5", "10.25", "-3.5", "250.75", None, "9.99", "0.5"]),
        "yes": ("boolean", ["true", "false", "true", None, "false", "true", None, "false"]),
        "on": ("date", ["2026-11-20", "2026-11-19", "2026-10-21", None, "2026-10-20", "2026-11-21", "1999-01-01", "2024-02-29"]),
        "when": ("timestamp", ["2026-11-20 00:00:00", "2026-11-19 23:59:59", None, "2026-10-21 12:00:00", "2026-11-21 00:00:00", "2026-10-20 23:59:59", "1999-01-01 01:02:03", "2024-02-29 06:00:00"]),
        "moment": ("timestamptz", ["2026-11-20 00:30:00+01:00", "2026-11-20 23:30:00-01:00", None, "2026-10-21 00:00:00+00:00", "2026-11-20 12:00:00+00:00", "2026-10-20 23:59:59+00:00", "1999-01-01 01:02:03+00:00", "2024-02-29 06:00:00+00:00"]),
    }  # fmt: skip
    leads = {"lead_id": [f"T{n}" for n in range(8)], **{name: values for name, (_, values) in columns.items()}}
    conditions = [{"field": name, "known": known} for name in columns for known in (True, False)]
    for name, number in itertools.product(["whole", "exact", "real"], ["0", "9.99", "10", "10.000001", "-3.5", "0.1", "999999999999999999"]):
        conditions += [{"field": name, "min": number}, {"field": name, "max": number}]
    conditions += [{"field": "whole", "is": "481"}, {"field": "whole", "in": ["1", "-3"]}, {"field": "whole", "contains": "9"}]
    conditions += [{"field": "yes", "is": True}, {"field": "yes", "is": "false"}, {"field": "yes", "not_in": ["true"]}]
    for name in ["on", "when", "moment"]:
        conditions += [{"field": name, "on_or_after": "2026-11-20"}, {"field": name, "on_or_before": "2026-11-19"}]
        conditions += [{"field": name, "within_days": 30}, {"field": name, "older_than_days": 30}, {"field": name, "within_days": 0}]
    types = {name: kind for name, (kind, _) in columns.items()}
    said = ",".join(f"{name}={kind}" for name, kind in types.items())
    return Made("typed columns", model_of(conditions), leads, lead_types=types, export_flags=["--types", said])


def typed_event_times():
    """The times of events as timestamps, with and without zone, seconds and milliseconds."""
    seconds = [1794873600, 1795132800, 1795219199, 1795219200, 1794000000, 1792540799, None, 1795046400]
    rows = [("abc"[at % 3], ["visit", "call"][at % 2], value, "2") for at, value in enumerate(seconds)]
    for unit, factor in [("seconds", 1), ("millis", 1000)]:
        texts = [(one, name, None if value is None else str(value * factor), n) for one, name, value, n in rows]
        made = few_events(f"event times in {unit}", events_of(texts))
        made.event_types, made.export_flags = {"at": "integer"}, ["--event-time", unit]
        yield made
    for kind, zone in [("timestamp", ""), ("timestamptz", "+05:30")]:
        times = ["2026-11-17 00:00:00", "2026-11-20 23:59:59", "2026-11-21 00:00:00", "2026-11-20 02:00:00", None, "2026-10-21 12:00:00"]
        texts = [("abc"[at % 3], ["visit", "call"][at % 2], value and value + zone, "2") for at, value in enumerate(times)]
        made = few_events(f"event times as {kind}", events_of(texts))
        made.event_types, made.export_flags = {"at": kind}, ["--event-time", "timestamp"]
        if kind == "timestamptz":
            made.export_flags += ["--types", "at=timestamptz"]
        yield made


def reading():
    """Numbers, days and blanks written in ways that are said once."""
    numbers = ["1.098", "1098", "1.09", "1,5", "$ 5.651,20", "-$5", "$-5", "- 5", "45 %", "0.123", "1.098.000", "10,5,1", "n/a", "EUR 12", "12 eur", "1 098", None, "+ 7$"]
    ids = [f"R{n}" for n in range(len(numbers))]
    leads = {"lead_id": ids, "n": numbers, "t": ["n/a", "Select", "select ", "x", " N/A", "na", None, "", "Select one"] * 2}
    conditions = [{"field": "n", "min": number} for number in ["-5", "0", "1.5", "12", "45", "1098", "5651.2", "1098000"]]
    conditions += [{"field": "n", "known": True}, {"field": "t", "known": True}, {"field": "t", "not_in": ["x"]}, {"field": "n", "max": "7"}]
    flags = ["--decimal", ",", "--thousands", ".", "--strip", "$", "--strip", "%", "--strip", "EUR", "--empty", "n/a", "--empty", "Select"]
    yield Made("numbers and blanks by flags", model_of(conditions), leads, score_flags=flags, export_flags=flags)
    for mark, values in [("'", ["1'098", "1\u2019098", "1098", "1'09"]), ("blank", ["1 098", "1\u00a0098", "1\u202f098", "1098"]), (",", ["1,098", "1,098.5", "12,34", "1,,098"])]:
        leads = {"lead_id": ["a", "b", "c", "d"], "n": values}
        flags = ["--thousands", mark]
        conditions = [{"field": "n", "min": "1098"}, {"field": "n", "min": "1098.5"}, {"field": "n", "max": "5000"}]
        yield Made(f"thousands by {mark}", model_of(conditions), leads, score_flags=flags, export_flags=flags)
    yield from reading_days()


def reading_days():
    """Days in an order that is said, times of a zone, and a form like no other."""
    days = [
        "20-11-2026 19:58", "20.11.2026", "11/20/2026 3:04 PM", "11/2/2026", "2/11/2026 12:05 am", "2026-11-20", "2026-11-20T23:30:00Z",
        "2026-11-21T04:59:59Z", "2026-11-21T05:00:00Z", "20 Nov 2026 09:05", "13/13/2026", "5/6/26", "1795219199", "2026-11-01 01:30",
    ]  # fmt: skip
    conditions = [{"field": "d", "within_days": n} for n in (0, 1, 30)] + [{"field": "d", "on_or_after": "2026-11-20"}]
    conditions += [{"event": "visit", "within_days": n} for n in (0, 1, 30)] + [{"sequence": ["visit", "call"]}]
    ids = [f"D{n}" for n in range(len(days))]
    events = {
        "lead_id": ids * 2,
        "event": ["visit"] * len(days) + ["call"] * len(days),
        "at": days + days[1:] + days[:1],
    }
    for flags in [
        ["--dates", "day-first"],
        ["--dates", "month-first"],
        ["--time-zone", "America/New_York"],
        ["--time-zone", "Europe/Berlin", "--dates", "day-first"],
        ["--time-format", "%d %b %Y %H:%M"],
    ]:
        yield Made(f"days by {' '.join(flags)}", model_of(conditions), {"lead_id": ids, "d": days}, events, score_flags=flags, export_flags=flags)


def other_columns():
    """Fields and ids that are in columns of other names, and fields in another case."""
    leads = {"Contact ID": ["1", "2", "3"], "Firm Size": ["10", "9", None], "Sector": ["x", "y", "X"]}
    events = {"Contact ID": ["1", "3", "3"], "event": ["visit", "visit", "call"], "at": ["2026-11-19", "2026-11-20", "2026-11-20"]}
    conditions = [{"field": "employees", "min": "10"}, {"field": "sector", "is": "x"}, {"field": "Sector", "is": "y"}, {"event": "visit", "within_days": 0}]
    flags = ["--id", "Contact ID", "--map", "employees=Firm Size"]
    own = [*flags, "--map", "sector=Sector", "--event-id", "Contact ID"]
    return Made("columns of other names", model_of(conditions), leads, events, score_flags=flags, export_flags=own)


def own_days():
    """Each lead's own day to look back from; one that can't be read is left out, a blank falls through."""
    leads = {
        "lead_id": ["a", "b", "c", "d", "e", "f"],
        "a": ["2026-11-18", "2026-11-10", None, "2026-11-01", "2026-11-20", ""],
        "as of": ["2026-11-18", "2026-11-12T10:00", "", None, "soon", " 1795132800 "],
    }
    events = events_of([(one, name, f"2026-11-{day}", "2") for one in "abcdef" for name in ["visit", "call"] for day in (10, 18, 20)])
    for as_of in ["2026-11-19", None]:
        data = {"as_of_field": "as of", **({"as_of": as_of} if as_of else {})}
        name = f"each lead's own day, else {as_of or 'that of the latest event'}"
        yield Made(name, model_of(EVENT_CONDITIONS), leads, events, as_of=None, data=data)


def large_points():
    """Points beyond 32 bits."""
    model = model_of([{"field": "a", "is": "x"}, {"field": "a", "known": True}, {"event": "visit"}], 3_000_000_000_000)
    leads = {"lead_id": ["a", "b", "c"], "a": ["x", "y", None]}
    return Made("points beyond 32 bits", model, leads, events_of([("a", "visit", "2026-11-19", "1")]))


def made_tables(dialect):
    """All of them, as far as the dialect's engine can have them."""
    yield odd_names(dialect)
    yield blanks_and_ids()
    yield from presence_of_events()
    yield sequences()
    yield typed()
    yield from typed_event_times()
    yield from reading()
    yield other_columns()
    yield from own_days()
    yield large_points()


def shared_tables(leads, events):
    """The leads and events that all made-up models are run on."""
    chance = random.Random(20261120)
    table = made_leads(chance, leads)
    return table, made_events(chance, table["lead_id"], events)
