//! What was counted of a file of events.

use super::asked_events::AskedEvents;
use super::first_distinct::{FirstDistinct, MAX_DISTINCT};
use crate::scoring::dataset::EventCensus;

/// What was counted of a file's events, for the events that a model asks about.
#[derive(Clone, Debug, Default)]
pub struct EventFigures {
    /// Rows that were read.
    pub read: u64,
    /// Rows that couldn't be.
    pub rejected: u64,
    /// Rows read without a lead's id.
    pub without_id: u64,
    /// Whether a file's last line has no end, as if it had been cut off.
    pub ends_within_line: bool,
    /// Rows read of each event asked about, in the order of
    /// [`AskedEvents`](super::AskedEvents).
    pub asked: Vec<u64>,
    /// Rows read of events asked about, without a lead's id.
    pub asked_without_id: u64,
    /// The first distinct names of other events, as written.
    pub other_names: Vec<String>,
    known: FirstDistinct,
}

impl EventFigures {
    /// Makes figures for so many events asked about.
    pub fn new(asked: usize) -> Self {
        Self {
            asked: vec![0; asked],
            ..Self::default()
        }
    }

    /// Takes the figures for the events asked about from those of all.
    pub fn of(census: &EventCensus, asked: &AskedEvents) -> Self {
        let mut figures = Self::new(asked.lowered.len());
        figures.rejected = census.rejected;
        figures.ends_within_line = census.ends_within_line;
        for found in census.names() {
            figures.read += found.rows;
            figures.without_id += found.without_id;
            if let Some(index) = asked.index_of(&found.name) {
                figures.asked[index] += found.rows;
                figures.asked_without_id += found.without_id;
            } else {
                figures.add_other_name(&found.name);
            }
        }
        figures
    }

    /// Returns the rows of events asked about.
    pub fn asked_in_all(&self) -> u64 {
        self.asked.iter().sum()
    }

    /// Adds the name of an event that the model doesn't ask about.
    pub fn add_other_name(&mut self, name: &str) {
        if self.other_names.len() < MAX_DISTINCT && self.known.is_new(name) {
            self.other_names.push(name.to_owned());
        }
    }

    /// Adds figures of rows that come later, and clears those.
    pub fn add(&mut self, later: &mut Self) {
        self.read += later.read;
        self.rejected += later.rejected;
        self.ends_within_line |= later.ends_within_line;
        self.without_id += later.without_id;
        self.asked_without_id += later.asked_without_id;
        for (count, more) in self.asked.iter_mut().zip(&mut later.asked) {
            *count += std::mem::take(more);
        }
        for name in later.other_names.drain(..) {
            self.add_other_name(&name);
        }
        (later.read, later.rejected, later.without_id) = (0, 0, 0);
        later.asked_without_id = 0;
    }
}
