"""Cells as pages write them, statistics, and lists of leads with what became of them: the ground on
which `history.py` and `history_plan.py` compute the tables of `accord evidence` a second way.

Written from docs/evidence.md alone.
"""

import math
from typing import NamedTuple

import pandas as pd
from sklearn.metrics import roc_auc_score
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint, proportions_ztest

# With fewer in the denominator no percentage is shown.
FEWEST = 20
# With fewer expected in a cell a difference isn't tested.
FEWEST_EXPECTED = 10
# The quantile of the normal distribution for intervals of 95%.
Z95 = 1.959963984540054


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

# The columns that say where a lead came from.
SOURCES = ("lead_source", "original source", "utm_source", "source")


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

    def day_of_list(self):
        """The latest day that the list knows of."""
        seen = [self.days(name) for name in ("created_field", "handed_off_field", "first_response_field") if name in self.data]
        latest = [pd.Timestamp(self.data["as_of"]), self.events["day"].max(), *(days.max() for days in seen)]
        return max(day for day in latest if pd.notna(day))

    def old_enough(self):
        """Which leads are old enough to have won."""
        closed_after = (self.days("closed_field") - self.created).dt.days.dropna()
        least = self.data.get("old_enough", None)
        if least is None:
            least = quantile(closed_after, 0.9)
        return self.created + pd.Timedelta(days=int(least)) <= self.day_of_list()

    def source(self):
        """The column that says where leads came from: its name and its values."""
        with_role = {self.data.get(role) for role in ROLES}
        for name in SOURCES:
            for field in self.leads.columns:
                if field.lower() == name and field not in with_role:
                    return field, self.leads[field].str.strip()
        return None, None

    def share(self, which, among):
        return Share(int((which & among).sum()), int(among.sum()))
