//! The leads that a change reclassified, found by comparing two lead summaries.

use std::collections::HashMap;
use std::sync::Arc;

use super::lead_summary::{LeadSource, LeadSummary, RecordedScores, ScoredLead};
use crate::model::wording;
use crate::scoring::Outcome;

/// The most reclassified leads listed by name.
const MAX_NAMED: usize = 10;

/// The leads whose outcome differs between two summaries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reclassified {
    /// Leads that qualify now and didn't before.
    pub newly_qualified: MovedLeads,
    /// Leads that qualified before and don't now.
    pub no_longer_qualified: MovedLeads,
    /// How many get another disposition.
    pub redirected: usize,
    /// How many have another total.
    pub total_changed: usize,
}

/// A number of leads, with the first few by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MovedLeads {
    /// The number of leads.
    pub count: usize,
    /// The first few: name, total before, total after.
    pub named: Vec<(String, i64, i64)>,
}

impl MovedLeads {
    fn add(&mut self, named: impl FnOnce() -> (String, i64, i64)) {
        if self.count < MAX_NAMED {
            self.named.push(named());
        }
        self.count += 1;
    }
}

impl LeadSummary {
    /// Returns what changed since another summary of the same leads.
    pub fn reclassified_since(&self, before: &Self) -> Reclassified {
        let found = || (before.id, self.compute_reclassified(before));
        match self.reclassified.get_or_init(found) {
            (number, moves) if *number == before.id => moves.clone(),
            _ => self.compute_reclassified(before),
        }
    }

    fn compute_reclassified(&self, before: &Self) -> Reclassified {
        match (self.source, &self.recorded, &before.recorded) {
            _ if self.source != before.source => Reclassified::default(),
            (LeadSource::Recorded, Some(now), Some(then)) => now.reclassified_since(then),
            (LeadSource::Samples, ..) => self.samples_reclassified(before),
            _ => Reclassified::default(),
        }
    }

    fn samples_reclassified(&self, before: &Self) -> Reclassified {
        let mut moves = Reclassified::default();
        let old: HashMap<&str, &ScoredLead> =
            before.samples.iter().map(|l| (l.id.as_str(), l)).collect();
        let names = |outlook: &Self, outcome: &Outcome| {
            outcome
                .disposition
                .and_then(|d| outlook.scorer.disposition_id(d).cloned())
        };
        for line in &self.samples {
            let Some(was) = old.get(line.id.as_str()) else {
                continue;
            };
            let (then, now) = (&was.outcome, &line.outcome);
            let entry = || (line.title.clone(), then.total, now.total);
            match (then.qualified, now.qualified) {
                (false, true) => moves.newly_qualified.add(entry),
                (true, false) => moves.no_longer_qualified.add(entry),
                _ => {}
            }
            moves.redirected += usize::from(names(before, then) != names(self, now));
            moves.total_changed += usize::from(then.total != now.total);
        }
        moves
    }

    /// Describes in a few words what changed since another summary.
    pub fn reclassified_text(&self, before: &Self) -> String {
        let moves = self.reclassified_since(before);
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let mut parts = Vec::new();
        if moves.newly_qualified.count > 0 {
            parts.push(format!(
                "{} in",
                wording::grouped(moves.newly_qualified.count)
            ));
        }
        if moves.no_longer_qualified.count > 0 {
            parts.push(format!(
                "{} out",
                wording::grouped(moves.no_longer_qualified.count)
            ));
        }
        if moves.redirected > 0 {
            parts.push(format!(
                "{} redirected",
                wording::count_noun(count(moves.redirected), "lead")
            ));
        }
        if parts.is_empty() {
            "no lead changes".into()
        } else {
            parts.join(", ")
        }
    }
}

impl RecordedScores {
    /// Compares two scorings; empty if the leads aren't the same, because the file was read again.
    fn reclassified_since(&self, before: &Self) -> Reclassified {
        if !Arc::ptr_eq(&self.history.dataset, &before.history.dataset) {
            return Reclassified::default();
        }
        let changes = self.scored.changes_since(&before.scored);
        let named = |leads: Vec<usize>| {
            let mut moved = MovedLeads::default();
            for lead in leads {
                moved.add(|| {
                    let name = self.history.dataset.id(lead).to_owned();
                    (name, before.scored.total(lead), self.scored.total(lead))
                });
            }
            moved
        };
        Reclassified {
            newly_qualified: named(changes.newly_qualified),
            no_longer_qualified: named(changes.no_longer_qualified),
            redirected: changes.redirected,
            total_changed: changes.total_changed,
        }
    }
}
