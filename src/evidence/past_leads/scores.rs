//! Past leads as the present model scores them, as of their days.

use std::sync::{Arc, OnceLock};

use super::creation_weeks::CreationWeeks;
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
    found: Arc<FoundOnce>,
}

/// What is found out about leads when it is first asked for, whatever the model says of them.
#[derive(Debug, Default)]
struct FoundOnce {
    creation_weeks: OnceLock<Option<CreationWeeks>>,
    mean_attempts: OnceLock<MeanAttempts>,
}

/// The mean number of attempts with the leads it is from, or why there is none.
pub type MeanAttempts = Result<(f64, String), String>;

impl PastScores {
    /// Returns the weeks in which the leads were created; `None` if no lead compared says when.
    pub fn creation_weeks(&self) -> Option<&CreationWeeks> {
        let find = || CreationWeeks::of(&self.leads);
        self.found.creation_weeks.get_or_init(find).as_ref()
    }

    /// Returns the mean number of attempts, found as is said when it is first asked for.
    pub fn mean_attempts(&self, find: impl FnOnce(&PastLeads) -> MeanAttempts) -> &MeanAttempts {
        self.found.mean_attempts.get_or_init(|| find(&self.leads))
    }
}

/// Scores past leads again after each change.
#[derive(Clone, Debug)]
pub struct PastEngine {
    leads: Arc<PastLeads>,
    found: Arc<FoundOnce>,
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
            found: Arc::default(),
        })
    }

    /// Scores the leads; `recorded` is what the same model says of the recorded leads.
    pub fn score(&mut self, scorer: &Arc<Scorer>, recorded: &Arc<ScoredDataset>) -> PastScores {
        PastScores {
            leads: self.leads.clone(),
            found: self.found.clone(),
            scored: match &mut self.engine {
                Some(engine) => engine.score(scorer.clone()),
                None => recorded.clone(),
            },
        }
    }
}
