//! The factors of one model or of two versions, with the topics that join some of them.

use std::sync::{Arc, Mutex, PoisonError};

use super::super::cancel::ProofError;
use super::super::meaning::Meanings;
use super::factors::{
    AnswerMeanings, Factor, answer_meanings, find_twins, model_factors, version_factors,
};
use super::topics::{SharedTopic, topics};
use crate::model::{Combine, Condition, Id};
use crate::scoring::Scorer;

/// Sets of factors that are kept for the next question about the same models.
const KEPT: usize = 8;

/// The factors of one model, or of two versions, and the topics that join some of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct FactorSet {
    pub list: Vec<Factor>,
    pub topics: Vec<SharedTopic>,
}

/// All that factors follow from: the criteria of each model, without their points.
#[derive(Clone, PartialEq, Eq)]
struct FactorKey(Vec<Vec<CriterionKey>>);

#[derive(Clone, PartialEq, Eq)]
struct CriterionKey {
    id: Id,
    combine: Combine,
    otherwise: Option<usize>,
    answers: Vec<(Id, Option<Condition>)>,
}

/// Sets of factors of late, or why there are none, the newest last. A proof asks many questions of one model.
static LATELY: Mutex<Vec<KeptFactors>> = Mutex::new(Vec::new());

/// What is kept of models: their shapes, by which copies of them are found at once, what equal models
/// are found by, and the factors.
struct KeptFactors {
    shapes: Vec<Arc<[usize]>>,
    key: FactorKey,
    set: Result<Arc<FactorSet>, ProofError>,
}

impl FactorSet {
    /// Returns the factors of one model, or of two versions: the second version's criteria in
    /// order, then the removed ones.
    ///
    /// # Errors
    ///
    /// If what conditions mean together can't be settled, or `stop` says so.
    pub(super) fn of(models: &[&Scorer], stop: &dyn Fn() -> bool) -> Result<Arc<Self>, ProofError> {
        let kept = || LATELY.lock().unwrap_or_else(PoisonError::into_inner);
        let same_shapes = |other: &&KeptFactors| {
            let pairs = || other.shapes.iter().zip(models);
            other.shapes.len() == models.len()
                && pairs().all(|(shape, scorer)| Arc::ptr_eq(shape, scorer.shape()))
        };
        if let Some(found) = kept().iter().find(same_shapes) {
            return found.set.clone();
        }
        let key = FactorKey::of(models);
        let shapes = || {
            models
                .iter()
                .map(|scorer| Arc::clone(scorer.shape()))
                .collect()
        };
        if let Some(found) = kept().iter_mut().find(|other| other.key == key) {
            found.shapes = shapes();
            return found.set.clone();
        }
        let set = Self::new(models, stop).map(Arc::new);
        if !matches!(set, Err(ProofError::Cancelled)) {
            let mut lately = kept();
            if lately.len() == KEPT {
                drop(lately.remove(0));
            }
            lately.push(KeptFactors {
                shapes: shapes(),
                key,
                set: set.clone(),
            });
        }
        set
    }

    fn new(models: &[&Scorer], stop: &dyn Fn() -> bool) -> Result<Self, ProofError> {
        let mut meanings = Meanings::default();
        let conditions: AnswerMeanings = answer_meanings(models, &mut meanings);
        let mut list = match models {
            [scorer] => model_factors(scorer, &conditions[0]),
            [before, after] => version_factors(before, after, &conditions),
            _ => unreachable!("a proof is about one model or two versions"),
        };
        find_twins(models, &mut list);
        let topics = topics(models, &mut list, &conditions, &mut meanings, stop)?;
        Ok(Self { list, topics })
    }

    /// Returns the number of answers, those that two versions have apart counted twice.
    pub(super) fn answer_count(&self) -> usize {
        self.list
            .last()
            .map_or(0, |factor| factor.first_place + factor.answers.len())
    }
}

impl FactorKey {
    fn of(models: &[&Scorer]) -> Self {
        let of_model = |scorer: &&Scorer| {
            let criteria = scorer.criteria().iter();
            let keys = criteria.map(|criterion| {
                let answers = criterion.answers.iter();
                CriterionKey {
                    id: criterion.id.clone(),
                    combine: criterion.combine,
                    otherwise: criterion.otherwise,
                    answers: answers
                        .map(|answer| (answer.id.clone(), answer.when.clone()))
                        .collect(),
                }
            });
            keys.collect()
        };
        Self(models.iter().map(of_model).collect())
    }
}
