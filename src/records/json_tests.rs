//! Tests that lines of JSON are read as a CSV file of the same leads would be.

use std::io::{self, Cursor, Read};

use proptest::prelude::*;
use serde_json::{Map, Value};

use super::row::MAX_ROW_BYTES;
use super::*;
use crate::scoring::Dataset;

fn read(file: &[u8], options: &ReadOptions) -> (Dataset, Vec<String>) {
    let (data, rejects) = read_leads(file, options, EventIndex::default()).unwrap();
    (data, rejects.iter().map(ToString::to_string).collect())
}

fn read_plain(file: &str) -> (Dataset, Vec<String>) {
    read(file.as_bytes(), &ReadOptions::default())
}

#[test]
fn leads_as_some_service_sends_them() {
    let (data, rejects) = read_plain(
        "\u{feff}{\"lead_id\":\"L-1\",\"company\":{\"name\":\"Müller, Söhne\",\"size\":1.50},\
         \"tags\":[\"a\",\"b\"],\"open\":true}\r\n\r\n\
         {\"company\":{\"name\":\"said \\\"x\\\"\\nand more\",\"size\":null},\"lead_id\":7,\
         \"later\":\"in the first lines\"}\n\
         {\"lead_id\":\"L-3\",\"lead_id\":\"L-4\"}",
    );
    assert_eq!(rejects, [""; 0]);
    let names = [
        "lead_id",
        "company.name",
        "company.size",
        "tags",
        "open",
        "later",
    ];
    assert_eq!(data.columns, names);
    let leads: Vec<_> = data.leads().map(|lead| (lead.line, lead.values)).collect();
    let texts = |texts: [&str; 6]| texts.map(String::from).to_vec();
    assert_eq!(
        leads,
        [
            (
                1,
                texts(["L-1", "Müller, Söhne", "1.50", "a;b", "true", ""])
            ),
            (
                3,
                texts(["7", "said \"x\" and more", "", "", "", "in the first lines"])
            ),
            (4, texts(["L-4", "", "", "", "", ""])),
        ]
    );
}

#[test]
fn a_bad_line_is_a_reject_and_its_neighbours_are_read() {
    let (data, rejects) = read_plain(
        "{\"id\":\"a\"}\n{\"id\":\"b\"\n[1]\n{\"id\":\"c\"}\n{\"id\":\"\"}\nL,\"5\n{\"id\":\"d\\u0000\"}\n{\"id\":\"e\"}\n",
    );
    let ids: Vec<_> = data.leads().map(|lead| (lead.id, lead.line)).collect();
    assert_eq!(ids, [("a".into(), 1), ("c".into(), 4), ("e".into(), 8)]);
    assert_eq!(
        rejects,
        [
            "line 2: isn't JSON: EOF while parsing an object at column 9; correct the line or take it out",
            "line 3: isn't an object: write one lead or event a line, as {'id': 'L-1'}",
            "line 5: the id is empty: give the lead one, or name the column that has it",
            "line 6: isn't JSON: expected value at column 1; correct the line or take it out",
            "line 7: the row has a NUL character in it: export it again",
        ]
    );
}

#[test]
fn a_byte_that_is_no_text_costs_its_line_alone() {
    let mut file = "{\"id\":\"Zürich\"}\n".repeat(3).into_bytes();
    file.extend(b"{\"id\":\"Caf\xE9\"}\n{\"id\":\"last\"}\n");
    let (data, rejects) = read(&file, &ReadOptions::default());
    assert_eq!(data.len(), 4);
    assert_eq!(
        rejects,
        ["line 4: the row isn't valid UTF-8: export it again"]
    );
}

/// A name that comes after the first lines is read if somebody asked for it.
#[test]
fn a_name_that_comes_later_is_found_if_it_is_asked_for() {
    let mut file = "{\"id\":\"x\"}\n".repeat(1_000);
    file.push_str("{\"id\":\"y\",\"Company Size\":5,\"other\":1}\n");
    let options = ReadOptions {
        wanted: vec!["company_size".into(), "ID".into(), "never".into()],
        ..ReadOptions::default()
    };
    let (data, _) = read(file.as_bytes(), &options);
    assert_eq!(data.columns, ["id", "company_size", "never"]);
    assert_eq!(data.lead(1_000).values, ["y", "5", ""]);
    let blocks = BlockReader::open(file.as_bytes(), &options).unwrap();
    let layout = LeadLayout::new(&blocks, &options).unwrap();
    assert_eq!(
        layout.warnings(),
        [
            "the first lines have no `company_size`: it is read where it comes later",
            "the first lines have no `never`: it is read where it comes later"
        ]
    );
    assert!(layout.holds("id") && !layout.holds("company_size"));
    let reader = LeadReader::open_before_events(file.as_bytes(), &ReadOptions::default()).unwrap();
    let late = reader.late_names();
    let (data, _) = reader.into_dataset().unwrap();
    assert_eq!(data.columns, ["id"]);
    assert_eq!(
        late.warnings(),
        [
            "`Company Size` first comes on line 1001: it isn't read unless it is named under \
             Columns, as in `Company Size = Company Size`",
            "`other` first comes on line 1001: it isn't read unless it is named under Columns, \
             as in `other = other`"
        ]
    );
}

#[test]
fn a_line_without_an_end_is_rejected_once_and_memory_is_bounded() {
    let mut file = b"{\"id\":\"a\"}\n".repeat(7_000);
    let line = 7_001;
    file.extend(b"{\"id\":\"");
    file.resize(file.len() + MAX_ROW_BYTES + 200_000, b'x');
    file.extend(b"\"}\n{\"id\":\"b\"}\n");
    let (data, rejects) = read(&file, &ReadOptions::default());
    assert_eq!(data.len(), 7_001);
    assert_eq!(data.lead(7_000).line, line + 1);
    assert_eq!(
        rejects,
        [format!(
            "line {line}: the line is longer than 16 MiB: fix it or take it out"
        )]
    );
}

#[test]
fn events_may_be_lines_of_json_too() {
    let file = "{\"contact_id\":\"A\",\"event\":\"visit\",\"at\":\"2026-01-02\",\"page\":\"/x\"}\n\
                {\"contact_id\":\"A\",\"event\":\"visit\",\"at\":\"soon\"}\n";
    let (index, rejects) = read_events(file.as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!(&*index.events_of("A")[0].values[0], "/x");
    assert_eq!(
        (index.columns(), rejects[0].line),
        (&["page".to_owned()][..], 2)
    );
}

/// A source that returns a few bytes at a time and is sometimes interrupted.
struct Pieces(Cursor<Vec<u8>>, usize, usize);

impl Read for Pieces {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.2 += 1;
        if self.2.is_multiple_of(3) {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let most = self.1.min(out.len());
        self.0.read(&mut out[..most])
    }
}

/// Cells with everything that means something in either form, but no line breaks.
fn cells() -> impl Strategy<Value = Vec<Vec<String>>> {
    let cell = "[ab ,;\"'{}\\[\\]:ü\u{a0}\\\\]{0,5}";
    prop::collection::vec(prop::collection::vec(cell, 3), 1..20)
}

proptest! {
    #[test]
    fn lines_of_json_say_what_the_csv_file_says(rows in cells(), piece in 1_usize..50) {
        let header = ["id", "a.b", "c"];
        let mut csv = csv::Writer::from_writer(Vec::new());
        csv.write_record(header).unwrap();
        let mut lines = String::new();
        for (n, row) in rows.iter().enumerate() {
            let id = if n % 7 == 6 { String::new() } else { format!("{n}{}", row[0]) };
            csv.write_record([&id, &row[1], &row[2]]).unwrap();
            let within = Map::from_iter([("b".to_owned(), Value::from(row[1].clone()))]);
            let mut lead = Map::new();
            lead.insert("id".into(), id.into());
            lead.insert("a".into(), within.into());
            if n == 0 || !row[2].is_empty() {
                lead.insert("c".into(), row[2].clone().into());
            }
            lines.push_str(&format!("{}\n", Value::from(lead)));
        }
        let csv = csv.into_inner().unwrap();
        let comma = ReadOptions {
            delimiter: Some(crate::model::Delimiter::Comma),
            ..ReadOptions::default()
        };
        let (expected, rejects) = read(&csv, &comma);
        let (data, own) = read(lines.as_bytes(), &ReadOptions::default());
        prop_assert_eq!(own.len(), rejects.len());
        prop_assert_eq!(&data.columns, &expected.columns);
        let leads = |data: &Dataset, off: u64| {
            data.leads().map(|lead| (lead.line - off, lead.values)).collect::<Vec<_>>()
        };
        prop_assert_eq!(leads(&data, 0), leads(&expected, 1));
        let pieces = Pieces(Cursor::new(lines.into_bytes()), piece, 0);
        let (again, _) = read_leads(pieces, &ReadOptions::default(), EventIndex::default()).unwrap();
        prop_assert_eq!(leads(&again, 0), leads(&data, 0));
    }
}
