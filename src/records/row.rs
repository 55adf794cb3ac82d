//! One row of a text in memory: where it ends, what its fields are, and whether a stray quote
//! made it.
//!
//! This says the same of a file as the csv crate, read row by row; tests set the two against each
//! other (`rows.rs`). It is there because a file can be cut into blocks only by what knows where
//! rows end.

use super::known::{Known, Step};

/// A row longer than this is one that a stray quote made.
pub(super) const LONGEST: usize = 16 * 1024 * 1024;

/// A header with more columns than this is no list of leads, or one to cut down first: each
/// column takes memory, whatever is in it.
pub(super) const MOST_COLUMNS: usize = 262_144;

/// How the rows of a file are written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    pub delimiter: u8,
    /// How many fields a row has; none in the header, which says so.
    pub columns: Option<usize>,
}

/// Where a field's text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub from: usize,
    pub to: usize,
    /// Whether it is to be taken as it stands; else quotes are to be taken out by [`unquoted`].
    pub plain: bool,
}

/// What stands at a place where a row begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// A row up to here, its break (or the first character of it) included; whether it spans
    /// lines.
    Row(usize, bool),
    /// A row that a stray quote made: its first line ends here, and the next row begins.
    Torn(usize),
    /// No end yet.
    More,
}

/// A row on the way.
struct Walk<'a> {
    shape: Shape,
    text: &'a [u8],
    at: usize,
    whole: bool,
    fields: usize,
    spans: bool,
    badly: bool,
    /// Where the field at hand begins, and what is so of it alone.
    here: usize,
    own: (bool, bool),
    known: Option<&'a mut Known>,
}

/// Where a quoted field ends.
enum Close {
    /// The quote is here; whether there were doubled ones.
    At(usize, bool),
    Nowhere(bool),
    More,
}

impl Shape {
    /// What row begins at `at`, where no line break is; calls `cell` for each of its fields.
    /// `whole` says that no text follows this one.
    pub fn row(self, text: &[u8], at: usize, whole: bool, cell: impl FnMut(Cell)) -> Found {
        self.walk(text, at, whole, None, cell)
    }

    /// As [`Self::row`], in a text with stray quotes: jumps over fields that are known, without
    /// calling `cell` for them, and adds those that aren't.
    pub fn row_knowing<'a>(
        self,
        text: &'a [u8],
        at: usize,
        whole: bool,
        known: &'a mut Known,
        cell: impl FnMut(Cell),
    ) -> Found {
        self.walk(text, at, whole, Some(known), cell)
    }

    fn walk<'a>(
        self,
        text: &'a [u8],
        at: usize,
        whole: bool,
        known: Option<&'a mut Known>,
        mut cell: impl FnMut(Cell),
    ) -> Found {
        let mut walk = Walk {
            shape: self,
            text,
            at,
            whole,
            fields: 1,
            spans: false,
            badly: false,
            here: at,
            own: (false, false),
            known,
        };
        let mut here = at;
        loop {
            if walk.known.is_some() {
                here = walk.jump(here);
                if walk.hopeless() {
                    return walk.torn();
                }
                (walk.here, walk.own) = (here, (false, false));
            }
            let next = if text.get(here) == Some(&b'"') {
                walk.quoted(here, &mut cell)
            } else {
                walk.plain(here, here, true, &mut cell)
            };
            match next {
                Ok(field) => here = field,
                Err(found) => return found,
            }
        }
    }
}

impl Walk<'_> {
    /// Goes on from here as far as is known; says to where.
    fn jump(&mut self, here: usize) -> usize {
        let Some(known) = &mut self.known else {
            return here;
        };
        let step = known.find(here);
        let here = step.map_or(here, |step| step.to);
        if let Some(step) = step {
            self.fields += step.fields;
            self.spans |= step.spans;
            self.badly |= step.badly;
        }
        if let Some(spans) = known.bad(here)
            && (self.spans || spans)
        {
            (self.spans, self.badly) = (true, true);
        }
        here
    }

    /// Takes a quoted field; says where the next begins, or what the row is.
    fn quoted(&mut self, here: usize, cell: &mut impl FnMut(Cell)) -> Result<usize, Found> {
        let from = here + 1;
        let (close, doubled) = match closing(self.text, from, self.whole) {
            Close::More => return Err(Found::More),
            Close::Nowhere(doubled) => {
                let to = self.text.len();
                let plain = !doubled;
                cell(Cell { from, to, plain });
                self.badly = true;
                self.spans = first_break(trim_breaks(&self.text[self.at..])).is_some();
                return Err(self.end(to));
            }
            Close::At(close, doubled) => (close, doubled),
        };
        let content = &self.text[from..close];
        if !self.spans || self.known.is_some() {
            self.own.0 = memchr::memchr2(b'\n', b'\r', content).is_some();
            self.spans |= self.own.0;
        }
        match self.text.get(close + 1) {
            Some(&after) if after == self.shape.delimiter || is_break(after) => {}
            None => {}
            Some(_) => {
                (self.badly, self.own.1) = (true, true);
                if self.hopeless() {
                    let (here, spans) = (self.here, self.own.0);
                    if let Some(known) = &mut self.known {
                        known.add_bad(here, spans);
                    }
                    return Err(self.torn());
                }
                return self.plain(from, close + 1, false, cell);
            }
        }
        let (to, plain) = (close, !doubled);
        cell(Cell { from, to, plain });
        self.after(close + 1)
    }

    /// Takes what ends at the next delimiter or break from `rest` on, a field from `from` on.
    fn plain(
        &mut self,
        from: usize,
        rest: usize,
        plain: bool,
        cell: &mut impl FnMut(Cell),
    ) -> Result<usize, Found> {
        let to = match separator(self.text, rest, self.shape.delimiter) {
            Some(to) => to,
            None if self.whole => self.text.len(),
            None => return Err(Found::More),
        };
        cell(Cell { from, to, plain });
        self.after(to)
    }

    /// Goes on after a field that ends here.
    fn after(&mut self, end: usize) -> Result<usize, Found> {
        match self.text.get(end) {
            Some(&byte) if byte == self.shape.delimiter => {
                self.fields += 1;
                self.remember(end + 1);
                if self.hopeless() {
                    return Err(self.torn());
                }
                Ok(end + 1)
            }
            Some(_) => Err(self.end(end + 1)),
            None => Err(self.end(end)),
        }
    }

    /// Leaves a step from the field at hand to the next, once the row spans lines: others will
    /// come by only then.
    fn remember(&mut self, to: usize) {
        let (spans, badly) = self.own;
        if let Some(known) = self.known.as_mut().filter(|_| self.spans) {
            let fields = 1;
            let step = Step {
                to,
                fields,
                spans,
                badly,
            };
            known.add(self.here, step);
        }
    }

    /// Whether it is known already that a stray quote made this row. To see that early keeps a
    /// file full of them from being read over and over.
    fn hopeless(&self) -> bool {
        let too_many = |columns| self.fields > columns;
        self.spans
            && self
                .shape
                .columns
                .is_some_and(|c| self.badly || too_many(c))
    }

    fn end(&self, end: usize) -> Found {
        let uneven = |columns| self.badly || self.fields != columns;
        if self.spans && self.shape.columns.is_some_and(uneven) {
            return self.torn();
        }
        Found::Row(end, self.spans)
    }

    fn torn(&self) -> Found {
        let first = first_break(&self.text[self.at..]);
        Found::Torn(self.at + first.expect("a row that spans lines has a break"))
    }
}

/// Where the next delimiter or break is. Fields are short: looking at eight bytes at a time costs
/// less than calling what is made for long texts, which takes over after some of them.
fn separator(text: &[u8], from: usize, delimiter: u8) -> Option<usize> {
    const SHORT: usize = 32;
    let delimiters = EACH * u64::from(delimiter);
    let mut at = from;
    while at < from + SHORT {
        let Some(eight) = text.get(at..at + 8) else {
            break;
        };
        let eight = u64::from_le_bytes(eight.try_into().expect("eight bytes"));
        let [lines, returns] = [b'\n', b'\r'].map(|byte| EACH * u64::from(byte));
        let found = zeros(eight ^ delimiters) | zeros(eight ^ lines) | zeros(eight ^ returns);
        if found != 0 {
            return Some(at + found.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    let length = memchr::memchr3(delimiter, b'\n', b'\r', &text[at..])?;
    Some(at + length)
}

/// One in each of eight bytes.
const EACH: u64 = u64::from_ne_bytes([1; 8]);

/// Has the highest bit of the first byte that is zero, and none of a byte before it. (Of later
/// bytes it can be wrong: a borrow goes upwards.)
fn zeros(bytes: u64) -> u64 {
    bytes.wrapping_sub(EACH) & !bytes & (EACH << 7)
}

/// Where the quote is that closes the field whose text begins at `from`.
fn closing(text: &[u8], from: usize, whole: bool) -> Close {
    let (mut from, mut doubled) = (from, false);
    loop {
        let Some(length) = memchr::memchr(b'"', &text[from..]) else {
            return if whole {
                Close::Nowhere(doubled)
            } else {
                Close::More
            };
        };
        let quote = from + length;
        match text.get(quote + 1) {
            Some(b'"') => (from, doubled) = (quote + 2, true),
            None if !whole => return Close::More,
            _ => return Close::At(quote, doubled),
        }
    }
}

/// Adds a quoted field to a text: what follows its opening quote, doubled quotes made one, and
/// what stands behind the closing quote as it is.
pub(super) fn unquoted(field: &str, out: &mut String) {
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
pub(super) fn flaw(raw: &[u8]) -> Option<&'static str> {
    if memchr::memchr(0, raw).is_some() {
        return Some("has a NUL character in it");
    }
    std::str::from_utf8(raw)
        .is_err()
        .then_some("isn't valid UTF-8")
}

/// How many lines end in these bytes, which follow this one: with LF, CR LF, or a CR alone.
pub(super) fn breaks(last: u8, raw: &[u8]) -> u64 {
    let feeds = memchr::memchr_iter(b'\n', raw).count();
    let alone = |at: &usize| raw.get(at + 1) != Some(&b'\n');
    let returns = memchr::memchr_iter(b'\r', raw).filter(alone).count();
    let counted = last == b'\r' && raw.first() == Some(&b'\n');
    (feeds + returns) as u64 - u64::from(counted)
}

pub(super) fn is_break(byte: u8) -> bool {
    byte == b'\n' || byte == b'\r'
}

pub(super) fn trim_breaks(raw: &[u8]) -> &[u8] {
    let end = raw.iter().rposition(|b| !is_break(*b));
    &raw[..end.map_or(0, |end| end + 1)]
}

/// Where the first line ends, its break included.
pub(super) fn first_break(raw: &[u8]) -> Option<usize> {
    let end = memchr::memchr2(b'\n', b'\r', raw)?;
    let length = if raw[end..].starts_with(b"\r\n") {
        2
    } else {
        1
    };
    Some(end + length)
}

/// Why a row that isn't torn can't be read for its number of fields.
pub(super) fn uneven(fields: usize, columns: usize) -> String {
    format!(
        "{fields} fields where the header has {columns}: mend the row, or quote a delimiter in it"
    )
}

/// Why a row with a flaw can't be read.
pub(super) fn flawed(flaw: &str) -> String {
    format!("the row {flaw}: export it again")
}

/// Why the first line of a row that a stray quote made can't be read.
pub(super) const STRAY: &str =
    "a quote opens here that doesn't close where it should: double it or take it out";
