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

use super::classes::{Classes, Numbers, bits_of};
use super::output::Wording;
use super::questions::Questions;
use super::verdicts::{Place, Verdicts};
use crate::model::Definition;
use crate::records::{BlockRows, EventCursor, JoinedEvents, LeadLayout, Reject};
use crate::scoring::{Asked, Bound, EventTally, Lead, Scorer};

/// Why a lead has no verdict.
pub(super) enum Unjudged {
    /// Its row can't be read.
    Reject(Reject),
    /// Its events can't be read.
    Failed(io::Error),
}

/// Judges leads.
pub(super) struct Judge<'a> {
    scorer: &'a Scorer,
    bound: Bound<'a>,
    layout: &'a LeadLayout,
    wording: &'a Wording,
    columns: Vec<Classes>,
    events: EventClasses,
    verdicts: Verdicts,
    /// The lead that questions are asked of.
    lead: Lead,
}

/// A lead with more events than this isn't looked up again for each of its rows; of so many such
/// leads it is remembered what came of theirs.
const MANY: u64 = 1024;
const REMEMBERED: usize = 1024;
/// Longer ids aren't remembered, in bytes.
const LONG: usize = 256;

/// A lead's id, and the day it is looked back from.
type Looked = (Box<str>, Option<Date>);

/// The questions about events, and which answers there were.
struct EventClasses {
    asked: Vec<Asked>,
    cursor: EventCursor,
    /// The events of the lead at hand.
    tally: EventTally,
    numbers: Numbers,
    /// What was counted of leads with many events, by id and the day looked back from.
    many: HashMap<Looked, Box<[usize]>>,
}

impl<'a> Judge<'a> {
    /// By a definition, and the scorer made of it.
    pub fn new(
        definition: &Definition,
        scorer: &'a Scorer,
        layout: &'a LeadLayout,
        events: &Arc<JoinedEvents>,
        wording: &'a Wording,
    ) -> Self {
        let shape = layout.shape();
        let questions = Questions::of(definition, shape);
        let columns = questions.columns.into_iter();
        let classes =
            |(column, asked): (usize, _)| Classes::new(column, layout.taken()[column], asked);
        let columns: Vec<Classes> = columns.map(classes).collect();
        let bits = columns.iter().map(Classes::bits);
        let bound = scorer.bind(shape);
        Self {
            scorer,
            layout,
            wording,
            verdicts: Verdicts::new(bits.chain([bits_of(questions.events.len())])),
            columns,
            events: EventClasses {
                numbers: Numbers::new(questions.events.len()),
                asked: questions.events,
                cursor: EventCursor::of(Arc::clone(events)),
                tally: bound.tally(events.names()),
                many: HashMap::new(),
            },
            bound,
            lead: Lead {
                values: vec![String::new(); shape.columns.len()],
                ..Lead::default()
            },
        }
    }

    /// The verdicts.
    pub fn verdicts(&self) -> &Verdicts {
        &self.verdicts
    }

    /// Forgets verdicts that are too many; what was said of leads before doesn't hold any more.
    pub fn make_room(&mut self) {
        self.verdicts.make_room();
    }

    /// What the model says of the lead of a row.
    pub fn judge(&mut self, row: &BlockRows<'_>, line: u64) -> Result<Place, Unjudged> {
        let own = self.layout.as_of_column().map(|column| row.field(column));
        let as_of = self.layout.as_of(own, line);
        self.lead.as_of = as_of.map_err(Unjudged::Reject)?;
        self.verdicts.begin();
        for column in &mut self.columns {
            let class = column.of(row.field(column.taken), &mut self.lead);
            self.verdicts.push(class);
        }
        if !self.events.asked.is_empty() {
            let id = row.field(self.layout.id_column()).trim();
            let class = self.events.of(id, &self.lead);
            self.verdicts.push(class.map_err(Unjudged::Failed)?);
        }
        let found = self.verdicts.find();
        Ok(found.unwrap_or_else(|| self.work_out(row)))
    }

    /// Judges the lead of a row whose key is new.
    fn work_out(&mut self, row: &BlockRows<'_>) -> Place {
        for column in &self.columns {
            column.put(row.field(column.taken), &mut self.lead);
        }
        let events = &self.events.tally;
        let answers = self.bound.answers_tallied(&self.lead, events);
        let (words, qualified) = self.wording.of(self.scorer, &answers);
        self.verdicts.add(&words, qualified)
    }
}

impl EventClasses {
    /// The class of a lead's events, which are tallied.
    fn of(&mut self, id: &str, lead: &Lead) -> io::Result<Option<u16>> {
        self.tally.begin(lead.as_of);
        let many = (!self.many.is_empty()).then(|| self.many.get(&(id.into(), lead.as_of)));
        if let Some(counts) = many.flatten() {
            self.tally.resume(counts);
        } else {
            let tally = &mut self.tally;
            let take = |name, at: DateTime| tally.take(name, at.date());
            if self.cursor.each(id, take)? > MANY && id.len() <= LONG {
                if self.many.len() == REMEMBERED {
                    self.many.clear();
                }
                let key = (id.into(), lead.as_of);
                self.many.insert(key, self.tally.counts().into());
            }
        }
        let truths = self.asked.iter();
        let truths = truths.map(|asked| asked.of_tallied(lead, &self.tally));
        Ok(self.numbers.of(truths))
    }
}
