//! A block of whole rows, and the rows in it.

use std::ops::Range;
use std::sync::Arc;

use super::Reject;
use super::row::{Cell, Found, Shape, breaks, flaw, flawed, is_break, uneven, unquoted};

/// As many bytes an empty block keeps.
const KEPT: usize = 4 * 1024 * 1024;

/// Some rows of a file, one after the other. Used again and again.
#[derive(Debug)]
pub struct Block {
    pub(super) bytes: Vec<u8>,
    pub(super) torn: Vec<(Range<usize>, Torn)>,
    shape: Shape,
    line: u64,
    /// The byte before it.
    last: u8,
}

/// Why a line is rejected before its row is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Torn {
    /// A stray quote is in it.
    Quote,
    /// It has no end.
    Endless,
}

impl Default for Block {
    fn default() -> Self {
        Self {
            bytes: Vec::new(),
            torn: Vec::new(),
            shape: Shape {
                delimiter: b',',
                columns: None,
            },
            line: 1,
            last: b'\n',
        }
    }
}

impl Block {
    /// Takes everything out; what comes in begins on this line, after this byte. What one very
    /// long row took of memory is given back: it would be kept for each block otherwise.
    pub(super) fn clear(&mut self, shape: Shape, line: u64, last: u8) {
        self.bytes.clear();
        self.bytes.shrink_to(KEPT);
        self.torn.clear();
        self.torn
            .shrink_to(KEPT / size_of::<(Range<usize>, Torn)>());
        (self.shape, self.line, self.last) = (shape, line, last);
    }

    /// Its rows.
    pub fn rows(&self) -> BlockRows<'_> {
        BlockRows {
            block: self,
            text: flaw(&self.bytes)
                .is_none()
                .then(|| std::str::from_utf8(&self.bytes).expect("what has no flaw is text")),
            at: 0,
            line: self.line,
            torn: 0,
            row: "",
            begin: 0,
            cells: Vec::new(),
            unquoted: String::new(),
            reason: Arc::from(""),
        }
    }
}

/// The rows of a block, one after the other.
pub struct BlockRows<'a> {
    block: &'a Block,
    /// The block, if all of it is text.
    text: Option<&'a str>,
    at: usize,
    /// The line at `at`.
    line: u64,
    /// How many torn lines lie before `at`.
    torn: usize,
    /// The row at hand, and where it begins in the block.
    row: &'a str,
    begin: usize,
    cells: Vec<Cell>,
    /// The texts of fields that don't stand in the row as they are.
    unquoted: String,
    /// Why the last row that was none is none.
    reason: Arc<str>,
}

impl BlockRows<'_> {
    /// Goes to the next row and says on which line it begins, or why it is none.
    pub fn next_row(&mut self) -> Option<Result<u64, Reject>> {
        let bytes = &self.block.bytes[..];
        let blank = bytes[self.at..].iter().take_while(|b| is_break(**b));
        let end = self.at + blank.count();
        self.line += breaks(self.before(), &bytes[self.at..end]);
        self.at = end;
        let begin = self.at;
        let line = self.line;
        if begin == bytes.len() {
            return None;
        }
        if let Some((range, why)) = self.block.torn.get(self.torn)
            && range.start == begin
        {
            self.torn += 1;
            self.go_on(range.end, true);
            return Some(Err(self.reject(line, why.reason())));
        }
        self.cells.clear();
        let (cells, mut fields) = (&mut self.cells, 0);
        let columns = self.block.shape.columns.unwrap_or(0);
        let found = self.block.shape.row(bytes, begin, true, |cell| {
            // A row of nothing but delimiters has millions of fields.
            if fields < columns {
                cells.push(cell);
            }
            fields += 1;
        });
        let Found::Row(end, spans) = found else {
            unreachable!("a block's rows are whole, and what is torn was found before");
        };
        self.go_on(end, spans);
        let reason = if fields == columns {
            self.take(begin, end).map(flawed)
        } else {
            Some(uneven(fields, columns))
        };
        Some(match reason {
            Some(reason) => Err(self.reject(line, &reason)),
            None => Ok(line),
        })
    }

    /// Rejects a row. A block can have nothing but such rows, and their reasons be the same.
    fn reject(&mut self, line: u64, reason: &str) -> Reject {
        if *self.reason != *reason {
            self.reason = Arc::from(reason);
        }
        let reason = Arc::clone(&self.reason);
        Reject { line, reason }
    }

    fn go_on(&mut self, end: usize, spans: bool) {
        let row = &self.block.bytes[self.at..end];
        self.line += if spans {
            breaks(self.before(), row)
        } else {
            u64::from(row.last().copied().is_some_and(is_break))
        };
        self.at = end;
    }

    /// The byte before the one at `at`.
    fn before(&self) -> u8 {
        let before = self.at.checked_sub(1);
        before.map_or(self.block.last, |at| self.block.bytes[at])
    }

    /// Takes a row; or says what makes it no text.
    fn take(&mut self, begin: usize, end: usize) -> Option<&'static str> {
        self.begin = begin;
        self.row = if let Some(text) = self.text {
            &text[begin..end]
        } else {
            let row = &self.block.bytes[begin..end];
            if let Some(flaw) = flaw(row) {
                return Some(flaw);
            }
            std::str::from_utf8(row).expect("what has no flaw is text")
        };
        self.unquoted.clear();
        for cell in self.cells.iter_mut().filter(|cell| !cell.plain) {
            let from = self.unquoted.len();
            let field = &self.row[cell.from - begin..cell.to - begin];
            unquoted(field, &mut self.unquoted);
            (cell.from, cell.to) = (from, self.unquoted.len());
        }
        None
    }

    /// A field of the row at hand; empty where there is none.
    pub fn field(&self, index: usize) -> &str {
        match self.cells.get(index) {
            Some(cell) if cell.plain => &self.row[cell.from - self.begin..cell.to - self.begin],
            Some(cell) => &self.unquoted[cell.from..cell.to],
            None => "",
        }
    }

    /// How many fields the row at hand has.
    pub fn fields(&self) -> usize {
        self.cells.len()
    }
}
