//! `--order`: the leads to forward first, then those with the highest total; else as they came.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::super::io::Sink;
use super::gzip::gzip_member;
use crate::records::{LineKey, LineSorter};
use crate::scoring::{Responses, Scorer};

/// What lines are sorted by: bytes that compare as their leads do.
pub(super) type OrderKey = LineKey;

/// Bytes compressed at a time.
const MEMBER_BYTES: usize = 1024 * 1024;

/// Returns the key of leads that answer so.
pub(super) fn order_key(scorer: &Scorer, responses: &Responses) -> OrderKey {
    let outcome = scorer.outcome(responses);
    let forwards = scorer.forwards(outcome.qualified, outcome.disposition);
    let mut key = [0; size_of::<OrderKey>()];
    key[0] = u8::from(!forwards);
    // The higher the total, the lesser the bytes: negative numbers come last.
    let ascending = outcome.total.cast_unsigned() ^ (1 << 63);
    key[1..].copy_from_slice(&(!ascending).to_be_bytes());
    key
}

/// Lines to be sorted. More of them than fit in memory wait in an unnamed file beside the output.
pub(super) struct OrderedLines {
    sorter: LineSorter,
    is_gzip: bool,
}

impl OrderedLines {
    /// Starts without lines. `sink` is where they will go.
    pub fn new(sink: &Sink, is_gzip: bool) -> Self {
        let beside = sink.temporary_path().and_then(Path::parent);
        Self {
            sorter: LineSorter::new(beside.map(PathBuf::from)),
            is_gzip,
        }
    }

    /// Adds the lines of a block, given the key of each and where it ends.
    pub fn add(&mut self, lines: &[u8], keys: &[(OrderKey, usize)]) -> io::Result<()> {
        let mut begin = 0;
        for (key, end) in keys {
            self.sorter.push(key, &lines[begin..*end])?;
            begin = *end;
        }
        Ok(())
    }

    /// Writes the lines in order.
    pub fn write(self, sink: &mut Sink) -> io::Result<()> {
        if !self.is_gzip {
            return self.sorter.finish(|line| sink.write_all(line));
        }
        let mut waiting = Vec::new();
        self.sorter.finish(|line| {
            waiting.extend_from_slice(line);
            if waiting.len() >= MEMBER_BYTES {
                sink.write_all(&gzip_member(&waiting))?;
                waiting.clear();
            }
            Ok(())
        })?;
        if waiting.is_empty() {
            return Ok(());
        }
        sink.write_all(&gzip_member(&waiting))
    }
}
