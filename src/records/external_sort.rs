//! An external merge sort of entries that follow each other as bytes: in memory while they fit, else
//! in sorted runs in a temporary file, which are merged. It is stable.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::marker::PhantomData;
use std::ops::Range;

/// The most bytes of read buffers for all runs together, and for one run.
const MERGE_READ_BYTES: usize = 16 * 1024 * 1024;
const RUN_READ_BYTES: usize = 64 * 1024;

/// How entries lie in bytes, and their order.
pub(super) trait EntryFormat {
    /// Returns the length of the entry at the start of some bytes; `None` if it is incomplete.
    fn first_length(bytes: &[u8]) -> Option<usize>;

    /// Compares two entries.
    fn compare(one: &[u8], other: &[u8]) -> Ordering;
}

/// Writes sorted entries to a temporary file.
pub(super) trait RunWriter {
    /// Appends an entry.
    fn push_entry(&mut self, entry: &[u8]) -> io::Result<()>;

    /// Returns the number of bytes written.
    fn written(&self) -> u64;

    /// Returns the file.
    fn into_file(self) -> io::Result<File>;
}

/// Sorts entries. Temporary files are made by the function it is given, the first time they are
/// needed.
pub(super) struct ExternalSort<E, W, M> {
    budget: usize,
    bytes: Vec<u8>,
    /// Where the entries start.
    starts: Vec<u32>,
    spilled: Option<SpilledRuns<W>>,
    make_writer: M,
    format: PhantomData<E>,
}

/// Sorted runs in a temporary file.
struct SpilledRuns<W> {
    writer: W,
    runs: Vec<Range<u64>>,
    /// The last entry written, and whether all entries so far were written in order.
    last: Vec<u8>,
    in_order: bool,
}

/// All entries, in order.
pub(super) enum Sorted<E, W> {
    /// They fit in memory.
    Memory(SortedEntries<E>),
    /// They came in order, and are in the writer's file.
    InOrder(W),
    /// They have to be merged.
    Runs(RunMerge<E>),
}

/// Sorted entries in memory.
pub(super) struct SortedEntries<E> {
    bytes: Vec<u8>,
    starts: Vec<u32>,
    format: PhantomData<E>,
}

impl<E: EntryFormat, W: RunWriter, M: FnMut() -> io::Result<W>> ExternalSort<E, W, M> {
    /// Sorts in about `budget` bytes of memory.
    pub fn new(budget: usize, make_writer: M) -> Self {
        Self {
            budget,
            bytes: Vec::new(),
            starts: Vec::new(),
            spilled: None,
            make_writer,
            format: PhantomData,
        }
    }

    /// Adds entries, whole ones.
    pub fn push(&mut self, mut batch: &[u8]) -> io::Result<()> {
        while let Some(length) = E::first_length(batch) {
            let (entry, rest) = batch.split_at(length);
            let held = self.bytes.len() + self.starts.len() * size_of::<u32>();
            if held > self.budget {
                self.spill()?;
            }
            self.starts.push(self.bytes.len() as u32);
            self.bytes.extend_from_slice(entry);
            batch = rest;
        }
        Ok(())
    }

    /// Sorts what was added.
    pub fn finish(mut self) -> io::Result<Sorted<E, W>> {
        if self.spilled.is_some() && !self.starts.is_empty() {
            self.spill()?;
        }
        Ok(match self.spilled {
            Some(spilled) if spilled.in_order => Sorted::InOrder(spilled.writer),
            Some(spilled) => Sorted::Runs(RunMerge {
                file: spilled.writer.into_file()?,
                runs: spilled.runs,
                format: PhantomData,
            }),
            None => {
                self.sort();
                Sorted::Memory(SortedEntries {
                    bytes: self.bytes,
                    starts: self.starts,
                    format: PhantomData,
                })
            }
        })
    }

    fn sort(&mut self) {
        let bytes = &self.bytes;
        // A stable sort: equal entries keep their order. Cheap if already in order.
        self.starts
            .sort_by(|a, b| E::compare(entry_at::<E>(bytes, *a), entry_at::<E>(bytes, *b)));
    }

    /// Writes the entries in memory as a run.
    fn spill(&mut self) -> io::Result<()> {
        self.sort();
        let mut spilled = match self.spilled.take() {
            Some(spilled) => spilled,
            None => SpilledRuns {
                writer: (self.make_writer)()?,
                runs: Vec::new(),
                last: Vec::new(),
                in_order: true,
            },
        };
        let begin = spilled.writer.written();
        let first = self.starts.first();
        if let Some(first) = first.filter(|_| !spilled.last.is_empty()) {
            let order = E::compare(&spilled.last, entry_at::<E>(&self.bytes, *first));
            spilled.in_order &= order.is_le();
        }
        for start in &self.starts {
            spilled
                .writer
                .push_entry(entry_at::<E>(&self.bytes, *start))?;
        }
        spilled.runs.push(begin..spilled.writer.written());
        if let Some(last) = self.starts.last() {
            spilled.last = entry_at::<E>(&self.bytes, *last).to_vec();
        }
        self.spilled = Some(spilled);
        self.bytes.clear();
        self.starts.clear();
        Ok(())
    }
}

impl<E: EntryFormat> SortedEntries<E> {
    /// Returns how many bytes the entries take.
    pub fn length(&self) -> usize {
        self.bytes.len()
    }

    /// Calls `each` with every entry, in order.
    pub fn for_each(&self, mut each: impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
        let mut starts = self.starts.iter();
        starts.try_for_each(|start| each(entry_at::<E>(&self.bytes, *start)))
    }
}

fn entry_at<E: EntryFormat>(bytes: &[u8], start: u32) -> &[u8] {
    let bytes = &bytes[start as usize..];
    &bytes[..E::first_length(bytes).expect("entries are whole")]
}

/// Sorted runs in a file.
pub(super) struct RunMerge<E> {
    file: File,
    runs: Vec<Range<u64>>,
    format: PhantomData<E>,
}

impl<E: EntryFormat> RunMerge<E> {
    /// Calls `each` with every entry, in order; of equal entries, that of the earlier run comes
    /// first.
    pub fn for_each(mut self, mut each: impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
        let runs = &self.runs;
        let most = (MERGE_READ_BYTES / runs.len().max(1)).clamp(4096, RUN_READ_BYTES);
        let mut heap = BinaryHeap::with_capacity(runs.len());
        for (place, run) in runs.iter().enumerate() {
            let mut run = RunReader::<E> {
                index: place,
                unread: run.clone(),
                bytes: Vec::new(),
                at: 0,
                first: 0,
                read_bytes: most,
                format: PhantomData,
            };
            if run.fill(&mut self.file)? {
                heap.push(run);
            }
        }
        while let Some(mut run) = heap.pop() {
            each(run.entry())?;
            run.at += run.first;
            if run.fill(&mut self.file)? {
                heap.push(run);
            }
        }
        Ok(())
    }
}

/// A run being read. Ordered for a max-heap: the greatest is the one whose entry comes first.
struct RunReader<E> {
    index: usize,
    unread: Range<u64>,
    bytes: Vec<u8>,
    at: usize,
    /// The length of the entry there.
    first: usize,
    read_bytes: usize,
    format: PhantomData<E>,
}

impl<E: EntryFormat> RunReader<E> {
    fn entry(&self) -> &[u8] {
        &self.bytes[self.at..self.at + self.first]
    }

    /// Reads until a whole entry is buffered; returns whether there is one.
    fn fill(&mut self, file: &mut File) -> io::Result<bool> {
        loop {
            if let Some(length) = E::first_length(&self.bytes[self.at..]) {
                self.first = length;
                return Ok(true);
            }
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
    }
}

impl<E: EntryFormat> Ord for RunReader<E> {
    fn cmp(&self, other: &Self) -> Ordering {
        let entries = E::compare(other.entry(), self.entry());
        entries.then_with(|| other.index.cmp(&self.index))
    }
}

impl<E: EntryFormat> PartialOrd for RunReader<E> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<E: EntryFormat> PartialEq for RunReader<E> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl<E: EntryFormat> Eq for RunReader<E> {}
