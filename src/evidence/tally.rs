//! Figures over many leads, tallied one lead at a time.

use crate::model::Definition;
use crate::scoring::Outcome;
use crate::scoring::engine::LeadCounts;

/// Figures over many leads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The number of leads.
    pub leads: usize,
    /// How many qualify.
    pub qualify: usize,
    /// How many qualify, or would if what is unknown turned out well. At least `qualify`, and equal
    /// to it if this isn't computed yet.
    pub could_qualify: usize,
    /// Won leads that qualify, of all won leads.
    pub won: (usize, usize),
    /// Lost leads that qualify, of all lost leads.
    pub lost: (usize, usize),
    /// How many have each total, ascending by total.
    pub histogram: Vec<(i64, u32)>,
    /// How many fall in each band, in listed order.
    pub bands: Vec<usize>,
    /// How many get each disposition, in listed order.
    pub dispositions: Vec<usize>,
    /// How many are in each stage, in listed order.
    pub stages: Vec<usize>,
}

impl Tally {
    /// Returns how many leads ended neither way, as far as is known: untouched or open ones, for
    /// example. They are in none of the figures of won and lost.
    pub fn ended_neither_way(&self) -> usize {
        self.leads - self.won.1 - self.lost.1
    }

    /// Converts counts made in bulk. `could` is who could qualify, if known; won and lost are given
    /// as (qualified, all).
    pub(super) fn from_counts(
        counts: &LeadCounts,
        could: Option<usize>,
        won: (usize, usize),
        lost: (usize, usize),
    ) -> Self {
        Self {
            leads: counts.leads,
            qualify: counts.qualify,
            could_qualify: could.unwrap_or(counts.qualify),
            won,
            lost,
            histogram: counts.totals.clone(),
            bands: counts.bands.clone(),
            dispositions: counts.dispositions.clone(),
            stages: counts.stages.clone(),
        }
    }
}

pub(super) struct TallyBuilder {
    tally: Tally,
    totals: std::collections::BTreeMap<i64, u32>,
}

impl TallyBuilder {
    pub(super) fn new(definition: &Definition) -> Self {
        let tally = Tally {
            bands: vec![0; definition.bands.len()],
            dispositions: vec![0; definition.dispositions.len()],
            stages: vec![0; definition.stages.len()],
            ..Tally::default()
        };
        Self {
            tally,
            totals: std::collections::BTreeMap::new(),
        }
    }

    pub(super) fn add(&mut self, outcome: &Outcome, could: bool, won: Option<bool>) {
        let tally = &mut self.tally;
        tally.leads += 1;
        tally.qualify += usize::from(outcome.qualified);
        tally.could_qualify += usize::from(could);
        let ended = match won {
            Some(true) => Some(&mut tally.won),
            Some(false) => Some(&mut tally.lost),
            None => None,
        };
        if let Some((inside, all)) = ended {
            *inside += usize::from(outcome.qualified);
            *all += 1;
        }
        *self.totals.entry(outcome.total).or_default() += 1;
        for (counts, index) in [
            (&mut tally.bands, outcome.band),
            (&mut tally.dispositions, outcome.disposition),
            (&mut tally.stages, outcome.stage),
        ] {
            if let Some(count) = index.and_then(|i| counts.get_mut(i)) {
                *count += 1;
            }
        }
    }

    pub(super) fn finish(mut self) -> Tally {
        self.tally.histogram = self.totals.into_iter().collect();
        self.tally
    }
}
