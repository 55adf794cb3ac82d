"""Computes the tables of `accord evidence` a second way and compares them to the last digit shown.

Usage: history.py ACCORD SESSIONS LISTS SCRATCH

SESSIONS is the folder with the examples, LISTS the folder with the 5,000 leads of b2b-saas and their
events, SCRATCH an empty folder. Four histories are compared: those 5,000 leads; the same counted as
old enough from 30 days on, with a plan and targets; the made-up history of the worked example, with
votes on points; and the same with another plan, targets and other words for dispositions.

Written from docs/evidence.md alone, with pandas for the lists, statsmodels for intervals and for
Benjamini-Hochberg, scikit-learn for the area under the curve, and SciPy for the regression. Points, bands, stages and answers
are those of `accord score`, run on a copy of the leads with a column of the day as of which each
lead's facts count. A function per page; each returns its tables by id.
"""

import json
import math
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import xxhash
import yaml
from scipy.optimize import minimize
from sklearn.metrics import roc_auc_score

import history_plan
import history_sales
from history_lists import (
    FEWEST, FEWEST_EXPECTED, ROLES, THEIRS, Lists, Number, Share, area_difference, area_interval, decimal, difference,
    lift, p_of_difference, quantile, shown, sure, theirs_shown, wilson,
)  # fmt: skip

# The most differences that are listed.
MOST_LISTED = 20
# The penalties on squared coefficients that a fit tries.
PENALTIES = [100.0, 30.0, 10.0, 3.0, 1.0, 0.3]


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


def score_today(accord, lists, folder):
    """Scores the leads as the session says, as the strip counts them."""
    args = [accord, "score", folder, lists.folder / "leads.csv", "--events", lists.folder / "events.csv", "--format", "json"]
    ran = subprocess.run(args, capture_output=True, text=True, check=True)
    return pd.DataFrame([json.loads(line) for line in ran.stdout.splitlines()])


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


def text_of(record):
    """All that a criterion's conditions say, as one text."""
    return json.dumps([record.get("when"), [answer.get("when") for answer in record.get("answers", [])]])


def fitted_columns(lists):
    """The answers that a fit may use: whether each judged lead has it, and the sign of its points.
    Criteria that ask about what tells the outcome are left out, and what holds otherwise without
    points, from which the others are counted; answers that fewer than 20 have, or lack, count
    nothing. Where only the best answer counts, a lead has no other; without points an answer is
    worth something good."""
    telling = [lists.data.get(role) for role, why in ROLES.items() if "tells the outcome" in why]
    telling += [event for event, _ in lists.later_events()]
    counted = lists.scored["reasons"].map(lambda reasons: {(r["criterion"], r["answer"]) for r in reasons if r["counted"]})
    held, columns, signs = counted[lists.judged], [], []
    for criterion in lists.model["criteria"]:
        if any(json.dumps(name) in text_of(criterion) for name in telling if name):
            continue
        for answer in criterion.get("answers", [{"id": "yes", "points": criterion.get("points")}]):
            has = held.map(lambda held: (criterion["id"], answer["id"]) in held)
            if answer.get("otherwise") and answer["points"] == 0:
                continue
            if min(has.sum(), (~has).sum()) >= FEWEST:
                columns.append(has)
                signs.append(-1 if answer["points"] < 0 else 1)
    return pd.concat(columns, axis=1).to_numpy(float), signs


def regression(design, well, penalty, signs):
    """Coefficients with the constant first: least logistic loss plus half the penalty times the
    squares of all but the constant, each with the sign of the room's points or 0."""

    def loss(beta):
        odds = beta[0] + design @ beta[1:]
        slope = 1 / (1 + np.exp(-odds)) - well
        value = np.logaddexp(0, odds).sum() - odds[well].sum() + penalty / 2 * (beta[1:] ** 2).sum()
        return value, np.concatenate([[slope.sum()], design.T @ slope + penalty * beta[1:]])

    bounds = [(None, None)] + [(0, None) if sign > 0 else (None, 0) for sign in signs]
    options = {"maxiter": 10_000, "ftol": 1e-15, "gtol": 1e-9}
    return minimize(loss, np.zeros(design.shape[1] + 1), jac=True, method="L-BFGS-B", bounds=bounds, options=options).x


def fit_without_rounding(lists, held):
    """The log odds of all judged leads by the regression fitted to those that aren't held out; of
    six penalties that one which five-fold cross-validation finds best."""
    design, signs = fitted_columns(lists)
    well, trained = lists.viable[lists.judged].to_numpy(), ~held[lists.judged].to_numpy()
    ids = lists.id[lists.judged].map(lambda id: xxhash.xxh3_64_intdigest(id.encode())).to_numpy()
    fold = np.full(len(well), -1)
    for outcome in (True, False):
        those = np.flatnonzero(trained & (well == outcome))
        fold[those[np.argsort(ids[those])]] = np.arange(len(those)) % 5
    odds = lambda beta: beta[0] + design @ beta[1:]

    def loss_left_out(penalty):
        total = 0.0
        for at in range(5):
            rest, left_out = trained & (fold != at), fold == at
            of = odds(regression(design[rest], well[rest], penalty, signs))[left_out]
            total += np.logaddexp(0, of).sum() - of[well[left_out]].sum()
        return total

    penalty = min(PENALTIES, key=loss_left_out)
    return pd.Series(odds(regression(design[trained], well[trained], penalty, signs)), index=lists.id.index[lists.judged])


def suggested_points(lists, theirs, rescore):
    """The choice of points is theirs; how well they, the room's and a fit without rounding rank the
    held-out leads is checked, and what is told of each answer and card."""
    held = held_out(lists)
    well, room = lists.viable[held], lists.scored["total"][held]
    area, interval = area_interval(room, well)
    ours = {"the room's points": [Number(area, 3), interval, None]}

    def quality_of(name, scores):
        area, interval = area_interval(scores, well)
        ours[name] = [Number(area, 3), interval, area_difference(scores, room, well)]

    points = theirs.get("points", [])
    if points:
        card = rescore(with_points(lists.model, [row["cells"] for row in points]))["total"][held]
        quality_of("suggested points", card)
    quality_of("fit without rounding", fit_without_rounding(lists, held)[held])
    quality = [row["cells"][0] for row in theirs["quality"]]
    tables = {"quality": [[name] + ours.get(name, [THEIRS] * 3) for name in quality]}
    if points:
        tables["points"] = told_of_answers(lists, points)
    if points and "calibration" in theirs:
        tables["calibration"] = group_rows(card, well, ends_of_groups(card, 5))
    return tables


def told_of_answers(lists, theirs):
    """Of each answer its present points, how many judged leads have it, and the share viable."""
    held, known = held_answers(lists), {}
    for criterion in lists.model["criteria"]:
        for id, label in answers_of(criterion):
            has = held.map(lambda held: (criterion["id"], id) in held) & lists.judged
            worth = {a["id"]: a["points"] for a in criterion.get("answers", [])}.get(id, criterion.get("points"))
            known[criterion["name"], label or "yes"] = [worth, THEIRS, int(has.sum()), lists.share(lists.viable, has)]
    names = [tuple(row["cells"][:2]) for row in theirs]
    return [[*name, *known.get(name, ["no such answer", THEIRS, None, None])] for name in names]


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
        "service-level": history_sales.service_level(lists),
        "answer-history": answer_history(lists),
        "targets": history_plan.targets(lists, score_today(accord, lists, scratch / "session")),
        "metrics": history_plan.metrics(lists),
        "alignment": history_plan.alignment(lists),
        "funnel-arithmetic": history_plan.funnel_arithmetic(lists),
        "capacity": history_plan.capacity(lists),
        "reported": history_sales.reported(lists),
    }
    tables = {}
    for name, page in pages.items():
        of_page = tables.setdefault(name, {})
        for table in page["tables"]:
            # Some pages have several tables of one kind, one after the other.
            of_page.setdefault(table["id"], []).extend(table["rows"])
    computed["won-deals"] = history_sales.won_deals(lists, tables["won-deals"])
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
    # Of ten with it six turned out well, of ten without it two: ln(6 / 4) - ln(2 / 8) = 1.79176. Held
    # to the other sign it says nothing, and the constant is ln(8 / 12).
    design = np.repeat([1.0, 0.0], 10)[:, None]
    well = np.array([True] * 6 + [False] * 4 + [True] * 2 + [False] * 8)
    close(regression(design, well, 1e-9, [1]), -1.38629, 1.79176)
    close(regression(design, well, 1e-9, [-1]), -0.40547, 0.0)
    assert [str(day.date()) for day in history_plan.days_of("2024-H1")] == ["2024-01-01", "2024-06-30"]
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


# Ten in a hundred of 15,000 new names and four of 12,500 existing prospects are 2,000 MQLs.
PLAN_OF_112 = {
    "period": "2024-Q1", "new_names": 15_000, "new_names_share": "10%", "existing_prospects": 12_500,
    "existing_prospects_share": "4%", "accepted_share": "7%", "opportunity_share": "80%", "opportunity_goal": 113,
    "attempts": 7, "minutes_per_attempt": 20, "people": 3, "hours_per_week": 30,
}  # fmt: skip
# Numbers that divide nowhere, with shares and attempts that the recorded leads must give.
UNEVEN_PLAN = {
    "new_names": 3_011, "new_names_share": "7.35%", "existing_prospects": 811, "existing_prospects_share": "3.3%",
    "revenue_goal": 1_000_001, "fixed_source": "new-names", "minutes_per_attempt": 25, "people": 1, "hours_per_week": 5,
}  # fmt: skip


def with_workshop(session, **kept):
    return {**session, "workshop": {**session["workshop"], **kept}}


def with_targets(session, periods):
    """A target for every second persona and segment in each of these periods."""
    definition, made = session["definition"], []
    pairs = [(persona, segment) for persona in definition["personas"] for segment in definition["segments"]]
    for at, (persona, segment) in enumerate(pairs[::2]):
        for period in periods:
            target = {"id": f"t{len(made)}", "persona": persona["id"], "segment": segment["id"], "period": period}
            made.append({**target, "qualified": 7 * at + 1, "activity": "Fair" if at % 2 else ""})
    return {**session, "definition": {**definition, "targets": made}}


def with_ballots(session):
    """Two rounds on the points of every answer, both revealed, as sealed votes would hide most pages;
    in the first only one side voted on each fifth, and in the second all agree."""
    sides = {side: [p["id"] for p in session["workshop"]["participants"] if p["side"] == side] for side in ("sales", "marketing")}
    ballots = []
    for criterion in session["definition"]["criteria"]:
        ids = [f"answer:{criterion['id']}/{answer['id']}" for answer in criterion.get("answers", [])]
        for subject in ids or [f"criterion:{criterion['id']}"]:
            n = len(ballots)
            votes = [{"voter": voter, "value": str((n * 5 + at * 3) % 7)} for at, voter in enumerate(sides["sales"])]
            if n % 5 != 4:
                votes += [{"voter": voter, "value": str((n * 3 + at) % 6)} for at, voter in enumerate(sides["marketing"][: 2 + n % 2])]
            agreed = [{"voter": sides[side][0], "value": "3"} for side in sides]
            rounds = [
                {"revealed": "2026-11-21T10:00:00Z", "votes": votes},
                {"revealed": "2026-11-21T10:10:00Z", "votes": agreed},
            ]
            ballots.append({"id": f"b{n}", "subject": subject, "method": "points", "rounds": rounds})
    return with_workshop(session, ballots=ballots)


def with_other_words(folder, path):
    """A copy of the made-up lists in which Sales wrote its dispositions in several ways."""
    path.mkdir()
    leads = pd.read_csv(folder / "leads.csv", dtype=str, keep_default_na=False)
    words = {"forward": "Forward_to-sales", "recycle": "Close the Gap", "discard": "thrown away"}
    every_third = leads.index % 3 == 0
    leads.loc[every_third, "reported"] = leads.loc[every_third, "reported"].replace(words)
    leads.to_csv(path / "leads.csv", index=False)
    (path / "events.csv").write_bytes((folder / "events.csv").read_bytes())
    return path


def main():
    accord, sessions, folder, scratch = sys.argv[1], *map(Path, sys.argv[2:5])
    check_own_figures()
    saas = read_session(sessions / "b2b-saas")
    example = sessions / "worked-example"
    made_up = example / "history"
    history = yaml.safe_load((made_up / "history.yaml").read_text())
    differences = compare(accord, Lists(saas, folder), scratch / "b2b-saas", figures_of_5000)
    older = with_targets(with_old_enough(saas, 30), ["2024-01", "2024-H1", "2023", "", "spring"])
    older = with_workshop(older, plan=PLAN_OF_112)
    differences += compare(accord, Lists(older, folder), scratch / "old-enough-at-30")
    taken = with_history(read_session(example), history)
    differences += compare(accord, Lists(with_ballots(taken), made_up), scratch / "made-up-history")
    planned = with_targets(with_workshop(taken, plan=UNEVEN_PLAN), ["2026-Q1", "2025", "2026-05"])
    words = with_other_words(made_up, scratch / "other-words")
    differences += compare(accord, Lists(planned, words), scratch / "with-a-plan")
    sys.exit(1 if differences else 0)


if __name__ == "__main__":
    main()
