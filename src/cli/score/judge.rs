//! Says of one lead after the other what the model says, each thread by itself.
//!
//! A lead's verdict depends on its answers alone, and those on how its values answer the
//! questions ([`Questions`]). So a lead becomes a key, one number for each column asked about and
//! some bits for its events; the first lead of a key is judged by the plain evaluator and the
//! verdict put into words, and those after it get the same words. Of most lists there are
//! thousands of keys and millions of leads.

use std::io;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::classes::Classes;
use super::output::Wording;
use super::questions::Questions;
use crate::model::Definition;
use crate::records::{BlockRows, EventCursor, JoinedEvents, LeadLayout, Reject};
use crate::scoring::{Asked, Bound, Lead, Scorer, Truth};

/// About as many bytes of verdicts are remembered.
const REMEMBERED: usize = 8 * 1024 * 1024;
/// So many answers about events fit a number of the key, and what stands there for no events.
const ANSWERS: usize = 15;
const NO_EVENTS: u32 = u32::MAX;

/// Why a lead has no verdict.
pub(super) enum Unjudged {
    /// Its row can't be read.
    Reject(Reject),
    /// Its events can't be read.
    Failed(io::Error),
}

/// A verdict in words, and whether the lead qualifies.
pub(super) struct Worded {
    pub words: Vec<u8>,
    pub qualified: bool,
}

/// Judges leads.
pub(super) struct Judge<'a> {
    scorer: &'a Scorer,
    bound: Bound<'a>,
    layout: &'a LeadLayout,
    wording: &'a Wording,
    columns: Vec<Classes>,
    events: Vec<Asked>,
    cursor: EventCursor,
    key: Vec<u32>,
    known: FxHashMap<Box<[u32]>, Worded>,
    remembered: usize,
    /// The lead that questions are asked of.
    lead: Lead,
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
        Self {
            scorer,
            bound: scorer.bind(shape),
            layout,
            wording,
            columns: columns.map(classes).collect(),
            events: questions.events,
            cursor: EventCursor::of(Arc::clone(events)),
            key: Vec::new(),
            known: FxHashMap::default(),
            remembered: 0,
            lead: Lead {
                values: vec![String::new(); shape.columns.len()],
                ..Lead::default()
            },
        }
    }

    /// What the model says of the lead of a row.
    pub fn judge(&mut self, row: &BlockRows<'_>, line: u64) -> Result<&Worded, Unjudged> {
        let own = self.layout.as_of_column().map(|column| row.field(column));
        let as_of = self.layout.as_of(own, line);
        self.lead.as_of = as_of.map_err(Unjudged::Reject)?;
        self.key.clear();
        for column in &mut self.columns {
            let class = column.of(row.field(column.taken), &mut self.lead);
            self.key.push(class);
        }
        if !self.events.is_empty() {
            let id = row.field(self.layout.id_column()).trim();
            self.look_at_events(id).map_err(Unjudged::Failed)?;
        }
        if !self.known.contains_key(&self.key[..]) {
            self.work_out(row);
        }
        Ok(&self.known[&self.key[..]])
    }

    fn look_at_events(&mut self, id: &str) -> io::Result<()> {
        let events = self.cursor.events(id)?;
        self.lead.events.clear();
        self.lead.events.extend_from_slice(events);
        for questions in self.events.chunks(ANSWERS) {
            let answers = if events.is_empty() {
                NO_EVENTS
            } else {
                let bits = |truth| match truth {
                    Truth::No => 0,
                    Truth::Yes => 1,
                    Truth::Unknown => 2,
                };
                let truths = questions.iter().map(|asked| bits(asked.of(&self.lead)));
                truths.fold(0, |all, truth| all << 2 | truth)
            };
            self.key.push(answers);
        }
        Ok(())
    }

    /// Judges the lead of a row whose key is new.
    fn work_out(&mut self, row: &BlockRows<'_>) {
        for column in &self.columns {
            column.put(row.field(column.taken), &mut self.lead);
        }
        let answers = self.bound.answers(&self.lead);
        let worded = self.wording.of(self.scorer, &answers);
        if self.remembered > REMEMBERED {
            self.known.clear();
            self.remembered = 0;
        }
        self.remembered += worded.words.len() + self.key.len() * 4 + 64;
        self.known.insert(self.key[..].into(), worded);
    }
}
