//! Scores leads one by one, each thread on its own, with memoization.
//!
//! A lead's verdict depends only on its responses, and those only on how its values answer the
//! [`AtomicConditions`]. So each lead is reduced to a key with a few bits per tested column and for
//! its events. The first lead with a key is scored by the plain evaluator and its verdict put into
//! words; later ones reuse the text. Most lists have thousands of keys and millions of leads.

use std::collections::HashMap;
use std::io;
use std::sync::Arc;

use jiff::civil::{Date, DateTime};

use super::atomic_conditions::AtomicConditions;
use super::row_format::RowFormat;
use super::value_classes::{ClassNumbers, ValueClasses, bits_of};
use super::verdict_cache::{VerdictCache, VerdictOffset};
use crate::model::Definition;
use crate::records::{BlockRows, EventCursor, ExternalEvents, LeadLayout, Reject};
use crate::scoring::{BoundCondition, BoundScorer, EventTally, Lead, Scorer};

/// Why a lead has no verdict.
pub(super) enum UnscoredLead {
    /// Its row cannot be read.
    Reject(Reject),
    /// Its events cannot be read.
    Failed(io::Error),
}

/// Scores leads with memoized verdicts.
pub(super) struct MemoScorer<'a> {
    scorer: &'a Scorer,
    bound: BoundScorer<'a>,
    layout: &'a LeadLayout,
    row_format: &'a RowFormat,
    columns: Vec<ValueClasses>,
    events: EventClasses,
    verdicts: VerdictCache,
    /// The lead on which conditions are tested.
    lead: Lead,
}

/// For a lead with more events than this, the counts are memoized rather than read again for each
/// of its rows; also the largest number of leads memoized.
const MANY_EVENTS: u64 = 1024;
const MAX_MEMOIZED: usize = 1024;
/// Longest id memoized, in bytes.
const MAX_ID_BYTES: usize = 256;

/// A lead's id and its reference date.
type EventCountsKey = (Box<str>, Option<Date>);

/// The conditions on events, and numbers for their results.
struct EventClasses {
    conditions: Vec<BoundCondition>,
    cursor: EventCursor,
    /// The events of the current lead.
    tally: EventTally,
    numbers: ClassNumbers,
    /// Counts for leads with many events, by id and reference date.
    memoized: HashMap<EventCountsKey, Box<[usize]>>,
}

impl<'a> MemoScorer<'a> {
    /// Scores by a definition and the scorer compiled from it.
    pub fn new(
        definition: &Definition,
        scorer: &'a Scorer,
        layout: &'a LeadLayout,
        events: &Arc<ExternalEvents>,
        wording: &'a RowFormat,
    ) -> Self {
        let shape = layout.schema();
        let atomic = AtomicConditions::of(definition, shape);
        let columns = atomic.columns.into_iter();
        let classes = |(column, conditions): (usize, _)| {
            ValueClasses::new(column, layout.value_columns()[column], conditions)
        };
        let columns: Vec<ValueClasses> = columns.map(classes).collect();
        let bits = columns.iter().map(ValueClasses::bits);
        let bound = scorer.bind(shape);
        Self {
            scorer,
            layout,
            row_format: wording,
            verdicts: VerdictCache::new(bits.chain([bits_of(atomic.events.len())])),
            columns,
            events: EventClasses {
                numbers: ClassNumbers::new(atomic.events.len()),
                conditions: atomic.events,
                cursor: EventCursor::new(Arc::clone(events)),
                tally: bound.event_tally(events.names()),
                memoized: HashMap::new(),
            },
            bound,
            lead: Lead {
                values: vec![String::new(); shape.columns.len()],
                ..Lead::default()
            },
        }
    }

    /// Returns the verdicts.
    pub fn verdicts(&self) -> &VerdictCache {
        &self.verdicts
    }

    /// Clears the cache if it is too large, which invalidates earlier offsets.
    pub fn trim(&mut self) {
        self.verdicts.trim();
    }

    /// Scores the lead in a row.
    pub fn score_row(
        &mut self,
        row: &BlockRows<'_>,
        line: u64,
    ) -> Result<VerdictOffset, UnscoredLead> {
        let own = self.layout.as_of_column().map(|column| row.field(column));
        let as_of = self.layout.as_of(own, line);
        self.lead.as_of = as_of.map_err(UnscoredLead::Reject)?;
        self.verdicts.begin_key();
        for column in &mut self.columns {
            let class = column.of(row.field(column.file_column), &mut self.lead);
            self.verdicts.push_class(class);
        }
        if !self.events.conditions.is_empty() {
            let id = row.field(self.layout.id_column()).trim();
            let class = self.events.of(id, &self.lead);
            self.verdicts
                .push_class(class.map_err(UnscoredLead::Failed)?);
        }
        let found = self.verdicts.find();
        Ok(found.unwrap_or_else(|| self.score_new_key(row)))
    }

    /// Scores a lead with a new key.
    fn score_new_key(&mut self, row: &BlockRows<'_>) -> VerdictOffset {
        for column in &self.columns {
            column.set_text(row.field(column.file_column), &mut self.lead);
        }
        let events = &self.events.tally;
        let responses = self.bound.responses_tallied(&self.lead, events);
        let (words, qualified) = self.row_format.verdict_text(self.scorer, &responses);
        self.verdicts.add(&words, qualified)
    }
}

impl EventClasses {
    /// Returns the class of a lead's events, after tallying them.
    fn of(&mut self, id: &str, lead: &Lead) -> io::Result<Option<u16>> {
        self.tally.begin_lead(lead.as_of);
        let many = (!self.memoized.is_empty()).then(|| self.memoized.get(&(id.into(), lead.as_of)));
        if let Some(counts) = many.flatten() {
            self.tally.resume(counts);
        } else {
            let tally = &mut self.tally;
            let take = |name, at: DateTime| tally.record(name, at.date());
            if self.cursor.for_each(id, take)? > MANY_EVENTS && id.len() <= MAX_ID_BYTES {
                if self.memoized.len() == MAX_MEMOIZED {
                    self.memoized.clear();
                }
                let key = (id.into(), lead.as_of);
                self.memoized.insert(key, self.tally.counts().into());
            }
        }
        let truths = self.conditions.iter();
        let truths = truths.map(|condition| condition.evaluate_tallied(lead, &self.tally));
        Ok(self.numbers.of(truths))
    }
}
