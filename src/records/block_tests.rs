//! Tests that blocks agree with the csv crate reading a file row by row.

use std::io::{self, Cursor, Read};

use proptest::prelude::*;
use rstest::rstest;

use super::block::Block;
use super::block_reader::BlockReader;
use super::csv_rows::CsvRows;
use super::row::MAX_ROW_BYTES;
use super::sniff::{SniffOptions, sniff};
use super::{ReadOptions, RecordsError, process_in_order};

/// Each row as line and fields, each reject as line and reason.
type ReadRows = Vec<Result<(u64, Vec<String>), (u64, String)>>;

fn utf_8() -> SniffOptions<'static> {
    SniffOptions {
        encoding: Some("utf-8"),
        ..SniffOptions::default()
    }
}

/// Reads a file with the oracle, the csv crate.
fn read_by_oracle(file: &[u8]) -> Result<(Vec<String>, ReadRows), String> {
    let sniffed = sniff(file, &utf_8()).unwrap();
    let mut rows = CsvRows::open(sniffed).map_err(|error| error.to_string())?;
    let headers = rows.headers().to_vec();
    let mut rows_read = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        rows_read.push(match row {
            Ok(line) => {
                let fields = (0..headers.len()).map(|i| rows.field(i).to_owned());
                Ok((line, fields.collect()))
            }
            Err(reject) => Err((reject.line, reject.reason.to_string())),
        });
    }
    Ok((headers, rows_read))
}

/// A source that returns a few bytes at a time.
struct Pieces(Cursor<Vec<u8>>, usize);

impl Read for Pieces {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let most = self.1.min(out.len());
        self.0.read(&mut out[..most])
    }
}

fn blocks_of(
    file: &[u8],
    size: usize,
    longest: usize,
) -> Result<BlockReader<'static>, RecordsError> {
    let source = Pieces(Cursor::new(file.to_vec()), size + 3);
    BlockReader::with_size(sniff(source, &utf_8()).unwrap(), size, longest)
}

fn rows_of(block: &Block, rows_read: &mut ReadRows) {
    let mut rows = block.rows();
    while let Some(row) = rows.next_row() {
        rows_read.push(match row {
            Ok(line) => {
                let fields = (0..rows.field_count()).map(|i| rows.field(i).to_owned());
                Ok((line, fields.collect()))
            }
            Err(reject) => Err((reject.line, reject.reason.to_string())),
        });
    }
}

/// Reads a file in blocks of about this size.
fn read_by_blocks(file: &[u8], size: usize) -> Result<(Vec<String>, ReadRows), String> {
    let mut blocks = blocks_of(file, size, MAX_ROW_BYTES).map_err(|error| error.to_string())?;
    let headers = blocks.headers().to_vec();
    let (mut rows_read, mut block) = (Vec::new(), Block::default());
    while blocks.next_block(&mut block).unwrap() {
        rows_of(&block, &mut rows_read);
    }
    Ok((headers, rows_read))
}

/// Generates texts full of quotes, delimiters and line breaks.
fn nasty_texts() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        6 => Just(&b"a"[..]),
        6 => Just(&b","[..]),
        5 => Just(&b"\""[..]),
        4 => Just(&b"\n"[..]),
        2 => Just(&b"a,b\n"[..]),
        3 => Just(&b",,"[..]),
        2 => Just(&b"\"a\",\"b\"\n"[..]),
        2 => Just(&b"\"a\"\"\nb\",c\n"[..]),
        4 => Just(&b"x\",\"y\n"[..]),
        1 => Just(&b"\r\n"[..]),
        1 => Just(&b"\r"[..]),
        1 => Just("é".as_bytes()),
        1 => Just(&b"\xff"[..]),
        1 => Just(&b"\xc3"[..]),
        1 => Just(&b"\0"[..]),
    ];
    let header = prop_oneof![
        8 => Just(&b"x,y\n"[..]),
        4 => Just(&b"a,b,c,d,e,f\n"[..]),
        1 => Just(&b"x\n"[..]),
        1 => Just(&b"\r\n\"x\ny\",\"z\"\"\"\r\n"[..]),
        1 => Just(&b""[..]),
    ];
    (header, prop::collection::vec(piece, 0..60)).prop_map(|(header, pieces)| {
        let mut text = header.to_vec();
        text.extend(pieces.concat());
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]
    #[test]
    fn blocks_of_any_size_say_what_the_plain_reader_says(file in nasty_texts(), size in 1_usize..40) {
        let plain = read_by_oracle(&file);
        let blocks = read_by_blocks(&file, size);
        prop_assert_eq!(&blocks, &plain, "{:?}", String::from_utf8_lossy(&file));
        prop_assert_eq!(&read_by_blocks(&file, 1 << 20), &plain);
    }
}

/// Every kind of broken row, once; the rows before and after it are read.
#[rstest]
#[case(b"x,y\n\"a,b\nc,d\n", &["2!", "3 c|d"])]
#[case(b"x,y\n\"a\"b,c\n", &["2 ab|c"])]
#[case(b"x,y\na,\"b\n\n\n", &["2 a|b\n\n\n"])]
#[case(b"x,y\n\"a\nb\",c\n\"d\n", &["2 a\nb|c", "4!"])]
#[case(b"x,y\na\r\nb,c\r\n", &["2!", "3 b|c"])]
#[case::empty_beyond(b"x,y\na,b,\nc,d, ,\"\"\ne,f,,g\n", &["2 a|b", "3 c|d", "4!"])]
#[case::empty_beyond_lines(b"x,y\n\"a\nb\",c,,\nd,\"e\n\",f\ng,h,\n", &["2 a\nb|c", "4!", "5!", "6 g|h"])]
fn by_hand(#[case] file: &[u8], #[case] expected: &[&str]) {
    for size in [1, 7, 1000] {
        let (_, rows_read) = read_by_blocks(file, size).unwrap();
        let shown: Vec<String> = rows_read
            .iter()
            .map(|row| match row {
                Ok((line, fields)) => format!("{line} {}", fields.join("|")),
                Err((line, _)) => format!("{line}!"),
            })
            .collect();
        assert_eq!(shown, expected, "size {size}");
    }
}

/// Formats rows as `line`, rejects as `line!`.
fn lines_with_longest(file: &[u8], size: usize, longest: usize) -> Vec<String> {
    let mut blocks = blocks_of(file, size, longest).unwrap();
    let (mut rows_read, mut block) = (Vec::new(), Block::default());
    while blocks.next_block(&mut block).unwrap() {
        assert!(block.bytes.len() <= longest + 1 + size, "memory is bounded");
        rows_of(&block, &mut rows_read);
    }
    let shown = rows_read.iter().map(|row| match row {
        Ok((line, _)) => line.to_string(),
        Err((line, _)) => format!("{line}!"),
    });
    shown.collect()
}

#[test]
fn a_row_without_an_end_is_rejected_once_and_the_next_kept() {
    let long = "z".repeat(300);
    let endless = format!("x,y\n1,2\n3,{long}\n4,5\n");
    let quoted = format!("x,y\n1,2\n\"3,4\n5,6\n{}7,8\n", "a,b\n".repeat(40));
    for size in [5, 16, 64] {
        assert_eq!(
            lines_with_longest(endless.as_bytes(), size, 100),
            ["2", "3!", "4"]
        );
        let lines = lines_with_longest(quoted.as_bytes(), size, 100);
        assert_eq!(lines[..3], ["2", "3!", "4"]);
        assert_eq!(lines.len(), 44);
        assert_eq!(lines[43], "45");
    }
}

#[test]
fn a_file_full_of_openings_is_read_in_one_go() {
    // Each line opens a quote at the wrong place, and leaves one open.
    let file = [b"x,y\n".to_vec(), b"a\",b,\"\n".repeat(200_000)].concat();
    let (_, rows_read) = read_by_blocks(&file, 1 << 20).unwrap();
    assert_eq!(rows_read.len(), 200_000);
    assert!(rows_read.iter().all(Result::is_err));
}

#[test]
fn threads_give_the_rows_in_the_file_s_order() {
    let mut file = b"id,name,note\n".to_vec();
    for n in 0..30_000 {
        let row = match n % 100 {
            7 => format!("{n},\"somebody,something\n"),
            11 => format!("{n},\"some\nbody\",some \"\"thing\n"),
            13 => format!("{n},too,many,fields\r\n"),
            _ => format!("{n},somebody,something\n"),
        };
        file.extend(row.bytes());
    }
    let plain = read_by_oracle(&file).unwrap().1;
    let blocks = blocks_of(&file, 1000, MAX_ROW_BYTES).unwrap();
    let mut rows_read = Vec::new();
    let taken: Result<(), RecordsError> = process_in_order(
        blocks,
        |worker| {
            worker.for_each_block(|block, rows: &mut ReadRows| {
                rows.clear();
                rows_of(block, rows);
            });
        },
        |rows| {
            rows_read.append(rows);
            Ok(())
        },
    );
    taken.unwrap();
    assert!(rows_read == plain);
    assert_eq!(rows_read.iter().filter(|row| row.is_err()).count(), 600);
}

#[test]
fn what_breaks_off_gives_the_rows_before_it() {
    struct Breaks(Cursor<Vec<u8>>);
    impl Read for Breaks {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            match self.0.read(out)? {
                0 => Err(io::Error::other("gone")),
                read => Ok(read),
            }
        }
    }
    // Longer than what is sniffed to detect the format.
    let file = [b"x\n".to_vec(), b"a\n".repeat(100_000)].concat();
    let blocks = BlockReader::open(Breaks(Cursor::new(file)), &ReadOptions::default()).unwrap();
    let mut rows = 0;
    let taken: Result<(), RecordsError> = process_in_order(
        blocks,
        |worker| {
            worker.for_each_block(|block, count: &mut u64| {
                let mut rows = block.rows();
                *count = std::iter::from_fn(|| rows.next_row()).count() as u64;
            });
        },
        |count| {
            rows += *count;
            Ok(())
        },
    );
    assert_eq!(rows, 100_000);
    let error = taken.unwrap_err().to_string();
    assert!(error.starts_with("after line 100002: gone"), "{error}");
}

#[test]
#[should_panic(expected = "as it must")]
fn a_thread_that_panics_takes_the_caller_with_it() {
    let file = [b"x\n".to_vec(), b"a\n".repeat(50_000)].concat();
    let blocks = blocks_of(&file, 100, MAX_ROW_BYTES).unwrap();
    let mut blocks_seen = 0;
    let _: Result<(), RecordsError> = process_in_order(
        blocks,
        |worker| {
            worker.for_each_block(|block, (): &mut ()| {
                assert!(block.bytes.len() > 9_999, "as it must");
            });
        },
        |()| {
            blocks_seen += 1;
            Ok(())
        },
    );
}
