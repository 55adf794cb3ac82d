//! Events for a stream of leads. There may be more of them than fit in memory.
//!
//! ```text
//!   events file --> threads: events that conditions test --> Sorter --> pages, by lead and time
//!                                                     | more than 32 MiB: runs in a temporary
//!                                                     v file, merged into another
//!   leads' threads --> EventCursor::events(lead) --> the page it is in
//! ```
//!
//! The day a lead looks back from can be that of the latest event, so all events are read before
//! the first lead. Only those that some condition tests are kept, by lead, time and file order. If
//! they take more than [`BUDGET`], an external merge sort moves them to an unnamed temporary file
//! (gone with the process): a file already sorted by lead is just copied there, any other is sorted
//! in runs of that size, which are then merged. Memory then holds one 16 KiB page per thread, and
//! the start of one id per page, at most 32 MiB of them (beyond that pages grow).
//!
//! Leads come in any order and any number of times, and each looks up its events. Leads in the
//! order of their ids read each page once.

use std::io::Read;
use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::super::{Block, ReadOptions, RecordsError, Reject, process_in_order};
use super::event_entry::encode;
use super::event_file::{EventFile, unify_columns};
use super::event_rows::EventColumns;
use super::pages::Pages;
use super::sorter::Sorter;
use crate::scoring::list_figures::{EventFigures, FirstDistinct};
use crate::scoring::simple_lower;

/// The most bytes of events held in memory while sorting, and afterwards if they are no more.
pub(super) const BUDGET: usize = 32 * 1024 * 1024;
/// The most distinct names that are cached, and the most bytes of a cached name.
const MAX_NAMES: usize = 4096;
const MAX_NAME_BYTES: usize = 256;

/// The events of a file that conditions test, indexed by lead.
#[derive(Debug)]
pub struct ExternalEvents {
    pub(super) pages: Pages,
    pub(super) names: Vec<Arc<str>>,
    columns: Vec<String>,
    has_events: bool,
    latest: Option<Date>,
    figures: EventFigures,
}

/// The events that a thread extracts from a block.
#[derive(Default)]
struct EventBatch {
    entries: Vec<u8>,
    rejects: Vec<Reject>,
    has_events: bool,
    latest: Option<Date>,
    figures: EventFigures,
}

impl ExternalEvents {
    /// Returns an index without events, for when there is no file of them.
    pub fn none() -> Self {
        Self {
            pages: Pages::default(),
            names: Vec::new(),
            columns: Vec::new(),
            has_events: false,
            latest: None,
            figures: EventFigures::default(),
        }
    }

    /// Reads a file of events; see [`super::read_events`] for its columns. Only events named in
    /// `tested_names` are kept; of others it is only recorded that they exist, and the latest day.
    /// Calls `reject` with each row that can't be read, in order.
    ///
    /// # Errors
    ///
    /// Fails if the file can't be read or lacks a column, if a temporary file can't be used, or if
    /// `reject` fails.
    pub fn read<E: From<RecordsError>>(
        source: impl Read + Send + 'static,
        options: &ReadOptions,
        tested_names: &[String],
        mut reject: impl FnMut(&Reject) -> Result<(), E>,
    ) -> Result<Self, E> {
        let files = vec![EventFile::open(source, options)?];
        Self::read_files(files, tested_names, |_, row| reject(row)).map_err(|(_, error)| error)
    }

    /// Reads several files of events as one; see [`Self::read`]. `reject` is also given the index
    /// of the file.
    ///
    /// # Errors
    ///
    /// Fails as [`Self::read`] does, with the index of the file.
    pub fn read_files<E: From<RecordsError>>(
        files: Vec<EventFile<'static>>,
        tested_names: &[String],
        reject: impl FnMut(usize, &Reject) -> Result<(), E>,
    ) -> Result<Self, (usize, E)> {
        Self::read_with_budget(files, tested_names, BUDGET, reject)
    }

    pub(super) fn read_with_budget<E: From<RecordsError>>(
        mut files: Vec<EventFile<'static>>,
        tested_names: &[String],
        budget: usize,
        mut reject: impl FnMut(usize, &Reject) -> Result<(), E>,
    ) -> Result<Self, (usize, E)> {
        let names: Arc<[String]> = lowercase_names(tested_names).into();
        let mut events = Self {
            names: names.iter().map(|name| Arc::from(name.as_str())).collect(),
            columns: unify_columns(&mut files),
            figures: EventFigures::new(names.len()),
            ..Self::none()
        };
        let mut sorter = Sorter::new(budget);
        let last = files.len().saturating_sub(1);
        for (at, EventFile { blocks, columns }) in files.into_iter().enumerate() {
            let names = Arc::clone(&names);
            process_in_order(
                blocks,
                move |worker| {
                    let mut reader = EventBatchReader::new(&columns, &names);
                    worker.for_each_block(|block, batch| reader.read(block, batch));
                },
                |batch: &mut EventBatch| {
                    events.has_events |= batch.has_events;
                    events.latest = events.latest.max(batch.latest);
                    events.figures.add(&mut batch.figures);
                    sorter.push(&batch.entries).map_err(spill_error)?;
                    let mut rejects = batch.rejects.iter();
                    rejects.try_for_each(|row| reject(at, row))
                },
            )
            .map_err(|error| (at, error))?;
        }
        let spilled = |error| (last, spill_error(error).into());
        events.pages = sorter.finish().map_err(spilled)?;
        Ok(events)
    }

    /// Returns whether the files had an event.
    pub fn has_events(&self) -> bool {
        self.has_events
    }

    /// Returns the names of the events kept, in simple lower case.
    pub fn names(&self) -> &[Arc<str>] {
        &self.names
    }

    /// Returns the names of the columns whose values events have.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Returns what was counted of the file's rows; names are in the order of [`Self::names`].
    pub fn figures(&self) -> &EventFigures {
        &self.figures
    }

    /// Returns the day of the latest event in the file.
    pub fn latest(&self) -> Option<Date> {
        self.latest
    }
}

fn lowercase_names(tested: &[String]) -> Vec<String> {
    let mut names: Vec<String> = tested.iter().map(|name| simple_lower(name)).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn spill_error(error: std::io::Error) -> RecordsError {
    RecordsError::Spilled(error)
}

/// Extracts the events of one block after another.
struct EventBatchReader<'a> {
    columns: &'a EventColumns,
    names: TestedNames<'a>,
}

/// The names that conditions test, sorted and in simple lower case.
struct TestedNames<'a> {
    tested: &'a [String],
    /// Caches names as written in the file, with the index of the tested name, if any.
    cache: FxHashMap<Box<str>, Option<u32>>,
    /// The other names that were met.
    others: FirstDistinct,
}

impl<'a> EventBatchReader<'a> {
    fn new(columns: &'a EventColumns, tested: &'a [String]) -> Self {
        Self {
            columns,
            names: TestedNames::new(tested),
        }
    }

    fn read(&mut self, block: &Block, batch: &mut EventBatch) {
        batch.entries.clear();
        batch.rejects.clear();
        (batch.has_events, batch.latest) = (false, None);
        batch.figures = EventFigures::new(self.names.tested.len());
        batch.figures.ends_within_line = block.ends_within_line();
        self.columns.for_each_event(block, |row| match row {
            Err(reject) => {
                batch.figures.rejected += 1;
                batch.rejects.push(reject);
            }
            Ok(row) => {
                let figures = &mut batch.figures;
                let without_id = u64::from(row.lead.is_empty());
                figures.read += 1;
                figures.without_id += without_id;
                batch.has_events = true;
                batch.latest = batch.latest.max(Some(row.at.date()));
                if let Some(name) = self.names.index_of(row.name, &mut figures.other_names) {
                    figures.asked[name as usize] += 1;
                    figures.asked_without_id += without_id;
                    if row.lead.is_empty() {
                        return;
                    }
                    let at = (row.at, row.has_time);
                    encode(&mut batch.entries, row.lead, at, name, row.values());
                }
            }
        });
    }
}

impl<'a> TestedNames<'a> {
    fn new(tested: &'a [String]) -> Self {
        Self {
            tested,
            cache: FxHashMap::default(),
            others: FirstDistinct::default(),
        }
    }

    /// Returns the index of a tested name. Adds any other to those met, if it is new.
    fn index_of(&mut self, text: &str, met: &mut Vec<String>) -> Option<u32> {
        if let Some(cached) = self.cache.get(text) {
            return *cached;
        }
        let index = self.tested.binary_search(&simple_lower(text)).ok();
        let index = index.map(|index| index as u32);
        if index.is_none() && self.others.is_new(text) {
            met.push(text.to_owned());
        }
        if text.len() > MAX_NAME_BYTES {
            return index;
        }
        if self.cache.len() == MAX_NAMES {
            self.cache.clear();
        }
        self.cache.insert(text.into(), index);
        index
    }
}
