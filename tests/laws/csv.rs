//! Lists of leads and events: every row is a lead or is rejected once, whatever is around it and
//! however the file is split into reads.

use std::collections::BTreeSet;
use std::io::{self, Cursor, Read};
use std::sync::Arc;

use accord::model::Data;
use accord::records::{
    Block, BlockReader, EventCursor, EventIndex, ExternalEvents, LeadLayout, LeadReader, LeadRow,
    ReadOptions, RecordsError, Reject, read_events, read_leads,
};
use accord::scoring::simple_lower;

use super::script::Script;

const ENCODINGS: [Option<&str>; 8] = [
    None,
    None,
    Some("utf-8"),
    Some("windows-1252"),
    Some("utf-16le"),
    Some("shift_jis"),
    Some("iso-2022-jp"),
    Some("no such encoding"),
];

/// The first byte chooses the encoding, the second the size of reads, the third whether columns are
/// named; the rest is the file. It is read as leads, as events, and once more between valid rows.
pub fn any_file(bytes: &[u8]) {
    let mut script = Script::new(bytes);
    let encoding = ENCODINGS[script.below(ENCODINGS.len())];
    let piece = 1 + usize::from(script.byte()) * usize::from(script.byte() % 8);
    let options = options(&mut script, encoding);
    let file = script.rest();
    read_in_pieces(file, piece, &options);
    if matches!(encoding, None | Some("utf-8" | "windows-1252")) {
        neighbours_are_kept(file, encoding);
    }
    if encoding.is_none() && !file.contains(&b'"') {
        lines_are_rows(file);
    }
}

fn options(script: &mut Script<'_>, encoding: Option<&str>) -> ReadOptions {
    let named = script.byte();
    let data = Data {
        id: (named & 1 != 0).then(|| "key".into()),
        as_of_field: (named & 2 != 0).then(|| "seen".into()),
        columns: (named & 4 != 0)
            .then(|| ("size".into(), "Head Count".into()))
            .into_iter()
            .collect(),
        encoding: encoding.map(Into::into),
        ..Data::default()
    };
    ReadOptions::from_data(&data)
}

/// A reader that returns a few bytes at a time and is sometimes interrupted.
struct Pieces<'a> {
    bytes: &'a [u8],
    most: usize,
    turn: usize,
}

impl Read for Pieces<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.turn += 1;
        if self.turn.is_multiple_of(5) {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let count = self.most.min(out.len()).min(self.bytes.len());
        out[..count].copy_from_slice(&self.bytes[..count]);
        self.bytes = &self.bytes[count..];
        Ok(count)
    }
}

/// The rows of a file, or why it cannot be read.
fn rows(
    source: impl Read + Send,
    options: &ReadOptions,
    events: EventIndex,
) -> Result<Vec<LeadRow>, String> {
    let reader = LeadReader::open(source, options, events).map_err(|e| e.to_string())?;
    let columns = reader.schema().columns.len();
    assert!(reader.id_column() < reader.headers().len());
    assert!(columns >= reader.headers().len());
    let rows: Result<Vec<LeadRow>, _> = reader.collect();
    let rows = rows.map_err(|e| e.to_string())?;
    for row in &rows {
        match row {
            LeadRow::Lead(lead) => {
                assert_eq!(lead.values.len(), columns);
                assert!(!lead.id.is_empty());
                assert_eq!(lead.id, lead.id.trim());
            }
            LeadRow::Reject(reject) => assert!(!reject.reason.is_empty()),
        }
    }
    Ok(rows)
}

fn line(row: &LeadRow) -> u64 {
    match row {
        LeadRow::Lead(lead) => lead.line,
        LeadRow::Reject(reject) => reject.line,
    }
}

fn read_in_pieces(file: &[u8], piece: usize, options: &ReadOptions) {
    let pieces = |most| Pieces {
        bytes: file,
        most,
        turn: 0,
    };
    let events = read_events(file, options).map_err(|e| e.to_string());
    let again = read_events(pieces(piece), options).map_err(|e| e.to_string());
    assert_eq!(events, again);
    let index = events.as_ref().map(|e| e.0.clone()).unwrap_or_default();
    let whole = rows(file, options, index.clone());
    assert_eq!(whole, rows(pieces(piece), options, index.clone()));
    in_blocks(file, &whole, options);
    let Ok(rows) = whole else { return };
    for pair in rows.windows(2) {
        assert!(
            line(&pair[0]) < line(&pair[1]),
            "two rows on one line: {pair:?}"
        );
    }
    let (data, rejects) = read_leads(file, options, index).expect("it was read before");
    assert_eq!(data.len() + rejects.len(), rows.len());
    if let Ok((index, rejects)) = events {
        joined(file, &index, &rejects, options);
        let read: usize = index.leads().map(|lead| index.events_of(lead).len()).sum();
        let read = read
            + index.census().map_or(0, |census| {
                census
                    .names()
                    .iter()
                    .map(|name| name.without_id)
                    .sum::<u64>() as usize
            });
        assert_eq!(read + rejects.len(), rows.len());
        for lead in index.leads() {
            assert!(index.events_of(lead).is_sorted_by_key(|event| event.at));
        }
    }
}

/// Read in blocks, as by a stream, the file gives the same rows.
fn in_blocks(file: &[u8], whole: &Result<Vec<LeadRow>, String>, options: &ReadOptions) {
    let source = Cursor::new(file.to_vec());
    let blocks = BlockReader::open(source, options);
    let (mut blocks, rows) = match (blocks, whole) {
        (Ok(blocks), Ok(rows)) => (blocks, rows),
        (Err(error), Err(why)) => return assert_eq!(error.to_string(), *why),
        // A named column does not exist.
        (Ok(_), Err(_)) => return,
        (Err(error), Ok(_)) => panic!("{error}"),
    };
    let layout = LeadLayout::new(&blocks, options).expect("it was read before");
    let (mut block, mut rows) = (Block::default(), rows.iter());
    while blocks.next_block(&mut block).expect("memory can be read") {
        let mut lines = block.rows();
        while let Some(line) = lines.next_row() {
            match (line, rows.next()) {
                (Ok(line), Some(LeadRow::Lead(lead))) => {
                    let values = layout.value_columns().iter().map(|c| lines.field(*c));
                    assert!(values.eq(lead.values.iter().map(String::as_str)));
                    assert_eq!(line, lead.line);
                }
                // A valid row whose own reference date cannot be read.
                (Ok(line), Some(LeadRow::Reject(reject))) => assert_eq!(line, reject.line),
                (Err(reject), Some(LeadRow::Reject(expected))) => assert_eq!(reject, *expected),
                (line, row) => panic!("{line:?} is not {row:?}"),
            }
        }
    }
    assert_eq!(rows.next(), None);
}

/// Events sorted and found by lead equal those read one by one.
fn joined(file: &[u8], index: &EventIndex, rejects: &[Reject], options: &ReadOptions) {
    let leads: Vec<&str> = index.leads().collect();
    let names: BTreeSet<String> = leads
        .iter()
        .flat_map(|lead| index.events_of(lead))
        .map(|event| event.name.to_string())
        .collect();
    let names: Vec<String> = names.into_iter().collect();
    let mut rejected = Vec::new();
    let source = Cursor::new(file.to_vec());
    let joined = ExternalEvents::read::<RecordsError>(source, options, &names, |reject| {
        rejected.push(reject.clone());
        Ok(())
    });
    let joined = joined.expect("it was read before");
    assert_eq!(rejected, rejects);
    assert_eq!(
        (joined.has_events(), joined.latest()),
        (!index.is_empty(), index.latest())
    );
    let mut cursor = EventCursor::new(Arc::new(joined));
    for lead in leads {
        let found = cursor.events(lead).expect("memory can be read");
        let found = found.iter().map(|event| (event.name.to_string(), event.at));
        let expected = index.events_of(lead).iter();
        assert!(found.eq(expected.map(|event| (simple_lower(&event.name), event.at))));
    }
}

/// Arbitrary bytes between a header and valid rows cost neither of them.
fn neighbours_are_kept(between: &[u8], encoding: Option<&str>) {
    let mut file = b"id,a,b\nfirst,1,2\n".to_vec();
    file.extend(between);
    file.extend(b"\nlast,3,4\n");
    let options = ReadOptions {
        encoding: encoding.map(Into::into),
        ..ReadOptions::default()
    };
    let rows = rows(&file[..], &options, EventIndex::default()).expect("the header is right");
    let (first, last) = (rows.first(), rows.last());
    let right = |row: Option<&LeadRow>, values: [&str; 3]| match row {
        Some(LeadRow::Lead(lead)) => lead.values == values,
        _ => false,
    };
    assert!(right(first, ["first", "1", "2"]), "{first:?}");
    assert!(right(last, ["last", "3", "4"]), "{last:?}");
}

/// Without quotes a row is a line, so splitting the text is a second way to read it.
fn lines_are_rows(file: &[u8]) {
    let mut whole = b"id,a\n".to_vec();
    whole.extend(file);
    if whole.contains(&b'\r') || std::str::from_utf8(&whole).is_err() {
        return;
    }
    let rows = rows(&whole[..], &ReadOptions::default(), EventIndex::default());
    let rows = rows.expect("the header is right").into_iter();
    let read = rows.map(|row| match row {
        LeadRow::Lead(lead) => (lead.line, Some(lead.values)),
        LeadRow::Reject(reject) => (reject.line, None),
    });
    let text = std::str::from_utf8(&whole).expect("looked at above");
    let lines = text.split('\n').zip(1..).skip(1);
    let expected = lines
        .filter(|(line, _)| !line.is_empty())
        .map(|(line, at)| {
            let mut values: Vec<String> = line.split(',').map(Into::into).collect();
            let is_blank = |value: &String| value.chars().all(|c| " \t".contains(c));
            while values.len() > 2 && values.last().is_some_and(is_blank) {
                values.pop();
            }
            let has_id = !values[0].trim().is_empty();
            let right = values.len() == 2 && has_id && !line.contains('\0');
            (at, right.then_some(values))
        });
    assert!(read.eq(expected), "{text:?}");
}
