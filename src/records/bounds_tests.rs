//! Tests that the cost of reading grows no faster than the input, and that limits hold. Work is
//! counted, not timed.

use std::fmt::Write as _;
use std::io::{self, Cursor, Read};

use super::block_reader::BlockReader;
use super::row::{MAX_COLUMNS, MAX_ROW_BYTES};
use super::*;
use crate::scoring::{COMPARED, Dataset};

/// Reproducible pseudo-random numbers from a seed.
struct SeededNumbers(u64);

impl SeededNumbers {
    /// Returns a number below `end`.
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) % end
    }

    /// Returns a size below 2^bits, small ones as often as large ones.
    fn size(&mut self, bits: u64) -> u64 {
        let most = 1 << self.below(bits);
        1 + self.below(most * 2)
    }
}

/// A source that never ends, and the number of bytes taken from it.
struct Endless<'a> {
    start: Cursor<Vec<u8>>,
    piece: u8,
    taken: &'a mut usize,
}

impl Read for Endless<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.start.read(out)?;
        out[read..].fill(self.piece);
        *self.taken += out.len();
        assert!(
            *self.taken < 4 * MAX_ROW_BYTES,
            "somebody would wait for ever"
        );
        Ok(out.len())
    }
}

fn endless(start: &str, piece: u8) -> (String, usize) {
    let mut taken = 0;
    let source = Endless {
        start: Cursor::new(start.into()),
        piece,
        taken: &mut taken,
    };
    let error = BlockReader::open(source, &ReadOptions::default())
        .err()
        .map(|error| error.to_string());
    (error.expect("there is no end"), taken)
}

#[test]
fn a_header_without_an_end_is_refused_at_16_mib() {
    let long = "line 1: the header is longer than 16 MiB";
    for (start, piece, sentence) in [
        ("lead_id,", b',', long),
        ("lead_id,", b'x', long),
        ("lead_id,\"", b'x', long),
        ("\n\nlead_id;", b';', long),
        (
            "lead_id,\"a\nb",
            b'x',
            "line 1: the header has a quote that isn't closed",
        ),
    ] {
        let (error, taken) = endless(start, piece);
        assert!(error.starts_with(sentence), "{start}: {error}");
        assert!(
            taken < MAX_ROW_BYTES + MAX_ROW_BYTES / 8,
            "{start}: {taken}"
        );
    }
}

#[test]
fn a_header_that_has_an_end_may_be_as_long_as_a_line() {
    let name = "x".repeat(MAX_ROW_BYTES - 100);
    let file = format!("id,{name}\n1,2\n");
    let (data, rejects) = read_leads(
        file.as_bytes(),
        &ReadOptions::default(),
        EventIndex::default(),
    )
    .unwrap();
    assert_eq!((data.len(), rejects.len()), (1, 0));
    assert_eq!(data.columns[1].len(), name.len());
}

#[test]
fn more_columns_than_there_may_be_are_refused_by_number() {
    let of = |columns: usize| {
        let file = format!("id{}\n", ",".repeat(columns - 1));
        let opened = BlockReader::open(Cursor::new(file), &ReadOptions::default());
        opened.map(|blocks| blocks.headers().len())
    };
    assert_eq!(of(MAX_COLUMNS).unwrap(), MAX_COLUMNS);
    let error = of(MAX_COLUMNS + 1).unwrap_err().to_string();
    assert!(error.contains("more than 262144 columns"), "{error}");
}

#[test]
fn a_row_of_nothing_but_delimiters_keeps_no_more_fields_than_the_header_has() {
    let delimiters = ",".repeat(1_000_000);
    let file = format!("a,b\n{delimiters}x\n1,2\n{delimiters}\n");
    let mut blocks = BlockReader::open(Cursor::new(file), &ReadOptions::default()).unwrap();
    let mut block = Block::default();
    assert!(blocks.next_block(&mut block).unwrap());
    let mut rows = block.rows();
    let reject = rows.next_row().unwrap().unwrap_err();
    assert!(
        reject
            .reason
            .starts_with("1,000,001 fields where the header has 2")
    );
    assert_eq!(rows.field_count(), 2);
    assert_eq!(rows.next_row(), Some(Ok(3)));
    // What is empty beyond the header is dropped.
    assert!(blocks.next_block(&mut block).unwrap());
    let mut rows = block.rows();
    assert_eq!(rows.next_row(), Some(Ok(4)));
    assert_eq!(rows.field_count(), 2);
}

#[test]
fn a_long_row_leaves_no_large_block_behind() {
    let file = format!(
        "a,b\n1,{}\n{}",
        "x".repeat(MAX_ROW_BYTES - 10),
        "1,2\n".repeat(300_000)
    );
    let mut blocks = BlockReader::open(Cursor::new(file), &ReadOptions::default()).unwrap();
    let mut block = Block::default();
    let mut largest = Vec::new();
    while blocks.next_block(&mut block).unwrap() {
        largest.push(block.bytes.capacity());
    }
    assert!(largest[0] >= MAX_ROW_BYTES - 10);
    assert!(largest.last().unwrap() < &(8 * 1024 * 1024), "{largest:?}");
}

/// Returns how many fields are scanned to cut a list into rows, its rejects, and its bytes.
fn cut(file: Vec<u8>) -> (u64, usize, u64) {
    let bytes = file.len() as u64;
    let mut blocks = BlockReader::open(Cursor::new(file), &ReadOptions::default()).unwrap();
    let (mut block, mut rows) = (Block::default(), 0);
    while blocks.next_block(&mut block).unwrap() {
        let mut all = block.rows();
        while all.next_row().is_some() {
            rows += 1;
        }
    }
    (blocks.fields_scanned(), rows, bytes)
}

#[test]
fn cutting_a_list_of_any_size_looks_at_each_field_a_few_times() {
    let mut dice = SeededNumbers(1);
    for _ in 0..200 {
        let columns = dice.size(9);
        let rows = dice.size(8);
        let quoted = dice.below(3);
        let mut file = String::new();
        for row in 0..=rows {
            for column in 0..columns {
                let comma = if column == 0 { "" } else { "," };
                let _ = match (quoted, dice.below(40)) {
                    (0, _) => write!(file, "{comma}v{row}"),
                    (1, 0) if row > 0 => write!(file, "{comma}\"stray"),
                    (_, n) => write!(
                        file,
                        "{comma}\"a\"\"{}\"",
                        "\n".repeat((n % 5 / 4) as usize)
                    ),
                };
            }
            file.push('\n');
        }
        let fields = (rows + 1) * columns;
        let (walked, _, _) = cut(file.into());
        // With a stray quote, a row's fields are scanned once more for each line it swallows.
        let most = if quoted == 1 { fields * 12 } else { fields * 3 };
        assert!(
            walked <= most + 100,
            "{rows} x {columns}, {quoted}: {walked} of {fields}"
        );
    }
}

/// Each line opens a quote and closes the one before, so the row that starts on it continues until
/// it has too many fields.
#[test]
fn a_wide_list_full_of_stray_quotes_is_walked_over_once() {
    let mut dice = SeededNumbers(4);
    for _ in 0..200 {
        let columns = 2 + dice.size(10);
        let lines = dice.size(11);
        let mut file = format!("c{}\n", ",c".repeat(columns as usize - 1));
        let mut fields = columns;
        let kinds = 1 + dice.below(4);
        for _ in 0..lines {
            let line = match dice.below(kinds) {
                0 => "x\",\"y\n",
                1 => "x\",a,b,\"y\n",
                2 => "\"p\"\"\",\"q\n",
                _ => "x,\"y\"z\n",
            };
            fields += 1 + line.matches(',').count() as u64;
            file.push_str(line);
        }
        let (walked, rows, _) = cut(file.into());
        assert_eq!(rows as u64, lines);
        assert!(
            walked <= 8 * fields + 2 * columns,
            "{lines} lines, {columns} columns: {walked} of {fields}"
        );
    }
}

#[test]
fn a_header_of_any_length_is_looked_at_a_few_times() {
    let mut dice = SeededNumbers(2);
    for _ in 0..200 {
        let columns = 1 + dice.size(14);
        let name = "n".repeat(dice.below(20) as usize);
        let header: Vec<String> = (0..columns).map(|_| name.clone()).collect();
        let file = format!("{}\n", header.join(","));
        let blocks = BlockReader::open(Cursor::new(file), &ReadOptions::default()).unwrap();
        assert_eq!(blocks.headers().len() as u64, columns);
        assert!(blocks.fields_scanned() <= 3 * columns + 100, "{columns}");
    }
}

#[test]
fn columns_of_any_number_are_each_looked_at_a_few_times() {
    let mut dice = SeededNumbers(3);
    for _ in 0..200 {
        let columns = dice.size(12);
        // All different, all equal, or differing only in case.
        let name = |n: u64, kind: u64| match kind {
            0 => format!("Field {n}"),
            1 => "Field 1".into(),
            _ => if n.is_multiple_of(2) {
                "FIELD"
            } else {
                "field"
            }
            .into(),
        };
        let kind = dice.below(3);
        let headers: Vec<String> = (0..columns).map(|n| name(n, kind)).collect();
        let mapped = (0..columns).map(|n| (format!("f{n}"), headers[n as usize].to_lowercase()));
        let options = ReadOptions {
            columns: mapped.collect(),
            as_of_field: Some("nowhere".into()),
            ..ReadOptions::default()
        };
        COMPARED.set(0);
        let layout = LeadLayout::from_headers(&headers, &options).unwrap();
        assert!(
            COMPARED.get() <= 8 * columns + 100,
            "{columns}: {}",
            COMPARED.get()
        );
        assert!(layout.warnings().len() <= 12, "{:?}", layout.warnings());
        let shape: &Dataset = layout.schema();
        assert_eq!(shape.columns.len(), layout.value_columns().len());
    }
}

/// Otherwise memory would hold rows times events.
#[test]
fn the_rows_of_a_lead_share_its_events() {
    let mut file = String::from("id,event,at\n");
    for k in 0..5_000 {
        let _ = writeln!(file, "L,visit,2026-01-{:02}", 1 + k % 28);
    }
    let options = ReadOptions::default();
    let (events, _) = read_events(file.as_bytes(), &options).unwrap();
    let expected = events.events_of("L").to_vec();
    let rows = format!("id\nA\n{}B\n", "L\n".repeat(2_000));
    let (data, _) = read_leads(rows.as_bytes(), &options, events).unwrap();
    assert_eq!(data.len(), 2_002);
    for lead in [1, 2, 1_000, 2_000] {
        assert!(data.events(lead).eq(expected.iter().cloned()), "{lead}");
    }
    assert_eq!(data.events(0).chain(data.events(2_001)).count(), 0);
    assert_eq!(data.stored_event_count(), 5_000);
}

#[test]
fn a_sentence_names_the_first_of_very_many_columns() {
    let headers: Vec<String> = (0..50_000)
        .map(|n| format!("c{n}{}", "x".repeat(500)))
        .collect();
    let options = ReadOptions {
        id: Some("nobody".into()),
        ..ReadOptions::default()
    };
    let error = LeadLayout::from_headers(&headers, &options)
        .unwrap_err()
        .to_string();
    assert!(error.len() < 5_000, "{}", error.len());
    assert!(error.ends_with("and 49960 more"), "{error}");
}
