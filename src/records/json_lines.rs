//! Turns lines of JSON into the rows of a CSV file, as a stream.
//!
//! The columns are the names in the first lines, in their order, and those that were asked for. A
//! line becomes a row of these columns; one that can't be read becomes a line that starts with NUL
//! and says why, which [`super::Block`] makes a reject of. So there is one line for each line.

use std::io::{self, Read};
use std::sync::{Arc, Mutex};

use super::error::shortened;
use super::json_members::{JsonError, members, visit_values};
use super::row::{MAX_ROW_BYTES, MoreText, TOO_LONG, flaw_reason, text_flaw};
use crate::scoring::{column_of, field_key};
use rustc_hash::FxHashMap;

/// The most lines whose names become columns, and whose shape is looked at.
const MOST_NAMED_LINES: usize = 1_000;
const MOST_SHAPED_LINES: usize = 20;
/// Bytes read at a time.
const READ_BYTES: usize = 64 * 1024;
/// The most names that are collected because they come too late.
const MOST_LATE_NAMES: usize = 5;
/// The most names whose column is remembered.
const MOST_NAMES: usize = 100_000;

/// What a text is, judged as JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum JsonShape {
    /// Something else.
    NotJson,
    /// An object a line.
    Lines,
    /// An array, or one object over several lines or with a list in it.
    Document,
}

/// Returns what the text is that starts with `head`.
pub(super) fn shape_of(head: &[u8], more: MoreText) -> JsonShape {
    let text = head.trim_ascii_start();
    let second = text.get(1..).unwrap_or_default().trim_ascii_start().first();
    match (text.first(), second) {
        (Some(b'['), Some(b'{' | b'[' | b']')) => return JsonShape::Document,
        (Some(b'{'), Some(b'"' | b'}')) => {}
        _ => return JsonShape::NotJson,
    }
    let lines: Vec<&[u8]> = whole_lines(text, more).take(MOST_SHAPED_LINES).collect();
    let is_object = |line: &&&[u8]| std::str::from_utf8(line).is_ok_and(|l| members(l).is_ok());
    let objects = lines.iter().filter(is_object).count();
    let first_is = lines.first().is_some_and(|line| is_object(&line));
    let is_alone = lines.len() == 1 && more == MoreText::None;
    if is_alone && lines.first().is_some_and(|line| has_list_of_objects(line)) {
        JsonShape::Document
    } else if first_is || objects * 2 > lines.len() {
        JsonShape::Lines
    } else {
        JsonShape::Document
    }
}

/// Returns the lines of a text that aren't blank; not the last one if it may go on.
fn whole_lines(text: &[u8], more: MoreText) -> impl Iterator<Item = &[u8]> {
    let end = match more {
        MoreText::None => text.len(),
        MoreText::Follows => memchr::memrchr(b'\n', text).map_or(0, |last| last + 1),
    };
    let lines = text[..end].split(|byte| *byte == b'\n');
    lines
        .map(<[u8]>::trim_ascii)
        .filter(|line| !line.is_empty())
}

/// Returns whether an object holds an array of objects: an answer of some service, not a lead.
fn has_list_of_objects(line: &[u8]) -> bool {
    let line = String::from_utf8_lossy(line);
    members(&line).is_ok_and(|members| {
        members.iter().any(|(_, value)| {
            let inside = value.get().strip_prefix('[').map(str::trim_start);
            inside.is_some_and(|inside| inside.starts_with('{'))
        })
    })
}

/// A reader of rows made of lines of JSON.
pub(super) struct JsonLines<'a> {
    source: Box<dyn Read + Send + 'a>,
    /// What was read and not converted yet.
    raw: Vec<u8>,
    rows: RowWriter,
    delivered: usize,
    /// Whether the reader is inside a line that was rejected for its length.
    skipping: bool,
    ended: bool,
    seen_columns: usize,
}

/// Names that come after the first lines and that nobody asked for, the first few, each with its
/// line. They are collected as the lines are read.
#[derive(Clone, Debug, Default)]
pub struct LateNames(Arc<Mutex<Vec<(String, u64)>>>);

impl LateNames {
    /// Returns a sentence for each name that was found so far.
    pub fn warnings(&self) -> Vec<String> {
        let Ok(names) = self.0.lock() else {
            return Vec::new();
        };
        let sentence = |(name, line): &(String, u64)| {
            let name = shortened(name);
            format!(
                "`{name}` first comes on line {line}: it isn't read unless it is named under \
                 Columns, as in `{name} = {name}`"
            )
        };
        names.iter().map(sentence).collect()
    }

    fn add(&self, name: &str, line: u64) {
        if let Ok(mut names) = self.0.lock()
            && names.len() < MOST_LATE_NAMES
        {
            names.push((name.to_owned(), line));
        }
    }
}

impl<'a> JsonLines<'a> {
    /// Converts a text that starts with `head`. Its columns are the names in the first lines and,
    /// where these don't have them, the wanted ones.
    pub fn new(
        head: Vec<u8>,
        more: MoreText,
        rest: Box<dyn Read + Send + 'a>,
        wanted: &[&str],
    ) -> Self {
        let mut names = first_names(&head, more);
        let seen_columns = names.len();
        for name in wanted.iter().map(|name| name.trim()) {
            if !name.is_empty() && column_of(&names, name).is_none() {
                names.push(name.to_owned());
            }
        }
        let mut rows = RowWriter::new(&names, seen_columns);
        rows.write_header(&names);
        Self {
            source: rest,
            raw: head,
            rows,
            delivered: 0,
            skipping: false,
            ended: false,
            seen_columns,
        }
    }

    /// Returns the names that come later, as far as the lines are read.
    pub fn late_names(&self) -> LateNames {
        self.rows.late_names.clone()
    }

    /// Returns how many columns the first lines have.
    pub fn seen_columns(&self) -> usize {
        self.seen_columns
    }

    /// Converts all lines that were read as a whole.
    fn convert(&mut self) {
        let mut at = 0;
        while let Some(length) = memchr::memchr(b'\n', &self.raw[at..]) {
            let line = &self.raw[at..at + length];
            if std::mem::take(&mut self.skipping) {
                self.rows.out.push(b'\n');
                self.rows.line += 1;
            } else {
                self.rows.write_line(line);
            }
            at += length + 1;
        }
        if self.ended && at < self.raw.len() && !self.skipping {
            self.rows.write_line(&self.raw[at..]);
            at = self.raw.len();
        }
        self.raw.drain(..at);
        if self.skipping {
            self.raw.clear();
        } else if self.raw.len() > MAX_ROW_BYTES {
            self.rows.start_reject(TOO_LONG);
            self.skipping = true;
            self.raw.clear();
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        self.rows.out.clear();
        self.delivered = 0;
        self.convert();
        if self.rows.out.is_empty() && !self.ended {
            let length = self.raw.len();
            self.raw.resize(length + READ_BYTES, 0);
            let read = self.source.read(&mut self.raw[length..]);
            self.raw
                .truncate(length + read.as_ref().map_or(0, |read| *read));
            self.ended = read? == 0;
            self.convert();
        }
        Ok(())
    }
}

impl Read for JsonLines<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.delivered == self.rows.out.len() && !(self.ended && self.raw.is_empty()) {
            self.refill()?;
        }
        let delivered = (&self.rows.out[self.delivered..]).read(out)?;
        self.delivered += delivered;
        Ok(delivered)
    }
}

/// Returns the names in the first lines, each once, in their order.
fn first_names(head: &[u8], more: MoreText) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut known = rustc_hash::FxHashSet::default();
    for line in whole_lines(head, more).take(MOST_NAMED_LINES) {
        let Ok(line) = std::str::from_utf8(line) else {
            continue;
        };
        let mut own: Vec<String> = Vec::new();
        if visit_values(line, |name, _| own.push(name.to_owned())).is_ok() {
            names.extend(own.into_iter().filter(|name| known.insert(name.clone())));
        }
    }
    names
}

/// Writes rows with the values of one line after another.
struct RowWriter {
    /// The column of each name; `None` for names that have none.
    by_name: FxHashMap<Box<str>, Option<usize>>,
    /// The wanted columns, which later lines may write in another way.
    wanted: FxHashMap<String, usize>,
    cells: Vec<String>,
    out: Vec<u8>,
    /// The number of the line that is written next.
    line: u64,
    late_names: LateNames,
}

impl RowWriter {
    fn new(names: &[String], seen: usize) -> Self {
        let numbered = || names.iter().enumerate();
        Self {
            by_name: numbered()
                .map(|(at, name)| (name.as_str().into(), Some(at)))
                .collect(),
            wanted: numbered()
                .skip(seen)
                .map(|(at, name)| (field_key(name), at))
                .collect(),
            cells: vec![String::new(); names.len()],
            out: Vec::new(),
            line: 0,
            late_names: LateNames::default(),
        }
    }

    fn write_header(&mut self, names: &[String]) {
        for (cell, name) in self.cells.iter_mut().zip(names) {
            push_text(cell, name);
        }
        self.write_row();
    }

    /// Writes the row of a line, or why there is none.
    fn write_line(&mut self, line: &[u8]) {
        self.line += 1;
        let line = line.trim_ascii();
        if line.is_empty() {
            self.out.push(b'\n');
            return;
        }
        if let Some(flaw) = text_flaw(line) {
            return self.write_reject(&flaw_reason(flaw));
        }
        let text = std::str::from_utf8(line).expect("what has no flaw is text");
        for cell in &mut self.cells {
            cell.clear();
        }
        let (by_name, wanted, cells) = (&mut self.by_name, &self.wanted, &mut self.cells);
        let (late, number) = (&self.late_names, self.line);
        let read = visit_values(text, |name, value| {
            let column = if let Some(column) = by_name.get(name) {
                *column
            } else {
                let column = wanted.get(&field_key(name)).copied();
                if by_name.len() < MOST_NAMES {
                    by_name.insert(name.into(), column);
                    if column.is_none() {
                        late.add(name, number);
                    }
                }
                column
            };
            if let Some(column) = column {
                cells[column].clear();
                push_text(&mut cells[column], value);
            }
        });
        match read {
            Ok(()) if self.cells.iter().any(|cell| cell.contains('\0')) => {
                self.write_reject(&flaw_reason("has a NUL character in it"));
            }
            Ok(()) => self.write_row(),
            Err(error) => self.write_reject(&line_reason(&error)),
        }
    }

    fn write_row(&mut self) {
        for (place, cell) in self.cells.iter().enumerate() {
            if place > 0 {
                self.out.push(b',');
            }
            if cell.contains([',', '"']) {
                self.out.push(b'"');
                self.out.extend(cell.replace('"', "\"\"").bytes());
                self.out.push(b'"');
            } else {
                self.out.extend_from_slice(cell.as_bytes());
            }
        }
        if self.cells.len() < 2 && self.cells.iter().all(String::is_empty) {
            // Otherwise the row would be a blank line.
            self.out.extend_from_slice(b"\"\"");
        }
        self.out.push(b'\n');
    }

    fn write_reject(&mut self, reason: &str) {
        self.start_reject(reason);
        self.out.push(b'\n');
    }

    /// Writes the reason in the place of a row, without the end of the line.
    fn start_reject(&mut self, reason: &str) {
        self.out.push(0);
        // A quote could open here.
        self.out.extend(
            reason
                .replace('"', "'")
                .replace(['\n', '\r', '\0'], " ")
                .bytes(),
        );
    }
}

/// Appends a text on one line: line breaks become blanks.
fn push_text(cell: &mut String, text: &str) {
    if text.contains(['\n', '\r']) {
        cell.push_str(&text.replace("\r\n", " ").replace(['\n', '\r'], " "));
    } else {
        cell.push_str(text);
    }
}

/// Returns why a line is rejected, and what to do about it.
fn line_reason(error: &JsonError) -> String {
    match error {
        JsonError::NotAnObject => {
            "isn't an object: write one lead or event a line, as {'id': 'L-1'}".into()
        }
        JsonError::Syntax(error) => {
            let said = error.to_string().replace(" at line 1 column", " at column");
            format!("isn't JSON: {said}; correct the line or take it out")
        }
    }
}
