//! Finds ids that repeat among any number of leads, in bounded memory.
//!
//! A record of each lead goes into one of 256 buckets, by a hash of its id. Beyond [`BUDGET`] the
//! buckets are written to an unnamed temporary file (gone with the process), each as a run of its
//! own. In the end one bucket after another is read, in the order of the list, into a table of its
//! ids; one with very many rows several times, each time for some of them.

use std::fs::File;
use std::io::{self, BufWriter, Read as _, Seek as _, SeekFrom, Write as _};

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_128;

use crate::scoring::list_figures::{IdFigures, RepeatedId};

/// The most bytes of records in memory.
const BUDGET: usize = 24 * 1024 * 1024;
/// The most rows of a bucket that go into one table.
const MAX_TABLE: u64 = 1 << 18;
const BUCKETS: usize = 256;
const RECORD_BYTES: usize = 44;

/// What is kept of a lead's row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdRecord {
    /// A hash of its id, long enough that no two ids of a list have the same.
    pub id: u128,
    /// Equal for equal verdicts.
    pub verdict: u64,
    /// The line it starts on.
    pub line: u64,
    /// How many events it has that conditions ask about.
    pub events: u32,
    /// How many of them are later than the day it looks back from.
    pub later: u32,
    /// How many of them have the name and time of the one before.
    pub again: u32,
}

/// The records of a list's leads.
#[derive(Debug)]
pub struct IdLedger {
    budget: usize,
    buckets: Vec<Vec<IdRecord>>,
    /// Records in memory.
    held: usize,
    spilled: Option<SpilledBuckets>,
}

/// Records in a temporary file.
#[derive(Debug)]
struct SpilledBuckets {
    file: BufWriter<File>,
    length: u64,
    /// The runs of each bucket: where they begin, and their records.
    runs: Vec<Vec<(u64, usize)>>,
}

/// What is known of an id.
struct SeenId {
    verdict: u64,
    line: u64,
    repeated: bool,
    differs: bool,
}

/// The first rows whose ids were there before.
#[derive(Default)]
struct Examples {
    differing: Option<RepeatedId>,
    any: Option<RepeatedId>,
}

impl Default for IdLedger {
    fn default() -> Self {
        Self::with_budget(BUDGET)
    }
}

impl IdRecord {
    /// Returns the hash of an id.
    pub fn hash(id: &str) -> u128 {
        xxh3_128(id.as_bytes())
    }

    fn bucket(&self) -> usize {
        self.id as usize % BUCKETS
    }

    fn to_bytes(self) -> [u8; RECORD_BYTES] {
        let mut bytes = [0; RECORD_BYTES];
        bytes[..16].copy_from_slice(&self.id.to_ne_bytes());
        bytes[16..24].copy_from_slice(&self.verdict.to_ne_bytes());
        bytes[24..32].copy_from_slice(&self.line.to_ne_bytes());
        bytes[32..36].copy_from_slice(&self.events.to_ne_bytes());
        bytes[36..40].copy_from_slice(&self.later.to_ne_bytes());
        bytes[40..].copy_from_slice(&self.again.to_ne_bytes());
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Self {
        fn part<const N: usize>(bytes: &[u8], at: usize) -> [u8; N] {
            bytes[at..at + N].try_into().expect("a record is whole")
        }
        Self {
            id: u128::from_ne_bytes(part(bytes, 0)),
            verdict: u64::from_ne_bytes(part(bytes, 16)),
            line: u64::from_ne_bytes(part(bytes, 24)),
            events: u32::from_ne_bytes(part(bytes, 32)),
            later: u32::from_ne_bytes(part(bytes, 36)),
            again: u32::from_ne_bytes(part(bytes, 40)),
        }
    }
}

impl IdLedger {
    fn with_budget(budget: usize) -> Self {
        Self {
            budget,
            buckets: vec![Vec::new(); BUCKETS],
            held: 0,
            spilled: None,
        }
    }

    /// Adds leads in the order of the list.
    ///
    /// # Errors
    ///
    /// Fails if a temporary file can't be written.
    pub fn add(&mut self, leads: &[IdRecord]) -> io::Result<()> {
        for lead in leads {
            self.buckets[lead.bucket()].push(*lead);
        }
        self.held += leads.len();
        if self.held * RECORD_BYTES > self.budget {
            self.spill()?;
        }
        Ok(())
    }

    fn spill(&mut self) -> io::Result<()> {
        let mut spilled = match self.spilled.take() {
            Some(spilled) => spilled,
            None => SpilledBuckets {
                file: BufWriter::with_capacity(256 * 1024, tempfile::tempfile()?),
                length: 0,
                runs: vec![Vec::new(); BUCKETS],
            },
        };
        for (bucket, runs) in self.buckets.iter_mut().zip(&mut spilled.runs) {
            if bucket.is_empty() {
                continue;
            }
            runs.push((spilled.length, bucket.len()));
            for record in &*bucket {
                spilled.file.write_all(&record.to_bytes())?;
            }
            spilled.length += (bucket.len() * RECORD_BYTES) as u64;
            bucket.clear();
        }
        self.held = 0;
        self.spilled = Some(spilled);
        Ok(())
    }

    /// Returns what was found.
    ///
    /// # Errors
    ///
    /// Fails if a temporary file can't be written or read.
    pub fn finish(self) -> io::Result<IdFigures> {
        self.finish_with_table(MAX_TABLE)
    }

    fn finish_with_table(mut self, max_table: u64) -> io::Result<IdFigures> {
        let mut figures = IdFigures::default();
        let mut examples = Examples::default();
        let mut table = FxHashMap::default();
        let mut spilled = match self.spilled.take() {
            Some(spilled) => {
                let file = spilled.file.into_inner();
                Some((file.map_err(io::IntoInnerError::into_error)?, spilled.runs))
            }
            None => None,
        };
        for (at, held) in self.buckets.iter().enumerate() {
            let runs = spilled.as_ref().map_or(&[][..], |(_, runs)| &runs[at]);
            let runs = runs.to_vec();
            let written: usize = runs.iter().map(|(_, records)| records).sum();
            let passes = ((written + held.len()) as u64).div_ceil(max_table);
            for pass in 0..passes {
                table.clear();
                let mut look = |record: IdRecord| {
                    if (record.id >> 64) as u64 % passes == pass {
                        look_at(record, &mut table, &mut figures, &mut examples);
                    }
                };
                if let Some((file, _)) = &mut spilled {
                    for (begin, records) in &runs {
                        let mut bytes = vec![0; records * RECORD_BYTES];
                        file.seek(SeekFrom::Start(*begin))?;
                        file.read_exact(&mut bytes)?;
                        let records = bytes.chunks_exact(RECORD_BYTES);
                        records.map(IdRecord::from_bytes).for_each(&mut look);
                    }
                }
                held.iter().copied().for_each(&mut look);
                figures.distinct += table.len() as u64;
            }
        }
        figures.example = examples.differing.or(examples.any);
        Ok(figures)
    }
}

/// Looks at a row, after all earlier ones with its id.
fn look_at(
    record: IdRecord,
    table: &mut FxHashMap<u128, SeenId>,
    figures: &mut IdFigures,
    examples: &mut Examples,
) {
    let Some(seen) = table.get_mut(&record.id) else {
        figures.events_matched += u64::from(record.events);
        figures.events_later += u64::from(record.later);
        figures.events_again += u64::from(record.again);
        let seen = SeenId {
            verdict: record.verdict,
            line: record.line,
            repeated: false,
            differs: false,
        };
        table.insert(record.id, seen);
        return;
    };
    let example = RepeatedId {
        line: record.line,
        first_line: seen.line,
    };
    let earlier = |old: Option<RepeatedId>| Some(old.map_or(example, |old| old.min(example)));
    figures.repeated_rows += 1;
    figures.repeated += u64::from(!seen.repeated);
    seen.repeated = true;
    examples.any = earlier(examples.any);
    if seen.verdict != record.verdict {
        figures.differing += u64::from(!seen.differs);
        seen.differs = true;
        examples.differing = earlier(examples.differing);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    /// The same figures, counted simply.
    fn counted(records: &[IdRecord]) -> IdFigures {
        let mut rows: HashMap<u128, Vec<IdRecord>> = HashMap::new();
        for record in records {
            rows.entry(record.id).or_default().push(*record);
        }
        let repeated = || rows.values().filter(|rows| rows.len() > 1);
        let differ = |rows: &&Vec<IdRecord>| rows.iter().any(|r| r.verdict != rows[0].verdict);
        let pair = |first: &IdRecord, row: &IdRecord| RepeatedId {
            line: row.line,
            first_line: first.line,
        };
        let pairs = |different: bool| {
            let each = repeated().flat_map(|rows| rows[1..].iter().map(|row| (&rows[0], row)));
            let those = each.filter(|(first, row)| !different || first.verdict != row.verdict);
            those.map(|(first, row)| pair(first, row)).min()
        };
        IdFigures {
            distinct: rows.len() as u64,
            repeated: repeated().count() as u64,
            repeated_rows: (records.len() - rows.len()) as u64,
            differing: repeated().filter(differ).count() as u64,
            example: pairs(true).or(pairs(false)),
            events_matched: rows.values().map(|rows| u64::from(rows[0].events)).sum(),
            events_later: rows.values().map(|rows| u64::from(rows[0].later)).sum(),
            events_again: rows.values().map(|rows| u64::from(rows[0].again)).sum(),
        }
    }

    proptest! {
        #[test]
        fn repeated_ids_are_found_in_memory_and_in_a_file(
            rows in prop::collection::vec((0..60_u32, 0..3_u64, 0..5_u32), 0..300),
            batch in 1..40_usize,
        ) {
            let records: Vec<IdRecord> = rows.iter().enumerate().map(|(at, (id, verdict, events))| {
                IdRecord {
                    id: IdRecord::hash(&format!("L{id}")),
                    verdict: *verdict,
                    line: at as u64 + 2,
                    events: *events,
                    later: events / 2,
                    again: events / 3,
                }
            }).collect();
            for (budget, table) in [(usize::MAX, u64::MAX), (400, u64::MAX), (2_000, 2), (0, 1)] {
                let mut ledger = IdLedger::with_budget(budget);
                for records in records.chunks(batch) {
                    ledger.add(records).unwrap();
                }
                prop_assert_eq!(ledger.finish_with_table(table).unwrap(), counted(&records));
            }
        }
    }

    #[test]
    fn ids_that_differ_in_a_letter_have_different_hashes() {
        let ids = [
            "",
            "a",
            "b",
            "ab",
            "ba",
            "L1",
            "L01",
            "L1 ",
            &"x".repeat(300),
        ];
        let hashes: std::collections::HashSet<u128> =
            ids.iter().map(|id| IdRecord::hash(id)).collect();
        assert_eq!(hashes.len(), ids.len());
    }
}
