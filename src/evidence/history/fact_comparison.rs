//! Facts of two groups of leads compared: shares, differences with their intervals, lift, and which
//! differences are sure.

use std::cmp::Ordering;

use super::cell::Cell;
use super::fact::Fact;
use super::plot::PlottedDifference;
use super::section::{FigureRow, RowSubject};
use crate::statistics::{
    DISCOVERY_RATE, FEWEST, Interval, Share, discoveries, newcombe, pure_group, share_difference_p,
};

/// Decimals by which differences are put in order: what differs by less is equal but for rounding.
const ORDER_DECIMALS: f64 = 1e9;

/// With fewer leads expected in one of the four cells a difference isn't tested: the normal
/// distribution is so far off there that chance would be called sure, up to 16 times as often as is
/// meant with 20 leads of 4,600 and a group of 268.
const FEWEST_EXPECTED: f64 = 10.0;

/// How large a difference must be at least for its fact to be doubted: it may have been filled in after
/// the outcome.
const DOUBTFUL: f64 = 0.5;

/// How many leads of two groups have a fact.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ComparedFact {
    /// The fact.
    pub fact: Fact,
    /// The share of the one group that has it.
    pub these: Share,
    /// The share of the other.
    pub others: Share,
    /// By how much the shares differ.
    pub difference: f64,
    /// The interval of that.
    pub interval: Interval,
    /// Whether the difference can be sure; otherwise it isn't tested.
    pub is_testable: bool,
    /// Whether the difference is sure.
    pub is_sure: bool,
}

impl ComparedFact {
    /// Compares two shares; nothing is sure yet.
    pub fn new(fact: Fact, these: Share, others: Share) -> Self {
        let value = |share: Share| share.value().unwrap_or_default();
        Self {
            fact,
            difference: value(these) - value(others),
            interval: newcombe(these, others),
            these,
            others,
            is_testable: true,
            is_sure: false,
        }
    }

    /// Returns whether both groups are large enough for a percentage.
    fn has_enough(&self) -> bool {
        !self.these.is_of_few() && !self.others.is_of_few()
    }

    /// Returns the p-value of the difference; 1 where it isn't tested.
    fn p_value(&self) -> f64 {
        let is_tested =
            self.is_testable && self.has_enough() && self.least_expected() >= FEWEST_EXPECTED;
        if is_tested {
            share_difference_p(self.these, self.others)
        } else {
            1.0
        }
    }

    /// Returns the least of the four numbers of leads that would be expected to have the fact or not
    /// in the two groups if these didn't differ.
    fn least_expected(&self) -> f64 {
        let all = (self.these.of + self.others.of) as f64;
        let with = (self.these.count + self.others.count) as f64;
        let smaller = self.these.of.min(self.others.of) as f64;
        smaller * with.min(all - with) / all
    }

    /// Returns how large the difference is at least.
    fn least(&self) -> f64 {
        if self.has_enough() {
            self.interval.nearest_zero().abs()
        } else {
            0.0
        }
    }

    /// Returns whether one doubts when the fact was known: the difference is that large, or all
    /// leads with it, or all without it, are of one group.
    pub fn is_doubtful(&self) -> bool {
        let (these, others) = (self.these, self.others);
        let all = [these.of, others.of];
        let with = [these.count, others.count];
        let without = [these.of - these.count, others.of - others.count];
        let is_pure = [with, without]
            .into_iter()
            .any(|some| pure_group(some, all).is_some());
        self.least() >= DOUBTFUL || (self.is_sure && is_pure)
    }

    /// Orders the larger difference first: by how large it is at least, then as it is, then by text.
    pub fn order(&self, other: &Self) -> Ordering {
        let rounded = |value: f64| (value * ORDER_DECIMALS).round();
        let by = |a: f64, b: f64| rounded(b).total_cmp(&rounded(a));
        by(self.least(), other.least())
            .then_with(|| by(self.difference.abs(), other.difference.abs()))
            .then_with(|| self.fact.text.cmp(&other.fact.text))
    }

    /// Returns the cells: what, the two shares, their difference, the lift, and whether it is sure.
    pub fn cells(&self) -> [Cell; 6] {
        let too_few = || Cell::text("too few");
        let difference = if self.has_enough() {
            Cell::Difference(self.difference, self.interval)
        } else {
            too_few()
        };
        [
            Cell::text(&self.fact.text),
            Cell::Share(self.these),
            Cell::Share(self.others),
            difference,
            self.lift(),
            Cell::text(if self.is_sure { "sure" } else { "" }),
        ]
    }

    /// Returns the one share divided by the other; blank where too few have the fact.
    fn lift(&self) -> Cell {
        let few = self.these.count + self.others.count < FEWEST;
        match (self.these.value(), self.others.value()) {
            (Some(these), Some(others)) if others > 0.0 && !few && self.has_enough() => {
                Cell::Number(these / others, 2)
            }
            _ => Cell::Blank,
        }
    }

    /// Returns the row of a table, of which a criterion can be made.
    pub fn row(&self) -> FigureRow {
        let row = FigureRow {
            stands_out: self.is_sure,
            ..FigureRow::new(self.cells())
        };
        match &self.fact.condition {
            Some(condition) => row.about(RowSubject::NewCriterion(
                self.fact.text.clone(),
                Box::new(condition.clone()),
            )),
            None => row,
        }
    }

    /// Returns it as part of a plot; `None` where there are too few.
    pub fn plotted(&self, label: String) -> Option<PlottedDifference> {
        self.has_enough().then_some(PlottedDifference {
            label,
            value: self.difference,
            interval: self.interval,
            is_sure: self.is_sure,
        })
    }
}

/// Marks the differences that are sure among all of a page: those that stand out at a false
/// discovery rate of 5%.
pub(super) fn mark_sure(facts: &mut [ComparedFact]) {
    let p_values: Vec<f64> = facts.iter().map(ComparedFact::p_value).collect();
    for (fact, is_sure) in facts.iter_mut().zip(discoveries(&p_values, DISCOVERY_RATE)) {
        fact.is_sure = is_sure;
    }
}
