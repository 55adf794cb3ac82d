//! Events for a stream of leads, which may be more than fit in memory.
//!
//! ```text
//!   events file --> threads: rows of asked events --> Sorter --> pages, by lead and time
//!                                                      | more than 32 MiB: runs in a temporary
//!                                                      v file, merged into another
//!   leads' threads --> EventCursor::of(lead) --> the page it is in
//! ```
//!
//! What a lead is looked back from can be the day of the latest event, so all events are read
//! before the first lead. Kept are those that some condition asks about, by lead, time and place in
//! the file. Where they take more than [`BUDGET`] they lie in a temporary file (without a name: it
//! is gone with the process), in pages of 16 KiB; memory then has the beginning of one id for each
//! page, 32 MiB of them at most (after that pages grow), and one page for each thread. A file that
//! is sorted by lead already is only copied there; any other is sorted in runs of that size, and
//! the runs are merged. Leads come in any order and as often as they like: each looks its events
//! up. Leads in the order of their ids read each page once.

mod cursor;
mod event_entry;
mod pages;
mod sorter;

#[cfg(test)]
mod tests;

use std::io::Read;
use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::events::{EventColumns, parse_event_time};
use super::{Block, BlockReader, ReadOptions, RecordsError, Reject, process_in_order};
use crate::scoring::simple_lower;
pub use cursor::EventCursor;
use event_entry::encode;
use pages::Pages;
use sorter::Sorter;

/// As many bytes of events are held in memory while they are sorted, and afterwards if they are
/// no more.
pub(super) const BUDGET: usize = 32 * 1024 * 1024;
/// So many different names are remembered, of those the file has, and none that is longer.
const MAX_NAMES: usize = 4096;
const MAX_NAME_BYTES: usize = 256;

/// The events of a file that conditions ask about, found by lead.
#[derive(Debug)]
pub struct ExternalEvents {
    pages: Pages,
    names: Vec<Arc<str>>,
    has_events: bool,
    latest: Option<Date>,
}

/// What a thread makes of a block.
#[derive(Default)]
struct EventBatch {
    entries: Vec<u8>,
    rejects: Vec<Reject>,
    has_events: bool,
    latest: Option<Date>,
}

impl ExternalEvents {
    /// No file of events.
    pub fn none() -> Self {
        Self {
            pages: Pages::default(),
            names: Vec::new(),
            has_events: false,
            latest: None,
        }
    }

    /// Reads a file of events; see [`super::read_events`] for its columns. `asked` are the names
    /// of events somebody asks about; of others it is only known that there are some, and when.
    /// Calls `reject` with each row that can't be read, in their order.
    pub fn read<E: From<RecordsError>>(
        source: impl Read + Send + 'static,
        options: &ReadOptions,
        asked: &[String],
        reject: impl FnMut(&Reject) -> Result<(), E>,
    ) -> Result<Self, E> {
        Self::read_with_budget(source, options, asked, BUDGET, reject)
    }

    fn read_with_budget<E: From<RecordsError>>(
        source: impl Read + Send + 'static,
        options: &ReadOptions,
        asked: &[String],
        budget: usize,
        mut reject: impl FnMut(&Reject) -> Result<(), E>,
    ) -> Result<Self, E> {
        let blocks = BlockReader::open(source, options.encoding.as_deref())?;
        let columns = EventColumns::from_headers(blocks.headers(), options)?;
        let names = lowercase_names(asked);
        let mut joined = Self {
            names: names.iter().map(|name| Arc::from(name.as_str())).collect(),
            ..Self::none()
        };
        let mut sorter = Sorter::new(budget);
        process_in_order(
            blocks,
            move |desk| {
                let mut reader = EventBatchReader::new(&columns, &names);
                desk.for_each_block(|block, batch| reader.read(block, batch));
            },
            |batch: &mut EventBatch| {
                joined.has_events |= batch.has_events;
                joined.latest = joined.latest.max(batch.latest);
                sorter.push(&batch.entries).map_err(spill_error)?;
                batch.rejects.iter().try_for_each(&mut reject)
            },
        )?;
        joined.pages = sorter.finish().map_err(spill_error)?;
        Ok(joined)
    }

    /// Whether the file had an event.
    pub fn has_events(&self) -> bool {
        self.has_events
    }

    /// What the events that are kept are called, in simple lower case.
    pub fn names(&self) -> &[Arc<str>] {
        &self.names
    }

    /// The day of the latest event in the file.
    pub fn latest(&self) -> Option<Date> {
        self.latest
    }
}

fn lowercase_names(asked: &[String]) -> Vec<String> {
    let mut names: Vec<String> = asked.iter().map(|name| simple_lower(name)).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn spill_error(error: std::io::Error) -> RecordsError {
    RecordsError::Spilled(error)
}

/// Reads the events of one block after the other.
struct EventBatchReader<'a> {
    columns: &'a EventColumns,
    needed_names: &'a [String],
    /// Names as the file has them, and which of those asked about each is.
    name_cache: FxHashMap<Box<str>, Option<u32>>,
}

impl<'a> EventBatchReader<'a> {
    fn new(columns: &'a EventColumns, asked: &'a [String]) -> Self {
        Self {
            columns,
            needed_names: asked,
            name_cache: FxHashMap::default(),
        }
    }

    fn read(&mut self, block: &Block, batch: &mut EventBatch) {
        batch.entries.clear();
        batch.rejects.clear();
        (batch.has_events, batch.latest) = (false, None);
        let mut rows = block.rows();
        while let Some(row) = rows.next_row() {
            let event = row.and_then(|line| parse_event_time(rows.field(self.columns.at), line));
            match event {
                Err(reject) => batch.rejects.push(reject),
                Ok(at) => {
                    batch.has_events = true;
                    batch.latest = batch.latest.max(Some(at.date()));
                    if let Some(name) = self.name_index(rows.field(self.columns.event)) {
                        let lead = rows.field(self.columns.id).trim();
                        encode(&mut batch.entries, lead, at, name);
                    }
                }
            }
        }
    }

    /// Which of the names asked about this is.
    fn name_index(&mut self, text: &str) -> Option<u32> {
        if let Some(known) = self.name_cache.get(text) {
            return *known;
        }
        let place = self.needed_names.binary_search(&simple_lower(text)).ok();
        let place = place.map(|place| place as u32);
        if text.len() > MAX_NAME_BYTES {
            return place;
        }
        if self.name_cache.len() == MAX_NAMES {
            self.name_cache.clear();
        }
        self.name_cache.insert(text.into(), place);
        place
    }
}
