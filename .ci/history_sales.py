"""The pages of `accord evidence` about what Sales did with leads, a second way: follow-up, won deals
and reported dispositions.

A function per page; each returns its tables by id. Written from docs/evidence.md; where that page
says nothing of how leads are chosen, from the words on the page itself.
"""

import math
import re
from statistics import median

import pandas as pd

from history_lists import FEWEST, Number, Share, quantile


def mean_of_middle(values, decimals=1):
    """The median as the mean of the two in the middle; nothing without values."""
    values = [float(value) for value in values]
    return Number(median(values), decimals) if values else None


def lower_median(values):
    """The smallest value that half of all don't exceed, of at least 20."""
    values = list(values)
    if not values:
        return None
    return int(quantile(values, 0.5)) if len(values) >= FEWEST else "too few"


def by_frequency(column):
    """The values of a column as first written, the most frequent first."""
    keys = column.str.lower()
    filled = keys[keys != ""]
    # A stable sort: equally frequent ones stay in the order in which they appear.
    counts = filled.value_counts(sort=False).reindex(filled.unique())
    for key in sorted(counts.index, key=lambda key: -counts[key]):
        yield column[keys == key].iloc[0], keys == key


# ---- Follow-up -----------------------------------------------------------------------------------


class FollowUp:
    """What Sales did with each lead. Both lists have days alone, no time of day."""

    def __init__(self, lists):
        self.lists = lists
        self.agreed = lists.model["handoff"]["service_level"]
        handed_off = lists.days("handed_off_field")
        self.start = handed_off if lists.column("handed_off_field") is not None else lists.created
        self.first = lists.days("first_response_field")
        self.attempts = pd.to_numeric(lists.column("attempts_field"), errors="coerce")
        self.contradicts = self.first < self.start
        self.timed = ~self.contradicts
        days = pd.Timedelta(days=self.agreed["response_hours"] // 24)
        self.in_time = self.timed & (self.first - self.start <= days)
        self.late = self.timed & self.first.notna() & ~self.in_time
        self.never = self.timed & self.first.isna()
        self.never_followed_up = (self.attempts.fillna(0) == 0) & self.first.isna()

    def row(self, name, among):
        """A row of the tables by bucket and by source."""
        share = lambda which: self.lists.share(which, among & self.timed)
        never = self.lists.share(self.never_followed_up, among)
        return [name, int(among.sum()), share(self.in_time), share(self.late), share(self.never), never]


def service_level(lists):
    up = FollowUp(lists)
    everyone = pd.Series(True, index=lists.leads.index)
    least, most = up.agreed["attempts"]["min"], up.agreed["attempts"]["max"]

    def row(what, which, among):
        share = lists.share(which, among)
        return [what, share.count, share]

    rows = [
        ["handed off", len(everyone), None],
        row("answered in time", up.in_time, up.timed),
        row("answered late", up.late, up.timed),
        row("never answered", up.never, up.timed),
        row("never followed up", up.never_followed_up, everyone),
        row(f"at least {least} attempts", up.attempts >= least, everyone),
    ]
    if up.contradicts.any():
        rows.append(["left out: answered before the hand-off", int(up.contradicts.sum()), None])
    rows.append(row("rejected, of those rejected or viable", lists.rejected, lists.rejected | lists.viable))
    rows.append(row("never touched, beside it", lists.bucket["untouched"], everyone))
    buckets = [up.row(bucket["name"], lists.bucket[bucket["id"]]) for bucket in lists.data["buckets"]]
    _, source = lists.source()
    return {
        "summary": rows,
        "attempts": [["median", mean_of_middle(up.attempts.dropna())], ["agreed", f"{least} to {most} attempts"]],
        "by": buckets,
        "by-source": [up.row(name, of) for name, of in by_frequency(source)],
    }


# ---- Won deals backwards -------------------------------------------------------------------------


def won_deals(lists, theirs):
    left_out = {event for event, _ in lists.later_events()}
    events = lists.events[~lists.events["event"].isin(left_out)]
    born = pd.Series(lists.created.values, index=lists.id)
    events = events.assign(after=(events["day"] - events["id"].map(born)).dt.days)
    events = events[events["after"] >= 0].sort_values("after", kind="stable")
    # The first time of each behaviour of each lead, in order.
    firsts = events.drop_duplicates(["id", "event"])
    passed_on = lists.days("handed_off_field").fillna(lists.days("first_response_field"))
    passed_on = (passed_on - lists.created).dt.days
    dated = lists.compared & lists.created.notna()
    won, lost = dated & lists.won, dated & lists.lost
    last = quantile(passed_on[won & (passed_on >= 0)], 0.5)
    within = firsts[firsts["after"] <= last].copy()
    within["place"] = within.groupby("id").cumcount() + 1
    of = {True: within[within["id"].isin(lists.id[won])], False: within[within["id"].isin(lists.id[lost])]}
    order = []
    for event in {*of[True]["event"], *of[False]["event"]}:
        here, there = (of[kind][of[kind]["event"] == event] for kind in (True, False))
        shares = [Share(len(here), int(won.sum())), Share(len(there), int(lost.sum()))]
        medians = [lower_median(column) for column in (here["after"], there["after"], here["place"])]
        key = [quantile(column, 0.5) if len(column) else math.inf for column in (here["place"], here["after"])]
        order.append((*key, -len(here), event, [event, *shares, *medians]))
    order = [cells for *_, cells in sorted(order, key=lambda row: row[:4])]
    usual = [row for row in order if row[1].of >= FEWEST and 2 * row[1].count > row[1].of]
    suggestions = [[*row[:3], "suggested, not confirmed"] for row in usual]
    return {"leads": shown_deals(lists, theirs["leads"], won, passed_on, firsts), "order": order, "suggestions": suggestions}


def shown_deals(lists, theirs, won, passed_on, firsts):
    """What is told of the leads that they chose: eight, each from its own eighth of the won ones by
    the day of creation, the first and the last among them."""
    by_creation = lists.created[won].sort_values(kind="stable").index
    place = {lists.id[lead]: at for at, lead in enumerate(by_creation)}
    most = min(8, len(by_creation))
    wanted = [at * (len(by_creation) - 1) / max(most - 1, 1) for at in range(most)]
    closed = (lists.days("closed_field") - lists.created).dt.days
    _, source = lists.source()
    rows = []
    for at, row in enumerate(theirs[:most]):
        id = row["cells"][0]
        lead = lists.id[lists.id == id].index[0]
        is_spread = id in place and abs(place[id] - wanted[at]) < 1
        mine = firsts[firsts["id"] == id]
        did = ", ".join(f"{event} ({int(after)})" for event, after in zip(mine["event"], mine["after"]))
        days = [None if pd.isna(day) else int(day) for day in (passed_on[lead], closed[lead])]
        rows.append([id if is_spread else "a lead from another day", source[lead], *days, did])
    return rows + [["a lead is missing"] + [None] * 4] * (most - len(rows))


# ---- What Sales reported -------------------------------------------------------------------------


def reported(lists):
    words = lists.column("reported_field")
    if words is None:
        return {}
    plain = lambda text: re.sub(r"[\s_-]", "", text.lower())
    dispositions = lists.model["dispositions"]
    named = {plain(d[key]): d["id"] for d in reversed(dispositions) for key in ("name", "id")}
    counted = words.where(lists.compared, "")
    given = lists.scored["disposition"]
    found = list(by_frequency(counted))
    meant = [named.get(plain(word)) for word, _ in found]
    used = [d["id"] for d in dispositions if d["id"] in meant or ((given == d["id"]) & (counted != "")).any()]
    cross = [[word, int(of.sum())] + [int((of & (given == id)).sum()) for id in used] for word, of in found]
    every = int((counted != "").sum())
    known = sum(int(of.sum()) for (_, of), id in zip(found, meant) if id)
    same = sum(int((of & (given == id)).sum()) for (_, of), id in zip(found, meant) if id)
    rows = [["reported", every, None]]
    if known < every:
        rows.append(["left out: the word names no disposition", every - known, None])
    rows.append(["the model says the same", same, Share(same, known)])
    return {"summary": rows, "cross": cross}
