"""The pages of `accord evidence` about targets, metrics and plans, a second way: targets, the five
metrics, alignment, funnel arithmetic and capacity.

A function per page; each returns its tables by id. Written from docs/evidence.md; where that page
says nothing of how leads are chosen, from the words on the page itself.
"""

import math
import re
from fractions import Fraction
from statistics import median

import pandas as pd

from history_lists import THEIRS, Number, Share, quantile
from history_sales import by_frequency, mean_of_middle


def total(values):
    """A sum of money: whole if it is."""
    value = float(values.dropna().sum())
    return int(value) if value.is_integer() else Number(value, 2)


def holds(condition, leads):
    """Which leads a condition on one field holds for."""
    if condition is None:
        return pd.Series(False, index=leads.index)
    column = leads[condition["field"]].str.strip().str.lower()
    wanted = condition.get("in", [condition.get("is")])
    return column.isin([str(value).lower() for value in wanted])


def first_that_holds(records, leads):
    """The index of the first record whose condition holds for each lead; how many there are where
    none does."""
    found = pd.Series(len(records), index=leads.index)
    for at in reversed(range(len(records))):
        found[holds(records[at].get("when"), leads)] = at
    return found


# ---- Targets and metrics -------------------------------------------------------------------------


def days_of(period):
    """The first and the last day of a period that names days."""
    found = re.fullmatch(r"(\d{4})(?:-(H[12]|Q[1-4]|\d{2}))?", period)
    if not found:
        return None
    year, part = found[1], found[2]
    if not part:
        months = (1, 12)
    elif part[0] == "H":
        months = {"1": (1, 6), "2": (7, 12)}[part[1]]
    elif part[0] == "Q":
        months = (3 * int(part[1]) - 2, 3 * int(part[1]))
    else:
        months = (int(part), int(part))
    first, last = (pd.Period(f"{year}-{month:02}", "M") for month in months)
    return first.start_time, last.end_time


def targets(lists, on_the_strip):
    """`on_the_strip` is what the model says of each lead, as the strip counts them."""
    model = lists.model
    personas, segments = model["personas"], model["segments"]
    persona, segment = first_that_holds(personas, lists.leads), first_that_holds(segments, lists.leads)
    qualified = on_the_strip["qualified"]

    def created_in(period):
        days = days_of(period)
        return lists.created.between(*days) if days else pd.Series(True, index=lists.leads.index)

    place = lambda records, id: next(at for at, record in enumerate(records) if record["id"] == id)
    wanted, rows = {}, []
    for target in model["targets"]:
        at = place(personas, target["persona"]), place(segments, target["segment"])
        period, activity = target.get("period", ""), target.get("activity", "")
        key = (period, *at)
        wanted[key] = wanted.get(key, 0) + target["qualified"]
        actual = int((qualified & created_in(period) & (persona == at[0]) & (segment == at[1])).sum())
        fewer = target["qualified"] - actual
        flag = "; ".join(["nothing is planned"] * (not activity) + [f"{fewer:,} fewer than wanted"] * (fewer > 0))
        names = [personas[at[0]]["name"], segments[at[1]]["name"]]
        rows.append([*names, period, target["qualified"], actual, activity, flag])

    def grid(period):
        there = qualified & created_in(period)
        count = lambda p, s: int((there & (persona == p) & (segment == s)).sum())
        cells = [
            [(count(p, s), wanted.get((period, p, s), 0)) for s in range(len(segments) + 1)]
            for p in range(len(personas) + 1)
        ]
        # Leads of no segment or persona have a column and a row where there are any.
        if not any(actual for *_, (actual, _) in cells):
            cells = [row[:-1] for row in cells]
        names = [record["name"] for record in personas] + ["no persona"]
        if not any(actual for actual, _ in cells[-1]):
            cells, names = cells[:-1], names[:-1]
        add = lambda cells: tuple(map(sum, zip(*cells)))
        cells.append([add(column) for column in zip(*cells)])
        write = lambda actual, of: (f"{actual:,} of {of:,}" if of else f"{actual:,}" if actual else None)
        return [[name] + [write(*cell) for cell in [*row, add(row)]] for name, row in zip([*names, "all"], cells)]

    periods = list(dict.fromkeys(target.get("period", "") for target in model["targets"]))
    return {"targets": rows, "grid": [row for period in periods for row in grid(period)]}


# The figures, and which of them are by source, too.
METRICS = (
    ("Reach", "answered"), ("Qualify", "became viable"), ("", "days to hand-off"),
    ("Convert", "became opportunities"), ("", "days to opportunity"), ("", "opportunities won"),
    ("", "days to closing"), ("Pipeline", "opportunities"), ("", "their value"), ("", "of them open"),
    ("", "value of the open"), ("Win", "won, of won and lost"), ("", "value of the won"),
)  # fmt: skip
BY_SOURCE = (0, 1, 3, 7, 11, 12)


class Metrics:
    def __init__(self, lists):
        self.lists = lists
        self.created, self.old = lists.created, lists.old_enough()
        self.has_hand_off = lists.column("handed_off_field") is not None
        handed_off = lists.days("handed_off_field")
        self.passed = handed_off.notna() if self.has_hand_off else pd.Series(True, index=lists.leads.index)
        self.from_ = handed_off if self.has_hand_off else self.created
        self.first, self.converted, self.closed = (
            lists.days(name) for name in ("first_response_field", "converted_field", "closed_field")
        )
        self.value = pd.to_numeric(lists.column("value_field"), errors="coerce")

    def days(self, start, end, among):
        """The median of the days between, leaving out those in the wrong order."""
        days = (end - start).dt.days[among].dropna()
        return mean_of_middle(days[days >= 0])

    def figures(self, some):
        """The figures of some leads, in the order of `METRICS`."""
        lists, some = self.lists, some & self.passed
        share = lists.share
        # Who answered before the hand-off contradicts itself and doesn't count.
        timed = some & ~(self.first < self.from_)
        deals = some & self.converted.notna()
        is_open = deals & ~lists.won & ~lists.lost & self.closed.isna()
        ended = some & self.old & (lists.won | lists.lost)
        return [
            share(self.first.notna(), timed),
            share(lists.viable, some),
            self.days(self.created, self.from_, some) if self.has_hand_off else "lacking",
            share(deals, some),
            self.days(self.from_, self.converted, some),
            share(lists.won, deals & self.old),
            self.days(self.converted, self.closed, some),
            int(deals.sum()),
            total(self.value[deals]),
            int(is_open.sum()),
            total(self.value[is_open]),
            share(lists.won, ended),
            total(self.value[some & lists.won]),
        ]


def metrics(lists):
    of, model = Metrics(lists), lists.model
    everyone = pd.Series(True, index=lists.leads.index)
    all_figures = of.figures(everyone)
    ids = {"Reach": "reach-rate", "Qualify": "qualification", "Convert": "conversion", "Pipeline": "contribution", "Win": "win-rate"}
    wanted = {metric["id"]: metric["target"] for metric in model["metrics"]}
    rows = [
        [kind, name, figure, wanted.get(ids.get(kind), "")]
        for (kind, name), figure in zip(METRICS, all_figures)
    ]
    qualified = lists.scored["qualified"]
    ours, others = of.figures(lists.compared & qualified), of.figures(lists.compared & ~qualified)
    avenues = [[name, a, b] for (_, name), a, b in zip(METRICS, ours, others) if a != "lacking"]
    stages = [stage for stage in model["stages"] if stage.get("decided_by") != "person"]
    place = {stage["id"]: at for at, stage in enumerate(stages)}
    furthest = lists.scored["stage"].map(lambda stage: place.get(stage, -1))
    reached = [lists.compared & (furthest >= at) for at in range(len(stages))]
    conversion = [
        [stage["name"], int(reached[at].sum()), lists.share(reached[at], reached[at - 1]) if at else None]
        for at, stage in enumerate(stages)
    ]
    sources = []
    for name, those in by_frequency(lists.source()[1]):
        figures = of.figures(those)
        sources.append([name, int((those & of.passed).sum())] + [figures[at] for at in BY_SOURCE])
    return {"metrics": rows, "avenues": avenues, "stages": conversion, "sources": sources}


# ---- Alignment -----------------------------------------------------------------------------------


def alignment(lists):
    """First rounds on points that were revealed, in the order of the criteria."""
    workshop = lists.session["workshop"]
    sides = {person["id"]: person["side"] for person in workshop["participants"]}
    first = {ballot["subject"]: ballot["rounds"][0] for ballot in reversed(workshop.get("ballots", []))}
    found = []
    for criterion in lists.model["criteria"]:
        answers = criterion.get("answers", [])
        worth = [answer["points"] for answer in answers] or [criterion["points"]]
        best = sum(point for point in worth if point > 0) if criterion.get("combine") == "sum" else max(worth)
        subjects = [(f"answer:{criterion['id']}/{a['id']}", f"{criterion['name']}: {a['label']}") for a in answers]
        for subject, title in subjects or [(f"criterion:{criterion['id']}", criterion["name"])]:
            votes = first.get(subject, {})
            if "revealed" not in votes:
                continue
            of = lambda side: [int(vote["value"]) for vote in votes["votes"] if sides[vote["voter"]] == side]
            if not of("sales") or not of("marketing"):
                continue
            sales, marketing = (Fraction(median(map(Fraction, of(side)))) for side in ("sales", "marketing"))
            apart = abs(sales - marketing)
            is_aligned = apart <= 1 or apart <= Fraction(best, 10)
            found.append((title, sales, marketing, apart, is_aligned))
    if not found:
        return {}
    write = lambda number: Number(float(number), 0 if number.denominator == 1 else 1)
    rows = [
        [title, *map(write, numbers), "aligned" if is_aligned else "apart"]
        for title, *numbers, is_aligned in sorted(found, key=lambda row: -row[3])
    ]
    aligned = sum(row[4] for row in found)
    counts = [("aligned", aligned), ("apart", len(found) - aligned)]
    return {"summary": [[what, count, Share(count, len(found))] for what, count in counts], "subjects": rows}


# ---- Arithmetic and capacity ---------------------------------------------------------------------


def percent(text):
    return None if text is None else Fraction(str(text).rstrip("%")) / 100


def recorded_shares(lists):
    """What the recorded leads say of the shares that a plan lacks: of those old enough, the viable
    ones; of these, those that became opportunities; of opportunities, the won ones."""
    old, became = lists.old_enough(), lists.days("converted_field").notna()
    return {
        "accepted_share": lists.share(lists.viable, old),
        "opportunity_share": lists.share(became, old & lists.viable),
        "won_share": lists.share(lists.won, old & became),
    }


def funnel_arithmetic(lists):
    plan = lists.session["workshop"].get("plan", {})
    recorded = recorded_shares(lists)
    value = pd.to_numeric(lists.column("value_field"), errors="coerce")[lists.won].dropna()
    shares, rows = {}, []
    planned = lambda what, key, write=lambda value: value: rows.append(
        [what, write(plan[key]) if key in plan else None, "the plan" if key in plan else THEIRS]
    )
    planned("new names", "new_names")
    planned("MQLs of the new names", "new_names_share")
    planned("existing prospects", "existing_prospects")
    planned("MQLs of the existing prospects", "existing_prospects_share")
    names = {"accepted_share": "MQLs to account managers", "opportunity_share": "of these opportunities", "won_share": "of these won"}
    for key, what in names.items():
        if key in plan:
            planned(what, key)
            shares[key] = percent(plan[key])
        else:
            share = recorded[key]
            rows.append([what, share, f"recorded: {share.count:,} of {share.of:,}"])
            shares[key] = Fraction(share.count, share.of)
    if "deal_value" in plan:
        planned("value of a won deal", "deal_value")
        worth = plan["deal_value"]
    else:
        worth = int(value.sum()) // len(value)
        rows.append(["value of a won deal", worth, f"recorded: mean of {len(value):,} won"])
    planned("revenue goal", "revenue_goal")
    planned("or opportunities wanted", "opportunity_goal")
    fixed, solved = "existing", "new"
    if plan.get("fixed_source") == "new-names":
        fixed, solved = solved, fixed
    called = {"new": "new names", "existing": "existing prospects"}
    keys = {"new": ("new_names", "new_names_share"), "existing": ("existing_prospects", "existing_prospects_share")}
    rows.append(["stays fixed backwards", called[fixed], None])
    rows.append(["period of the targets", plan.get("period"), None])

    down = lambda number, share: None if number is None else math.floor(number * share)
    up = lambda number, share: None if number is None else math.ceil(number / share)
    mqls_of = {}
    for source, (many, share) in keys.items():
        mqls_of[source] = math.floor(plan[many] * percent(plan[share])) if many in plan else 0
    has_names = any(many in plan for many, _ in keys.values())
    mqls = sum(mqls_of.values()) if has_names else None
    accepted = down(mqls, shares["accepted_share"])
    opportunities = down(accepted, shares["opportunity_share"])
    won = down(opportunities, shares["won_share"])
    forwards = [
        ["MQLs from new names", mqls_of["new"]],
        ["MQLs from existing prospects", mqls_of["existing"]],
        ["MQLs", mqls],
        ["to account managers", accepted],
        ["opportunities", opportunities],
        ["won deals", won],
        ["revenue", None if won is None else won * worth],
    ]
    backwards = []
    wanted = plan.get("opportunity_goal")
    if "revenue_goal" in plan:
        deals = math.ceil(Fraction(plan["revenue_goal"], worth))
        backwards += [["revenue", plan["revenue_goal"]], ["won deals", deals]]
        wanted = up(deals, shares["won_share"])
    accepted = up(wanted, shares["opportunity_share"])
    needed = up(accepted, shares["accepted_share"])
    rest = None if needed is None else max(needed - mqls_of[fixed], 0)
    many, share = keys[solved]
    names_needed = up(rest, percent(plan[share])) if share in plan else None
    backwards += [
        ["opportunities", wanted],
        ["to account managers", accepted],
        ["MQLs needed", needed],
        [f"MQLs from {called[fixed]}", mqls_of[fixed]],
        [f"MQLs from {called[solved]}", rest],
        [f"{called[solved]} needed", names_needed],
    ]
    if names_needed is not None and many in plan:
        backwards.append([f"more {called[solved]} than planned", max(names_needed - plan[many], 0)])
    steps = lambda rows: [[*row, THEIRS] for row in rows]
    return {"plan": rows, "forwards": steps(forwards), "backwards": steps(backwards)}


def capacity(lists):
    plan = lists.session["workshop"].get("plan", {})
    attempts = pd.to_numeric(lists.column("attempts_field"), errors="coerce")
    tried = attempts[attempts > 0]
    per_lead = Fraction(plan["attempts"]) if "attempts" in plan else Fraction(int(tried.sum()), len(tried))
    from_ = "the plan" if "attempts" in plan else f"recorded: mean of {len(tried):,} leads tried"
    written = [("minutes an attempt", "minutes_per_attempt"), ("people", "people"), ("hours a week of each", "hours_per_week")]
    rows = [["attempts for a lead", Number(float(per_lead), 1), from_]]
    rows += [[what, plan.get(key), "the plan" if key in plan else THEIRS] for what, key in written]

    monday = lists.created - pd.to_timedelta(lists.created.dt.weekday, unit="D")
    mondays = monday[lists.compared]
    weeks = pd.date_range(mondays.min(), mondays.max(), freq="7D")
    weekly = lambda which: mondays[which[lists.compared]].value_counts().reindex(weeks, fill_value=0).tolist()
    middle_and_most = lambda counts: [int(quantile(counts, 0.5)), max(counts)]
    hours = lambda leads: leads * per_lead * plan["minutes_per_attempt"] / 60
    forwarded = weekly(lists.scored["qualified"])
    summary = [["forwarded leads", *middle_and_most(forwarded)]]
    if not all(key in plan for _, key in written):
        return {"plan": rows, "summary": summary, "weeks": [[str(day.date()), n, None, ""] for day, n in zip(weeks, forwarded)]}
    there = plan["people"] * plan["hours_per_week"]
    needed = list(map(hours, summary[0][1:]))
    number = lambda value: Number(float(value), 1)
    summary.append(["hours needed", *map(number, needed)])
    summary.append(["hours there", number(there), number(there)])
    summary.append(["of the hours used, %", *(number(100 * value / there) for value in needed)])
    totals = lists.scored["total"]
    at_least = {at: middle_and_most(weekly(totals >= at)) for at in sorted(totals[lists.compared].unique())}
    lowest = [[at for at, counts in at_least.items() if hours(counts[kind]) <= there] for kind in (0, 1)]
    summary.append(["lowest total that fits", *(int(fits[0]) if fits else "none" for fits in lowest)])
    over = lambda leads: "over" if hours(leads) > there else ""
    by_week = [[str(day.date()), n, number(hours(n)), over(n)] for day, n in zip(weeks, forwarded)]
    return {"plan": rows, "summary": summary, "weeks": by_week}
