//! Scores a stream of leads, block by block.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::super::{Dataset, Scorer};
use super::bitmap::words_for;
use super::condition_bitmaps::{BatchCondition, TruthBitmap};
use super::plan::Plan;
use super::scored_dataset::{ExecOptions, ScoredDataset};

/// A scorer bound to the columns of a stream of leads. Created once; scoring a block of a few
/// thousand leads then has little overhead. Each worker uses a clone of its own.
///
/// This is fastest when one [`Dataset`] is cleared and refilled ([`Dataset::clear`]), because its
/// dictionaries and the cached results for their texts survive.
#[derive(Clone, Debug)]
pub struct BlockScorer {
    plan: Arc<Plan>,
    /// For each answer of each criterion, its condition; `None` if it has none.
    conditions: Vec<Option<BatchCondition>>,
}

impl BlockScorer {
    /// Binds a scorer to the columns and events of `shape`, whose own leads are ignored.
    pub fn new(scorer: Arc<Scorer>, shape: &Dataset) -> Self {
        let answers = scorer.criteria.iter().flat_map(|c| &c.answers);
        let bind = |when| BatchCondition::new(when, shape);
        Self {
            conditions: answers.map(|l| l.when.as_ref().map(bind)).collect(),
            plan: Arc::new(Plan::new(scorer)),
        }
    }

    /// Scores the leads of a data set with the columns this was bound to. Runs on the calling
    /// thread alone, because streams score several blocks in parallel.
    pub fn score(&mut self, data: &Dataset) -> ScoredDataset {
        let words = words_for(data.len()).max(1);
        let unknown = Arc::new(TruthBitmap::unknown(data.len()));
        let none = FxHashMap::default();
        let conditions = self.conditions.iter_mut();
        let truths = conditions.map(|condition| match condition {
            Some(condition) => Arc::new(condition.evaluate(data, &none, words, false)),
            None => unknown.clone(),
        });
        let options = ExecOptions {
            words_per_block: words.min(super::BLOCK_LEADS / 64),
            parallel: false,
        };
        let truths = truths.collect();
        ScoredDataset::new(self.plan.clone(), data.len(), truths, options, None)
    }
}
