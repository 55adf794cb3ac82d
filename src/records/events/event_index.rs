//! All events of a file, by lead, in memory.
//!
//! The workbench keeps all of them whatever the model asks, since the model changes while they are
//! held, and the data set it makes of them is in memory anyway.

use std::collections::{HashMap, HashSet};
use std::io::Read;
use std::sync::Arc;

use jiff::civil::Date;

use super::super::{Block, ReadOptions, RecordsError, Reject};
use super::event_file::{EventFile, unify_columns};
use super::event_rows::EventRow;
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

    /// Returns the names in the files; `None` if there is no file.
    pub fn census(&self) -> Option<&Arc<EventCensus>> {
        self.census.as_ref()
    }

    /// Returns whether the files had no events.
    pub fn is_empty(&self) -> bool {
        self.latest.is_none()
    }

    fn add(&mut self, row: &EventRow<'_>, texts: &mut HashSet<Arc<str>>) {
        self.latest = self.latest.max(Some(row.at.date()));
        if row.lead.is_empty() {
            return;
        }
        let event = Event {
            name: shared_text(texts, row.name),
            at: row.at,
            has_time: row.has_time,
            values: row.values().map(|v| shared_text(texts, v)).collect(),
        };
        match self.by_lead.get_mut(row.lead) {
            Some(events) => events.push(event),
            None => {
                self.by_lead.insert(row.lead.to_owned(), vec![event]);
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
/// Its columns are the lead's id (called as in the file of leads, or `contact_id`, `lead_id` and
/// the like, or `id`), `event` (or `event_name`, `activity`,
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
    let file = EventFile::open(source, options)?;
    let (index, rejects) = read_event_files(vec![file]).map_err(|(_, error)| error)?;
    Ok((
        index,
        rejects.into_iter().map(|(_, reject)| reject).collect(),
    ))
}

/// Rows that can't be read, each with the index of its file.
pub type FileRejects = Vec<(usize, Reject)>;

/// Reads several files of events as one. Also returns the rows that can't be read, each with the
/// index of its file.
///
/// # Errors
///
/// Fails if a file can't be read, with its index.
pub fn read_event_files(
    mut files: Vec<EventFile<'_>>,
) -> Result<(EventIndex, FileRejects), (usize, RecordsError)> {
    let (mut index, mut rejects) = (EventIndex::default(), FileRejects::new());
    index.columns = unify_columns(&mut files);
    let mut census = EventCensus::default();
    let mut texts: HashSet<Arc<str>> = HashSet::new();
    let mut block = Block::default();
    for (at, mut file) in files.into_iter().enumerate() {
        while file
            .blocks
            .next_block(&mut block)
            .map_err(|error| (at, error))?
        {
            census.ends_within_line |= block.ends_within_line();
            file.columns.for_each_event(&block, |row| match row {
                Err(reject) => {
                    census.rejected += 1;
                    rejects.push((at, reject));
                }
                Ok(row) => {
                    census.add(row.lead, &shared_text(&mut texts, row.name));
                    index.add(&row, &mut texts);
                }
            });
        }
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
