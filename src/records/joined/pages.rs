//! Events in order, in memory or in a temporary file, cut into pages.

use std::fs::File;
use std::io::{self, BufWriter, Read as _, Seek as _, SeekFrom, Write};
use std::sync::Mutex;

use super::entry::Entry;

/// About as many bytes as a page has, in a file and in memory, where to begin costs nothing.
pub(super) const IN_FILE: usize = 16 * 1024;
pub(super) const IN_MEMORY: usize = 1024;

/// So many bytes of the id that a page begins with are remembered, and so many of all pages; where
/// that isn't enough, every other page is joined to the one before it.
const KEY: usize = 1024;
const KEYS: usize = 32 * 1024 * 1024;

/// Events by lead and time, in pages.
#[derive(Debug, Default)]
pub(super) struct Pages {
    place: Place,
    begins: Begins,
    length: u64,
}

/// Where each page begins, and how the id of the first lead in it does.
type Begins = Vec<(u64, Box<[u8]>)>;

#[derive(Debug)]
enum Place {
    Memory(Vec<u8>),
    File(Mutex<File>),
}

impl Default for Place {
    fn default() -> Self {
        Self::Memory(Vec::new())
    }
}

impl Pages {
    /// The first page that can hold a lead's events.
    pub fn page_of(&self, lead: &[u8]) -> usize {
        let lead = key(lead);
        let after = self.begins.partition_point(|(_, first)| **first < *lead);
        after.saturating_sub(1)
    }

    /// A page; none behind the last. What is in a file is read into `room`.
    pub fn page<'a>(&'a self, page: usize, room: &'a mut Vec<u8>) -> io::Result<Option<&'a [u8]>> {
        let Some(&(begin, _)) = self.begins.get(page) else {
            return Ok(None);
        };
        let end = self.begins.get(page + 1).map_or(self.length, |next| next.0);
        match &self.place {
            Place::Memory(bytes) => Ok(Some(&bytes[begin as usize..end as usize])),
            Place::File(file) => {
                room.resize((end - begin) as usize, 0);
                let mut file = file.lock().map_err(|_| io::Error::other("given up"))?;
                file.seek(SeekFrom::Start(begin))?;
                file.read_exact(room)?;
                Ok(Some(room))
            }
        }
    }

    /// Whether a page has to be read to be looked at.
    pub fn in_file(&self) -> bool {
        matches!(self.place, Place::File(_))
    }
}

/// Writes entries, which come in order, as pages.
pub(super) struct PageWriter<W> {
    out: W,
    size: usize,
    begins: Begins,
    /// The memory that takes, in bytes, and the most it may.
    held: usize,
    most: usize,
    length: u64,
}

/// How an id begins.
fn key(lead: &[u8]) -> &[u8] {
    &lead[..lead.len().min(KEY)]
}

/// The memory that a page's beginning takes, in bytes.
fn held((_, key): &(u64, Box<[u8]>)) -> usize {
    size_of::<(u64, Box<[u8]>)>() + key.len()
}

impl<W: Write> PageWriter<W> {
    pub fn new(out: W, size: usize) -> Self {
        Self::within(out, size, KEYS)
    }

    /// Whose pages' beginnings take at most so many bytes.
    fn within(out: W, size: usize, most: usize) -> Self {
        Self {
            out,
            size,
            begins: Vec::new(),
            held: 0,
            most,
            length: 0,
        }
    }

    /// Adds an entry.
    pub fn push(&mut self, entry: Entry<'_>) -> io::Result<()> {
        let full = |(begin, _): &(u64, _)| self.length - begin >= self.size as u64;
        if self.begins.last().is_none_or(full) {
            let begin = (self.length, key(entry.lead).into());
            self.held += held(&begin);
            self.begins.push(begin);
            if self.held > self.most {
                self.join_pages();
            }
        }
        self.length += entry.bytes().len() as u64;
        self.out.write_all(entry.bytes())
    }

    /// Makes two pages one, all of them.
    fn join_pages(&mut self) {
        let mut first = false;
        self.begins.retain(|_| {
            first = !first;
            first
        });
        self.held = self.begins.iter().map(held).sum();
        self.size *= 2;
    }

    /// How many bytes there are.
    pub fn length(&self) -> u64 {
        self.length
    }
}

impl PageWriter<Vec<u8>> {
    /// The pages, in memory.
    pub fn finish(self) -> Pages {
        Pages {
            place: Place::Memory(self.out),
            begins: self.begins,
            length: self.length,
        }
    }
}

impl PageWriter<BufWriter<File>> {
    /// A temporary file without a name.
    pub fn temporary() -> io::Result<Self> {
        let file = BufWriter::with_capacity(256 * 1024, tempfile::tempfile()?);
        Ok(Self::new(file, IN_FILE))
    }

    /// The pages, in the file.
    pub fn finish(self) -> io::Result<Pages> {
        let file = self.out.into_inner();
        let file = file.map_err(io::IntoInnerError::into_error)?;
        Ok(Pages {
            place: Place::File(Mutex::new(file)),
            begins: self.begins,
            length: self.length,
        })
    }

    /// The file alone.
    pub fn into_file(self) -> io::Result<File> {
        let file = self.out.into_inner();
        file.map_err(io::IntoInnerError::into_error)
    }
}

#[cfg(test)]
mod tests {
    use super::super::entry::{encode, entries};
    use super::*;

    #[test]
    fn the_beginnings_of_pages_take_no_more_than_they_may() {
        let mut bytes = Vec::new();
        let at = jiff::civil::date(2026, 1, 1).at(0, 0, 0, 0);
        let lead = |n: usize| format!("{}{n:06}", "x".repeat(n % 3 * 700));
        let mut leads: Vec<String> = (0..3_000).map(lead).collect();
        leads.sort();
        for lead in &leads {
            encode(&mut bytes, lead, at, 0);
        }
        let mut writer = PageWriter::within(Vec::new(), 64, 20_000);
        for entry in entries(&bytes) {
            writer.push(entry).unwrap();
            assert!(writer.held <= writer.most);
        }
        let pages = writer.finish();
        assert!(pages.begins.len() > 10);
        for lead in &leads {
            let mut page = pages.page_of(lead.as_bytes());
            let mut room = Vec::new();
            while let Some(bytes) = pages.page(page, &mut room).unwrap() {
                if entries(bytes).any(|entry| entry.lead == lead.as_bytes()) {
                    break;
                }
                page += 1;
            }
            assert!(page < pages.begins.len(), "{} is found", lead.len());
        }
    }
}
