//! Says of one lead after the other what the model says, each thread by itself.
//!
//! A lead's verdict depends on its answers alone, and those on how its values answer the
//! questions ([`Questions`]). So a lead becomes a key, some bits for each column asked about and
//! for its events; the first lead of a key is judged by the plain evaluator and the verdict put
//! into words, and those after it get the same words. Of most lists there are thousands of keys
//! and millions of leads.

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
    /// Its row can't be read.
    Reject(Reject),
    /// Its events can't be read.
    Failed(io::Error),
}

/// Judges leads.
pub(super) struct MemoScorer<'a> {
    scorer: &'a Scorer,
    bound: BoundScorer<'a>,
    layout: &'a LeadLayout,
    row_format: &'a RowFormat,
    columns: Vec<ValueClasses>,
    events: EventClasses,
    verdicts: VerdictCache,
    /// The lead that questions are asked of.
    lead: Lead,
}

/// A lead with more events than this isn't looked up again for each of its rows; of so many such
/// leads it is remembered what came of theirs.
const MANY_EVENTS: u64 = 1024;
const MAX_MEMOIZED: usize = 1024;
/// Longer ids aren't remembered, in bytes.
const MAX_ID_BYTES: usize = 256;

/// A lead's id, and the day it is looked back from.
type EventCountsKey = (Box<str>, Option<Date>);

/// The questions about events, and which answers there were.
struct EventClasses {
    conditions: Vec<BoundCondition>,
    cursor: EventCursor,
    /// The events of the lead at hand.
    tally: EventTally,
    numbers: ClassNumbers,
    /// What was counted of leads with many events, by id and the day looked back from.
    memoized: HashMap<EventCountsKey, Box<[usize]>>,
}

impl<'a> MemoScorer<'a> {
    /// By a definition, and the scorer made of it.
    pub fn new(
        definition: &Definition,
        scorer: &'a Scorer,
        layout: &'a LeadLayout,
        events: &Arc<ExternalEvents>,
        wording: &'a RowFormat,
    ) -> Self {
        let shape = layout.schema();
        let questions = AtomicConditions::of(definition, shape);
        let columns = questions.columns.into_iter();
        let classes = |(column, asked): (usize, _)| {
            ValueClasses::new(column, layout.value_columns()[column], asked)
        };
        let columns: Vec<ValueClasses> = columns.map(classes).collect();
        let bits = columns.iter().map(ValueClasses::bits);
        let bound = scorer.bind(shape);
        Self {
            scorer,
            layout,
            row_format: wording,
            verdicts: VerdictCache::new(bits.chain([bits_of(questions.events.len())])),
            columns,
            events: EventClasses {
                numbers: ClassNumbers::new(questions.events.len()),
                conditions: questions.events,
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

    /// The verdicts.
    pub fn verdicts(&self) -> &VerdictCache {
        &self.verdicts
    }

    /// Forgets verdicts that are too many; what was said of leads before doesn't hold any more.
    pub fn trim(&mut self) {
        self.verdicts.trim();
    }

    /// What the model says of the lead of a row.
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

    /// Judges the lead of a row whose key is new.
    fn score_new_key(&mut self, row: &BlockRows<'_>) -> VerdictOffset {
        for column in &self.columns {
            column.set_text(row.field(column.file_column), &mut self.lead);
        }
        let events = &self.events.tally;
        let answers = self.bound.responses_tallied(&self.lead, events);
        let (words, qualified) = self.row_format.verdict_text(self.scorer, &answers);
        self.verdicts.add(&words, qualified)
    }
}

impl EventClasses {
    /// The class of a lead's events, which are tallied.
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
        let truths = truths.map(|asked| asked.evaluate_tallied(lead, &self.tally));
        Ok(self.numbers.of(truths))
    }
}
