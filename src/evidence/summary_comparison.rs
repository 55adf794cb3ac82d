//! Finds the leads that a change reclassified, by comparing two lead summaries.

use std::collections::HashMap;

use super::lead_summary::{LeadSource, LeadSummary, ScoredLead};
use super::reclassified::{MovedLead, Reclassified};
use crate::model::wording;
use crate::scoring::Outcome;

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
            let named = || MovedLead {
                id: line.id.clone(),
                title: line.title.clone(),
                before: then.total,
                now: now.total,
            };
            match (then.qualified, now.qualified) {
                (false, true) => moves.newly_qualified.add(named),
                (true, false) => moves.no_longer_qualified.add(named),
                _ => {}
            }
            let (from, to) = (names(before, then), names(self, now));
            moves.redirected += usize::from(from != to);
            if from != to && then.qualified == now.qualified {
                moves.add_move(from, to);
            }
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
            "no outcome changes".into()
        } else {
            parts.join(", ")
        }
    }
}
