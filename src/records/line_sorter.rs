//! Sorts lines by keys of a fixed length, in bounded memory.

use std::cmp::Ordering;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek as _, Write as _};
use std::path::PathBuf;

use super::external_sort::{EntryFormat, ExternalSort, RunWriter, Sorted};

/// Bytes of a key.
const LINE_KEY_BYTES: usize = 9;
/// Bytes before a line: its key and its length.
const FIXED_BYTES: usize = LINE_KEY_BYTES + 4;
/// The most bytes of lines held in memory, if nothing longer has to be.
const BUDGET: usize = 32 * 1024 * 1024;
const BUFFER_BYTES: usize = 256 * 1024;

/// A key; lines with lesser bytes come first.
pub type LineKey = [u8; LINE_KEY_BYTES];

/// Makes a temporary file for lines.
type MakeWriter = Box<dyn FnMut() -> io::Result<LineWriter> + Send>;

/// Sorts lines; those with the same key keep their order. About 32 MB of them are held in memory,
/// more are in an unnamed temporary file, gone with the process.
pub struct LineSorter {
    sort: ExternalSort<KeyedLines, LineWriter, MakeWriter>,
    entry: Vec<u8>,
}

/// A key, the length of a line, the line.
struct KeyedLines;

impl EntryFormat for KeyedLines {
    fn first_length(bytes: &[u8]) -> Option<usize> {
        let length = bytes.get(LINE_KEY_BYTES..FIXED_BYTES)?;
        let length = u32::from_be_bytes(length.try_into().expect("four bytes")) as usize;
        (bytes.len() >= FIXED_BYTES + length).then_some(FIXED_BYTES + length)
    }

    fn compare(one: &[u8], other: &[u8]) -> Ordering {
        one[..LINE_KEY_BYTES].cmp(&other[..LINE_KEY_BYTES])
    }
}

/// Writes entries to a temporary file.
struct LineWriter {
    out: BufWriter<File>,
    written: u64,
}

impl RunWriter for LineWriter {
    fn push_entry(&mut self, entry: &[u8]) -> io::Result<()> {
        self.written += entry.len() as u64;
        self.out.write_all(entry)
    }

    fn written(&self) -> u64 {
        self.written
    }

    fn into_file(self) -> io::Result<File> {
        let file = self.out.into_inner();
        file.map_err(io::IntoInnerError::into_error)
    }
}

impl LineSorter {
    /// Sorts with a temporary file in this folder or, without one, where the system has its own.
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self::with_budget(folder, BUDGET)
    }

    fn with_budget(folder: Option<PathBuf>, budget: usize) -> Self {
        let make: MakeWriter = Box::new(move || {
            let file = match &folder {
                Some(folder) => tempfile::tempfile_in(folder)?,
                None => tempfile::tempfile()?,
            };
            Ok(LineWriter {
                out: BufWriter::with_capacity(BUFFER_BYTES, file),
                written: 0,
            })
        });
        Self {
            sort: ExternalSort::new(budget, make),
            entry: Vec::new(),
        }
    }

    /// Adds a line.
    ///
    /// # Errors
    ///
    /// Fails if a temporary file can't be written.
    pub fn push(&mut self, key: &LineKey, line: &[u8]) -> io::Result<()> {
        self.entry.clear();
        self.entry.extend_from_slice(key);
        let length = u32::try_from(line.len()).map_err(io::Error::other)?;
        self.entry.extend_from_slice(&length.to_be_bytes());
        self.entry.extend_from_slice(line);
        self.sort.push(&self.entry)
    }

    /// Calls `each` with every line, in order.
    ///
    /// # Errors
    ///
    /// Fails if a temporary file can't be used, or if `each` fails.
    pub fn finish(self, mut each: impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
        let mut take = |entry: &[u8]| each(&entry[FIXED_BYTES..]);
        match self.sort.finish()? {
            Sorted::Memory(sorted) => sorted.for_each(take),
            Sorted::Runs(runs) => runs.for_each(take),
            Sorted::InOrder(writer) => {
                let mut file = writer.into_file()?;
                file.rewind()?;
                for_each_in(BufReader::with_capacity(BUFFER_BYTES, file), &mut take)
            }
        }
    }
}

/// Calls `take` with every entry of a file.
fn for_each_in(
    mut file: impl Read,
    take: &mut impl FnMut(&[u8]) -> io::Result<()>,
) -> io::Result<()> {
    let mut entry = vec![0; FIXED_BYTES];
    loop {
        entry.resize(FIXED_BYTES, 0);
        match file.read_exact(&mut entry) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(()),
            Err(error) => return Err(error),
        }
        let length = entry[LINE_KEY_BYTES..].try_into().expect("four bytes");
        entry.resize(FIXED_BYTES + u32::from_be_bytes(length) as usize, 0);
        file.read_exact(&mut entry[FIXED_BYTES..])?;
        take(&entry)?;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sorted(lines: &[(u8, Vec<u8>)], budget: usize) -> Vec<Vec<u8>> {
        let dir = tempfile::tempdir().unwrap();
        let mut sorter = LineSorter::with_budget(Some(dir.path().into()), budget);
        for (key, line) in lines {
            sorter.push(&[*key; LINE_KEY_BYTES], line).unwrap();
        }
        let mut found = Vec::new();
        sorter
            .finish(|line| {
                found.push(line.to_vec());
                Ok(())
            })
            .unwrap();
        // The file has no name.
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
        found
    }

    proptest! {
        #[test]
        fn lines_come_by_key_and_then_as_they_were_added(
            lines in prop::collection::vec((0..4_u8, prop::collection::vec(any::<u8>(), 0..200)), 0..60),
            budget in prop::sample::select(vec![0_usize, 100, 1_000, 1_000_000]),
            in_order in any::<bool>(),
        ) {
            let mut lines = lines;
            if in_order {
                lines.sort_by_key(|(key, _)| *key);
            }
            let mut expected = lines.clone();
            expected.sort_by_key(|(key, _)| *key);
            let expected: Vec<Vec<u8>> = expected.into_iter().map(|(_, line)| line).collect();
            prop_assert_eq!(sorted(&lines, budget), expected);
        }
    }

    #[test]
    fn a_line_longer_than_what_is_read_at_once_stays_whole() {
        let long = vec![b'x'; 300_000];
        let lines = [(2, long.clone()), (1, b"short".to_vec()), (0, long.clone())];
        assert_eq!(sorted(&lines, 0), [long.clone(), b"short".to_vec(), long]);
    }
}
