//! Sorts events by lead and time, into pages.

use std::cmp::Ordering;
use std::fs::File;
use std::io::{self, BufWriter};

use super::super::external_sort::{EntryFormat, ExternalSort, RunWriter, Sorted};
use super::event_entry::EventEntry;
use super::pages::{MEMORY_PAGE_BYTES, PageWriter, Pages};

/// A writer of pages to a temporary file.
type FilePages = PageWriter<BufWriter<File>>;

/// Sorts events; of those of a lead at the same time, the first added comes first.
pub(super) struct Sorter(ExternalSort<SerialisedEvents, FilePages, fn() -> io::Result<FilePages>>);

/// Serialised events, by lead and time.
struct SerialisedEvents;

impl EntryFormat for SerialisedEvents {
    fn first_length(bytes: &[u8]) -> Option<usize> {
        EventEntry::parse_first(bytes).map(|entry| entry.bytes().len())
    }

    fn compare(one: &[u8], other: &[u8]) -> Ordering {
        parsed(one).cmp_by_lead_and_time(parsed(other))
    }
}

fn parsed(entry: &[u8]) -> EventEntry<'_> {
    EventEntry::parse_first(entry).expect("entries are whole")
}

impl RunWriter for FilePages {
    fn push_entry(&mut self, entry: &[u8]) -> io::Result<()> {
        self.push(parsed(entry))
    }

    fn written(&self) -> u64 {
        self.length()
    }

    fn into_file(self) -> io::Result<File> {
        Self::into_file(self)
    }
}

impl Sorter {
    pub fn new(budget: usize) -> Self {
        Self(ExternalSort::new(budget, PageWriter::temporary))
    }

    /// Adds serialised entries.
    pub fn push(&mut self, batch: &[u8]) -> io::Result<()> {
        self.0.push(batch)
    }

    /// Returns all entries in order.
    pub fn finish(self) -> io::Result<Pages> {
        match self.0.finish()? {
            Sorted::InOrder(writer) => writer.finish(),
            Sorted::Runs(runs) => {
                let mut writer = PageWriter::temporary()?;
                runs.for_each(|entry| writer.push(parsed(entry)))?;
                writer.finish()
            }
            Sorted::Memory(sorted) => {
                let memory = Vec::with_capacity(sorted.length());
                let mut writer = PageWriter::new(memory, MEMORY_PAGE_BYTES);
                sorted.for_each(|entry| writer.push(parsed(entry)))?;
                Ok(writer.finish())
            }
        }
    }
}
