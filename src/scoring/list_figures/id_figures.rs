//! What was counted of the leads' ids, and of the events that belong to them.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use crate::scoring::evaluate::Outcome;

/// What was counted of the leads' ids.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IdFigures {
    /// Distinct ids.
    pub distinct: u64,
    /// Ids that several rows have.
    pub repeated: u64,
    /// Rows whose id was there before.
    pub repeated_rows: u64,
    /// Ids whose rows have different verdicts.
    pub differing: u64,
    /// The first row whose id was there before; one with another verdict, if there is any.
    pub example: Option<RepeatedId>,
    /// Events asked about that belong to a lead of the list.
    pub events_matched: u64,
    /// Those of them that are later than the day their lead looks back from; of several rows of a
    /// lead, the first's.
    pub events_later: u64,
    /// Those with the name and the time of the one before, of the events with a time of day.
    pub events_again: u64,
}

/// Two rows with the same id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RepeatedId {
    /// The line of the later row.
    pub line: u64,
    /// The line of the first row with that id.
    pub first_line: u64,
}

/// Returns a number that is equal for equal verdicts: points, stage, qualification, band and
/// disposition.
pub fn outcome_fingerprint(outcome: &Outcome) -> u64 {
    let mut hasher = DefaultHasher::new();
    let numbers = (outcome.fit, outcome.behaviour, outcome.total);
    let places = (outcome.stage, outcome.band, outcome.disposition);
    (numbers, places, outcome.qualified).hash(&mut hasher);
    hasher.finish()
}
