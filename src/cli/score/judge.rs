//! Says of one lead after the other what the model says, each thread by itself.
//!
//! A lead's verdict depends on its answers alone, and those on how its values answer the
//! questions ([`Questions`]). So a lead becomes a key, some bits for each column asked about and
//! for its events; the first lead of a key is judged by the plain evaluator and the verdict put
//! into words, and those after it get the same words. Of most lists there are thousands of keys
//! and millions of leads.

use std::io;
use std::sync::Arc;

use super::classes::{Classes, Numbers, bits_of};
use super::output::Wording;
use super::questions::Questions;
use super::verdicts::{Place, Verdicts};
use crate::model::Definition;
use crate::records::{BlockRows, EventCursor, JoinedEvents, LeadLayout, Reject};
use crate::scoring::{Asked, Bound, Lead, Scorer};

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

/// The questions about events, and which answers there were.
struct EventClasses {
    asked: Vec<Asked>,
    cursor: EventCursor,
    numbers: Numbers,
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
        Self {
            scorer,
            bound: scorer.bind(shape),
            layout,
            wording,
            verdicts: Verdicts::new(bits.chain([bits_of(questions.events.len())])),
            columns,
            events: EventClasses {
                numbers: Numbers::new(questions.events.len()),
                asked: questions.events,
                cursor: EventCursor::of(Arc::clone(events)),
            },
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
            let class = self.events.of(id, &mut self.lead);
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
        let answers = self.bound.answers(&self.lead);
        let (words, qualified) = self.wording.of(self.scorer, &answers);
        self.verdicts.add(&words, qualified)
    }
}

impl EventClasses {
    /// The class of a lead's events, which are put into the lead.
    fn of(&mut self, id: &str, lead: &mut Lead) -> io::Result<Option<u16>> {
        let events = self.cursor.events(id)?;
        lead.events.clear();
        lead.events.extend_from_slice(events);
        let truths = self.asked.iter().map(|asked| asked.of(lead));
        Ok(self.numbers.of(truths))
    }
}
