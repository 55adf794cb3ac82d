//! An external merge sort of events by lead and time: in memory while they fit, else in runs that
//! are merged. It is stable.

use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufWriter, Read as _, Seek as _, SeekFrom};
use std::ops::Range;

use super::event_entry::{EventEntry, entries};
use super::pages::{MEMORY_PAGE_BYTES, PageWriter, Pages};

/// The most bytes of read buffers for all runs together, and for one run.
const MERGE_READ_BYTES: usize = 16 * 1024 * 1024;
const RUN_READ_BYTES: usize = 64 * 1024;

pub(super) struct Sorter {
    budget: usize,
    bytes: Vec<u8>,
    /// Where the entries start.
    starts: Vec<u32>,
    spilled: Option<SpilledRuns>,
}

/// Sorted runs in a temporary file.
struct SpilledRuns {
    writer: PageWriter<BufWriter<File>>,
    runs: Vec<Range<u64>>,
    /// The last entry written, and whether all entries so far were written in order.
    last: Vec<u8>,
    in_order: bool,
}

impl Sorter {
    pub fn new(budget: usize) -> Self {
        Self {
            budget,
            bytes: Vec::new(),
            starts: Vec::new(),
            spilled: None,
        }
    }

    /// Adds serialised entries.
    pub fn push(&mut self, batch: &[u8]) -> io::Result<()> {
        for entry in entries(batch) {
            let held = self.bytes.len() + self.starts.len() * size_of::<u32>();
            if held > self.budget {
                self.spill()?;
            }
            self.starts.push(self.bytes.len() as u32);
            self.bytes.extend_from_slice(entry.bytes());
        }
        Ok(())
    }

    /// Returns all entries in order.
    pub fn finish(mut self) -> io::Result<Pages> {
        if self.spilled.is_some() && !self.starts.is_empty() {
            self.spill()?;
        }
        match self.spilled {
            Some(spilled) if spilled.in_order => spilled.writer.finish(),
            Some(spilled) => merge(spilled.writer.into_file()?, &spilled.runs),
            None => {
                self.sort();
                let mut writer =
                    PageWriter::new(Vec::with_capacity(self.bytes.len()), MEMORY_PAGE_BYTES);
                self.for_each_entry(|entry| writer.push(entry))?;
                Ok(writer.finish())
            }
        }
    }

    fn sort(&mut self) {
        let bytes = &self.bytes;
        // A stable sort: entries with equal times keep their order. Cheap if already in order.
        self.starts
            .sort_by(|a, b| entry_at(bytes, *a).cmp_by_lead_and_time(entry_at(bytes, *b)));
    }

    fn for_each_entry(
        &self,
        mut each: impl FnMut(EventEntry<'_>) -> io::Result<()>,
    ) -> io::Result<()> {
        let starts = self.starts.iter();
        starts
            .map(|start| entry_at(&self.bytes, *start))
            .try_for_each(&mut each)
    }

    /// Writes the entries in memory as a run.
    fn spill(&mut self) -> io::Result<()> {
        self.sort();
        let mut spilled = match self.spilled.take() {
            Some(spilled) => spilled,
            None => SpilledRuns {
                writer: PageWriter::temporary()?,
                runs: Vec::new(),
                last: Vec::new(),
                in_order: true,
            },
        };
        let begin = spilled.writer.length();
        let first = self.starts.first();
        if let (Some(last), Some(first)) = (EventEntry::parse_first(&spilled.last), first) {
            spilled.in_order &= last
                .cmp_by_lead_and_time(entry_at(&self.bytes, *first))
                .is_le();
        }
        self.for_each_entry(|entry| spilled.writer.push(entry))?;
        spilled.runs.push(begin..spilled.writer.length());
        if let Some(last) = self.starts.last() {
            spilled.last = entry_at(&self.bytes, *last).bytes().to_vec();
        }
        self.spilled = Some(spilled);
        self.bytes.clear();
        self.starts.clear();
        Ok(())
    }
}

fn entry_at(bytes: &[u8], start: u32) -> EventEntry<'_> {
    EventEntry::parse_first(&bytes[start as usize..]).expect("entries are whole")
}

/// Merges sorted runs into one file; of equal entries, that of the earlier run comes first.
fn merge(mut file: File, runs: &[Range<u64>]) -> io::Result<Pages> {
    let most = (MERGE_READ_BYTES / runs.len().max(1)).clamp(4096, RUN_READ_BYTES);
    let mut heap = BinaryHeap::with_capacity(runs.len());
    for (place, run) in runs.iter().enumerate() {
        let mut run = RunReader {
            index: place,
            unread: run.clone(),
            bytes: Vec::new(),
            at: 0,
            read_bytes: most,
        };
        if run.fill(&mut file)? {
            heap.push(run);
        }
    }
    let mut writer = PageWriter::temporary()?;
    while let Some(mut run) = heap.pop() {
        let entry = run.entry();
        writer.push(entry)?;
        run.at += entry.bytes().len();
        if run.fill(&mut file)? {
            heap.push(run);
        }
    }
    writer.finish()
}

/// A run being read. Ordered for a max-heap: the greatest is the one whose entry comes first.
struct RunReader {
    index: usize,
    unread: Range<u64>,
    bytes: Vec<u8>,
    at: usize,
    read_bytes: usize,
}

impl RunReader {
    fn entry(&self) -> EventEntry<'_> {
        EventEntry::parse_first(&self.bytes[self.at..]).expect("it was filled")
    }

    /// Reads until a whole entry is buffered; returns whether there is one.
    fn fill(&mut self, file: &mut File) -> io::Result<bool> {
        while EventEntry::parse_first(&self.bytes[self.at..]).is_none() {
            if self.unread.is_empty() {
                return Ok(false);
            }
            self.bytes.drain(..self.at);
            self.at = 0;
            let more = (self.read_bytes as u64).min(self.unread.end - self.unread.start);
            file.seek(SeekFrom::Start(self.unread.start))?;
            file.take(more).read_to_end(&mut self.bytes)?;
            self.unread.start += more;
        }
        Ok(true)
    }
}

impl Ord for RunReader {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let entries = other.entry().cmp_by_lead_and_time(self.entry());
        entries.then_with(|| other.index.cmp(&self.index))
    }
}

impl PartialOrd for RunReader {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for RunReader {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for RunReader {}
