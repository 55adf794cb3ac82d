//! A block of whole rows, and an iterator over its rows.

use std::ops::Range;
use std::sync::Arc;

use super::Reject;
use super::row::{
    CsvFormat, FieldSpan, MoreText, RowScan, count_breaks, field_count_reason, flaw_reason,
    is_blank, is_line_break, push_unquoted, text_flaw,
};

/// The most bytes of capacity that an empty block keeps.
const KEPT_BYTES: usize = 4 * 1024 * 1024;

/// Consecutive rows of a file. Blocks are reused.
#[derive(Debug)]
pub struct Block {
    pub(super) bytes: Vec<u8>,
    pub(super) broken_lines: Vec<(Range<usize>, BrokenLine)>,
    /// Whether the file ends here without the end of a line.
    pub(super) ends_within_line: bool,
    format: CsvFormat,
    line: u64,
    /// The byte before the block.
    byte_before: u8,
}

/// Why a line is rejected before its row is parsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BrokenLine {
    /// It contains a stray quote.
    StrayQuote,
    /// It has no end.
    Endless,
}

impl Default for Block {
    fn default() -> Self {
        Self {
            bytes: Vec::new(),
            broken_lines: Vec::new(),
            ends_within_line: false,
            format: CsvFormat::new(b','),
            line: 1,
            byte_before: b'\n',
        }
    }
}

impl Block {
    /// Empties the block for bytes that start on line `line` and follow the byte `last`. Memory
    /// taken by one very long row is freed, since every block in use would otherwise keep it.
    pub(super) fn clear(&mut self, shape: CsvFormat, line: u64, last: u8) {
        self.bytes.clear();
        self.bytes.shrink_to(KEPT_BYTES);
        self.broken_lines.clear();
        self.broken_lines
            .shrink_to(KEPT_BYTES / size_of::<(Range<usize>, BrokenLine)>());
        (self.format, self.line, self.byte_before) = (shape, line, last);
        self.ends_within_line = false;
    }

    /// Whether the file ends with this block, and its last line has no line break: it may have been
    /// cut off.
    pub fn ends_within_line(&self) -> bool {
        self.ends_within_line
    }

    /// Returns an iterator over the block's rows.
    pub fn rows(&self) -> BlockRows<'_> {
        BlockRows {
            block: self,
            text: text_flaw(&self.bytes)
                .is_none()
                .then(|| std::str::from_utf8(&self.bytes).expect("what has no flaw is text")),
            at: 0,
            line: self.line,
            broken_seen: 0,
            row: "",
            begin: 0,
            cells: Vec::new(),
            unquoted: String::new(),
            reason: Arc::from(""),
        }
    }
}

/// An iterator over the rows of a block.
pub struct BlockRows<'a> {
    block: &'a Block,
    /// The block as text, if all of it is valid.
    text: Option<&'a str>,
    at: usize,
    /// The line number at `at`.
    line: u64,
    /// How many broken lines lie before `at`.
    broken_seen: usize,
    /// The current row, and where it starts in the block.
    row: &'a str,
    begin: usize,
    cells: Vec<FieldSpan>,
    /// Unescaped texts of quoted fields.
    unquoted: String,
    /// The reason of the last reject.
    reason: Arc<str>,
}

impl BlockRows<'_> {
    /// Advances to the next row. Returns the line it starts on, or why it can't be read.
    pub fn next_row(&mut self) -> Option<Result<u64, Reject>> {
        let block = self.block;
        let bytes = &block.bytes[..];
        let blank = bytes[self.at..].iter().take_while(|b| is_line_break(**b));
        let end = self.at + blank.count();
        self.line += count_breaks(self.previous_byte(), &bytes[self.at..end]);
        self.at = end;
        let begin = self.at;
        let line = self.line;
        if begin == bytes.len() {
            return None;
        }
        if let Some((range, why)) = self.block.broken_lines.get(self.broken_seen)
            && range.start == begin
        {
            self.broken_seen += 1;
            self.pass_lines(range.end);
            return Some(Err(self.reject(line, why.reason())));
        }
        if block.format.from_json && bytes[begin] == 0 {
            return Some(Err(self.reject_converted(line)));
        }
        self.cells.clear();
        let (cells, mut fields, mut is_empty_beyond) = (&mut self.cells, 0, true);
        let columns = self.block.format.columns.unwrap_or(0);
        let found = self
            .block
            .format
            .scan_row(bytes, begin, MoreText::None, |cell| {
                // A row of nothing but delimiters can have millions of fields.
                if fields < columns {
                    cells.push(cell);
                } else {
                    is_empty_beyond &= is_blank(&bytes[cell.from..cell.to]);
                }
                fields += 1;
            });
        let RowScan::Row(end, spans) = found else {
            unreachable!("a block's rows are whole, and what is torn was found before");
        };
        if spans {
            self.pass_lines(end);
        } else {
            self.pass_line(end);
        }
        let reason = if fields == columns || fields > columns && is_empty_beyond {
            self.parse_row(begin, end).map(flaw_reason)
        } else {
            Some(field_count_reason(fields, columns))
        };
        Some(match reason {
            Some(reason) => Err(self.reject(line, &reason)),
            None => Ok(line),
        })
    }

    /// Rejects a row. A block can consist of nothing but such rows, so equal reasons are shared.
    fn reject(&mut self, line: u64, reason: &str) -> Reject {
        if *self.reason != *reason {
            self.reason = Arc::from(reason);
        }
        let reason = Arc::clone(&self.reason);
        Reject { line, reason }
    }

    /// Rejects a line of JSON that couldn't become a row, for the reason that stands in its place.
    fn reject_converted(&mut self, line: u64) -> Reject {
        let block = self.block;
        let rest = &block.bytes[self.at + 1..];
        let length = memchr::memchr(b'\n', rest);
        let reason = String::from_utf8_lossy(&rest[..length.unwrap_or(rest.len())]);
        let end = length.map_or(block.bytes.len(), |length| self.at + length + 2);
        self.pass_line(end);
        self.reject(line, &reason)
    }

    /// Passes over one line.
    fn pass_line(&mut self, end: usize) {
        let last = self.block.bytes[self.at..end].last();
        self.line += u64::from(last.copied().is_some_and(is_line_break));
        self.at = end;
    }

    /// Passes over text that can have several lines.
    fn pass_lines(&mut self, end: usize) {
        let text = &self.block.bytes[self.at..end];
        self.line += count_breaks(self.previous_byte(), text);
        self.at = end;
    }

    /// Returns the byte before the one at `at`.
    fn previous_byte(&self) -> u8 {
        let before = self.at.checked_sub(1);
        before.map_or(self.block.byte_before, |at| self.block.bytes[at])
    }

    /// Parses a row, or returns why it isn't text.
    fn parse_row(&mut self, begin: usize, end: usize) -> Option<&'static str> {
        self.begin = begin;
        self.row = if let Some(text) = self.text {
            &text[begin..end]
        } else {
            let row = &self.block.bytes[begin..end];
            if let Some(flaw) = text_flaw(row) {
                return Some(flaw);
            }
            std::str::from_utf8(row).expect("what has no flaw is text")
        };
        self.unquoted.clear();
        for cell in self.cells.iter_mut().filter(|cell| !cell.plain) {
            let from = self.unquoted.len();
            let field = &self.row[cell.from - begin..cell.to - begin];
            push_unquoted(field, &mut self.unquoted);
            (cell.from, cell.to) = (from, self.unquoted.len());
        }
        None
    }

    /// Returns a field of the current row; empty if there is no such field.
    pub fn field(&self, index: usize) -> &str {
        match self.cells.get(index) {
            Some(cell) if cell.plain => &self.row[cell.from - self.begin..cell.to - self.begin],
            Some(cell) => &self.unquoted[cell.from..cell.to],
            None => "",
        }
    }

    /// Returns the number of fields of the current row.
    pub fn field_count(&self) -> usize {
        self.cells.len()
    }
}
