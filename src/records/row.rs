//! Scans one row of a text in memory: where it ends, what its fields are, and whether a stray quote
//! created it.
//!
//! Results are the same as those of the csv crate reading row by row; tests compare the two
//! (`csv_rows.rs`). This scanner exists because only code that knows where rows end can cut a file
//! into blocks.

use super::field_steps::{FieldStep, FieldSteps};
use crate::model::wording::count_noun;

/// A row longer than this is assumed to come from a stray quote.
pub(super) const MAX_ROW_BYTES: usize = 16 * 1024 * 1024;

/// A header with more columns than this isn't a list of leads, or needs trimming first: each column
/// takes memory, whatever it contains.
pub(super) const MAX_COLUMNS: usize = 262_144;

/// How the rows of a file are written.
#[derive(Clone, Copy, Debug)]
pub(super) struct CsvFormat {
    pub delimiter: u8,
    /// The number of fields in a row; `None` while reading the header, which determines it.
    pub columns: Option<usize>,
    /// Whether the rows were made of lines of JSON; one that begins with NUL is a reject's reason.
    pub from_json: bool,
}

impl CsvFormat {
    /// Returns the format of a file whose header hasn't been read yet.
    pub fn new(delimiter: u8) -> Self {
        Self {
            delimiter,
            columns: None,
            from_json: false,
        }
    }
}

/// Whether text follows the one being scanned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MoreText {
    /// None: the last row may lack its line break.
    None,
    /// Some: a row may go on in it.
    Follows,
}

/// The position of a field's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FieldSpan {
    pub from: usize,
    pub to: usize,
    /// Whether the text stands as it is; otherwise it must be unescaped by [`push_unquoted`].
    pub plain: bool,
}

/// The result of scanning from the start of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowScan {
    /// A row that ends here, including its line break (or the first character of it), and whether
    /// it spans lines.
    Row(usize, bool),
    /// A row created by a stray quote: its first line ends here, where the next row starts.
    BrokenQuote(usize),
    /// The end hasn't been read yet.
    Incomplete,
}

/// The state of scanning a row.
struct RowScanner<'a> {
    format: CsvFormat,
    text: &'a [u8],
    at: usize,
    more: MoreText,
    fields: usize,
    spans: bool,
    badly_closed: bool,
    /// Where the current field starts, and its own (spans, badly closed) flags.
    field_start: usize,
    field_flags: (bool, bool),
    /// The number of columns, if it is known.
    columns: usize,
    /// Which field is the last one with text, of those beyond the columns; with steps, of all.
    last_text: usize,
    /// Whether the last field that was looked at has text.
    has_text: bool,
    steps: Option<&'a mut FieldSteps>,
}

/// Where a quoted field ends.
enum QuoteClose {
    /// At this quote; the flag tells whether there were doubled quotes.
    At(usize, bool),
    Nowhere(bool),
    Incomplete,
}

impl CsvFormat {
    /// Scans the row that starts at `at`, where there is no line break, and calls `cell` for each
    /// of its fields.
    pub fn scan_row(
        self,
        text: &[u8],
        at: usize,
        more: MoreText,
        cell: impl FnMut(FieldSpan),
    ) -> RowScan {
        self.scan(text, at, more, None, cell)
    }

    /// Like [`Self::scan_row`], for a text with stray quotes: jumps over known fields without
    /// calling `cell` for them, and records new ones.
    pub fn scan_row_with_steps<'a>(
        self,
        text: &'a [u8],
        at: usize,
        more: MoreText,
        steps: &'a mut FieldSteps,
        cell: impl FnMut(FieldSpan),
    ) -> RowScan {
        self.scan(text, at, more, Some(steps), cell)
    }

    fn scan<'a>(
        self,
        text: &'a [u8],
        at: usize,
        more: MoreText,
        steps: Option<&'a mut FieldSteps>,
        mut cell: impl FnMut(FieldSpan),
    ) -> RowScan {
        let mut scanner = RowScanner {
            format: self,
            text,
            at,
            more,
            fields: 1,
            spans: false,
            badly_closed: false,
            field_start: at,
            field_flags: (false, false),
            columns: self.columns.unwrap_or(usize::MAX),
            last_text: 0,
            has_text: false,
            steps,
        };
        let mut here = at;
        loop {
            if scanner.steps.is_some() {
                here = scanner.follow_steps(here);
                if scanner.is_hopeless() {
                    return scanner.broken_quote();
                }
                (scanner.field_start, scanner.field_flags) = (here, (false, false));
            }
            let next = if text.get(here) == Some(&b'"') {
                scanner.scan_quoted(here, &mut cell)
            } else {
                scanner.scan_plain(here, here, &mut cell)
            };
            match next {
                Ok(field) => here = field,
                Err(found) => return found,
            }
        }
    }
}

impl RowScanner<'_> {
    /// Follows known steps from here as far as possible; returns where they lead.
    fn follow_steps(&mut self, here: usize) -> usize {
        let Some(steps) = &mut self.steps else {
            return here;
        };
        let step = steps.find(here);
        let here = step.map_or(here, |step| step.to);
        if let Some(step) = step {
            if step.last_text > 0 {
                self.last_text = self.fields + step.last_text - 1;
            }
            self.fields += step.fields;
            self.spans |= step.spans;
            self.badly_closed |= step.badly_closed;
        }
        if let Some(spans) = steps.badly_closed(here)
            && (self.spans || spans)
        {
            (self.spans, self.badly_closed) = (true, true);
        }
        here
    }

    /// Scans a quoted field; returns where the next field starts, or the result for the row.
    fn scan_quoted(
        &mut self,
        here: usize,
        cell: &mut impl FnMut(FieldSpan),
    ) -> Result<usize, RowScan> {
        let from = here + 1;
        let (close, doubled) = match find_closing_quote(self.text, from, self.more) {
            QuoteClose::Incomplete => return Err(RowScan::Incomplete),
            QuoteClose::Nowhere(doubled) => {
                let to = self.text.len();
                let plain = !doubled;
                cell(FieldSpan { from, to, plain });
                self.note_text(from, to);
                self.badly_closed = true;
                self.spans = first_line_end(trim_breaks(&self.text[self.at..])).is_some();
                return Err(self.finish_row(to));
            }
            QuoteClose::At(close, doubled) => (close, doubled),
        };
        let content = &self.text[from..close];
        if !self.spans || self.steps.is_some() {
            self.field_flags.0 = memchr::memchr2(b'\n', b'\r', content).is_some();
            self.spans |= self.field_flags.0;
        }
        match self.text.get(close + 1) {
            Some(&after) if after == self.format.delimiter || is_line_break(after) => {}
            None => {}
            Some(_) => {
                (self.badly_closed, self.field_flags.1) = (true, true);
                if self.is_hopeless() {
                    let (here, spans) = (self.field_start, self.field_flags.0);
                    if let Some(steps) = &mut self.steps {
                        steps.add_badly_closed(here, spans);
                    }
                    return Err(self.broken_quote());
                }
                return self.scan_plain(from, close + 1, cell);
            }
        }
        let (to, plain) = (close, !doubled);
        cell(FieldSpan { from, to, plain });
        self.note_text(from, to);
        self.finish_field(close + 1)
    }

    /// Notes whether the current field has text: empty ones beyond the columns are dropped.
    fn note_text(&mut self, from: usize, to: usize) {
        if self.fields > self.columns || self.steps.is_some() {
            self.has_text = !is_blank(&self.text[from..to]);
            if self.has_text {
                self.last_text = self.fields;
            }
        }
    }

    /// Scans a field that started at `from`, up to the next delimiter or line break from `rest` on.
    /// What lies between the two was scanned as quoted.
    fn scan_plain(
        &mut self,
        from: usize,
        rest: usize,
        cell: &mut impl FnMut(FieldSpan),
    ) -> Result<usize, RowScan> {
        let to = match find_separator(self.text, rest, self.format.delimiter) {
            Some(to) => to,
            None if self.more == MoreText::None => self.text.len(),
            None => return Err(RowScan::Incomplete),
        };
        let plain = from == rest;
        cell(FieldSpan { from, to, plain });
        self.note_text(from, to);
        self.finish_field(to)
    }

    /// Continues after a field that ends here.
    fn finish_field(&mut self, end: usize) -> Result<usize, RowScan> {
        match self.text.get(end) {
            Some(&byte) if byte == self.format.delimiter => {
                self.fields += 1;
                self.record_step(end + 1);
                if self.is_hopeless() {
                    return Err(self.broken_quote());
                }
                Ok(end + 1)
            }
            Some(_) => Err(self.finish_row(end + 1)),
            None => Err(self.finish_row(end)),
        }
    }

    /// Records the step from the current field to the next. Only rows that span lines are scanned
    /// again, so nothing is recorded before that.
    fn record_step(&mut self, to: usize) {
        let (spans, badly) = self.field_flags;
        if let Some(steps) = self.steps.as_mut().filter(|_| self.spans) {
            let step = FieldStep {
                to,
                fields: 1,
                last_text: usize::from(self.has_text),
                spans,
                badly_closed: badly,
            };
            steps.add(self.field_start, step);
        }
    }

    /// Returns whether this row is already known to come from a stray quote. Noticing that early
    /// keeps a file full of them from being scanned over and over.
    fn is_hopeless(&self) -> bool {
        let is_known = self.format.columns.is_some();
        self.spans && is_known && (self.badly_closed || self.last_text > self.columns)
    }

    fn finish_row(&self, end: usize) -> RowScan {
        let beyond_is_empty = self.fields > self.columns && self.last_text <= self.columns;
        let is_even = |columns| self.fields == columns || beyond_is_empty;
        let uneven = |columns| self.badly_closed || !is_even(columns);
        if self.spans && self.format.columns.is_some_and(uneven) {
            return self.broken_quote();
        }
        RowScan::Row(end, self.spans)
    }

    fn broken_quote(&self) -> RowScan {
        let first = first_line_end(&self.text[self.at..]);
        RowScan::BrokenQuote(self.at + first.expect("a row that spans lines has a break"))
    }
}

/// Finds the next delimiter or line break with a SWAR scan. Fields are short, so eight bytes at a
/// time cost less than a call to memchr, which takes over after a few words.
fn find_separator(text: &[u8], from: usize, delimiter: u8) -> Option<usize> {
    const SHORT: usize = 32;
    let delimiters = ONE_IN_EACH_BYTE * u64::from(delimiter);
    let mut at = from;
    while at < from + SHORT {
        let Some(eight) = text.get(at..at + 8) else {
            break;
        };
        let eight = u64::from_le_bytes(eight.try_into().expect("eight bytes"));
        let [lines, returns] = [b'\n', b'\r'].map(|byte| ONE_IN_EACH_BYTE * u64::from(byte));
        let found = zero_byte_bits(eight ^ delimiters)
            | zero_byte_bits(eight ^ lines)
            | zero_byte_bits(eight ^ returns);
        if found != 0 {
            return Some(at + found.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    let length = memchr::memchr3(delimiter, b'\n', b'\r', &text[at..])?;
    Some(at + length)
}

/// The value 1 in each of eight bytes.
const ONE_IN_EACH_BYTE: u64 = u64::from_ne_bytes([1; 8]);

/// Sets the highest bit of the first zero byte, and no bit of the bytes before it. (Later bytes can
/// be wrong, because a borrow propagates upwards.)
fn zero_byte_bits(bytes: u64) -> u64 {
    bytes.wrapping_sub(ONE_IN_EACH_BYTE) & !bytes & (ONE_IN_EACH_BYTE << 7)
}

/// Finds the quote that closes the field whose text starts at `from`.
fn find_closing_quote(text: &[u8], from: usize, more: MoreText) -> QuoteClose {
    let (mut from, mut doubled) = (from, false);
    loop {
        let Some(length) = memchr::memchr(b'"', &text[from..]) else {
            return if more == MoreText::None {
                QuoteClose::Nowhere(doubled)
            } else {
                QuoteClose::Incomplete
            };
        };
        let quote = from + length;
        match text.get(quote + 1) {
            Some(b'"') => (from, doubled) = (quote + 2, true),
            None if more == MoreText::Follows => return QuoteClose::Incomplete,
            _ => return QuoteClose::At(quote, doubled),
        }
    }
}

/// Appends an unescaped quoted field: the text after the opening quote with doubled quotes merged,
/// and anything behind the closing quote as it is.
pub(super) fn push_unquoted(field: &str, out: &mut String) {
    let mut rest = field;
    while let Some(quote) = memchr::memchr(b'"', rest.as_bytes()) {
        out.push_str(&rest[..quote]);
        rest = &rest[quote + 1..];
        match rest.strip_prefix('"') {
            Some(after) => {
                out.push('"');
                rest = after;
            }
            None => break,
        }
    }
    out.push_str(rest);
}

/// Returns what makes a row invalid as text, if anything.
pub(super) fn text_flaw(raw: &[u8]) -> Option<&'static str> {
    if memchr::memchr(0, raw).is_some() {
        return Some("has a NUL character in it");
    }
    std::str::from_utf8(raw)
        .is_err()
        .then_some("isn't valid UTF-8")
}

/// Counts the lines that end in `raw`, which follows the byte `last`: with LF, CR LF, or a lone CR.
pub(super) fn count_breaks(last: u8, raw: &[u8]) -> u64 {
    let feeds = memchr::memchr_iter(b'\n', raw).count();
    let alone = |at: &usize| raw.get(at + 1) != Some(&b'\n');
    let returns = memchr::memchr_iter(b'\r', raw).filter(alone).count();
    let counted = last == b'\r' && raw.first() == Some(&b'\n');
    (feeds + returns) as u64 - u64::from(counted)
}

/// Returns whether a field has nothing but blanks.
pub(super) fn is_blank(field: &[u8]) -> bool {
    field.iter().all(|byte| b" \t".contains(byte))
}

pub(super) fn is_line_break(byte: u8) -> bool {
    byte == b'\n' || byte == b'\r'
}

pub(super) fn trim_breaks(raw: &[u8]) -> &[u8] {
    let end = raw.iter().rposition(|b| !is_line_break(*b));
    &raw[..end.map_or(0, |end| end + 1)]
}

/// Returns where the first line ends, including its line break.
pub(super) fn first_line_end(raw: &[u8]) -> Option<usize> {
    let end = memchr::memchr2(b'\n', b'\r', raw)?;
    let length = if raw[end..].starts_with(b"\r\n") {
        2
    } else {
        1
    };
    Some(end + length)
}

/// Returns the reject reason for a row with the wrong number of fields.
pub(super) fn field_count_reason(fields: usize, columns: usize) -> String {
    format!(
        "{} where the header has {columns}: fix the row, or quote a delimiter in it",
        count_noun(fields, "field")
    )
}

/// Returns the reject reason for a row that isn't text.
pub(super) fn flaw_reason(flaw: &str) -> String {
    format!("the row {flaw}: export it again")
}

/// The reject reason for the first line of a row created by a stray quote.
pub(super) const STRAY_QUOTE: &str =
    "a quote opens here that doesn't close where it should: double it or take it out";

/// The reject reason for a line without an end.
pub(super) const TOO_LONG: &str = "the line is longer than 16 MiB: fix it or take it out";
