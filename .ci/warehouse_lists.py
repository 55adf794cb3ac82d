"""The lists that are compared: all leads of b2b-saas, an export of a CRM, and the lists as they come.

A list is read here as a loader of a warehouse would: a header, rows, no guess about what they mean.
What its columns are called otherwise than the model's fields is said to the export with `--map`.
"""

import csv
import io
import json
from dataclasses import dataclass, field
from pathlib import Path

import yaml

DAY = "2026-11-02"


@dataclass
class Case:
    """One comparison: what `accord score` and `accord export` are told, and the tables."""

    name: str
    model: Path
    leads: Path
    events: Path | None = None
    as_of: str | None = DAY
    delimiter: str = ","
    # Flags of both commands.
    reading: list = field(default_factory=list)
    # Columns of the events that aren't `lead_id`, `event` and `at`.
    event_id: str | None = None
    lead_id: str | None = None


def cases(folder):
    """The lists of the folder of cases that are leads a model asks about."""
    plain = folder / "model.yaml"

    def case(name, leads, events=None, model=plain, **more):
        return Case(f"{name} {leads}", model, folder / name / leads, events and folder / name / events, **more)

    york = ["--time-zone", "America/New_York"]
    return [
        case("03-empty-lead-id", "leads.csv", "events.csv"),
        case("04-session-as-of-voids-events", "leads.csv", "events.csv", folder / "04-session-as-of-voids-events"),
        case("05-one-stray-byte", "leads.csv"),
        case("06-thousands", "us.csv"),
        case("06-thousands", "us.csv", reading=["--thousands", ",", "--strip", "$"]),
        case("06-thousands", "de.csv", delimiter=";"),
        case("06-thousands", "de.csv", delimiter=";", reading=["--thousands", ".", "--decimal", ","]),
        case("07-event-id-column", "leads.csv", "events-own-id.csv", event_id="contact_id"),
        case("07-event-id-column", "leads2.csv", "events2.csv", event_id="distinct_id", lead_id="distinct_id"),
        case("08-not-this-list", "leads.jsonl"),
        case("08-not-this-list", "pipes.csv", delimiter="|"),
        case("08-not-this-list", "sep-line.csv", delimiter=";"),
        case("10-event-or-value-never-seen", "leads.csv", "events.csv"),
        case("12-output-over-input", "leads.csv"),
        case("13-map-typo", "leads.csv"),
        case("15-altered-published-model", "leads.csv", model=folder / "15-altered-published-model/model.yaml"),
        case("19-commas-in-semicolon-header", "leads.csv", delimiter=";"),
        case("20-evening-in-new-york", "leads.csv", "events.csv"),
        case("20-evening-in-new-york", "leads.csv", "events.csv", reading=york),
        case("21-sequence-same-day", "leads.csv", "newest-first.csv", folder / "21-sequence-same-day/model.yaml"),
    ]


def large_cases(sessions, data):
    """All leads of b2b-saas, and an export of a CRM scored by its model."""
    session = sessions / "b2b-saas"
    leads, events = data / "b2b-saas/leads.csv", data / "b2b-saas/events.csv"
    return [
        Case("b2b-saas", session, leads, events, as_of="2024-02-29"),
        # Without a file of events the session's own would be taken.
        Case("crm-export.csv", session, data / "crm-export.csv", session / "events.csv", "2024-02-29", ";"),
    ]


def read_table(path, delimiter=","):
    """Reads a list: its columns. A line that isn't UTF-8 is left out, as a loader rejects it."""
    lines = []
    for line in path.read_bytes().removeprefix(b"\xef\xbb\xbf").splitlines(keepends=True):
        try:
            lines.append(line.decode())
        except UnicodeDecodeError:
            continue
    if path.suffix == ".jsonl":
        rows = [json.loads(line) for line in lines]
        return {name: [row.get(name) for row in rows] for name in rows[0]}
    if lines[0].startswith("sep="):
        del lines[0]
    header, *rows = csv.reader(io.StringIO("".join(lines), newline=""), delimiter=delimiter)
    rows = [row for row in rows if len(row) == len(header)]
    return {name.strip(): [row[at] for row in rows] for at, name in enumerate(header)}


def fields_of(model):
    """The fields that a model or session asks about."""
    path = model / "session.yaml" if model.is_dir() else model
    said = yaml.safe_load(path.read_text(encoding="utf-8"))
    fields = []

    def walk(node):
        if isinstance(node, dict):
            if "field" in node:
                fields.append(str(node["field"]))
            for key, value in node.items():
                # A `where` asks about the columns of events.
                if key != "where":
                    walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(said.get("definition", said).get("criteria"))
    return list(dict.fromkeys(fields))


def plain(name):
    """A column's name as a field finds it."""
    return name.lower().replace("_", " ").replace("-", " ")


def table_for(model, table):
    """A list with a column for each field, and what the export must be told: absent ones are NULL."""
    table, flags = dict(table), []
    for name in fields_of(model):
        if name in table:
            continue
        found = next((column for column in table if plain(column) == plain(name)), None)
        if found is None:
            table[name] = [None] * len(next(iter(table.values())))
        else:
            flags += ["--map", f"{name}={found}"]
    return table, flags


def id_of(case, table):
    """The column with the leads' ids."""
    return case.lead_id or next((name for name in table if plain(name) in ("lead id", "id")), next(iter(table)))
