//! The leads compared by their total and what became of them: what thresholds and calibration are
//! made from.

use rustc_hash::FxHashMap;

use super::cell::Cell;
use crate::evidence::past_leads::{PastLeads, PastScores};
use crate::model::wording::{count_noun, join_list};
use crate::model::{Criterion, Definition};
use crate::scoring::engine::Bitmap;
use crate::statistics::Share;

/// How many of some leads there are, and what became of them. Those that are neither viable nor
/// rejected were never touched or are still open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct LeadTally {
    /// All of them.
    pub leads: usize,
    /// Those that became viable.
    pub viable: usize,
    /// Those that Sales rejected.
    pub rejected: usize,
}

/// The leads with one total.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ScoreTally {
    /// Their total.
    pub total: i64,
    /// How many there are.
    pub tally: LeadTally,
}

/// The leads compared, by total.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct JudgedScores {
    /// Each total that occurs, ascending.
    pub scores: Vec<ScoreTally>,
    /// All leads compared.
    pub all: LeadTally,
}

impl LeadTally {
    /// Counts those of the leads compared that are in `some`.
    pub fn among(leads: &PastLeads, some: &Bitmap) -> Self {
        Self {
            leads: leads.counted.count_common(some),
            viable: leads.groups.viable.count_common(some),
            rejected: leads.groups.rejected.count_common(some),
        }
    }

    /// Counts all leads compared.
    pub fn all(leads: &PastLeads) -> Self {
        Self::among(leads, &leads.counted)
    }

    /// Returns how many were judged: viable and rejected together.
    pub fn judged(self) -> usize {
        self.viable + self.rejected
    }

    /// Returns the viable ones of those judged. Of forwarded leads this is the precision.
    pub fn share_viable(self) -> Share {
        Share::new(self.viable, self.judged())
    }

    /// Adds others.
    pub fn add(&mut self, other: Self) {
        self.leads += other.leads;
        self.viable += other.viable;
        self.rejected += other.rejected;
    }

    /// Returns the rest of `all`.
    pub fn rest_of(self, all: Self) -> Self {
        Self {
            leads: all.leads - self.leads,
            viable: all.viable - self.viable,
            rejected: all.rejected - self.rejected,
        }
    }

    /// Returns the lift against all: the share viable of these by that of all. Blank where either
    /// is a share of nothing, and where fewer than 20 of these were judged.
    pub fn lift(self, all: Self) -> Cell {
        let (own, base) = (self.share_viable(), all.share_viable());
        match (own.value(), base.value()) {
            (Some(own_share), Some(base)) if base > 0.0 && !own.is_of_few() => {
                Cell::Number(own_share / base, 2)
            }
            _ => Cell::Blank,
        }
    }
}

impl JudgedScores {
    /// Counts the leads compared by the total that the model gives them.
    pub fn of(past: &PastScores) -> Self {
        let (leads, scored) = (&past.leads, &past.scored);
        let mut by_total: FxHashMap<i64, LeadTally> = FxHashMap::default();
        for lead in leads.counted.iter() {
            by_total
                .entry(scored.total(lead))
                .or_default()
                .add(LeadTally {
                    leads: 1,
                    viable: usize::from(leads.groups.viable.get(lead)),
                    rejected: usize::from(leads.groups.rejected.get(lead)),
                });
        }
        let of_total = |(total, tally)| ScoreTally { total, tally };
        let mut scores: Vec<ScoreTally> = by_total.into_iter().map(of_total).collect();
        scores.sort_unstable_by_key(|score| score.total);
        let mut all = LeadTally::default();
        for score in &scores {
            all.add(score.tally);
        }
        Self { scores, all }
    }

    /// Returns for each total the leads that have at least that, ascending.
    pub fn at_least(&self) -> Vec<ScoreTally> {
        let mut below = LeadTally::default();
        let from = |score: &ScoreTally| {
            let tally = below.rest_of(self.all);
            below.add(score.tally);
            ScoreTally {
                total: score.total,
                tally,
            }
        };
        self.scores.iter().map(from).collect()
    }
}

/// Says how many leads compared are neither viable nor rejected; `None` if each is.
pub(super) fn unjudged_note(all: LeadTally) -> Option<String> {
    let open = all.leads - all.judged();
    let counts = if open == 1 { "counts" } else { "count" };
    let many = count_noun(open, "lead");
    (open > 0)
        .then(|| format!("{many}, neither viable nor rejected, {counts} in the volume alone."))
}

/// Said where no lead has had the time to win.
pub(super) const NONE_OLD_ENOUGH: &str = "No lead is old enough, so no share that wins is known.";

/// Returns the names of the criteria that ask about what tells the outcome.
fn leaking_criteria(leads: &PastLeads, definition: &Definition) -> Vec<String> {
    let tells = |criterion: &&Criterion| {
        let mut conditions = criterion.conditions();
        conditions.any(|condition| leads.outcome_told_by(condition).is_some())
    };
    let criteria = definition.criteria.iter().filter(tells);
    criteria.map(|criterion| criterion.name.clone()).collect()
}

/// Says that figures made with a model flatter it, as some of its criteria ask about what tells the
/// outcome; `None` if none do.
pub(super) fn leak_note(leads: &PastLeads, definition: &Definition) -> Option<String> {
    let number = leaking_criteria(leads, definition).len();
    let tell = if number == 1 { "tells" } else { "tell" };
    let criteria = count_noun(number, "criterion");
    (number > 0).then(|| {
        format!("{criteria} {tell} the outcome (named under Lift): these figures flatter.")
    })
}

/// The same, with the names of the criteria.
pub(super) fn named_leak_note(leads: &PastLeads, definition: &Definition) -> Option<String> {
    let names = leaking_criteria(leads, definition);
    (!names.is_empty()).then(|| {
        let names = join_list(&names, "and");
        format!("What these ask about comes with the outcome, so that it flatters: {names}.")
    })
}
