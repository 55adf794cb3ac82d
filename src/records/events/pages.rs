//! Sorted events, in memory or in a temporary file, divided into pages.

use std::fs::File;
use std::io::{self, BufWriter, Read as _, Seek as _, SeekFrom, Write};
use std::sync::Mutex;

use super::event_entry::EventEntry;

/// Approximate bytes per page, in a file and in memory, where seeking costs nothing.
pub(super) const FILE_PAGE_BYTES: usize = 16 * 1024;
pub(super) const MEMORY_PAGE_BYTES: usize = 1024;

/// The most bytes kept of the id that a page starts with, and of all pages together. Once that is
/// exceeded, pages are merged pairwise.
const MAX_KEY_BYTES: usize = 1024;
const MAX_KEYS_BYTES: usize = 32 * 1024 * 1024;

/// Events by lead and time, in pages.
#[derive(Debug, Default)]
pub(super) struct Pages {
    storage: PageStorage,
    starts: PageStarts,
    length: u64,
}

/// For each page, its offset and the (possibly shortened) id of its first lead.
type PageStarts = Vec<(u64, Box<[u8]>)>;

#[derive(Debug)]
enum PageStorage {
    Memory(Vec<u8>),
    File(Mutex<File>),
}

impl Default for PageStorage {
    fn default() -> Self {
        Self::Memory(Vec::new())
    }
}

impl Pages {
    /// Returns the first page that can hold a lead's events.
    pub fn find_page(&self, lead: &[u8]) -> usize {
        let lead = key_prefix(lead);
        let after = self.starts.partition_point(|(_, first)| **first < *lead);
        after.saturating_sub(1)
    }

    /// Returns a page; `None` past the last. Pages in a file are read into `room`.
    pub fn page<'a>(&'a self, page: usize, room: &'a mut Vec<u8>) -> io::Result<Option<&'a [u8]>> {
        let Some(&(begin, _)) = self.starts.get(page) else {
            return Ok(None);
        };
        let end = self.starts.get(page + 1).map_or(self.length, |next| next.0);
        match &self.storage {
            PageStorage::Memory(bytes) => Ok(Some(&bytes[begin as usize..end as usize])),
            PageStorage::File(file) => {
                room.resize((end - begin) as usize, 0);
                let mut file = file.lock().map_err(|_| io::Error::other("given up"))?;
                file.seek(SeekFrom::Start(begin))?;
                file.read_exact(room)?;
                Ok(Some(room))
            }
        }
    }

    /// Returns whether pages have to be read from a file.
    pub fn in_file(&self) -> bool {
        matches!(self.storage, PageStorage::File(_))
    }
}

/// Writes sorted entries as pages.
pub(super) struct PageWriter<W> {
    out: W,
    size: usize,
    starts: PageStarts,
    /// The memory taken by page starts, in bytes, and its limit.
    key_bytes: usize,
    max_key_bytes: usize,
    length: u64,
}

/// Returns the part of an id that a page start keeps.
fn key_prefix(lead: &[u8]) -> &[u8] {
    &lead[..lead.len().min(MAX_KEY_BYTES)]
}

/// Returns the memory that a page start takes, in bytes.
fn start_bytes((_, key): &(u64, Box<[u8]>)) -> usize {
    size_of::<(u64, Box<[u8]>)>() + key.len()
}

impl<W: Write> PageWriter<W> {
    pub fn new(out: W, size: usize) -> Self {
        Self::with_key_limit(out, size, MAX_KEYS_BYTES)
    }

    /// Creates a writer whose page starts take at most `most` bytes.
    fn with_key_limit(out: W, size: usize, most: usize) -> Self {
        Self {
            out,
            size,
            starts: Vec::new(),
            key_bytes: 0,
            max_key_bytes: most,
            length: 0,
        }
    }

    /// Appends an entry.
    pub fn push(&mut self, entry: EventEntry<'_>) -> io::Result<()> {
        let full = |(begin, _): &(u64, _)| self.length - begin >= self.size as u64;
        if self.starts.last().is_none_or(full) {
            let begin = (self.length, key_prefix(entry.lead).into());
            self.key_bytes += start_bytes(&begin);
            self.starts.push(begin);
            if self.key_bytes > self.max_key_bytes {
                self.merge_pages();
            }
        }
        self.length += entry.bytes().len() as u64;
        self.out.write_all(entry.bytes())
    }

    /// Merges pages pairwise.
    fn merge_pages(&mut self) {
        let mut first = false;
        self.starts.retain(|_| {
            first = !first;
            first
        });
        self.key_bytes = self.starts.iter().map(start_bytes).sum();
        self.size *= 2;
    }

    /// Returns the number of bytes written.
    pub fn length(&self) -> u64 {
        self.length
    }
}

impl PageWriter<Vec<u8>> {
    /// Returns the pages, in memory.
    pub fn finish(self) -> Pages {
        Pages {
            storage: PageStorage::Memory(self.out),
            starts: self.starts,
            length: self.length,
        }
    }
}

impl PageWriter<BufWriter<File>> {
    /// Creates a writer to an unnamed temporary file.
    pub fn temporary() -> io::Result<Self> {
        let file = BufWriter::with_capacity(256 * 1024, tempfile::tempfile()?);
        Ok(Self::new(file, FILE_PAGE_BYTES))
    }

    /// Returns the pages, in the file.
    pub fn finish(self) -> io::Result<Pages> {
        let file = self.out.into_inner();
        let file = file.map_err(io::IntoInnerError::into_error)?;
        Ok(Pages {
            storage: PageStorage::File(Mutex::new(file)),
            starts: self.starts,
            length: self.length,
        })
    }

    /// Returns the file alone.
    pub fn into_file(self) -> io::Result<File> {
        let file = self.out.into_inner();
        file.map_err(io::IntoInnerError::into_error)
    }
}

#[cfg(test)]
mod tests {
    use super::super::event_entry::{encode, entries};
    use super::*;

    #[test]
    fn the_beginnings_of_pages_take_no_more_than_they_may() {
        let mut bytes = Vec::new();
        let at = jiff::civil::date(2026, 1, 1).at(0, 0, 0, 0);
        let lead = |n: usize| format!("{}{n:06}", "x".repeat(n % 3 * 700));
        let mut leads: Vec<String> = (0..3_000).map(lead).collect();
        leads.sort();
        for lead in &leads {
            encode(&mut bytes, lead, (at, true), 0, std::iter::empty());
        }
        let mut writer = PageWriter::with_key_limit(Vec::new(), 64, 20_000);
        for entry in entries(&bytes) {
            writer.push(entry).unwrap();
            assert!(writer.key_bytes <= writer.max_key_bytes);
        }
        let pages = writer.finish();
        assert!(pages.starts.len() > 10);
        for lead in &leads {
            let mut page = pages.find_page(lead.as_bytes());
            let mut room = Vec::new();
            while let Some(bytes) = pages.page(page, &mut room).unwrap() {
                if entries(bytes).any(|entry| entry.lead == lead.as_bytes()) {
                    break;
                }
                page += 1;
            }
            assert!(page < pages.starts.len(), "{} is found", lead.len());
        }
    }
}
