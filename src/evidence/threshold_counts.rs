//! How many leads would qualify at each total that the hand-off rule could require.

use std::collections::BTreeMap;

/// The leads that a threshold is compared for: how many, and how many of them ended well or badly.
/// Those that ended neither way, as far as is known, are in `leads` alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EndedCounts {
    /// All of them.
    pub leads: usize,
    /// Those that ended well: won or viable.
    pub good: usize,
    /// Those that ended badly: lost or rejected.
    pub bad: usize,
}

/// Which leads are counted by their total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountedLeads {
    /// All, as the hand-off rule asks for a total and nothing else.
    TotalIsRule,
    /// Those that meet the rest of the hand-off rule: they qualify from their total down.
    MeetRest,
    /// All, though a total alone doesn't make them qualify: there is no hand-off rule, or the rest
    /// of it isn't counted for possible leads.
    TotalAlone,
}

/// Leads by their total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThresholdCounts {
    /// The total that the hand-off rule requires now, if it requires one.
    pub required: Option<i64>,
    /// Which leads are counted.
    pub counted: CountedLeads,
    /// All leads that the figures cover, counted or not.
    pub all: EndedCounts,
    /// Counted leads by their total, ascending. The least and the greatest total of all leads are
    /// among them, if with no lead.
    pub totals: Vec<(i64, EndedCounts)>,
}

impl ThresholdCounts {
    /// Returns the counted leads with this total or more.
    pub fn at_least(&self, least: i64) -> EndedCounts {
        let reach = self.totals.iter().rev();
        let reach = reach.take_while(|(total, _)| *total >= least);
        reach.fold(EndedCounts::default(), |sum, (_, counts)| sum.plus(*counts))
    }

    /// Returns, for each total that occurs, the counted leads with that total or more.
    pub fn by_threshold(&self) -> Vec<(i64, EndedCounts)> {
        let mut sum = EndedCounts::default();
        let totals = self.totals.iter().rev();
        let mut found: Vec<_> = totals
            .map(|(total, counts)| {
                sum = sum.plus(*counts);
                (*total, sum)
            })
            .collect();
        found.reverse();
        found
    }
}

impl EndedCounts {
    /// Counts one lead.
    pub(super) fn add(&mut self, ended_well: Option<bool>) {
        self.leads += 1;
        self.good += usize::from(ended_well == Some(true));
        self.bad += usize::from(ended_well == Some(false));
    }

    fn plus(self, other: Self) -> Self {
        Self {
            leads: self.leads + other.leads,
            good: self.good + other.good,
            bad: self.bad + other.bad,
        }
    }
}

/// Counts leads by total.
#[derive(Default)]
pub(super) struct TotalsBuilder {
    totals: BTreeMap<i64, EndedCounts>,
}

impl TotalsBuilder {
    /// Begins with the totals that occur among all leads, ascending.
    pub(super) fn new(histogram: &[(i64, u32)]) -> Self {
        let ends = histogram.first().into_iter().chain(histogram.last());
        Self {
            totals: ends
                .map(|(total, _)| (*total, EndedCounts::default()))
                .collect(),
        }
    }

    pub(super) fn add(&mut self, total: i64, ended_well: Option<bool>) {
        self.totals.entry(total).or_default().add(ended_well);
    }

    pub(super) fn finish(self) -> Vec<(i64, EndedCounts)> {
        self.totals.into_iter().collect()
    }
}
