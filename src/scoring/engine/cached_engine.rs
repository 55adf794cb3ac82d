//! The engine of a session: scores the same leads again after each change.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::condition_bitmaps::{BatchCondition, TruthBitmap};
use super::dictionary_eval;
use super::plan::Plan;
use super::scored_dataset::ScoredDataset;
use crate::model::Condition;
use crate::scoring::compile::Scorer;
use crate::scoring::dataset::Dataset;

/// Leads per block, chosen so that a block's working set stays in a core's cache.
const BLOCK_LEADS: usize = 1 << 14;

/// Scores the same recorded leads repeatedly, reusing what hasn't changed.
#[derive(Clone, Debug)]
pub struct Engine {
    data: Arc<Dataset>,
    cache: Vec<CachedCondition>,
    /// Parsed numbers of high-cardinality columns that conditions compare numerically.
    numbers: FxHashMap<usize, Vec<i64>>,
    /// The truths of an answer without a condition.
    unknown: Arc<TruthBitmap>,
    last: Option<Arc<ScoredDataset>>,
    words_per_block: usize,
    generation: u64,
}

/// The cached truths of a condition.
#[derive(Clone, Debug)]
struct CachedCondition {
    condition: Condition,
    truths: Arc<TruthBitmap>,
    /// The generation of the last scoring that used it.
    last_used: u64,
}

impl Engine {
    /// Creates an engine for these leads.
    pub fn new(data: Arc<Dataset>) -> Self {
        Self::with_block_size(data, BLOCK_LEADS)
    }

    /// Creates an engine for these leads with a given block size, rounded up to a multiple of 64.
    pub fn with_block_size(data: Arc<Dataset>, leads: usize) -> Self {
        Self {
            unknown: Arc::new(TruthBitmap::unknown(data.len())),
            cache: Vec::new(),
            numbers: FxHashMap::default(),
            last: None,
            words_per_block: leads.div_ceil(64).max(1),
            generation: 0,
            data,
        }
    }

    /// Returns the leads.
    pub fn data(&self) -> &Arc<Dataset> {
        &self.data
    }

    /// Scores all leads, reusing what is unchanged since the last scoring, so that a small change
    /// takes little time.
    pub fn score(&mut self, scorer: Arc<Scorer>) -> Arc<ScoredDataset> {
        self.generation += 1;
        let plan = Arc::new(Plan::new(scorer));
        let truths = self.answer_truths(&plan.scorer);
        let before = self.last.take();
        let scored = Arc::new(ScoredDataset::new(
            plan,
            self.data.len(),
            truths,
            self.words_per_block,
            before.as_deref(),
        ));
        self.last = Some(scored.clone());
        // Freeing the old result needn't hold up the caller.
        rayon::spawn(move || drop(before));
        self.evict_unused();
        scored
    }

    /// Returns the truths of each answer of each criterion for all leads.
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
        if let Some(cached) = self.cache.iter_mut().find(|k| k.condition == *condition) {
            cached.last_used = self.generation;
            return cached.truths.clone();
        }
        let batch = BatchCondition::new(condition, &self.data);
        for column in batch.numeric_columns(&self.data) {
            let data = &self.data;
            let numbers = self.numbers.entry(column);
            numbers.or_insert_with(|| dictionary_eval::parse_numbers(data, column));
        }
        let truths = batch.evaluate(&self.data, &self.numbers, self.words_per_block);
        let truths = Arc::new(truths);
        self.cache.push(CachedCondition {
            condition: condition.clone(),
            truths: truths.clone(),
            last_used: self.generation,
        });
        truths
    }

    /// Drops conditions that haven't been used for a while. Recent ones stay, as an undo may need
    /// them again.
    fn evict_unused(&mut self) {
        const MAX_AGE: u64 = 20;
        let now = self.generation;
        self.cache
            .retain(|cached| now - cached.last_used <= MAX_AGE);
    }
}
