"""Compares the handbook's checker with `accord score`, and looks at the page in a browser.

Usage: handbook.py ACCORD SESSIONS MODEL SCRATCH BROWSER [PICTURES]

Three handbooks: of both examples, and of MODEL, which has every part of a rule. Of each, 500 random
leads are answered in the page. The same answers go to `accord score` as a list, with a model in
which every answer is a column of that list and each counted time an event.

Two more are looked at alone: of a session that published two versions, with decisions and recorded
leads, and of a made-up one with sixty criteria and twelve journeys.
"""

import json
import random
import sys
from pathlib import Path

from answered_leads import fail, random_lead, run, scored
from axe_playwright_python.sync_playwright import Axe
from handbook_sessions import large_session, published_session
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
