"""Compares the handbook's checker with `accord score`, and looks at the page in a browser.

Usage: handbook.py ACCORD SESSIONS MODEL SCRATCH BROWSER [PICTURES]

Three handbooks: of both examples, and of MODEL, which has every part of a rule. Of each, 500 random
leads are answered in the page. The same answers go to `accord score` as a list, with a model in
which every answer is a column of that list and each counted time an event.
"""

import csv
import io
import json
import random
import subprocess
import sys
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

LEADS = 500
COMPARED = ["fit", "behaviour", "total", "stage", "qualified", "band", "disposition", "unknown", "missing"]
# What model.yaml has of a definition, and of a stage.
MODEL_KEYS = ["criteria", "groups", "stages", "handoff", "bands", "routes", "never", "dispositions", "tracks"]
STAGE_KEYS = ["id", "name", "readiness", "rule", "decided_by", "exits"]
WIDTHS = [1440, 768, 390]


def fail(what):
    sys.exit(f"FAILED: {what}")


def run(*args):
    ran = subprocess.run([str(arg) for arg in args], capture_output=True, text=True)
    if ran.returncode != 0:
        fail(f"{args} ended with {ran.returncode}: {ran.stderr}")
    return ran.stdout


# ---- Models and leads ----------------------------------------------------------------------------


def counts_times(criterion):
    return isinstance(criterion.get("points"), dict)


def with_columns(definition):
    """The same model with a column for each answer, and an event for each counted time."""
    model = {key: json.loads(json.dumps(definition[key])) for key in MODEL_KEYS if key in definition}
    model["stages"] = [{k: stage[k] for k in STAGE_KEYS if k in stage} for stage in model["stages"]]
    for criterion in model["criteria"]:
        name = criterion["id"]
        if counts_times(criterion):
            criterion["when"] = {"event": f"times {name}"}
        elif criterion.get("answers"):
            for answer in criterion["answers"]:
                if not answer.get("otherwise"):
                    answer["when"] = {"field": f"{name} {answer['id']}", "is": "y"}
        else:
            criterion["when"] = {"field": f"{name} yes", "is": "y"}
    return {"accord": "model/1", "name": "With columns", **model}


def random_lead(dice, definition, knows_times):
    """What is ticked for each criterion: see `fill` below."""
    likely = dice.choice([0.2, 0.5, 0.9])
    known = dice.choice([0.6, 0.9, 1])

    def truth():
        if dice.random() > known:
            return ""
        return "y" if dice.random() < likely else "n"

    lead = []
    for criterion in definition["criteria"]:
        answers = criterion.get("answers", [])
        if counts_times(criterion):
            lead.append(str(dice.choice([0, 1, 2, 3, 4, 5, 6, 30])) if knows_times else "")
        elif not answers:
            lead.append(truth())
        elif criterion["combine"] == "one-of":
            choices = [str(at) for at in range(len(answers))]
            if not answers[-1].get("otherwise"):
                choices.append("none")
            first = dice.random() < likely
            lead.append("" if dice.random() > known else choices[0] if first else dice.choice(choices))
        else:
            lead.append([truth() for _ in answers])
    return lead


def row_of(lead, definition):
    """The columns of a lead, and the events of its counted times."""
    row, events = {}, []
    for criterion, ticked in zip(definition["criteria"], lead):
        name, answers = criterion["id"], criterion.get("answers", [])
        if counts_times(criterion):
            events += [f"times {name}"] * int(ticked or 0)
        elif not answers:
            row[f"{name} yes"] = ticked
        else:
            for at, answer in enumerate(answers):
                if answer.get("otherwise"):
                    continue
                one_of = criterion["combine"] == "one-of"
                chosen = ("y" if ticked == str(at) else "n") if ticked else ""
                row[f"{name} {answer['id']}"] = chosen if one_of else ticked[at]
    return row, events


def scored(accord, scratch, definition, leads, knows_times):
    model, rows, events = scratch / "model.yaml", scratch / "leads.csv", scratch / "events.csv"
    model.write_text(json.dumps(with_columns(definition)))
    made = [row_of(lead, definition) for lead in leads]
    with rows.open("w", newline="") as out:
        writer = csv.DictWriter(out, ["lead_id", *made[0][0]])
        writer.writeheader()
        writer.writerows({"lead_id": at, **row} for at, (row, _) in enumerate(made))
    args = [accord, "score", model, rows, "--as-of", "2026-06-30"]
    if knows_times and any(map(counts_times, definition["criteria"])):
        lines = [f"{at},{event},2026-06-01" for at, (_, happened) in enumerate(made) for event in happened]
        events.write_text("lead_id,event,time\n" + "\n".join(lines) + "\n")
        args += ["--events", events]
    return list(csv.DictReader(io.StringIO(run(*args))))


# ---- In the page ---------------------------------------------------------------------------------

ANSWER_ALL = """(leads) => {
  const form = document.getElementById('checker-form');
  const tick = (name, value) => { form.querySelector(`input[name="${name}"][value="${value}"]`).checked = true; };
  return leads.map((lead) => {
    lead.forEach((ticked, c) => {
      if (Array.isArray(ticked)) ticked.forEach((truth, a) => tick(`c${c}a${a}`, truth));
      else if (form.elements[`c${c}`].type === 'number') form.elements[`c${c}`].value = ticked;
      else tick(`c${c}`, ticked);
    });
    form.dispatchEvent(new Event('change'));
    return { ...document.getElementById('result').dataset };
  });
}"""

STOP = """() => {
  const at = document.activeElement;
  const ring = (element) => element && getComputedStyle(element).outlineStyle !== 'none';
  return { tag: at.tagName, id: at.id, type: at.type || '', form: !!at.closest('#checker-form'),
    ring: ring(at) || ring(at.closest('label')), page: at === document.body };
}"""


def compare(page, accord, scratch, name, definition):
    """Answers random leads in the page and as a list; returns how many were passed."""
    dice = random.Random(name)
    passed = 0
    batches = [(True, LEADS - 100), (False, 100)]
    for knows_times, count in batches:
        leads = [random_lead(dice, definition, knows_times) for _ in range(count)]
        shown = page.evaluate(ANSWER_ALL, leads)
        for lead, here, there in zip(leads, shown, scored(accord, scratch, definition, leads, knows_times), strict=True):
            there["missing"] = str(len([part for part in there["missing"].split(";") if part]))
            there["qualified"] = {"true": "yes", "false": "no"}.get(there["qualified"], there["qualified"])
            for column in COMPARED:
                if here[column] != there[column]:
                    fail(f"{name}: {column} is {here[column]!r} in the page and {there[column]!r} in the list: {lead}")
            passed += here["qualified"] == "yes"
    return passed


def fill_by_keyboard(page, name):
    """Answers every question with Tab, the arrow keys and digits alone."""
    page.evaluate("document.getElementById('checker-form').reset(); scrollTo(0, 0)")
    page.evaluate("document.activeElement.blur()")
    was_in = False
    for _ in range(500):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop["page"]:
            break
        if not stop["ring"]:
            fail(f"{name}: the focus can't be seen: {stop}")
        if was_in and not stop["form"]:
            break
        was_in = was_in or stop["form"]
        if stop["form"] and stop["type"] == "radio":
            page.keyboard.press("ArrowDown")
        elif stop["form"] and stop["type"] == "number":
            page.keyboard.type("3")
    unknown = page.evaluate("document.getElementById('result').dataset.unknown")
    if not was_in or unknown:
        fail(f"{name}: the keyboard leaves open: {unknown or 'everything'}")


def look(browser, path, name, pictures):
    """Looks for accessibility at each width, light and dark, and takes pictures."""
    for scheme in ["light", "dark"]:
        for width in WIDTHS:
            context = browser.new_context(
                viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True, bypass_csp=True)
            page = context.new_page()
            page.goto(path.as_uri())
            too_wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if too_wide > 0:
                fail(f"{name}: {too_wide} pixels too wide at {width}")
            if pictures:
                page.screenshot(path=pictures / f"{name}-{width}-{scheme}.png", full_page=True)
            found = Axe().run(page).response["violations"]
            for one in found:
                places = [node["target"] for node in one["nodes"]][:5]
                if one["impact"] in ("serious", "critical"):
                    fail(f"{name}: {scheme} at {width}: {one['id']}: {one['help']}: {places}")
                print(f"note: {name}: {scheme} at {width}: {one['id']} ({one['impact']}): {places}")
            context.close()


def examine(browser, path, name, accord, scratch, definition, pictures):
    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True)
    page = context.new_page()
    console, requests = [], []
    page.on("console", lambda message: console.append(message.text))
    page.on("pageerror", lambda error: console.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(path.as_uri())
    passed = compare(page, accord, scratch, name, definition)
    fill_by_keyboard(page, name)
    page.fill("#search", "qualif")
    if page.locator("#found-list a").count() == 0:
        fail(f"{name}: the search finds nothing")
    page.fill("#search", "")
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    if pictures:
        (pictures / f"{name}.pdf").write_bytes(pdf)
    if page.evaluate("'broken' in window"):
        fail(f"{name}: a text of the model ran as a script")
    outside = [url for url in requests if url != path.as_uri() and not url.startswith("data:")]
    if console or outside:
        fail(f"{name}: console {console}, network {outside}")
    context.close()
    look(browser, path, name, pictures)
    print(f"{name}: {LEADS} leads alike, {passed} of them qualified")


def main():
    accord, sessions, model, scratch, program = sys.argv[1:6]
    pictures = Path(sys.argv[6]) if len(sys.argv) > 6 else None
    scratch = Path(scratch)
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
    sources = {name: Path(sessions) / name for name in ["worked-example", "b2b-saas"]}
    sources["every-part"] = Path(model)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program or None, args=["--no-sandbox"])
        for name, source in sources.items():
            path = scratch / f"{name}.html"
            run(accord, "export", source, "--format", "html", "-o", path)
            definition = json.loads(run(accord, "export", source, "--format", "json"))["definition"]
            examine(browser, path, name, accord, scratch, definition, pictures)
        browser.close()


main()
