"""Compares the handbook's checker with `accord score`, and looks at the page in a browser.

Usage: handbook.py ACCORD SESSIONS MODEL SCRATCH BROWSER [PICTURES]

Three handbooks: of both examples, and of MODEL, which has every part of a rule. Of each, 500 random
leads are answered in the page. The same answers go to `accord score` as a list, with a model in
which every answer is a column of that list and each counted time an event.

Two more are looked at alone: of a session that published two versions, with decisions and recorded
leads, and of a made-up one with sixty criteria and twelve journeys.
"""

import csv
import io
import json
import random
import shutil
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


# ---- Sessions to look at -------------------------------------------------------------------------

DECISIONS = """
workshop:
  vote_naming: by-side
  decisions:
    - id: demo
      subject: answer:demo/recent
      value: "5"
      at: "2026-11-20T10:05:00Z"
      naming: by-side
      agreed: [sales, sales, marketing, marketing, marketing]
      dissent:
        - {who: sales, reason: 'Without somebody from finance a demo tells us </td><script>window.broken = 1</script> "little"'}
      agreement: both
    - id: earlier
      subject: answer:demo/earlier
      value: "4"
      at: "2026-11-20T10:20:00Z"
      naming: by-side
      agreed: [sales, marketing]
      agreement: both
    - id: qualified
      subject: stage:mql
      value: A lead that we would call today
      at: "2026-11-20T10:40:00Z"
      agreed: [sales]
      dissent: [{who: marketing, reason: Today is too soon for most of them}]
      agreement: one-side
"""


def published_session(accord, sessions, folder):
    """A session with recorded leads, decisions and two versions."""
    shutil.copytree(Path(sessions) / "b2b-saas", folder)
    session = folder / "session.yaml"
    publish = [accord, "publish", folder, "--sign", "sales=Paul Okafor", "--sign", "marketing=Asha Venn"]
    publish += ["--unverified", "Checked next week", "--owner", "Asha Venn", "--due", "2027-03-31"]
    text = session.read_text().replace("\nworkshop:\n", DECISIONS, 1)
    # A year later every lead is old enough to have won.
    text = text.replace('as_of: "2024-02-29"', 'as_of: "2025-02-28"', 1)
    session.write_text(text)
    run(*publish)
    session.write_text(text.replace("total: 26", "total: 27", 1))
    run(*publish)
    return folder


def large_session(folder):
    """Sixty criteria and twelve journeys, with long names and long words."""
    dice = random.Random("large")
    phases = ["research", "exploration", "consideration", "purchase"]
    long_word = "Beschaffungsdienstleistungsvereinbarungen"
    criteria = [{
        "id": f"c{at}", "name": f"Criterion {at} about what somebody in the buying team does or is {long_word if at % 9 == 0 else ''}".strip(),
        "kind": "fit" if at % 2 else "behaviour", "phase": phases[at % 4], "covers": ["need"], "combine": "one-of",
        "answers": [{"id": f"a{n}", "label": f"Answer {n} with a label that takes more than one line on a narrow screen",
                     "points": dice.randint(-3, 9)} for n in range(dice.randint(2, 5))],
    } for at in range(60)]
    segments = [{"id": f"s{n}", "name": f"Segment {n}: {long_word}", "description": "Companies alike. " * 12} for n in range(4)]
    personas = [{"id": f"p{n}", "name": f"Persona {n} with a longer title", "challenges": ["Too little time for everything"] * 4,
                 "motivations": ["A calm month"] * 3} for n in range(3)]
    journeys = [{"id": f"j{s}{p}", "persona": f"p{p}", "segment": f"s{s}", "steps": [
        {"id": f"j{s}{p}-{n}", "name": f"Step {n} that the buyer takes", "phase": phases[n % 4], "decides": "Whether to go on " * 4,
         "we_engage": "A talk, a page and a call", "behaviours": [f"c{2 * n}", f"c{2 * n + 2}"]} for n in range(8)]}
        for s in range(4) for p in range(3)]
    stages = [{"id": f"g{n}", "name": f"Stage {n} of many", "owner": ["Marketing", "Sales development", "Sales", "Customer success", "Partners"][n % 5],
               "definition": "What it is, in a sentence that is long enough. " * 3, "readiness": "sales-worthy" if n > 3 else "none",
               **({"rule": {"points": {"total": 10 * n}}} if n else {})} for n in range(9)]
    definition = {
        "segments": segments, "personas": personas, "journeys": journeys, "criteria": criteria, "stages": stages,
        "handoff": {"stage": "g4", "disposition": "forward", "to": "Sales", "service_level": {"response_hours": 24}},
        "bands": [{"id": "low", "name": "Low", "disposition": "keep"}, {"id": "high", "name": "High", "from": 60, "disposition": "forward"}],
        "dispositions": [{"id": "forward", "name": "Forward", "action": "forward", "owner": "Sales"},
                         {"id": "keep", "name": "Keep warm", "action": "nurture", "owner": "Marketing", "track": "stories"}],
        "tracks": [{"id": "stories", "name": "Stories", "serves": "All", "exit": "A new behaviour"}],
        "terms": [{"id": f"t{n}", "name": f"Term {n}", "definition": "What we mean by it. " * 5} for n in range(40)],
    }
    folder.mkdir()
    session = {"accord": "session/1", "name": f"A large model of {long_word}", "definition": definition}
    (folder / "session.yaml").write_text(json.dumps(session))
    return folder


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


# Everything that the contents lead to, and every heading, by whether it can be scrolled to and seen.
REACHABLE = """() => {
  const links = Array.from(document.querySelectorAll('nav a'));
  const lost = links.filter((link) => !document.querySelector(link.getAttribute('href')));
  const nav = document.querySelector('nav');
  const cut = nav.scrollWidth > nav.clientWidth + 1 && getComputedStyle(nav).overflowX === 'visible';
  const unseen = Array.from(document.querySelectorAll('main h2, main h3, main h4'))
    .filter((heading) => heading.getClientRects().length === 0 || heading.getBoundingClientRect().right < 0);
  const cutOff = Array.from(document.querySelectorAll('main p, main li, main dd, main h2, main h3, main h4'))
    .filter((text) => !text.closest('.wide, [hidden], .quiet') && text.scrollWidth > text.clientWidth + 1
      && getComputedStyle(text).display !== 'inline');
  return [...lost, ...unseen, ...cutOff, ...(cut ? [nav] : [])].map((one) => one.outerHTML.slice(0, 120));
}"""


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
            lost = page.evaluate(REACHABLE)
            if lost:
                fail(f"{name}: can't be reached or read at {width}: {lost[:5]}")
            if pictures:
                page.screenshot(path=pictures / f"{name}-{width}-{scheme}-first.png")
                for section in page.locator("main > section").all():
                    part = section.get_attribute("id")
                    section.screenshot(path=pictures / f"{name}-{width}-{scheme}-{part}.png", style=".bar { position: static !important; }")
            found = Axe().run(page).response["violations"]
            for one in found:
                places = [node["target"] for node in one["nodes"]][:5]
                if one["impact"] in ("serious", "critical"):
                    fail(f"{name}: {scheme} at {width}: {one['id']}: {one['help']}: {places}")
                print(f"note: {name}: {scheme} at {width}: {one['id']} ({one['impact']}): {places}")
            context.close()


def opened(browser, path):
    """A page, with what it prints to the console and asks of the network."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True)
    page = context.new_page()
    console, requests = [], []
    page.on("console", lambda message: console.append(message.text))
    page.on("pageerror", lambda error: console.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(path.as_uri())
    return page, console, requests


def print_and_close(page, console, requests, path, name, pictures):
    """Prints the page, and fails if a text of the model ran or anything left the page."""
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    if pictures:
        (pictures / f"{name}.pdf").write_bytes(pdf)
    if page.evaluate("'broken' in window"):
        fail(f"{name}: a text of the model ran as a script")
    outside = [url for url in requests if url != path.as_uri() and not url.startswith("data:")]
    if console or outside:
        fail(f"{name}: console {console}, network {outside}")
    page.context.close()


def search_for(page, name, words):
    page.fill("#search", words)
    if page.locator("#found-list a").count() == 0:
        fail(f"{name}: the search doesn't find {words!r}")
    page.fill("#search", "")


def examine(browser, path, name, accord, scratch, definition, pictures):
    page, console, requests = opened(browser, path)
    passed = compare(page, accord, scratch, name, definition)
    fill_by_keyboard(page, name)
    search_for(page, name, "qualif")
    print_and_close(page, console, requests, path, name, pictures)
    look(browser, path, name, pictures)
    print(f"{name}: {LEADS} leads alike, {passed} of them qualified")


def examine_published(browser, path, name, pictures):
    """The page of a published version: decisions, dissent, evidence and changelog."""
    page, console, requests = opened(browser, path)
    links = page.locator("nav a").all_text_contents()
    for section in ["Evidence", "Decisions", "Changelog"]:
        if section not in links:
            fail(f"{name}: the contents don't lead to {section}: {links}")
    dissent = page.locator("#decisions .dissent").all_text_contents()
    if len(dissent) != 2 or '<script>window.broken = 1</script> "little"' not in dissent[0]:
        fail(f"{name}: dissent reads {dissent}")
    people = [who for who in ["Okafor", "Strand", "Marchetti", "Ferris", "Hartog"] if who in page.locator("#decisions").inner_text()]
    if people:
        fail(f"{name}: votes are kept by side, and {people} stand beside them")
    versions = page.locator("#changelog h3").all_text_contents()
    if [text.split(" 20")[0] for text in versions] != ["Version 2.0.0", "Version 1.0.0"]:
        fail(f"{name}: the changelog has {versions}")
    if "Proved: " not in page.locator("[id='version-2.0.0']").inner_text():
        fail(f"{name}: the changelog doesn't say what was proved")
    unnamed = page.evaluate("""() => Array.from(document.querySelectorAll('#evidence svg[role=img]')).filter((svg) =>
      svg.getAttribute('aria-labelledby').split(' ').some((id) => !document.getElementById(id).textContent)
      || !svg.closest('article').querySelector('table caption')).length""")
    if page.locator("#evidence svg[role=img]").count() < 4 or unnamed:
        fail(f"{name}: {unnamed} charts without a name or a table beside them")
    for words in ["threshold raised", "today is too soon", "calibration"]:
        search_for(page, name, words)
    print_and_close(page, console, requests, path, name, pictures)
    look(browser, path, name, pictures)
    print(f"{name}: {len(dissent)} dissents, {len(versions)} versions")


def examine_large(browser, path, name, pictures):
    """The page of a large model: all of it is there, and nothing is cut off (see `look`)."""
    page, console, requests = opened(browser, path)
    counts = [page.locator(what).count() for what in ["#scoring .card", "#buyers .lanes", "#checker-form fieldset"]]
    if counts != [60, 12, 60]:
        fail(f"{name}: {counts} criteria, journeys and questions")
    print_and_close(page, console, requests, path, name, pictures)
    look(browser, path, name, pictures)
    print(f"{name}: {counts} criteria, journeys and questions")


def main():
    accord, sessions, model, scratch, program = sys.argv[1:6]
    pictures = Path(sys.argv[6]) if len(sys.argv) > 6 else None
    scratch = Path(scratch)
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
    sources = {name: Path(sessions) / name for name in ["worked-example", "b2b-saas"]}
    sources["every-part"] = Path(model)

    def handbook(name, source):
        path = scratch / f"{name}.html"
        run(accord, "export", source, "--format", "html", "-o", path)
        return path

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program or None, args=["--no-sandbox"])
        for name, source in sources.items():
            path = handbook(name, source)
            definition = json.loads(run(accord, "export", source, "--format", "json"))["definition"]
            examine(browser, path, name, accord, scratch, definition, pictures)
        published = published_session(accord, sessions, scratch / "published")
        examine_published(browser, handbook("published", published), "published", pictures)
        large = large_session(scratch / "large")
        examine_large(browser, handbook("large", large), "large", pictures)
        browser.close()


main()
