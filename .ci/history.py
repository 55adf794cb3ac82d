"""Computes the tables of `accord evidence` a second way and compares them to the last digit shown.

Usage: history.py ACCORD SESSIONS LISTS SCRATCH

SESSIONS is the folder with the examples, LISTS the folder with the 5,000 leads of b2b-saas and their
events, SCRATCH an empty folder. Three histories are compared: those 5,000 leads, the same counted
as old enough from 30 days on, and the made-up history of the worked example.

Written from docs/evidence.md alone, with pandas for the lists, statsmodels for intervals and for
Benjamini-Hochberg, and scikit-learn for the area under the curve. Points, bands, stages and answers
are those of `accord score`, run on a copy of the leads with a column of the day as of which each
lead's facts count. A function per page; each returns its tables by id.
"""

import json
import math
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import xxhash
import yaml
from sklearn.metrics import roc_auc_score
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint, proportions_ztest

# With fewer in the denominator no percentage is shown.
FEWEST = 20
# With fewer expected in a cell a difference isn't tested.
FEWEST_EXPECTED = 10
# The quantile of the normal distribution for intervals of 95%.
Z95 = 1.959963984540054
# The most differences that are listed.
MOST_LISTED = 20


# ---- Cells ---------------------------------------------------------------------------------------


class Share(NamedTuple):
    count: int
    of: int

    @property
    def value(self):
        return self.count / self.of if self.of else math.nan

    def shown(self):
        if self.of < FEWEST:
            return f"{self.count} of {self.of}: too few"
        return decimal(100 * self.value, 1) + "%"


class Interval(NamedTuple):
    low: float
    high: float

    def shown(self):
        return f"{decimal(100 * self.low, 1)}% to {decimal(100 * self.high, 1)}%"


class Difference(NamedTuple):
    value: float
    low: float
    high: float

    def shown(self):
        return " ".join(decimal(100 * number, 1) for number in self)

    def nearest_zero(self):
        return max(self.low, -self.high, 0.0)


class AreaInterval(NamedTuple):
    low: float
    high: float

    def shown(self):
        return f"{decimal(self.low, 3)} to {decimal(self.high, 3)}"


class AreaDifference(NamedTuple):
    value: float
    low: float
    high: float

    def shown(self):
        return " ".join(decimal(number, 3) for number in self)


# Stands for a cell that isn't computed here.
THEIRS = object()


class Number(NamedTuple):
    value: float
    decimals: int

    def shown(self):
        return decimal(self.value, self.decimals)


def decimal(value, decimals):
    text = f"{value:.{decimals}f}"
    return text.lstrip("-") if not text.strip("-0.") else text


def shown(cell):
    if cell is None:
        return ""
    return cell.shown() if isinstance(cell, tuple) else str(cell)


def theirs_shown(theirs, ours):
    """Their cell as it is written, given what ours is."""
    if theirs is None:
        return ""
    if isinstance(theirs, dict):
        if "count" in theirs:
            return Share(theirs["count"], theirs["of"]).shown()
        if "difference" in theirs:
            return Difference(theirs["difference"], theirs["low"], theirs["high"]).shown()
        if "value" in theirs:
            return AreaDifference(theirs["value"], theirs["low"], theirs["high"]).shown()
        kind = AreaInterval if isinstance(ours, AreaInterval) else Interval
        return kind(theirs["low"], theirs["high"]).shown()
    if isinstance(ours, Number) and not isinstance(theirs, str):
        return decimal(theirs, ours.decimals)
    return str(theirs)


# ---- Statistics ----------------------------------------------------------------------------------


def wilson(share):
    if share.of == 0:
        return Interval(0.0, 1.0)
    return Interval(*proportion_confint(share.count, share.of, alpha=0.05, method="wilson"))


def difference(a, b):
    """The difference of two shares with Newcombe's interval."""
    if a.of == 0 or b.of == 0:
        return Difference(math.nan, -1.0, 1.0)
    low, high = confint_proportions_2indep(a.count, a.of, b.count, b.of, compare="diff", method="newcomb")
    return Difference(a.value - b.value, low, high)


def p_of_difference(a, b):
    if a.of == 0 or b.of == 0 or a.count + b.count in (0, a.of + b.of):
        return 1.0
    return proportions_ztest([a.count, b.count], [a.of, b.of])[1]


def sure(p_values):
    """Which stand out, by Benjamini and Hochberg at 5%."""
    if not p_values:
        return []
    return list(multipletests(p_values, alpha=0.05, method="fdr_bh")[0])


def lift(a, b, having):
    """A share by another, with two decimals; nothing where a denominator is 0, or where fewer than
    20 leads have it."""
    if a.of == 0 or b.of == 0 or b.count == 0 or having < FEWEST:
        return None
    return Number(a.value / b.value, 2)


def placements(scores, well):
    """Of each lead that turned out well the share of others that it ranks above, and of each other
    the share of those that rank above it; equal scores count half (DeLong and others 1988)."""
    good, bad = scores[well].to_numpy(float)[:, None], scores[~well].to_numpy(float)[None, :]
    above = (good > bad) + 0.5 * (good == bad)
    return above.mean(axis=1), above.mean(axis=0)


def area_interval(scores, well):
    """The area under the curve with DeLong's interval."""
    of_good, of_bad = placements(scores, well)
    half = Z95 * math.sqrt(of_good.var(ddof=1) / len(of_good) + of_bad.var(ddof=1) / len(of_bad))
    area = roc_auc_score(well, scores)
    return area, AreaInterval(max(area - half, 0.0), min(area + half, 1.0))


def area_difference(a, b, well):
    """The difference of the areas of two scores of the same leads, with DeLong's interval."""
    good, bad = (x - y for x, y in zip(placements(a, well), placements(b, well)))
    half = Z95 * math.sqrt(good.var(ddof=1) / len(good) + bad.var(ddof=1) / len(bad))
    value = roc_auc_score(well, a) - roc_auc_score(well, b)
    return AreaDifference(value, value - half, value + half)


def quantile(values, share):
    """The smallest value with at least this share of all at or below it."""
    ordered = sorted(values)
    if not ordered:
        return math.nan
    return ordered[max(math.ceil(share * len(ordered) - 1e-9) - 1, 0)]


# ---- Lists ---------------------------------------------------------------------------------------

# The columns with a role, by the field of `data`, and whether they tell the outcome.
ROLES = {
    "bucket_field": "bucket: tells the outcome",
    "outcome_field": "outcome: tells the outcome",
    "first_response_field": "first response: tells the outcome",
    "attempts_field": "attempts: tells the outcome",
    "value_field": "value: tells the outcome",
    "converted_field": "converted: tells the outcome",
    "closed_field": "closed: tells the outcome",
    "reported_field": "reported: tells the outcome",
    "id": "id",
    "created_field": "created",
    "handed_off_field": "handed off",
    "as_of_field": "own as-of day",
}


class Lists:
    """The leads with their events, and what became of them."""

    def __init__(self, session, folder):
        self.session, self.folder = session, folder
        self.data = self.session["data"]
        self.leads = pd.read_csv(folder / "leads.csv", dtype=str, keep_default_na=False)
        self.events = pd.read_csv(folder / "events.csv", dtype=str, keep_default_na=False)
        names = self.data.get("event_columns", {})
        columns = [names.get("id", "lead_id"), names.get("event", "event"), names.get("at", "at")]
        self.events = self.events[columns].set_axis(["id", "event", "at"], axis=1)
        self.events["day"] = pd.to_datetime(self.events["at"].str[:10])
        self.id = self.leads[self.data.get("id", "lead_id")]
        self.find_days()
        self.find_outcomes()

    def column(self, role):
        field = self.data.get(role)
        return self.leads[field].str.strip() if field in self.leads else None

    def days(self, role):
        column = self.column(role)
        if column is None:
            return pd.Series(pd.NaT, index=self.leads.index)
        return pd.to_datetime(column.str[:10], errors="coerce")

    def find_days(self):
        """The day as of which each lead's facts count, and which leads are compared."""
        self.created = self.days("created_field")
        handed_off = self.days("handed_off_field")
        after = pd.Timedelta(days=self.data.get("facts_after", 7))
        self.facts_day = handed_off if handed_off.notna().all() else self.created + after
        ends = [self.days("converted_field"), self.days("closed_field")]
        self.decided = pd.concat(ends, axis=1).min(axis=1)
        self.decided_earlier = self.decided < self.facts_day
        self.compared = self.facts_day.notna() & ~self.decided_earlier

    def find_outcomes(self):
        buckets = self.column("bucket_field").str.lower()
        self.bucket = {
            bucket["id"]: buckets.isin([bucket["id"]] + [word.lower() for word in bucket["values"]])
            for bucket in self.data["buckets"]
        }
        self.viable, self.rejected = self.bucket["viable"], self.bucket["rejected"]
        outcomes = self.column("outcome_field").str.lower()
        self.won = outcomes.isin([word.lower() for word in self.data["won"]])
        self.lost = outcomes.isin([word.lower() for word in self.data["lost"]])
        self.judged = self.compared & (self.viable | self.rejected)

    def events_from(self, days):
        """The events that no lead has before its day, nor without one."""
        days = pd.Series(days.values, index=self.id)
        mine = self.events[self.events["id"].isin(set(self.id))]
        early = set(mine.loc[~(mine["day"] >= mine["id"].map(days)), "event"])
        return [event for event in mine["event"].unique() if event not in early]

    def later_events(self):
        """The events that are left out, and why."""
        of_sales = self.events_from(self.days("first_response_field"))
        of_the_end = [event for event in self.events_from(self.decided) if event not in of_sales]
        return [[event, "begins only with Sales' first response"] for event in of_sales] + [
            [event, "begins only once the lead is decided"] for event in of_the_end
        ]

    def old_enough(self):
        """Which leads are old enough to have won."""
        closed_after = (self.days("closed_field") - self.created).dt.days.dropna()
        least = self.data.get("old_enough", None)
        if least is None:
            least = quantile(closed_after, 0.9)
        seen = [self.days(name) for name in ("created_field", "handed_off_field", "first_response_field") if name in self.data]
        latest = [day for day in [pd.Timestamp(self.data["as_of"]), self.events["day"].max(), *(days.max() for days in seen)] if pd.notna(day)]
        today = max(latest)
        return self.created + pd.Timedelta(days=int(least)) <= today

    def share(self, which, among):
        return Share(int((which & among).sum()), int(among.sum()))


# ---- What the model says, as of each lead's day --------------------------------------------------


def session_folder(session, path):
    """Writes a session into a folder of its own."""
    path.mkdir()
    (path / "session.yaml").write_text(yaml.safe_dump(session, sort_keys=False, allow_unicode=True))
    return path


def score(accord, lists, definition, path):
    """Scores a copy of the leads by a model, each as of the day on which its facts count."""
    data = {**lists.data, "as_of_field": "facts_day"}
    copy = session_folder({**lists.session, "data": data, "definition": definition}, path)
    leads = lists.leads.assign(facts_day=lists.facts_day.dt.strftime("%Y-%m-%d").fillna(""))
    leads.to_csv(copy / "leads.csv", index=False)
    args = [accord, "score", copy, copy / "leads.csv", "--events", lists.folder / "events.csv", "--format", "json"]
    ran = subprocess.run(args, capture_output=True, text=True, check=True)
    scored = pd.DataFrame([json.loads(line) for line in ran.stdout.splitlines()])
    assert list(scored["lead_id"]) == list(lists.id), "other leads, or in another order"
    return scored


def held_answers(lists):
    """The answers that each lead gives, as pairs of criterion and answer."""
    return lists.scored["reasons"].map(lambda reasons: {(r["criterion"], r["answer"]) for r in reasons})


def answers_of(criterion):
    """The answers of a criterion: id and label; a yes/no criterion has the one."""
    return [(a["id"], a["label"]) for a in criterion.get("answers", [{"id": "yes", "label": ""}])]


# ---- Pages ---------------------------------------------------------------------------------------


def known_facts(lists):
    everyone = pd.Series(True, index=lists.leads.index)
    groups = [(bucket["name"], lists.bucket[bucket["id"]]) for bucket in lists.data["buckets"]]
    groups += [("won", lists.won), ("lost", lists.lost), ("all", everyone)]
    rows = []
    for name, group in groups:
        if group.any():
            every, compared = int(group.sum()), int((group & lists.compared).sum())
            rows.append([name, every, compared, every - compared])
    left_out = [[lists.data[role], why] for role, why in ROLES.items() if lists.data.get(role) in lists.leads]
    return {"leads": rows, "left-out": left_out + lists.later_events()}


def fact_rows(lists, judged):
    """Every value, range and behaviour with the leads that have it; values and behaviours of fewer
    than 20 leads among `judged` aren't rows of their own."""
    with_role = {lists.data.get(role) for role in ROLES}
    rows = []
    for field in lists.leads.columns:
        if field not in with_role:
            rows += value_rows(lists, field, judged)
    # What all have can't be compared.
    rows = [(what, has) for what, has in rows if not has[judged].all()]
    left_out = {event for event, _ in lists.later_events()}
    known = lists.events.merge(
        pd.DataFrame({"id": lists.id, "facts_day": lists.facts_day}), on="id"
    )
    known = known[known["day"] <= known["facts_day"]]
    for event in sorted(known["event"].unique()):
        has = lists.id.isin(known.loc[known["event"] == event, "id"])
        if event not in left_out and (has & judged).sum() >= FEWEST:
            rows.append((f"did {event}", has))
    return rows


def value_rows(lists, field, judged):
    texts = lists.leads[field].str.strip()
    keys = texts.str.lower()
    filled = keys != ""
    distinct = keys[filled].nunique()
    numbers = pd.to_numeric(texts.where(filled), errors="coerce")
    if filled.mean() >= 0.6 and numbers[filled].notna().all() and distinct > 8:
        return number_rows(field, numbers)
    if distinct > filled.sum() / 2:
        return []
    rows, lumped = [], pd.Series(False, index=texts.index)
    for key in keys[filled].unique():
        has = keys == key
        if (has & judged).sum() >= FEWEST:
            rows.append((f"{field}: {texts[has].iloc[0]}", has))
        else:
            lumped |= has
    if lumped.any():
        rows.append((f"{field}: another value", lumped))
    if not filled.all():
        rows.append((f"{field}: empty", ~filled))
    return rows


def number_rows(field, numbers):
    cuts = sorted({quantile(numbers.dropna(), share) for share in (0.25, 0.5, 0.75)})
    texts = [f"{cut:g}" for cut in cuts]
    rows = [(f"{field}: up to {texts[0]}", numbers <= cuts[0])]
    for low, high, from_text, to_text in zip(cuts, cuts[1:], texts, texts[1:]):
        rows.append((f"{field}: above {from_text}, up to {to_text}", (numbers > low) & (numbers <= high)))
    rows.append((f"{field}: above {texts[-1]}", numbers > cuts[-1]))
    if numbers.isna().any():
        rows.append((f"{field}: empty", numbers.isna()))
    return rows


def compared_rows(lists, rows, these, others, is_seen_to_end=True):
    """A row for each fact: share here, share there, difference, lift; with its p-value. It isn't
    tested where fewer than ten leads are expected in a cell, nor is what leads did whose end nobody
    saw."""
    found = []
    for what, has in rows:
        here, there = lists.share(has, these), lists.share(has, others)
        having, of = here.count + there.count, here.of + there.of
        expected = min(here.of, there.of) * min(having, of - having) / of
        can_be_sure = expected >= FEWEST_EXPECTED and (is_seen_to_end or not what.startswith("did "))
        found.append((
            [what, here, there, difference(here, there), lift(here, there, having)],
            p_of_difference(here, there) if can_be_sure else 1.0,
        ))
    return found


def order(cells):
    """Largest certain difference first, then largest difference, then by text."""
    return (-round(cells[3].nearest_zero(), 12), -round(abs(cells[3].value), 12), cells[0])


def in_common(lists):
    rows = fact_rows(lists, lists.judged)
    these, others = lists.compared & lists.viable, lists.compared & lists.rejected
    found = compared_rows(lists, rows, these, others)
    stands_out = sure([p for _, p in found])
    cells = [cells + ["sure" if is_sure else ""] for (cells, _), is_sure in zip(found, stands_out)]
    return {"rows": sorted(cells, key=order)}


def each_bucket(lists):
    in_any = lists.compared & pd.concat(lists.bucket.values(), axis=1).any(axis=1)
    rows = fact_rows(lists, in_any)
    found = {}
    for id, bucket in lists.bucket.items():
        these = in_any & bucket
        is_seen_to_end = id in ("viable", "rejected") or lists.decided[these].notna().mean() >= 0.5
        found[id] = compared_rows(lists, rows, these, in_any & ~bucket, is_seen_to_end)
    stands_out = iter(sure([p for rows in found.values() for _, p in rows]))
    tables = {}
    for id, rows in found.items():
        cells = [cells + ["sure" if next(stands_out) else ""] for cells, _ in rows]
        tables[id] = sorted(cells, key=order)[:15]
    return tables


def forwarding(lists, forwarded):
    """What a rule that forwards these leads does."""
    forwarded = forwarded & lists.compared
    viable, rejected = lists.compared & lists.viable, lists.compared & lists.rejected
    days = lists.created[lists.compared]
    weeks = (days.max() - days.min()).days / 7
    return [
        int(forwarded.sum()),
        lists.share(forwarded, lists.compared),
        int((forwarded & rejected).sum()),
        int((viable & ~forwarded).sum()),
        lists.share(viable, forwarded & (viable | rejected)),
        lists.share(forwarded, viable),
        Number(int(forwarded.sum()) / weeks, 1),
    ]


def threshold(lists):
    totals = lists.scored["total"]
    rows = [[int(at)] + forwarding(lists, totals >= at) for at in sorted(totals[lists.compared].unique())]
    return {"thresholds": rows, "rule": [[None] + forwarding(lists, lists.scored["qualified"])]}


def lift_page(lists):
    everyone = lists.share(lists.viable, lists.judged)

    def row(name, has):
        having = lists.share(lists.viable, has & lists.judged)
        counts = [int((has & lists.compared & group).sum()) for group in (lists.compared, lists.viable, lists.rejected)]
        return [name] + counts + [having, lift(having, everyone, having.of)]

    held, criteria = held_answers(lists), []
    for criterion in lists.model["criteria"]:
        for id, label in answers_of(criterion):
            has = held.map(lambda held: (criterion["id"], id) in held)
            criteria.append(row(f"{criterion['name']}: {label}" if label else criterion["name"], has))
    bands = [row(band["name"], lists.scored["band"] == band["id"]) for band in lists.model["bands"]]
    return {"criteria": criteria, "bands": bands}


def group_rows(totals, well, ends):
    """A row for each group of totals, given the greatest total of each."""
    rows, before = [], -math.inf
    for end in ends:
        has = (totals > before) & (totals <= end)
        share = Share(int((has & well).sum()), int(has.sum()))
        rows.append([int(totals[has].min()), int(totals[has].max()), share.of, share, wilson(share)])
        before = end
    return rows


def calibration(lists):
    totals, well = lists.scored["total"][lists.judged], lists.viable[lists.judged]
    ends = sorted({quantile(totals, part / 10) for part in range(1, 11)})
    return {"scores": group_rows(totals, well, ends)}


def ends_of_groups(totals, most):
    """The greatest total of each group: a group ends when it has its share, rounded up, of the leads
    that are left."""
    ends, left, wanted = [], len(totals), most
    count = 0
    for total, leads in totals.value_counts().sort_index().items():
        count += leads
        if wanted > 1 and count >= math.ceil(left / wanted) or count == left:
            ends.append(total)
            left, wanted, count = left - count, wanted - 1, 0
    return ends


def funnel(lists):
    stages = [stage for stage in lists.model["stages"] if stage.get("decided_by") != "person"]
    place = {stage["id"]: at for at, stage in enumerate(stages)}
    reached = lists.scored["stage"].map(lambda stage: place.get(stage, -1))
    among = lists.compared & lists.old_enough()
    rows, before = [], None
    for at, stage in enumerate(stages):
        those = among & (reached >= at)
        rows.append([
            stage["name"],
            int(those.sum()),
            None if before is None else lists.share(those, before),
            int((those & lists.won).sum()),
            lists.share(lists.won, those),
        ])
        before = those
    return {"stages": rows}


def fit_grid(lists):
    among = lists.compared & lists.old_enough()
    if not among.any():
        return {}

    def classes(points):
        cuts = sorted({quantile(points[among], share) for share in (1 / 3, 2 / 3)})
        return points.map(lambda value: sum(value > cut for cut in cuts)), len(cuts) + 1

    (fit, fits), (behaviour, behaviours) = classes(lists.scored["fit"]), classes(lists.scored["behaviour"])
    cells = lambda at: [lists.share(lists.won, among & (fit == at) & (behaviour == b)) for b in range(behaviours)]
    return {"grid": [[None] + cells(at) for at in range(fits)]}


def service_level(lists):
    """The rows that need no time of day: both lists have days alone."""
    agreed = lists.model["handoff"]["service_level"]
    start = lists.days("handed_off_field")
    start = start if start.notna().all() else lists.created
    first = lists.days("first_response_field")
    attempts = pd.to_numeric(lists.column("attempts_field"), errors="coerce")
    everyone = pd.Series(True, index=lists.leads.index)
    contradicts = first < start
    timed = ~contradicts
    in_time = timed & (first - start <= pd.Timedelta(hours=agreed["response_hours"]))
    least = agreed["attempts"]["min"]
    rejected, viable = lists.rejected, lists.viable

    def row(what, which, among):
        share = lists.share(which, among)
        return [what, share.count, share]

    rows = [
        ["handed off", len(everyone), None],
        row("answered in time", in_time, timed),
        row("answered late", timed & first.notna() & ~in_time, timed),
        row("never answered", timed & first.isna(), timed),
        row("never followed up", attempts.fillna(0) == 0, everyone),
        row(f"at least {least} attempts", attempts >= least, everyone),
    ]
    if contradicts.any():
        rows.append(["left out: answered before the hand-off", int(contradicts.sum()), None])
    rows.append(row("rejected, of those rejected or viable", rejected, rejected | viable))
    rows.append(row("never touched, beside it", lists.bucket["untouched"], everyone))
    return {"summary": rows}


def answer_history(lists):
    everyone, held, rows = lists.share(lists.viable, lists.judged), held_answers(lists), []
    for criterion in lists.model["criteria"]:
        for id, label in answers_of(criterion):
            if not ("when" in criterion or "answers" in criterion or "points_each" in criterion):
                # No condition looks for it: only a typed example is told.
                rows.append([criterion["name"], None, None, None, None, None, criterion.get("example") or "hypothesis"])
                continue
            has = held.map(lambda held: (criterion["id"], id) in held) & lists.compared
            counts = [int(has.sum()), int((has & lists.viable).sum()), int((has & lists.won).sum())]
            share = lists.share(lists.viable, has & lists.judged)
            example = lists.id[has].min() if has.any() else "hypothesis"
            rows.append(
                [f"{criterion['name']}: {label}" if label else criterion["name"]] + counts
                + [share, lift(share, everyone, share.of), example]
            )
    return {"answers": rows}


def held_out(lists):
    """The leads of each outcome whose id has the greatest hashes, three of ten."""
    held = pd.Series(False, index=lists.leads.index)
    for outcome in (lists.viable, lists.rejected):
        those = sorted(lists.leads.index[lists.judged & outcome], key=lambda at: xxhash.xxh3_64_intdigest(lists.id[at].encode()))
        held[those[(len(those) * 7 + 5) // 10:]] = True
    return held


def with_points(definition, rows):
    """The model with the suggested points, by the names of criteria and answers; all others are
    worth nothing."""
    suggested = {(cells[0], cells[1]): cells[3] for cells in rows}
    criteria = []
    for criterion in definition["criteria"]:
        points = lambda label: suggested.get((criterion["name"], label), 0)
        if "answers" in criterion:
            answers = [{**answer, "points": points(answer["label"])} for answer in criterion["answers"]]
            criteria.append({**criterion, "answers": answers})
        else:
            criteria.append({**criterion, "points": points("yes")})
    return {**definition, "criteria": criteria}


def suggested_points(lists, theirs, rescore):
    """The fit is theirs; how well its points, and the room's, rank the held-out leads is checked."""
    held = held_out(lists)
    well, room = lists.viable[held], lists.scored["total"][held]
    area, interval = area_interval(room, well)
    ours = {"the room's points": [Number(area, 3), interval, None]}
    points = theirs.get("points", [])
    if points:
        card = rescore(with_points(lists.model, [row["cells"] for row in points]))["total"][held]
        area, interval = area_interval(card, well)
        ours["suggested points"] = [Number(area, 3), interval, area_difference(card, room, well)]
    quality = [row["cells"][0] for row in theirs["quality"]]
    tables = {"quality": [[name] + ours.get(name, [THEIRS] * 3) for name in quality]}
    if points and "calibration" in theirs:
        tables["calibration"] = group_rows(card, well, ends_of_groups(card, 5))
    return tables


# ---- Comparing -----------------------------------------------------------------------------------


class Comparison:
    def __init__(self):
        self.differences, self.compared = [], 0

    def differs(self, where, ours, theirs):
        self.differences.append(f"{where}\n    ours:   {ours}\n    theirs: {theirs}")

    def table(self, page, id, ours, theirs):
        """Compares a table row by row; where the first cell of ours is nothing, theirs names the row."""
        if theirs is None:
            self.differs(f"{page}, {id}", "a table", "none")
            return
        if len(ours) != len(theirs):
            self.differs(f"{page}, {id}: rows", len(ours), len(theirs))
        for at, (our_row, their_row) in enumerate(zip(ours, theirs)):
            their_cells = their_row["cells"]
            where = f"{page}, {id}, row {at + 1} ({their_cells[0]})"
            if len(our_row) != len(their_cells):
                self.differs(f"{where}: cells", len(our_row), len(their_cells))
            if our_row[-1] in ("sure", "") and their_row.get("stands_out", False) != (our_row[-1] == "sure"):
                self.differs(f"{where}: stands out", our_row[-1], their_row.get("stands_out", False))
            for column, (our, their) in enumerate(zip(our_row, their_cells)):
                if our is THEIRS or (column == 0 and our is None):
                    continue
                self.compared += 1
                if shown(our) != theirs_shown(their, our):
                    self.differs(f"{where}, column {column + 1}", shown(our), theirs_shown(their, our))


def pages_of(accord, lists, scratch):
    folder = session_folder(lists.session, scratch / "session")
    args = [accord, "evidence", folder, "--format", "json", "--leads", lists.folder / "leads.csv"]
    args += ["--events", lists.folder / "events.csv"]
    ran = subprocess.run(args, capture_output=True, text=True, check=True)
    return {page["id"]: page for page in json.loads(ran.stdout)["pages"]}


def figures_of_5000(lists, pages, comparison):
    """What is known of the 5,000 leads of b2b-saas, which hold no signal."""
    counts = [int(lists.bucket[id].sum()) for id in ("untouched", "rejected", "viable")]
    if counts != [277, 1255, 3468]:
        comparison.differs("untouched, rejected, viable", [277, 1255, 3468], counts)
    for table in pages["in-common"]["tables"]:
        for row in table["rows"]:
            if row.get("stands_out"):
                comparison.differs("in-common: a row is sure", "none", row["cells"])
    said = " ".join(pages["suggested-points"]["notes"])
    if "istory can't tell" not in said:
        comparison.differs("suggested-points: notes", "history can't tell", said)


def compare(accord, lists, scratch, figures=None):
    """Compares the pages of one history; returns how they differ."""
    scratch.mkdir()
    lists.model = lists.session["definition"]
    lists.scored = score(accord, lists, lists.model, scratch / "scored")
    pages = pages_of(accord, lists, scratch)
    comparison = Comparison()
    computed = {
        "known-facts": known_facts(lists),
        "in-common": in_common(lists),
        "each-bucket": each_bucket(lists),
        "threshold": threshold(lists),
        "lift": lift_page(lists),
        "funnel": funnel(lists),
        "fit-grid": fit_grid(lists),
        "calibration": calibration(lists),
        "service-level": service_level(lists),
        "answer-history": answer_history(lists),
    }
    tables = {name: {table["id"]: table["rows"] for table in page["tables"]} for name, page in pages.items()}
    suggested = tables["suggested-points"]
    if "quality" in suggested:
        rescore = lambda definition: score(accord, lists, definition, scratch / "suggested")
        computed["suggested-points"] = suggested_points(lists, suggested, rescore)
    for page, ours in computed.items():
        for id, rows in ours.items():
            comparison.table(page, id, rows, tables[page].get(id))
    if figures:
        figures(lists, pages, comparison)
    area = roc_auc_score(lists.viable[lists.judged], lists.scored["total"][lists.judged])
    print(f"{scratch.name}: {len(lists.leads)} leads, {int(lists.compared.sum())} compared;", end=" ")
    print(f"{comparison.compared} cells, {len(comparison.differences)} differ;", end=" ")
    print(f"the room's own total has an area under the curve of {area:.3f}")
    for text in comparison.differences[:MOST_LISTED]:
        print(text)
    if len(comparison.differences) > MOST_LISTED:
        print(f"and {len(comparison.differences) - MOST_LISTED} more")
    return comparison.differences


def check_own_figures():
    """The functions above give published figures, and ones worked out by hand."""

    def close(found, *expected):
        assert all(abs(a - b) < 5e-5 for a, b in zip(found, expected)), (found, expected)

    # Newcombe's examples (Statistics in Medicine 17: 857-872 and 873-890).
    close(wilson(Share(81, 263)), 0.2553, 0.3662)
    close(difference(Share(56, 70), Share(48, 80)), 0.2, 0.0524, 0.3339)
    # 45 of 100 against 30 of 100: z = 0.15 / sqrt(0.375 * 0.625 * 0.02) = 2.19089.
    close([p_of_difference(Share(45, 100), Share(30, 100))], 0.02846)
    # Lines at 0.05: 0.01, 0.02, 0.03, 0.04, 0.05. The second is above its own, the third below.
    assert sure([0.9, 0.005, 0.025, 0.029, 0.3]) == [False, True, True, True, False]
    # One pair of four in the wrong order.
    area, interval = area_interval(pd.Series([4, 2, 3, 1]), pd.Series([True, True, False, False]))
    close([area, *interval], 0.75, 0.0570, 1.0)
    assert [quantile([7, 1, 3, 5], share) for share in (0.25, 0.5, 0.75, 0.9)] == [1, 3, 5, 7]
    assert [shown(Share(7, 20)), shown(Share(7, 19))] == ["35.0%", "7 of 19: too few"]
    assert [decimal(-0.001, 2), decimal(-1.25, 1), lift(Share(1, 2), Share(1, 4), 19)] == ["0.00", "-1.2", None]


def read_session(folder):
    return yaml.safe_load((folder / "session.yaml").read_text())


def with_old_enough(session, days):
    return {**session, "data": {**session["data"], "old_enough": days}}


def with_history(session, history):
    """The worked example as it is once its made-up history is taken."""
    definition = session["definition"]
    for found in history["found_by"]:
        kind, _, name = found["at"].partition(":")
        parent, _, id = name.rpartition("/")
        lists = {"segment": "segments", "persona": "personas", "criterion": "criteria", "answer": "criteria"}
        records = definition[lists[kind]]
        if parent:
            records = next(record for record in records if record["id"] == parent)["answers"]
        next(record for record in records if record["id"] == id)["when"] = found["when"]
    return {**session, "data": {**session["data"], **history["data"]}}


def main():
    accord, sessions, folder, scratch = sys.argv[1], *map(Path, sys.argv[2:5])
    check_own_figures()
    saas = read_session(sessions / "b2b-saas")
    example = sessions / "worked-example"
    made_up = example / "history"
    history = yaml.safe_load((made_up / "history.yaml").read_text())
    differences = compare(accord, Lists(saas, folder), scratch / "b2b-saas", figures_of_5000)
    older = Lists(with_old_enough(saas, 30), folder)
    differences += compare(accord, older, scratch / "old-enough-at-30")
    history = Lists(with_history(read_session(example), history), made_up)
    differences += compare(accord, history, scratch / "made-up-history")
    sys.exit(1 if differences else 0)


if __name__ == "__main__":
    main()
