//! Past leads as the present model scores them, as of their days.

use std::sync::Arc;

use super::facts_day::FactsDay;
use super::leads::PastLeads;
use crate::model::Data;
use crate::scoring::{Dataset, Engine, ScoredDataset, Scorer};

/// Past leads with what the model says of each.
#[derive(Clone, Debug)]
pub struct PastScores {
    /// The leads.
    pub leads: Arc<PastLeads>,
    /// What the model says, as of their days.
    pub scored: Arc<ScoredDataset>,
}

/// Scores past leads again after each change.
#[derive(Clone, Debug)]
pub struct PastEngine {
    leads: Arc<PastLeads>,
    /// `None` where they are scored as of the same days as the recorded leads.
    engine: Option<Engine>,
}

impl PastEngine {
    /// Prepares the recorded leads; `None` if no column says how they ended.
    pub fn new(dataset: &Arc<Dataset>, data: &Arc<Data>) -> Option<Self> {
        let leads = Arc::new(PastLeads::new(dataset, data)?);
        let is_same = leads.facts_day == FactsDay::IncludesLater;
        Some(Self {
            engine: (!is_same).then(|| Engine::new(leads.dataset.clone())),
            leads,
        })
    }

    /// Scores the leads; `recorded` is what the same model says of the recorded leads.
    pub fn score(&mut self, scorer: &Arc<Scorer>, recorded: &Arc<ScoredDataset>) -> PastScores {
        PastScores {
            leads: self.leads.clone(),
            scored: match &mut self.engine {
                Some(engine) => engine.score(scorer.clone()),
                None => recorded.clone(),
            },
        }
    }
}
