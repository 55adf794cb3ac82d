//! Scores a stream of leads, block by block.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::super::{Dataset, Scorer};
use super::bitmap::words_for;
use super::condition_bitmaps::{BatchCondition, TruthBitmap};
use super::plan::Plan;
use super::scored_dataset::{ExecOptions, ScoredDataset};

/// A scorer bound to the columns of a stream of leads. Made once; each block of some thousand
/// leads then costs little more than its leads. Each worker has its own, a clone.
///
/// Blocks are quickest when one [`Dataset`] is filled and cleared again and again
/// ([`Dataset::clear`]): its dictionaries, and what was found out of them, stay.
#[derive(Clone, Debug)]
pub struct BlockScorer {
    plan: Arc<Plan>,
    /// For each level of each criterion; nothing where nobody said when it holds.
    conditions: Vec<Option<BatchCondition>>,
}

impl BlockScorer {
    /// Binds a scorer to the columns and events of a data set, whose own leads aren't looked at.
    pub fn new(scorer: Arc<Scorer>, shape: &Dataset) -> Self {
        let answers = scorer.criteria.iter().flat_map(|c| &c.answers);
        let question = |when| BatchCondition::new(when, shape);
        Self {
            conditions: answers.map(|l| l.when.as_ref().map(question)).collect(),
            plan: Arc::new(Plan::new(scorer)),
        }
    }

    /// Scores the leads of a data set with the columns this was bound to. Works on the calling
    /// thread alone: a stream scores several blocks at once.
    pub fn score(&mut self, data: &Dataset) -> ScoredDataset {
        let words = words_for(data.len()).max(1);
        let unknown = Arc::new(TruthBitmap::unknown(data.len()));
        let none = FxHashMap::default();
        let questions = self.conditions.iter_mut();
        let truths = questions.map(|question| match question {
            Some(question) => Arc::new(question.evaluate(data, &none, words, false)),
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
