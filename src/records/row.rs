//! One row of a text in memory: where it ends, what its fields are, and whether a stray quote
//! made it.
//!
//! This says the same of a file as the csv crate, read row by row; tests set the two against each
//! other (`rows.rs`). It is there because a file can be cut into blocks only by what knows where
//! rows end.

use super::field_steps::{FieldStep, FieldSteps};

/// A row longer than this is one that a stray quote made.
pub(super) const MAX_ROW_BYTES: usize = 16 * 1024 * 1024;

/// A header with more columns than this is no list of leads, or one to cut down first: each
/// column takes memory, whatever is in it.
pub(super) const MAX_COLUMNS: usize = 262_144;

/// How the rows of a file are written.
#[derive(Clone, Copy, Debug)]
pub(super) struct CsvFormat {
    pub delimiter: u8,
    /// How many fields a row has; none in the header, which says so.
    pub columns: Option<usize>,
}

/// Where a field's text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FieldSpan {
    pub from: usize,
    pub to: usize,
    /// Whether it is to be taken as it stands; else quotes are to be taken out by [`unquoted`].
    pub plain: bool,
}

/// What stands at a place where a row begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowScan {
    /// A row up to here, its break (or the first character of it) included; whether it spans
    /// lines.
    Row(usize, bool),
    /// A row that a stray quote made: its first line ends here, and the next row begins.
    BrokenQuote(usize),
    /// No end yet.
    Incomplete,
}

/// A row on the way.
struct RowScanner<'a> {
    format: CsvFormat,
    text: &'a [u8],
    at: usize,
    at_end: bool,
    fields: usize,
    spans: bool,
    badly_closed: bool,
    /// Where the field at hand begins, and what is so of it alone.
    field_start: usize,
    field_flags: (bool, bool),
    steps: Option<&'a mut FieldSteps>,
}

/// Where a quoted field ends.
enum QuoteClose {
    /// The quote is here; whether there were doubled ones.
    At(usize, bool),
    Nowhere(bool),
    Incomplete,
}

impl CsvFormat {
    /// What row begins at `at`, where no line break is; calls `cell` for each of its fields.
    /// `whole` says that no text follows this one.
    pub fn scan_row(
        self,
        text: &[u8],
        at: usize,
        whole: bool,
        cell: impl FnMut(FieldSpan),
    ) -> RowScan {
        self.scan(text, at, whole, None, cell)
    }

    /// As [`Self::row`], in a text with stray quotes: jumps over fields that are known, without
    /// calling `cell` for them, and adds those that aren't.
    pub fn scan_row_with_steps<'a>(
        self,
        text: &'a [u8],
        at: usize,
        whole: bool,
        steps: &'a mut FieldSteps,
        cell: impl FnMut(FieldSpan),
    ) -> RowScan {
        self.scan(text, at, whole, Some(steps), cell)
    }

    fn scan<'a>(
        self,
        text: &'a [u8],
        at: usize,
        whole: bool,
        steps: Option<&'a mut FieldSteps>,
        mut cell: impl FnMut(FieldSpan),
    ) -> RowScan {
        let mut walk = RowScanner {
            format: self,
            text,
            at,
            at_end: whole,
            fields: 1,
            spans: false,
            badly_closed: false,
            field_start: at,
            field_flags: (false, false),
            steps: steps,
        };
        let mut here = at;
        loop {
            if walk.steps.is_some() {
                here = walk.follow_steps(here);
                if walk.is_hopeless() {
                    return walk.broken_quote();
                }
                (walk.field_start, walk.field_flags) = (here, (false, false));
            }
            let next = if text.get(here) == Some(&b'"') {
                walk.scan_quoted(here, &mut cell)
            } else {
                walk.scan_plain(here, here, true, &mut cell)
            };
            match next {
                Ok(field) => here = field,
                Err(found) => return found,
            }
        }
    }
}

impl RowScanner<'_> {
    /// Goes on from here as far as is known; says to where.
    fn follow_steps(&mut self, here: usize) -> usize {
        let Some(known) = &mut self.steps else {
            return here;
        };
        let step = known.find(here);
        let here = step.map_or(here, |step| step.to);
        if let Some(step) = step {
            self.fields += step.fields;
            self.spans |= step.spans;
            self.badly_closed |= step.badly_closed;
        }
        if let Some(spans) = known.badly_closed(here)
            && (self.spans || spans)
        {
            (self.spans, self.badly_closed) = (true, true);
        }
        here
    }

    /// Takes a quoted field; says where the next begins, or what the row is.
    fn scan_quoted(
        &mut self,
        here: usize,
        cell: &mut impl FnMut(FieldSpan),
    ) -> Result<usize, RowScan> {
        let from = here + 1;
        let (close, doubled) = match find_closing_quote(self.text, from, self.at_end) {
            QuoteClose::Incomplete => return Err(RowScan::Incomplete),
            QuoteClose::Nowhere(doubled) => {
                let to = self.text.len();
                let plain = !doubled;
                cell(FieldSpan { from, to, plain });
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
                    if let Some(known) = &mut self.steps {
                        known.add_badly_closed(here, spans);
                    }
                    return Err(self.broken_quote());
                }
                return self.scan_plain(from, close + 1, false, cell);
            }
        }
        let (to, plain) = (close, !doubled);
        cell(FieldSpan { from, to, plain });
        self.finish_field(close + 1)
    }

    /// Takes what ends at the next delimiter or break from `rest` on, a field from `from` on.
    fn scan_plain(
        &mut self,
        from: usize,
        rest: usize,
        plain: bool,
        cell: &mut impl FnMut(FieldSpan),
    ) -> Result<usize, RowScan> {
        let to = match find_separator(self.text, rest, self.format.delimiter) {
            Some(to) => to,
            None if self.at_end => self.text.len(),
            None => return Err(RowScan::Incomplete),
        };
        cell(FieldSpan { from, to, plain });
        self.finish_field(to)
    }

    /// Goes on after a field that ends here.
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

    /// Leaves a step from the field at hand to the next, once the row spans lines: others will
    /// come by only then.
    fn record_step(&mut self, to: usize) {
        let (spans, badly) = self.field_flags;
        if let Some(known) = self.steps.as_mut().filter(|_| self.spans) {
            let fields = 1;
            let step = FieldStep {
                to,
                fields,
                spans,
                badly_closed: badly,
            };
            known.add(self.field_start, step);
        }
    }

    /// Whether it is known already that a stray quote made this row. To see that early keeps a
    /// file full of them from being read over and over.
    fn is_hopeless(&self) -> bool {
        let too_many = |columns| self.fields > columns;
        self.spans
            && self
                .format
                .columns
                .is_some_and(|c| self.badly_closed || too_many(c))
    }

    fn finish_row(&self, end: usize) -> RowScan {
        let uneven = |columns| self.badly_closed || self.fields != columns;
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

/// Where the next delimiter or break is. Fields are short: looking at eight bytes at a time costs
/// less than calling what is made for long texts, which takes over after some of them.
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

/// One in each of eight bytes.
const ONE_IN_EACH_BYTE: u64 = u64::from_ne_bytes([1; 8]);

/// Has the highest bit of the first byte that is zero, and none of a byte before it. (Of later
/// bytes it can be wrong: a borrow goes upwards.)
fn zero_byte_bits(bytes: u64) -> u64 {
    bytes.wrapping_sub(ONE_IN_EACH_BYTE) & !bytes & (ONE_IN_EACH_BYTE << 7)
}

/// Where the quote is that closes the field whose text begins at `from`.
fn find_closing_quote(text: &[u8], from: usize, whole: bool) -> QuoteClose {
    let (mut from, mut doubled) = (from, false);
    loop {
        let Some(length) = memchr::memchr(b'"', &text[from..]) else {
            return if whole {
                QuoteClose::Nowhere(doubled)
            } else {
                QuoteClose::Incomplete
            };
        };
        let quote = from + length;
        match text.get(quote + 1) {
            Some(b'"') => (from, doubled) = (quote + 2, true),
            None if !whole => return QuoteClose::Incomplete,
            _ => return QuoteClose::At(quote, doubled),
        }
    }
}

/// Adds a quoted field to a text: what follows its opening quote, doubled quotes made one, and
/// what stands behind the closing quote as it is.
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

/// What makes a row no text.
pub(super) fn text_flaw(raw: &[u8]) -> Option<&'static str> {
    if memchr::memchr(0, raw).is_some() {
        return Some("has a NUL character in it");
    }
    std::str::from_utf8(raw)
        .is_err()
        .then_some("isn't valid UTF-8")
}

/// How many lines end in these bytes, which follow this one: with LF, CR LF, or a CR alone.
pub(super) fn count_breaks(last: u8, raw: &[u8]) -> u64 {
    let feeds = memchr::memchr_iter(b'\n', raw).count();
    let alone = |at: &usize| raw.get(at + 1) != Some(&b'\n');
    let returns = memchr::memchr_iter(b'\r', raw).filter(alone).count();
    let counted = last == b'\r' && raw.first() == Some(&b'\n');
    (feeds + returns) as u64 - u64::from(counted)
}

pub(super) fn is_line_break(byte: u8) -> bool {
    byte == b'\n' || byte == b'\r'
}

pub(super) fn trim_breaks(raw: &[u8]) -> &[u8] {
    let end = raw.iter().rposition(|b| !is_line_break(*b));
    &raw[..end.map_or(0, |end| end + 1)]
}

/// Where the first line ends, its break included.
pub(super) fn first_line_end(raw: &[u8]) -> Option<usize> {
    let end = memchr::memchr2(b'\n', b'\r', raw)?;
    let length = if raw[end..].starts_with(b"\r\n") {
        2
    } else {
        1
    };
    Some(end + length)
}

/// Why a row that isn't torn can't be read for its number of fields.
pub(super) fn field_count_reason(fields: usize, columns: usize) -> String {
    format!(
        "{fields} fields where the header has {columns}: fix the row, or quote a delimiter in it"
    )
}

/// Why a row with a flaw can't be read.
pub(super) fn flaw_reason(flaw: &str) -> String {
    format!("the row {flaw}: export it again")
}

/// Why the first line of a row that a stray quote made can't be read.
pub(super) const STRAY_QUOTE: &str =
    "a quote opens here that doesn't close where it should: double it or take it out";
