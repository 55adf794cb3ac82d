//! The recorded leads as a model scores them.

use std::sync::{Arc, OnceLock};

use super::lead_history::LeadHistory;
use super::past_leads::PastScores;
use super::qualified_cells::QualifiedCells;
use super::reclassified::{Move, MovedLead, MovedLeads, Reclassified};
use super::recorded_answers::RecordedAnswers;
use crate::scoring::ScoredDataset;
use crate::scoring::engine::Bitmap;

/// The recorded leads, scored.
#[derive(Clone, Debug)]
pub(super) struct RecordedScores {
    pub(super) history: Arc<LeadHistory>,
    pub(super) scored: Arc<ScoredDataset>,
    /// The leads that qualify or could, once computed.
    pub(super) could_qualify: Option<Arc<Bitmap>>,
    /// The same leads as of the days on which their facts count, where a column says how they
    /// ended.
    pub(super) past: Option<PastScores>,
    /// The leads by total, computed on first use.
    pub(super) order: OnceLock<Arc<Vec<u32>>>,
    /// How many leads have each answer, counted on first use.
    pub(super) answers: OnceLock<Arc<RecordedAnswers>>,
    /// Whom those that qualify stand for, found out on first use.
    pub(super) qualified: OnceLock<Arc<QualifiedCells>>,
    /// How many qualify in the median week of creation, counted on first use.
    pub(super) median_week: OnceLock<Option<usize>>,
}

impl RecordedScores {
    /// Compares two scorings; empty if the leads aren't the same, because the file was read again.
    pub(super) fn reclassified_since(&self, before: &Self) -> Reclassified {
        if !Arc::ptr_eq(&self.history.dataset, &before.history.dataset) {
            return Reclassified::default();
        }
        let changes = self.scored.changes_since(&before.scored);
        let named = |leads: Vec<usize>| {
            let mut moved = MovedLeads::default();
            for lead in leads {
                moved.add(|| MovedLead {
                    id: self.history.dataset.id(lead).to_owned(),
                    title: self.history.dataset.id(lead).to_owned(),
                    before: before.scored.total(lead),
                    now: self.scored.total(lead),
                });
            }
            moved
        };
        let id = |scored: &ScoredDataset, d: Option<usize>| {
            d.and_then(|d| scored.scorer().disposition_id(d).cloned())
        };
        let moved = changes.moved.iter().map(|((from, to), leads)| Move {
            from: id(&before.scored, *from),
            to: id(&self.scored, *to),
            leads: *leads,
        });
        Reclassified {
            moved: moved.collect(),
            newly_qualified: named(changes.newly_qualified),
            no_longer_qualified: named(changes.no_longer_qualified),
            redirected: changes.redirected,
            total_changed: changes.total_changed,
        }
    }
}
