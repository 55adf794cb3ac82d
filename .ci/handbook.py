"""Compares the handbook's checker with `accord score`, and looks at the page in a browser.

Usage: handbook.py ACCORD SESSIONS MODEL SCRATCH BROWSER [PICTURES]

Three handbooks: of both examples, and of MODEL, which has every part of a rule. Of each, 500 random
leads are answered in the page. The same answers go to `accord score` as a list, with a model in
which every answer is a column of that list and each counted time an event.
"""

import json
import random
import sys
from pathlib import Path

from answered_leads import fail, random_lead, run, scored
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

LEADS = 500
COMPARED = ["fit", "behaviour", "total", "stage", "qualified", "band", "disposition", "unknown", "missing"]
WIDTHS = [1440, 768, 390]


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
