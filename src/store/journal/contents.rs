//! The content of a journal file, read without changing it.
//!
//! ```text
//!   accord journal 3
//!   b 0 CHECKSUM "the session's text"        the base, as a JSON string
//!   e 1 CHECKSUM {...}                       the first edit
//!   s 1 CHECKSUM sha256:HEX                  session.yaml with this digest has all edits up to 1
//! ```
//!
//! Each record is one line, so damage to one affects no other, and the numbers of the edits tell
//! how many are missing between two intact ones. A last line without its end was cut off by a
//! crash; nothing in it was ever confirmed. Journals of the first format (content lengths instead
//! of numbers, and a base over several lines) can be read too; lines are counted there.

use sha2::{Digest as _, Sha256};

use super::super::{Digest, SessionFolder, StoreError};
use super::file;

pub(super) const HEADER: &[u8] = b"accord journal 3\n";
/// The same format with earlier words, which can be read. The number differs so that an earlier
/// program does not mistake a present journal for its own.
const SECOND_HEADER: &[u8] = b"accord journal 2\n";
const FIRST_HEADER: &[u8] = b"accord journal 1\n";
pub(super) const BASE: char = 'b';
pub(super) const EDIT: char = 'e';
pub(super) const SAVED: char = 's';
const CHECKSUM_DIGITS: usize = 16;
/// More edits than any damage loses in one place. A higher number is bogus.
const MAX_MISSING: u64 = 1_000_000;

/// The content of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordContent {
    /// An edit, in the writer's own format.
    Edit(String),
    /// A mark: session.yaml with this digest equals the base with all edits so far.
    Saved(Digest),
}

/// An intact record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalRecord {
    /// Number of edits up to and including this record.
    pub number: u64,
    /// The content.
    pub content: RecordContent,
}

/// The format of a journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JournalFormat {
    /// The present format.
    Current,
    /// The present format with earlier words in the edits.
    Second,
    /// The first format.
    First,
    /// A later program's format, or not a journal at all; nothing in it can be counted.
    Unknown,
}

/// The content of a journal file.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own about what was found"
)]
#[derive(Clone, Debug)]
pub struct JournalContents {
    /// The format.
    pub format: JournalFormat,
    /// The session's text at the start; `None` if damaged.
    pub base: Option<String>,
    /// The intact records, in file order.
    pub records: Vec<JournalRecord>,
    /// The number of the last edit of which there is any trace.
    pub last_edit: u64,
    /// Whether anything but a partial last line is damaged.
    pub damaged: bool,
    /// Whether the last line was cut off by a crash.
    pub torn: bool,
    /// Whether there may have been more edits, as the end of the file is damaged.
    pub end_damaged: bool,
    /// Whether the last line is complete.
    last_line_ended: bool,
    /// Length of the intact part of the file.
    intact_length: u64,
    bytes: Vec<u8>,
}

impl JournalContents {
    /// Reads a session's journal; `None` if there is none or it is empty.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, or is a link or pipe.
    pub fn read(folder: &SessionFolder) -> Result<Option<Self>, StoreError> {
        let bytes =
            file::bytes_of(folder).map_err(|error| StoreError::io(&file::path(folder), &error))?;
        Ok(bytes.filter(|bytes| !bytes.is_empty()).map(Self::of))
    }

    /// Parses the bytes of a journal.
    pub fn of(bytes: Vec<u8>) -> Self {
        let mut contents = Self {
            format: JournalFormat::Unknown,
            base: None,
            records: Vec::new(),
            last_edit: 0,
            damaged: true,
            torn: false,
            end_damaged: false,
            last_line_ended: true,
            intact_length: 0,
            bytes: Vec::new(),
        };
        if let Some(rest) = bytes.strip_prefix(HEADER) {
            contents.format = JournalFormat::Current;
            contents.damaged = false;
            contents.lines(rest, parse);
        } else if let Some(rest) = bytes.strip_prefix(SECOND_HEADER) {
            contents.format = JournalFormat::Second;
            contents.damaged = false;
            contents.lines(rest, parse);
        } else if let Some(rest) = bytes.strip_prefix(FIRST_HEADER) {
            contents.format = JournalFormat::First;
            contents.damaged = false;
            contents.read_first_format(rest);
        } else if !is_other_header(&bytes) {
            // If only the header is damaged, the records after it may be intact.
            let after = memchr::memchr(b'\n', &bytes);
            let rest = after.map_or(&[][..], |end| &bytes[end + 1..]);
            for format in [JournalFormat::Current, JournalFormat::First] {
                let mut there = contents.clone();
                match format {
                    JournalFormat::First => there.read_first_format(rest),
                    _ => there.lines(rest, parse),
                }
                if there.base.is_some() || !there.records.is_empty() {
                    contents = Self { format, ..there };
                    break;
                }
            }
        }
        contents.bytes = bytes;
        contents
    }

    /// Returns the bytes of the file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Returns the digest of session.yaml at the last save and the number of edits it had.
    pub fn last_saved(&self) -> Option<(&Digest, u64)> {
        self.records
            .iter()
            .rev()
            .find_map(|record| match &record.content {
                RecordContent::Saved(digest) => Some((digest, record.number)),
                RecordContent::Edit(_) => None,
            })
    }

    /// Returns the length and number of edits after which appending can continue: only if
    /// everything is intact and in the present format. A partial last line is cut off by the first
    /// append.
    pub fn appendable(&self) -> Option<(u64, u64)> {
        let whole = !self.damaged && self.last_line_ended && self.base.is_some();
        let whole = whole && self.format == JournalFormat::Current;
        whole.then_some((self.intact_length, self.last_edit))
    }

    /// Parses line by line; `parse` returns a line's record if it is intact.
    fn lines(&mut self, rest: &[u8], parse: fn(&[u8]) -> Option<RawRecord>) {
        let start = HEADER.len();
        let mut at = 0;
        // Damaged lines since the last intact record, and the last number seen in them.
        let (mut damaged, mut traced) = (0, 0);
        while at < rest.len() {
            let end = memchr::memchr(b'\n', &rest[at..]).map(|end| at + end);
            let line = &rest[at..end.unwrap_or(rest.len())];
            let next = end.map_or(rest.len(), |end| end + 1);
            // The damage may be confined to the end of the last line.
            let without_end = || end.is_none().then(|| line.split_last()).flatten();
            let record = parse(line).or_else(|| parse(without_end()?.1));
            match record {
                Some(record) => {
                    self.last_line_ended = end.is_some();
                    if self.take_record(&record, damaged) {
                        (damaged, traced) = (0, 0);
                    } else {
                        self.damaged = true;
                    }
                }
                None if end.is_none() && damaged == 0 && self.may_be_torn(line) => self.torn = true,
                None => {
                    self.damaged = true;
                    let mark = format!("{SAVED} {} ", self.last_edit);
                    damaged += u64::from(!line.starts_with(mark.as_bytes()));
                    traced = traced.max(self.traced_edit(line));
                }
            }
            if !self.damaged && !self.torn {
                self.intact_length = (start + next) as u64;
            }
            at = next;
        }
        self.end_damaged = damaged > 0;
        self.last_edit = traced.max(self.last_edit + damaged);
    }

    /// Whether an incomplete last line is the beginning of the next record, as left by a crash.
    fn may_be_torn(&self, line: &[u8]) -> bool {
        let next = match self.format {
            JournalFormat::First => ["e ".to_owned(), "s ".to_owned()],
            _ => [
                format!("{EDIT} {} ", self.last_edit + 1),
                format!("{SAVED} {} ", self.last_edit),
            ],
        };
        let begins = |start: &String| {
            line.starts_with(start.as_bytes()) || start.as_bytes().starts_with(line)
        };
        next.iter().any(begins) && !line.iter().any(u8::is_ascii_control)
    }

    /// Returns the number of an edit still visible in a damaged line; 0 if none is plausible.
    fn traced_edit(&self, line: &[u8]) -> u64 {
        if self.format == JournalFormat::First {
            return 0;
        }
        let text = String::from_utf8_lossy(line);
        let mut last = 0;
        for (at, _) in text.match_indices("e ") {
            let mut fields = text[at + 2..].splitn(3, ' ');
            let number = fields.next().and_then(|digits| digits.parse().ok());
            let sum = fields.next().unwrap_or("");
            let is_sum = sum.len() == CHECKSUM_DIGITS && sum.bytes().all(|b| b.is_ascii_hexdigit());
            if let Some(number) = number.filter(|number| is_sum && self.is_plausible(*number)) {
                last = last.max(number);
            }
        }
        last
    }

    /// Whether an edit can have this number, given how many a journal can lack.
    fn is_plausible(&self, number: u64) -> bool {
        number > self.last_edit && number - self.last_edit <= MAX_MISSING
    }

    /// Adds an intact record. One without a number is counted on from the record before, across
    /// damaged lines. Returns whether it fits.
    fn take_record(&mut self, (kind, number, content): &RawRecord, damaged: u64) -> bool {
        let counted = self.last_edit + damaged;
        let (number, entry) = match *kind {
            BASE if self.base.is_none() && self.records.is_empty() => {
                self.base = Some(content.clone());
                return true;
            }
            EDIT => (
                number.unwrap_or(counted + 1),
                RecordContent::Edit(content.clone()),
            ),
            SAVED => match Digest::parse(content) {
                Some(digest) => (number.unwrap_or(counted), RecordContent::Saved(digest)),
                None => return false,
            },
            _ => return false,
        };
        // Numbers never decrease: such a record is a duplicate or from another journal.
        let least = self.last_edit + u64::from(*kind == EDIT);
        if number < least || number - self.last_edit > MAX_MISSING {
            return false;
        }
        self.damaged |= number > least || damaged > 0;
        self.last_edit = number;
        self.records.push(JournalRecord {
            number,
            content: entry,
        });
        true
    }

    /// Parses a journal of the first format, whose base is found by its length.
    fn read_first_format(&mut self, rest: &[u8]) {
        let Some((base, after)) = first_base(rest) else {
            self.damaged = true;
            // Lines of the base are not records; those start with the first intact one.
            let mut at = 0;
            let begins = loop {
                let line = rest[at..].split(|byte| *byte == b'\n').next();
                match line {
                    Some(line) if first_header(line) => break at,
                    Some(line) if at + line.len() < rest.len() => at += line.len() + 1,
                    _ => break rest.len(),
                }
            };
            self.lines(&rest[begins..], parse_first_format);
            return;
        };
        self.base = Some(base.to_owned());
        self.lines(after, parse_first_format);
    }
}

/// Kind, number and content of an intact line.
type RawRecord = (char, Option<u64>, String);

/// Whether a file starts like the journal of another version of the program.
fn is_other_header(bytes: &[u8]) -> bool {
    let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or(bytes);
    let number = first.strip_prefix(b"accord journal ");
    number.is_some_and(|n| !n.is_empty() && n.iter().all(u8::is_ascii_digit))
}

/// Returns a record's line, including its end.
pub(super) fn line(kind: char, number: u64, content: &str) -> Vec<u8> {
    let checksum = checksum(kind, Some(number), content.as_bytes());
    format!("{kind} {number} {checksum} {content}\n").into_bytes()
}

fn checksum(kind: char, number: Option<u64>, content: &[u8]) -> String {
    let mut hash = Sha256::new().chain_update([kind as u8]);
    if let Some(number) = number {
        hash.update(number.to_string());
        hash.update(b" ");
    }
    let mut digits = format!("{:x}", hash.chain_update(content).finalize());
    digits.truncate(CHECKSUM_DIGITS);
    digits
}

/// Parses a line, if it is intact.
fn parse(line: &[u8]) -> Option<RawRecord> {
    let (kind, number, sum, content) = split_fields(line)?;
    if checksum(kind, Some(number), content.as_bytes()) != sum {
        return None;
    }
    let content = if kind == BASE {
        serde_json::from_str(content).ok()?
    } else {
        content.to_owned()
    };
    Some((kind, Some(number), content))
}

/// Parses a line of the first format, which has the content's length in place of the number.
fn parse_first_format(line: &[u8]) -> Option<RawRecord> {
    let (kind, length, sum, content) = split_fields(line)?;
    let whole = content.len() as u64 == length && checksum(kind, None, content.as_bytes()) == sum;
    whole.then(|| (kind, None, content.to_owned()))
}

fn split_fields(line: &[u8]) -> Option<(char, u64, &str, &str)> {
    let line = std::str::from_utf8(line).ok()?;
    let mut fields = line.splitn(4, ' ');
    let mut kind = fields.next()?.chars();
    let (Some(letter), None) = (kind.next(), kind.next()) else {
        return None;
    };
    let digits = fields.next()?;
    let number = digits
        .parse()
        .ok()
        .filter(|n: &u64| n.to_string() == digits)?;
    Some((letter, number, fields.next()?, fields.next()?))
}

/// Returns the base of a journal of the first format, and the rest.
fn first_base(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let mut fields = bytes.splitn(4, |byte| *byte == b' ');
    let b"b" = fields.next()? else {
        return None;
    };
    let length: usize = std::str::from_utf8(fields.next()?).ok()?.parse().ok()?;
    let sum = fields.next()?;
    let (base, after) = fields.next()?.split_at_checked(length)?;
    let after = after.strip_prefix(b"\n")?;
    let whole = checksum(BASE, None, base).as_bytes() == sum;
    Some((std::str::from_utf8(base).ok().filter(|_| whole)?, after))
}

/// Whether a line looks like a record of the first format, intact or not.
fn first_header(line: &[u8]) -> bool {
    let mut fields = line.splitn(4, |byte| *byte == b' ');
    let kind = fields.next();
    let digits = |field: Option<&[u8]>, fits: fn(&u8) -> bool| {
        field.is_some_and(|field| !field.is_empty() && field.iter().all(fits))
    };
    matches!(kind, Some(b"e" | b"s"))
        && digits(fields.next(), u8::is_ascii_digit)
        && digits(fields.next(), u8::is_ascii_hexdigit)
        && fields.next().is_some()
}
