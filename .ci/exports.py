"""Reads the exports as other programs do.

Usage: exports.py ACCORD SESSIONS MODEL SCRATCH MERMAID

Exported are both examples, MODEL, which has every part of a rule, and a session whose texts try to
break out of their places. Of the first three, 50 random leads each are filled into the calculator
and recalculated by LibreOffice; the same answers go to `accord score` as a list.
"""

import csv
import json
import random
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import openpyxl
from answered_leads import fail, random_lead, run, scored
from markdown_it import MarkdownIt

LEADS = 50
COMPARED = ["fit", "behaviour", "total", "stage", "qualified", "band", "disposition"]
# All of them are in Excel 2010.
FUNCTIONS = {"AND", "COUNT", "COUNTIF", "IF", "IFERROR", "INDEX", "INT", "ISNUMBER", "MATCH", "MAX", "MIN", "SUM", "SUMIF"}
HOSTILE = [
    '=HYPERLINK("http://x")', "+1", "-2", "@SUM(1)", "</script><script>x()</script>", '"] --> end', "```", "%%{init: {}}%%",
    "| x | y |", "#quot; #35;", "style:#f00;", "end", "[a](b)", "**b** _i_", "&lt;b&gt;", "\\", "one\ntwo", "1. x",
    "- x", "_x0041_", "~~s~~", "classDef x fill:#f00;", "${x}", "# h", "> q",
]
# The texts that people write, by their keys in a definition.
TEXTS = {
    "name", "definition", "owner", "label", "exit", "example", "counter_example", "serves", "description", "formula",
    "source", "decides", "we_engage", "activity", "why", "to", "unit", "comparison",
}


def words(text):
    """A text as documents show it on one line."""
    return " ".join(str(text).split())


# ---- Sources -------------------------------------------------------------------------------------


def hostile(value, counter):
    if isinstance(value, list):
        return [hostile(each, counter) for each in value]
    if not isinstance(value, dict):
        return value
    made = {}
    for key, each in value.items():
        if key in TEXTS and isinstance(each, str):
            counter[0] += 1
            piece = HOSTILE[counter[0] % len(HOSTILE)]
            made[key] = f"{piece} {each}" if counter[0] % 2 else f"{each} {piece}"
        elif key in ("when", "rule"):
            made[key] = each
        else:
            made[key] = hostile(each, counter)
    return made


def hostile_session(scratch, definition):
    folder = scratch / "hostile"
    folder.mkdir()
    session = {"accord": "session/1", "name": '=1+1 </script> "x" & y', "definition": hostile(definition, [0])}
    (folder / "session.yaml").write_text(json.dumps(session))
    return folder


# ---- The calculator ------------------------------------------------------------------------------


class Calculator:
    """The calculator's sheet, with its cells found by what is written beside them."""

    def __init__(self, sheet):
        self.sheet = sheet
        self.rows = {}
        in_questions = False
        for row in range(1, sheet.max_row + 1):
            at = sheet.cell(row, 10).value
            if at == "Id":
                in_questions = sheet.cell(row, 1).value == "Criterion"
            elif at and in_questions:
                self.rows[at] = row

    def fill(self, definition, lead):
        for criterion, ticked in zip(definition["criteria"], lead, strict=True):
            name, answers = criterion["id"], criterion.get("answers", [])
            if isinstance(criterion.get("points"), dict):
                self.put(name, int(ticked) if ticked else None)
            elif not answers:
                self.put(name, {"y": "yes", "n": "no", "": None}[ticked])
            elif criterion["combine"] == "one-of":
                option = lambda at: self.sheet.cell(self.rows[f"{name}={answers[int(at)]['id']}"], 2).value
                self.put(name, {"": None, "none": "none of these"}.get(ticked) if ticked in ("", "none") else option(ticked))
            else:
                for answer, truth in zip(answers, ticked, strict=True):
                    self.put(f"{name}={answer['id']}", {"y": "yes", "n": "no", "": None}[truth])

    def put(self, name, value):
        self.sheet.cell(self.rows[name], 3).value = value

    def result(self):
        titles = {self.sheet.cell(4, column).value: column for column in range(1, 12)}
        value = lambda title, row: self.sheet.cell(row, titles[title]).value
        text = lambda title, row: str(value(title, row) or "")
        return {
            **{key: str(value(key.capitalize(), 5)) for key in ["fit", "behaviour", "total", "qualified"]},
            **{key: text(key.capitalize(), 6) for key in ["stage", "band", "disposition"]},
            "unknown": value("Not known", 5),
            "service_level": text("Service level", 5),
            "contradicts": text("Can that be?", 5) != "",
        }


def service_level(definition, disposition):
    """The hours of a disposition: its own, else the hand-off's if it forwards."""
    for one in definition["dispositions"]:
        if one["id"] == disposition:
            level = one.get("service_level") or (definition["handoff"].get("service_level") if one["action"] == "forward" else None)
            return f"first response in {level['response_hours']} hour" if level and "response_hours" in level else ""
    return ""


def recalculated(folder, names):
    """Opens workbooks in LibreOffice, saves them, and returns them with their values."""
    out = folder / "recalculated"
    out.mkdir()
    args = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx", "--outdir", out]
    ran = subprocess.run([str(arg) for arg in [*args, *names]], capture_output=True, text=True)
    if ran.returncode != 0:
        fail(f"LibreOffice ended with {ran.returncode}: {ran.stderr}")
    return [openpyxl.load_workbook(out / name.name, data_only=True)["Calculator"] for name in names]


def check_calculator(accord, scratch, name, workbook, definition):
    dice = random.Random(name)
    folder = scratch / f"{name}-leads"
    folder.mkdir()
    has_times = any(isinstance(one.get("points"), dict) for one in definition["criteria"])
    counted = [random_lead(dice, definition, True) for _ in range(LEADS - 10)]
    uncounted = [random_lead(dice, definition, False) for _ in range(10)]
    expected = [row for leads, times in [(counted, True), (uncounted, not has_times)]
                for row in scored(accord, scratch, definition, leads, times)]
    leads = counted + uncounted
    paths = []
    for at, lead in enumerate([None, *leads]):
        book = openpyxl.load_workbook(workbook)
        if lead is not None:
            Calculator(book["Calculator"]).fill(definition, lead)
        paths.append(folder / f"{at:02}.xlsx")
        # What openpyxl saves has formulas without their values.
        book.save(paths[-1])
    blank, *sheets = recalculated(folder, paths)
    kept = openpyxl.load_workbook(workbook, data_only=True)["Calculator"]
    for row in blank.iter_rows():
        for cell in row:
            was = kept[cell.coordinate].value
            if (cell.value or None) != (was or None):
                fail(f"{name}: {cell.coordinate} of the blank calculator is {was!r} in the file, {cell.value!r} recalculated")
    for lead, sheet, there in zip(leads, sheets, expected, strict=True):
        here = Calculator(sheet).result()
        there["qualified"] = {"true": "yes", "false": "no"}.get(there["qualified"], there["qualified"])
        for column in COMPARED:
            if here[column] != there[column]:
                fail(f"{name}: {column} is {here[column]!r} in the workbook and {there[column]!r} in the list: {lead}")
        unknown = len([one for one in there["unknown"].split(";") if one])
        if here["unknown"] != unknown:
            fail(f"{name}: {here['unknown']} not known in the workbook, {unknown} in the list: {lead}")
        level = service_level(definition, there["disposition"])
        if (level not in here["service_level"]) if level else here["service_level"].startswith("first response"):
            fail(f"{name}: service level {here['service_level']!r} instead of {level!r}")
    qualified = sum(one["qualified"] == "yes" for one in expected)
    print(f"{name}: {LEADS} leads alike in LibreOffice, {qualified} of them qualified")


# ---- Tables --------------------------------------------------------------------------------------


def check_tables(name, workbook, folder, definition, version):
    """No text is a formula, sheets and files say the same, and it is what the definition says."""
    book = openpyxl.load_workbook(workbook)
    tables = {}
    for path in sorted(folder.iterdir()):
        with path.open(newline="", encoding="utf-8") as file:
            head, *rows = list(csv.reader(file, strict=True))
        for row in rows:
            for cell in row:
                if re.match(r"[=+\-@\t\r\n]", cell) and not re.fullmatch(r"-?\d+", cell):
                    fail(f"{name}: {path.name} has a formula: {cell!r}")
        plain = [[re.sub(r"^'(?=[=+\-@\t\r\n])", "", cell) for cell in row] for row in rows]
        tables[path.stem] = [dict(zip(head, row, strict=True)) for row in plain]
        sheet = book[path.stem.capitalize()]
        in_sheet = [["" if cell is None else str(cell) for cell in row] for row in sheet.values]
        if in_sheet != [head, *plain]:
            fail(f"{name}: the sheet {sheet.title} isn't {path.name}: {in_sheet} {plain}")
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                used = set(re.findall(r"([A-Z][A-Z0-9.]*)\(", str(cell.value)))
                if sheet.title != "Calculator" or used - FUNCTIONS or len(str(cell.value)) > 8192:
                    fail(f"{name}: {sheet.title}!{cell.coordinate} is {cell.value!r}")
    about = [row["Value"] for row in tables["about"] if row["What"] == "Version"]
    if about != [version]:
        fail(f"{name}: about.csv is of {about}")
    expect(name, "stages", [[one["id"], one["name"], one.get("owner", "")] for one in definition["stages"]],
           [[row["Id"], row["Stage"], row["Owner"]] for row in tables["stages"]])
    expect(name, "criteria", list(answers_of(definition)),
           [[row[key] for key in ["Criterion id", "Criterion", "Answer", "Points"]] for row in tables["criteria"]])
    expect(name, "bands", [[one["id"], one["name"], str(one.get("from", ""))] for one in definition["bands"]],
           [[row["Id"], row["Band"], row["From"]] for row in tables["bands"]])
    expect(name, "terms", [[one["id"], one["name"], one.get("definition", "")] for one in definition.get("terms", [])],
           [[row["Id"], row["Name"], row["Meaning"]] for row in tables["glossary"] if row["Kind"] == "Term"])
    expect(name, "targets", [[one["id"], str(one["qualified"])] for one in definition.get("targets", [])],
           [[row["Id"], row["Qualified leads"]] for row in tables["targets"]])


def answers_of(definition):
    """Id, criterion, answer and points, as the tables have them."""
    for one in definition["criteria"]:
        points = one.get("points", "")
        if isinstance(points, dict):
            yield [one["id"], one["name"], "Each time", str(points["each"])]
        elif not one.get("answers"):
            yield [one["id"], one["name"], "Yes", str(points)]
        else:
            for answer in one["answers"]:
                yield [one["id"], one["name"], answer["label"], str(answer.get("points", 0))]


def expect(name, what, expected, found):
    if expected != found:
        different = next((pair for pair in zip(expected, found) if pair[0] != pair[1]), (len(expected), len(found)))
        fail(f"{name}: {what} are {different[1]!r} instead of {different[0]!r}")


# ---- Markdown ------------------------------------------------------------------------------------


def plain_text(token):
    """The text of an inline token; nothing in it may be a link, an image or HTML."""
    text = ""
    for child in token.children:
        if child.type in ("text", "code_inline", "text_special"):
            text += child.content
        elif child.type not in ("strong_open", "strong_close"):
            fail(f"Markdown has {child.type} in {token.content!r}")
    return text


def read_markdown(text):
    """Returns headings with their levels, tables as lists of rows, and fences."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    headings, tables, fences = [], [], []
    for token, inner in zip(tokens, [*tokens[1:], None]):
        if token.type == "heading_open":
            headings.append((token.tag, plain_text(inner)))
        elif token.type == "table_open":
            tables.append([])
        elif token.type == "tr_open":
            tables[-1].append([])
        elif token.type in ("th_open", "td_open"):
            tables[-1][-1].append(plain_text(inner))
        elif token.type == "fence":
            fences.append((token.info, token.content))
        elif token.type == "html_block" or token.type == "blockquote_open":
            fail(f"Markdown has {token.type}: {token.content!r}")
    return headings, tables, fences


def check_markdown(name, text, definition, title):
    headings, tables, fences = read_markdown(text)
    expect(name, "first headings", [("h1", words(title))], headings[:1])
    stages = [("h3", words(f"{at} {one['name']}")) for at, one in enumerate(definition["stages"], 1)]
    expect(name, "headings of stages", stages, [one for one in headings if one in stages])
    by_kind = [one for kind in ["fit", "behaviour"] for one in definition["criteria"] if one["kind"] == kind]
    criteria = [("h4", words(one["name"])) for one in by_kind]
    expect(name, "headings of criteria", criteria, [one for one in headings if one[0] == "h4"])
    rows = lambda *head: [row for table in tables if table[0][: len(head)] == list(head) for row in table[1:]]
    handoff = definition["handoff"]["stage"]
    expect(name, "stages in a table",
           [[words(one["name"]) + (" (hand-off)" if one["id"] == handoff else ""), one["id"], words(one.get("owner", ""))]
            for one in definition["stages"]],
           [row[1:4] for row in rows("", "Stage", "Id")])
    expect(name, "answers in tables", [words(answer) for _, _, answer, _ in answers_of({"criteria": by_kind})],
           [row[0] for row in rows("Answer", "Id", "Points")])
    expect(name, "terms in a table",
           [[words(one["name"]), one["id"], words(one.get("definition", ""))] for one in definition.get("terms", [])],
           [row[:3] for row in rows("Term", "Id")])
    expect(name, "metrics in a table", [[words(one["name"]), one["id"]] for one in definition.get("metrics", [])],
           [row[:2] for row in rows("Metric", "Id")])
    if [info for info, _ in fences] != ["mermaid"]:
        fail(f"{name}: fences are {fences}")
    return fences[0][1]


def check_map(name, chart, definition):
    """Every stage, owner and way is in the map that Mermaid read, with its text."""
    boxes = dict(chart["boxes"])
    begins = lambda found, text: found.startswith(words(text)[:200])
    for at, stage in enumerate(definition["stages"], 1):
        if not begins(boxes[f"stage{at}"], f"{at} {stage['name']}"):
            fail(f"{name}: a stage is {boxes[f'stage{at}']!r} in the map")
    for at, one in enumerate(definition["dispositions"], 1):
        if not begins(boxes[f"next{at}"], one["name"]):
            fail(f"{name}: a disposition is {boxes[f'next{at}']!r} in the map")
    owners = list(dict.fromkeys(words(one.get("owner") or "No owner yet") for one in definition["stages"]))
    expect(name, "owners in the map", owners, [title for title, _ in chart["frames"]])
    if sum(count for _, count in chart["frames"]) != len(definition["stages"]):
        fail(f"{name}: the owners have {chart['frames']}")
    exits = [words(one["name"]) for stage in definition["stages"] for one in stage.get("exits", [])
             if any(key in one for key in ["stage", "disposition", "track"])]
    expect(name, "ways out in the map", exits,
           [text for start, end, text in chart["arrows"] if start.startswith("stage") and text])
    backs = [end for start, end, _ in chart["arrows"] if start.startswith("track")]
    expect(name, "ways back in the map", ["stage1"] * len(definition.get("tracks", [])), backs)


# ---- All -----------------------------------------------------------------------------------------


def main():
    accord, sessions, model, scratch, mermaid = sys.argv[1:]
    scratch = Path(scratch)
    schema = json.loads(run(accord, "schema", "export"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    sources = {name: Path(sessions) / name for name in ["worked-example", "b2b-saas"]}
    sources["every-part"] = Path(model)
    example = json.loads(run(accord, "export", sources["worked-example"], "--format", "json"))
    sources["hostile"] = hostile_session(scratch, example["definition"])
    maps, definitions = {}, {}
    for name, source in sources.items():
        document = json.loads(run(accord, "export", source, "--format", "json"))
        errors = [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(document)]
        if errors:
            fail(f"{name}: the JSON isn't as its schema says: {errors[:5]}")
        definition = definitions[name] = document["definition"]
        markdown = run(accord, "export", source, "--format", "markdown")
        maps[name] = check_markdown(name, markdown, definition, document["name"])
        workbook, folder = scratch / f"{name}.xlsx", scratch / f"{name}-csv"
        run(accord, "export", source, "--format", "xlsx", "-o", workbook)
        run(accord, "export", source, "--format", "csv", "-o", folder)
        check_tables(name, workbook, folder, definition, document["version"])
        print(f"{name}: JSON, Markdown, CSV and sheets hold the definition")
        check_calculator(accord, scratch, name, workbook, definition)
    if not list(validator.iter_errors({**document, "more": 1})):
        fail("the schema takes a key that isn't there")
    files = []
    for name, text in maps.items():
        files.append(scratch / f"{name}.mmd")
        files[-1].write_text(text)
    charts = run("node", mermaid, *files).splitlines()
    for (name, definition), chart in zip(definitions.items(), charts, strict=True):
        check_map(name, json.loads(chart), definition)
        print(f"{name}: Mermaid reads the process map")


main()
