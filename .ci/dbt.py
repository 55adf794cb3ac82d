"""Checks golden leads and the dbt project; see `dbt` beside it."""

import copy
import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import yaml

ACCORD, SESSIONS, HERE, SCRATCH, DBT = sys.argv[1:6]
SCRATCH = Path(SCRATCH)
# The most single changes of a model that are tried; those beyond are chosen evenly.
MOST = int(os.environ.get("ACCORD_DBT_CHANGES", "400"))


def run(*args, code=0):
    done = subprocess.run([str(a) for a in args], capture_output=True, text=True)
    if done.returncode != code:
        sys.exit(f"FAILED: {' '.join(map(str, args))}\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}")
    return done.stdout


# The models.


class Texts(yaml.SafeLoader):
    """Reads YAML as the program does: what looks like a day or a yes stays a text."""


Texts.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in forms if tag in ("tag:yaml.org,2002:int", "tag:yaml.org,2002:null")]
    for first, forms in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
for word in "tf":
    Texts.yaml_implicit_resolvers.setdefault(word, []).append(
        ("tag:yaml.org,2002:bool", re.compile("^(true|false)$"))
    )


def written(model, path):
    path.parent.mkdir(parents=True, exist_ok=True)
    # JSON is YAML, and leaves nothing to guess.
    path.write_text(json.dumps(model))
    return path


def model_of(definition, name):
    keys = "stages criteria groups handoff bands routes never dispositions tracks".split()
    return {"accord": "model/1", "name": name} | {k: definition[k] for k in keys if k in definition}


def with_columns(model):
    """Gives every answer that people give a column, so that lists can give it."""
    model = copy.deepcopy(model)
    for criterion in model["criteria"]:
        answers = criterion.get("answers")
        if answers is None:
            criterion.setdefault("when", {"field": f"{criterion['id']} said", "is": "yes"})
            continue
        operator = "is" if criterion["combine"] == "one-of" else "has"
        for answer in answers:
            if not answer.get("otherwise"):
                answer.setdefault("when", {"field": f"{criterion['id']} said", operator: answer["id"]})
    return model


def models():
    session = lambda name: yaml.load((Path(SESSIONS) / name / "session.yaml").read_text(), Texts)
    b2b = model_of(session("b2b-saas")["definition"], "B2B")
    worked = model_of(session("worked-example")["definition"], "Worked example")
    handbook = yaml.load((Path(HERE) / "handbook.yaml").read_text(), Texts)
    operators = with_columns(worked)
    for n, criterion in enumerate(yaml.load((Path(HERE) / "conditions.yaml").read_text(), Texts)):
        for answer in criterion["answers"]:
            answer["points"] = 2 + n
        criterion["source"] = ""
        operators["criteria"].append(criterion)
    operators["name"] = "Every operator {{ of }} {% conditions %} -- */ ' \" `"
    # The name, the model, and whether its single changes are tried.
    yield "b2b-saas", b2b, True
    yield "worked-example", worked, False
    yield "handbook", with_columns(handbook), True
    yield "operators", operators, True


# Single changes.


def changes(model):
    """Every single change, with its name: of points, thresholds, groups, bands, rules, routes and
    the numbers of conditions."""

    def edit(what, change):
        other = copy.deepcopy(model)
        change(other)
        return what, other

    def at(*path, value):
        def change(other):
            for key in path[:-1]:
                other = other[key]
            other[path[-1]] = value

        return change

    def gone(*path):
        def change(other):
            for key in path[:-1]:
                other = other[key]
            del other[path[-1]]

        return change

    def numbers(path, value, what):
        for by in (1, -1):
            yield edit(f"{what} {value} -> {value + by}", at(*path, value=value + by))

    def rule(path, rule, owner):
        for of, least in (rule.get("points") or {}).items():
            yield from numbers([*path, "points", of], least, f"{owner} {of}")
        counts = rule.get("at_least", [])
        for n, counted in enumerate([counts] if isinstance(counts, dict) else counts):
            place = [*path, "at_least"] + ([] if isinstance(counts, dict) else [n])
            yield edit(f"{owner} count + 1", at(*place, "count", value=counted["count"] + 1))
            if counted["count"] > 1:
                yield edit(f"{owner} count - 1", at(*place, "count", value=counted["count"] - 1))
        for key in ("all", "any", "none"):
            for n in range(len(rule.get(key) or [])):
                if len(rule[key]) > 1:
                    yield edit(f"{owner} without {rule[key][n]}", gone(*path, key, n))
                elif len(rule) > 1:
                    yield edit(f"{owner} without {rule[key][n]}", gone(*path, key))
        if "reached" in rule and len(rule) > 1:
            yield edit(f"{owner} without reached", gone(*path, "reached"))

    def condition(path, when, owner):
        for key in ("at_least", "at_most", "within_days", "older_than_days"):
            if key in when:
                for by in (1, -1):
                    if when[key] + by >= (1 if key == "at_least" else 0):
                        yield edit(f"{owner} {key} {when[key]} -> {when[key] + by}",
                                   at(*path, key, value=when[key] + by))
        for key in ("min", "max"):
            if key in when and re.fullmatch(r"-?\d{1,17}", str(when[key])):
                for by in (1, -1):
                    value = str(int(when[key]) + by)
                    yield edit(f"{owner} {key} {when[key]} -> {value}", at(*path, key, value=value))
        for key in ("all", "any", "none"):
            for n, part in enumerate(when.get(key) or []):
                yield from condition([*path, key, n], part, owner)
        if "where" in when:
            yield from condition([*path, "where"], when["where"], owner)

    for c, criterion in enumerate(model["criteria"]):
        name, path = criterion["id"], ["criteria", c]
        points = criterion.get("points")
        if isinstance(points, dict):
            times = points["up_to"] // points["each"]
            for by in (1, -1):
                each = points["each"] + by
                if each:
                    yield edit(f"{name} each {points['each']} -> {each}",
                               at(*path, "points", value={"each": each, "up_to": each * times}))
            if times > 1:
                yield edit(f"{name} one time less", at(*path, "points", "up_to", value=points["up_to"] - points["each"]))
        elif points is not None:
            yield from numbers([*path, "points"], points, name)
        if "when" in criterion:
            yield from condition([*path, "when"], criterion["when"], name)
        for a, answer in enumerate(criterion.get("answers", [])):
            yield from numbers([*path, "answers", a, "points"], answer.get("points", 0), f"{name}={answer['id']}")
            if "when" in answer:
                yield from condition([*path, "answers", a, "when"], answer["when"], f"{name}={answer['id']}")
    for g, group in enumerate(model.get("groups", [])):
        for key in ("min", "max"):
            if key in group:
                yield from numbers(["groups", g, key], group[key], f"group {group['id']} {key}")
    for b, band in enumerate(model.get("bands", [])):
        if "from" in band:
            yield from numbers(["bands", b, "from"], band["from"], f"band {band['id']}")
    for s, stage in enumerate(model["stages"]):
        if "rule" in stage:
            yield from rule(["stages", s, "rule"], stage["rule"], stage["id"])
    ids = [d["id"] for d in model["dispositions"]]
    for r, route in enumerate(model.get("routes", [])):
        name, path = f"route {route['id']}", ["routes", r]
        yield edit(f"{name} dropped", gone(*path))
        turned = not route.get("even_if_qualified", False)
        yield edit(f"{name} turned", at(*path, "even_if_qualified", value=turned))
        other = next(d for d in ids if d != route["disposition"])
        yield edit(f"{name} to {other}", at(*path, "disposition", value=other))
        yield from rule([*path, "rule"], route["rule"], name)


class NoModel(Exception):
    """A change that gives no model: `accord` names its error."""


# What is checked.


def golden_leads_score_as_expected(name, path, folder):
    run(ACCORD, "export", path, "--format", "golden", "-o", folder)
    for expected in sorted(folder.rglob("expected.csv")):
        day = re.search(r"as-of-(\S+)", expected.parent.name)
        day = day[1] if day else re.search(r"--as-of (\S+)", (folder / "README.md").read_text())[1]
        events = expected.with_name("events.csv")
        more = ["--events", events] if events.exists() else []
        scored = run(ACCORD, "score", path, expected.with_name("leads.csv"), *more, "--as-of", day)
        if scored != expected.read_text():
            sys.exit(f"FAILED: {name}: `accord score` gives golden leads other verdicts than {expected}")
    leads = sum(len(list(csv.DictReader(io.StringIO(f.read_text())))) for f in folder.rglob("expected.csv"))
    print(f"{name}: {leads} golden leads are scored as expected", flush=True)


def flags_of(model):
    return ["--events", "events"] if '"event"' in json.dumps(model) or '"sequence"' in json.dumps(model) else []


def fixtures(project):
    """The fixtures of each unit test, as SQL: leads, events, verdicts and the day."""
    tests = yaml.safe_load((project / "models/schema.yml").read_text())["unit_tests"]
    for test in tests:
        text = lambda fixture: (project / f"tests/fixtures/{fixture}.sql").read_text()
        given = [text(one["fixture"]) for one in test["given"]]
        yield given[0], given[1] if len(given) > 1 else None, text(test["expect"]["fixture"]), test["overrides"]["vars"]["as_of"]


def rows_of(connection, sql):
    cells = connection.execute(sql)
    names = [column[0] for column in cells.description]
    places = [names.index(column) for column in COLUMNS]
    return sorted((tuple(row[at] for at in places) for row in cells.fetchall()), key=str)


COLUMNS = "lead_id fit behaviour total stage readiness qualified band disposition missing unknown why".split()


class UnitTests:
    """The unit tests of a project, run without dbt."""

    def __init__(self, project):
        self.tests = []
        for leads, events, verdicts, day in fixtures(project):
            connection = duckdb.connect()
            connection.execute("create table leads as " + leads)
            if events:
                connection.execute("create table events as " + events)
            self.tests.append((connection, rows_of(connection, verdicts), day))

    def fails(self, path, flags):
        """The name of a lead of which a model gives another verdict, or None."""
        for connection, expected, day in self.tests:
            command = [ACCORD, "export", path, "--format", "sql", "--leads", "leads", *flags, "--as-of", day]
            done = subprocess.run(list(map(str, command)), capture_output=True, text=True)
            if "the definition has errors" in done.stderr:
                raise NoModel(done.stderr.strip())
            sql = done.stdout if done.returncode == 0 else run(*command)
            try:
                rows = rows_of(connection.cursor(), sql)
            except duckdb.Error as error:
                sys.exit(f"FAILED: {path}: {error}")
            if rows != expected:
                other = [row for row in rows if row not in expected]
                return other[0][0] if other else "(no row)"
        return None


def dbt(project, *args):
    done = subprocess.run([DBT, "--no-use-colors", *args, "--project-dir", project, "--profiles-dir", project],
                          capture_output=True, text=True)
    return done.returncode == 0, done.stdout


def dbt_builds(name, path, project, flags):
    run(ACCORD, "export", path, "--format", "dbt", "-o", project, *flags)
    (project / "profiles.yml").write_text(
        f"accord:\n  target: dev\n  outputs:\n    dev: {{type: duckdb, path: '{project}/dev.duckdb', threads: 1}}\n")
    connection = duckdb.connect(str(project / "dev.duckdb"))
    leads, events, _, _ = next(fixtures(project))
    connection.execute("create table leads as " + leads)
    if events:
        connection.execute("create table events as " + events)
    connection.close()
    built, told = dbt(project, "build")
    if not built or "ERROR=0" not in told or "SKIP=0" not in told:
        sys.exit(f"FAILED: {name}: dbt build\n{told[-6000:]}")
    print(f"{name}: dbt builds it: {re.search(r'Done. .*', told)[0]}", flush=True)


def changes_are_found(name, model, path, project, flags):
    tests = UnitTests(project)
    shown = tests.fails(path, flags)
    if shown:
        sys.exit(f"FAILED: {name}: the query gives `{shown}` another verdict than expected")
    all_changes = list(changes(model))
    step = max(1, -(-len(all_changes) // MOST))
    tried = all_changes[::step]
    started = time.time()

    def attempt(numbered):
        n, (what, changed) = numbered
        changed_path = written(changed, SCRATCH / name / f"change-{n}" / "model.yaml")
        try:
            return what, changed_path, tests.fails(changed_path, flags)
        except NoModel as refused:
            return what, refused, None

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(attempt, enumerate(tried)))
    idle, refused = [], []
    for what, changed_path, shown in results:
        if isinstance(changed_path, NoModel):
            refused.append(f"{what} ({changed_path})")
        elif shown is None:
            told = json.loads(run(ACCORD, "diff", path, changed_path, "--format", "json"))
            if not told["proved"] or told["witness"]:
                sys.exit(f"FAILED: {name}: no unit test shows that {what}; {told['witness']}")
            idle.append(what)
    print(f"{name}: of {len(all_changes)} single changes {len(tried)} were tried in "
          f"{time.time() - started:.0f} s: {len(tried) - len(idle) - len(refused)} fail a unit test, "
          f"{len(idle)} are proved to change no outcome, {len(refused)} give no model", flush=True)
    for told in idle + refused:
        print(f"  {told}")
    return results


def dbt_agrees(name, results, project, flags):
    """Of one change that a unit test shows dbt says the same, by its own tests."""
    what, changed_path, shown = next(r for r in results if r[2])
    other = project.with_name("changed")
    shutil.copytree(project, other)
    made = project.with_name("of-changed")
    run(ACCORD, "export", changed_path, "--format", "dbt", "-o", made, *flags)
    for sql in made.glob("models/*.sql"):
        shutil.copy(sql, other / "models")
    passed, told = dbt(other, "test", "--select", "test_type:unit")
    if passed or shown not in told:
        sys.exit(f"FAILED: {name}: dbt doesn't find that {what}, by `{shown}`\n{told[-4000:]}")
    print(f"{name}: dbt finds it too: {what}, by {shown}", flush=True)


agreed = False
for name, model, tries in models():
    folder = SCRATCH / name
    path = written(model, folder / "model.yaml")
    flags = flags_of(model)
    golden_leads_score_as_expected(name, path, folder / "golden")
    dbt_builds(name, path, folder / "dbt", flags)
    if tries:
        results = changes_are_found(name, model, path, folder / "dbt", flags)
        if not agreed:
            dbt_agrees(name, results, folder / "dbt", flags)
            agreed = True
