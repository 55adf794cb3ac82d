//! Scores many leads at once, equal in everything to the plain evaluator.
//!
//! Each level's condition becomes two bitmaps over all leads (`facts`, `lookup`): holds, isn't known. Out
//! of these come, block by block and on all cores, settled `one-of` criteria (`settled`),
//! points (`points`, in narrow lanes where the model's bounds allow it), rules, bands and
//! dispositions (`block`). A [`Scored`] keeps all of it and tells any lead's outcome.
//!
//! [`Engine`] holds recorded leads for as long as a session is open: it keeps the bitmaps of each
//! condition, and of what it scored last it takes over what didn't change (`since`): a changed
//! point shifts the points of those it touches, a changed condition asks only its own question.
//! [`BlockScorer`] scores a stream, one small data set after the other.

mod bitmap;
mod block_points;
mod condition_bitmaps;
mod could_qualify;
mod delta;
mod dictionary_eval;
mod fast_compare;
mod lead_counts;
mod missing_texts;
mod plan;
mod resolved_responses;
mod scored_block;
mod scored_dataset;
mod simd_points;
mod stream;

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{Dataset, Scorer};
use crate::model::Condition;
use condition_bitmaps::{BatchCondition, TruthBitmap};
use plan::Plan;
use scored_dataset::ExecOptions;

pub use bitmap::Bitmap;
pub use lead_counts::LeadCounts;
pub use missing_texts::MissingTexts;
pub use scored_dataset::{OutcomeChanges, ScoredDataset};
pub use stream::BlockScorer;

/// How many leads a block has; what a block is made of stays in a core's cache.
const BLOCK_LEADS: usize = 1 << 14;

/// Scores recorded leads, again and again.
#[derive(Clone, Debug)]
pub struct Engine {
    data: Arc<Dataset>,
    cache: Vec<CachedCondition>,
    /// Of the columns of ever other values that conditions compare as numbers, the numbers.
    numbers: FxHashMap<usize, Vec<i64>>,
    /// Of a level nobody said when it holds.
    unknown: Arc<TruthBitmap>,
    last: Option<Arc<ScoredDataset>>,
    options: ExecOptions,
    generation: u64,
}

/// What a condition said of the leads.
#[derive(Clone, Debug)]
struct CachedCondition {
    condition: Condition,
    truths: Arc<TruthBitmap>,
    /// The scoring that last asked for it.
    last_used: u64,
}

impl Engine {
    /// On these leads.
    pub fn new(data: Arc<Dataset>) -> Self {
        Self::with_block_size(data, BLOCK_LEADS)
    }

    /// On these leads, so many at once (rounded up to whole words of 64).
    pub fn with_block_size(data: Arc<Dataset>, leads: usize) -> Self {
        Self {
            unknown: Arc::new(TruthBitmap::unknown(data.len())),
            cache: Vec::new(),
            numbers: FxHashMap::default(),
            last: None,
            options: ExecOptions {
                words_per_block: leads.div_ceil(64).max(1),
                parallel: true,
            },
            generation: 0,
            data,
        }
    }

    /// The leads.
    pub fn data(&self) -> &Arc<Dataset> {
        &self.data
    }

    /// Scores all leads. Takes over from the last scoring what is the same, so that a small
    /// change takes little time.
    pub fn score(&mut self, scorer: Arc<Scorer>) -> Arc<ScoredDataset> {
        self.generation += 1;
        let plan = Arc::new(Plan::new(scorer));
        let truths = self.answer_truths(&plan.scorer);
        let before = self.last.take();
        let scored = Arc::new(ScoredDataset::new(
            plan,
            self.data.len(),
            truths,
            self.options,
            before.as_deref(),
        ));
        self.last = Some(scored.clone());
        // Giving back its memory is nothing to wait for.
        rayon::spawn(move || drop(before));
        self.evict_unused();
        scored
    }

    /// Of each level of each criterion, what its condition says of all leads.
    fn answer_truths(&mut self, scorer: &Scorer) -> Vec<Arc<TruthBitmap>> {
        let answers = scorer.criteria.iter().flat_map(|c| &c.answers);
        let conditions: Vec<Option<&Condition>> = answers.map(|l| l.when.as_ref()).collect();
        conditions
            .into_iter()
            .map(|when| match when {
                None => self.unknown.clone(),
                Some(condition) => self.condition_truths(condition),
            })
            .collect()
    }

    fn condition_truths(&mut self, condition: &Condition) -> Arc<TruthBitmap> {
        if let Some(known) = self.cache.iter_mut().find(|k| k.condition == *condition) {
            known.last_used = self.generation;
            return known.truths.clone();
        }
        let mut question = BatchCondition::new(condition, &self.data);
        let ExecOptions {
            words_per_block: block_words,
            parallel,
        } = self.options;
        for column in question.numeric_columns(&self.data) {
            let data = &self.data;
            let numbers = self.numbers.entry(column);
            numbers.or_insert_with(|| dictionary_eval::parse_numbers(data, column));
        }
        let truths = question.evaluate(&self.data, &self.numbers, block_words, parallel);
        let truths = Arc::new(truths);
        self.cache.push(CachedCondition {
            condition: condition.clone(),
            truths: truths.clone(),
            last_used: self.generation,
        });
        truths
    }

    /// Forgets conditions that weren't asked about for long: an undo may bring them back soon.
    fn evict_unused(&mut self) {
        const KEPT: u64 = 20;
        let now = self.generation;
        self.cache.retain(|known| now - known.last_used <= KEPT);
    }
}
