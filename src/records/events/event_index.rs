//! All events of a file, by lead, in memory.
//!
//! The workbench keeps all of them whatever the model asks, since the model changes while they are
//! held, and the data set it makes of them is in memory anyway.

use std::collections::{HashMap, HashSet};
use std::io::Read;
use std::sync::Arc;

use jiff::civil::Date;

use super::super::{Block, BlockReader, ReadOptions, RecordsError, Reject};
use super::event_rows::EventColumns;
use crate::scoring::{Event, EventCensus};

/// The most texts of which one copy is held for all events.
const MAX_SHARED: usize = 1 << 16;

/// The events of a file, by lead.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventIndex {
    by_lead: HashMap<String, Vec<Event>>,
    latest: Option<Date>,
    columns: Vec<String>,
    /// Whether there is a file, and the names in it.
    census: Option<Arc<EventCensus>>,
}

impl EventIndex {
    /// Returns a lead's events by time and, for equal times, in file order.
    pub fn events_of(&self, lead: &str) -> &[Event] {
        self.by_lead.get(lead).map_or(&[], Vec::as_slice)
    }

    /// Returns the day of the latest event in the file.
    pub fn latest(&self) -> Option<Date> {
        self.latest
    }

    /// Returns the names of the columns whose values events have.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Returns the names in the file; `None` if there is no file.
    pub fn census(&self) -> Option<&Arc<EventCensus>> {
        self.census.as_ref()
    }

    /// Returns whether the file had no events.
    pub fn is_empty(&self) -> bool {
        self.by_lead.is_empty()
    }

    fn add(&mut self, lead: &str, event: Event) {
        self.latest = self.latest.max(Some(event.at.date()));
        match self.by_lead.get_mut(lead) {
            Some(events) => events.push(event),
            None => {
                self.by_lead.insert(lead.to_owned(), vec![event]);
            }
        }
    }

    /// Returns an iterator over the leads that have events.
    pub fn leads(&self) -> impl Iterator<Item = &str> {
        self.by_lead.keys().map(String::as_str)
    }
}

/// Reads a file of events. Also returns the rows that can't be read.
///
/// Its columns are the lead's id (as in the file of leads), `event` (or `event_name`, `activity`,
/// `type`, `name`) and `at` (or `date`, `time`, `timestamp`, `datetime`, `occurred_at`,
/// `event_date`, `event_time`, `created_at`). Of the others those are kept that the options say.
///
/// # Errors
///
/// Fails if the file can't be read, or lacks a header or one of these columns.
pub fn read_events(
    source: impl Read + Send,
    options: &ReadOptions,
) -> Result<(EventIndex, Vec<Reject>), RecordsError> {
    let mut blocks = BlockReader::open(source, options.encoding.as_deref())?;
    let columns = EventColumns::from_headers(blocks.headers(), options)?;
    let (mut index, mut rejects) = (EventIndex::default(), Vec::new());
    index.columns = columns.kept_names();
    let mut census = EventCensus::default();
    let mut texts: HashSet<Arc<str>> = HashSet::new();
    let mut block = Block::default();
    while blocks.next_block(&mut block)? {
        columns.for_each_event(&block, |row| match row {
            Err(reject) => {
                census.rejected += 1;
                rejects.push(reject);
            }
            Ok(row) => {
                let event = Event {
                    name: shared_text(&mut texts, row.name),
                    at: row.at,
                    has_time: row.has_time,
                    values: row.values().map(|v| shared_text(&mut texts, v)).collect(),
                };
                census.add(row.lead, &event.name);
                index.add(row.lead, event);
            }
        });
    }
    for events in index.by_lead.values_mut() {
        events.sort_by_key(Event::order_key); // stable: file order breaks ties
    }
    index.census = Some(Arc::new(census));
    Ok((index, rejects))
}

/// Returns a copy of a text, the same for equal texts as long as there are few.
fn shared_text(texts: &mut HashSet<Arc<str>>, text: &str) -> Arc<str> {
    if let Some(shared) = texts.get(text) {
        return Arc::clone(shared);
    }
    let shared: Arc<str> = text.into();
    if texts.len() < MAX_SHARED {
        texts.insert(Arc::clone(&shared));
    }
    shared
}
