//! Reads what leads did from CSV, one event per row.

use std::collections::{HashMap, HashSet};
use std::io::Read;
use std::sync::Arc;

use jiff::civil::{Date, DateTime};

use super::error::shortened;
use super::leads::{find_id_column, normalized_name};
use super::{Block, BlockReader, BlockRows, ReadOptions, RecordsError, Reject, read_time};
use crate::scoring::{Event, column_of};

/// The events of a file, by lead.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventIndex {
    by_lead: HashMap<String, Vec<Event>>,
    latest: Option<Date>,
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
/// `event_date`, `event_time`, `created_at`).
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
    let mut names: HashSet<Arc<str>> = HashSet::new();
    let mut block = Block::default();
    while blocks.next_block(&mut block)? {
        let mut rows = block.rows();
        while let Some(row) = rows.next_row() {
            match row.and_then(|line| columns.parse_event(&rows, line, &mut names)) {
                Err(reject) => rejects.push(reject),
                Ok(event) => index.add(rows.field(columns.id).trim(), event),
            }
        }
    }
    for events in index.by_lead.values_mut() {
        events.sort_by_key(|event| event.at); // stable: file order breaks ties
    }
    Ok((index, rejects))
}

/// The columns of a file of events.
pub(super) struct EventColumns {
    pub id: usize,
    pub event: usize,
    pub at: usize,
}

const EVENT_NAMES: [&str; 5] = ["event", "eventname", "activity", "type", "name"];
const AT_NAMES: [&str; 9] = [
    "at",
    "date",
    "time",
    "timestamp",
    "datetime",
    "occurredat",
    "eventdate",
    "eventtime",
    "createdat",
];

impl EventColumns {
    pub fn from_headers(headers: &[String], options: &ReadOptions) -> Result<Self, RecordsError> {
        // Lower-cased once, since there can be very many.
        let lowered: Vec<String> = headers.iter().map(|h| normalized_name(h)).collect();
        let named = |names: &[&str]| {
            let find = |name: &&str| lowered.iter().position(|h| h == name);
            names.iter().find_map(find)
        };
        let absent = |what, names| RecordsError::NoEventColumn {
            what,
            names,
            known: headers.to_vec(),
        };
        // The file of leads may name its id column differently.
        let own = options.id.as_deref();
        let own = own.filter(|id| column_of(headers, id).is_some());
        Ok(Self {
            id: find_id_column(headers, own)?,
            event: named(&EVENT_NAMES).ok_or_else(|| absent("what happened", "`event`"))?,
            at: named(&AT_NAMES).ok_or_else(|| absent("when it happened", "`at` or `date`"))?,
        })
    }

    fn parse_event(
        &self,
        rows: &BlockRows<'_>,
        line: u64,
        names: &mut HashSet<Arc<str>>,
    ) -> Result<Event, Reject> {
        let at = parse_event_time(rows.field(self.at), line)?;
        let text = rows.field(self.event).trim();
        if let Some(name) = names.get(text) {
            let name = Arc::clone(name);
            return Ok(Event { name, at });
        }
        let name: Arc<str> = text.into();
        names.insert(Arc::clone(&name));
        Ok(Event { name, at })
    }
}

/// Parses the time of an event, or rejects its row.
pub(super) fn parse_event_time(text: &str, line: u64) -> Result<DateTime, Reject> {
    let text = text.trim();
    read_time(text).ok_or_else(|| {
        let what = if text.is_empty() {
            "the time is missing".into()
        } else {
            format!("`{}` isn't a time", shortened(text))
        };
        let reason = format!("{what}: write it as 2026-11-21 or 2026-11-21T09:30+01:00");
        Reject {
            line,
            reason: reason.into(),
        }
    })
}
