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

mod bits;
mod block;
mod could;
mod counts;
mod facts;
mod gaps;
mod lanes;
mod lookup;
mod plan;
mod points;
mod quick;
mod scored;
mod settled;
mod since;
mod stream;

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{Dataset, Scorer};
use crate::model::Condition;
use facts::{Facts, Question};
use plan::Plan;
use scored::Manner;

pub use bits::Bits;
pub use counts::Counts;
pub use gaps::Gaps;
pub use scored::{Changes, Scored};
pub use stream::BlockScorer;

/// How many leads a block has; what a block is made of stays in a core's cache.
const BLOCK: usize = 1 << 14;

/// Scores recorded leads, again and again.
#[derive(Clone, Debug)]
pub struct Engine {
    data: Arc<Dataset>,
    known: Vec<Known>,
    /// Of the columns of ever other values that conditions compare as numbers, the numbers.
    numbers: FxHashMap<usize, Vec<i64>>,
    /// Of a level nobody said when it holds.
    unknown: Arc<Facts>,
    last: Option<Arc<Scored>>,
    manner: Manner,
    scorings: u64,
}

/// What a condition said of the leads.
#[derive(Clone, Debug)]
struct Known {
    condition: Condition,
    facts: Arc<Facts>,
    /// The scoring that last asked for it.
    used: u64,
}

impl Engine {
    /// On these leads.
    pub fn new(data: Arc<Dataset>) -> Self {
        Self::with_blocks_of(data, BLOCK)
    }

    /// On these leads, so many at once (rounded up to whole words of 64).
    pub fn with_blocks_of(data: Arc<Dataset>, leads: usize) -> Self {
        Self {
            unknown: Arc::new(Facts::unknown(data.len())),
            known: Vec::new(),
            numbers: FxHashMap::default(),
            last: None,
            manner: Manner {
                block_words: leads.div_ceil(64).max(1),
                parallel: true,
            },
            scorings: 0,
            data,
        }
    }

    /// The leads.
    pub fn data(&self) -> &Arc<Dataset> {
        &self.data
    }

    /// Scores all leads. Takes over from the last scoring what is the same, so that a small
    /// change takes little time.
    pub fn score(&mut self, scorer: Arc<Scorer>) -> Arc<Scored> {
        self.scorings += 1;
        let plan = Arc::new(Plan::new(scorer));
        let facts = self.facts(&plan.scorer);
        let before = self.last.take();
        let scored = Arc::new(Scored::new(
            plan,
            self.data.len(),
            facts,
            self.manner,
            before.as_deref(),
        ));
        self.last = Some(scored.clone());
        // Giving back its memory is nothing to wait for.
        rayon::spawn(move || drop(before));
        self.forget();
        scored
    }

    /// Of each level of each criterion, what its condition says of all leads.
    fn facts(&mut self, scorer: &Scorer) -> Vec<Arc<Facts>> {
        let levels = scorer.criteria.iter().flat_map(|c| &c.levels);
        let conditions: Vec<Option<&Condition>> = levels.map(|l| l.when.as_ref()).collect();
        conditions
            .into_iter()
            .map(|when| match when {
                None => self.unknown.clone(),
                Some(condition) => self.asked(condition),
            })
            .collect()
    }

    fn asked(&mut self, condition: &Condition) -> Arc<Facts> {
        if let Some(known) = self.known.iter_mut().find(|k| k.condition == *condition) {
            known.used = self.scorings;
            return known.facts.clone();
        }
        let mut question = Question::new(condition, &self.data);
        let Manner {
            block_words,
            parallel,
        } = self.manner;
        for column in question.numbers(&self.data) {
            let data = &self.data;
            let numbers = self.numbers.entry(column);
            numbers.or_insert_with(|| lookup::as_numbers(data, column));
        }
        let facts = question.answer(&self.data, &self.numbers, block_words, parallel);
        let facts = Arc::new(facts);
        self.known.push(Known {
            condition: condition.clone(),
            facts: facts.clone(),
            used: self.scorings,
        });
        facts
    }

    /// Forgets conditions that weren't asked about for long: an undo may bring them back soon.
    fn forget(&mut self) {
        const KEPT: u64 = 20;
        let now = self.scorings;
        self.known.retain(|known| now - known.used <= KEPT);
    }
}
