//! Reads the rows of a CSV file one by one with the csv crate. Tests use it as the oracle for
//! [`super::block`]. It also separates unreadable rows from their neighbours.
//!
//! A stray quote makes a CSV reader swallow lines until the next quote. So the bytes of the current
//! row are kept: if a row spans lines and has the wrong number of fields, or quotes that can't be
//! intended, only its first line is rejected and reading resumes on the next.

use std::io::{self, Read};

use csv::{ByteRecord, Reader, ReaderBuilder};

use super::row::{
    MAX_ROW_BYTES, STRAY_QUOTE, count_breaks, field_count_reason as uneven_reason, first_line_end,
    flaw_reason, is_blank, is_line_break, text_flaw, trim_breaks,
};
use super::sniff::SniffedText;
use super::{RecordsError, Reject};

/// The rows of a file, after its header.
pub(super) struct CsvRows<'a> {
    /// Always present, except while it is being replaced.
    reader: Option<Reader<ReplayBuffer<'a>>>,
    delimiter: u8,
    record: ByteRecord,
    /// The line of the next unread byte.
    line: u64,
    /// The byte before it.
    byte_before: u8,
    headers: Vec<String>,
}

/// The source, with the bytes since the start of the current row.
struct ReplayBuffer<'a> {
    source: Box<dyn Read + Send + 'a>,
    bytes: Vec<u8>,
    /// Where the current row starts in `bytes`.
    row: usize,
    /// How many of the bytes have been delivered to the reader.
    delivered: usize,
    /// Whether the row exceeded the maximum length.
    full: bool,
    /// Whether to deliver a line end first. A reader strips a byte order mark from the first bytes
    /// it gets; where reading resumes, such a mark would be part of a row.
    primer: bool,
}

impl Read for ReplayBuffer<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if std::mem::take(&mut self.primer) {
            return (&b"\n"[..]).read(out);
        }
        if self.delivered == self.bytes.len() {
            if self.bytes.len() - self.row > MAX_ROW_BYTES {
                self.full = true;
                return Err(io::Error::other("a row without an end"));
            }
            let read = loop {
                match self.source.read(out) {
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    read => break read?,
                }
            };
            self.bytes.extend_from_slice(&out[..read]);
            self.delivered += read;
            return Ok(read);
        }
        let delivered = (&self.bytes[self.delivered..]).read(out)?;
        self.delivered += delivered;
        Ok(delivered)
    }
}

impl ReplayBuffer<'_> {
    /// Drops bytes that are no longer needed: the row starts after them.
    fn forget(&mut self, bytes: usize) {
        self.row += bytes;
        // Moving the rest to the front each time would cost more than keeping some.
        if self.row > 256 * 1024 && self.row * 2 > self.bytes.len() {
            self.bytes.drain(..self.row);
            self.delivered -= self.row;
            self.row = 0;
        }
    }
}

fn csv_reader(source: ReplayBuffer<'_>, delimiter: u8) -> Reader<ReplayBuffer<'_>> {
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .buffer_capacity(64 * 1024)
        .from_reader(source)
}

impl<'a> CsvRows<'a> {
    /// Opens a file and reads its header.
    pub(super) fn open(sniffed: SniffedText<'a>) -> Result<Self, RecordsError> {
        let source = ReplayBuffer {
            source: sniffed.text,
            bytes: Vec::new(),
            row: 0,
            delivered: 0,
            full: false,
            primer: false,
        };
        let mut rows = Self {
            reader: Some(csv_reader(source, sniffed.delimiter)),
            delimiter: sniffed.delimiter,
            record: ByteRecord::new(),
            line: 1,
            byte_before: b'\n',
            headers: Vec::new(),
        };
        match rows.read()? {
            None => return Err(RecordsError::Empty),
            Some(RecordRead::TooLong) => {
                return Err(RecordsError::Header("has a quote that isn't closed".into()));
            }
            Some(RecordRead::Row(length)) => {
                if let Some(flaw) = text_flaw(&rows.raw()[..length]) {
                    return Err(RecordsError::Header(flaw.into()));
                }
                rows.advance(length);
            }
        }
        let names = (0..rows.record.len()).map(|i| rows.field(i).trim().to_owned());
        rows.headers = names.collect();
        Ok(rows)
    }

    /// Returns the trimmed names of the columns.
    pub(super) fn headers(&self) -> &[String] {
        &self.headers
    }

    /// Returns a field of the current row.
    pub(super) fn field(&self, index: usize) -> &str {
        let bytes = self.record.get(index).unwrap_or_default();
        std::str::from_utf8(bytes).expect("rows that aren't UTF-8 were rejected")
    }

    /// Advances to the next row. Returns the line it starts on, or why it can't be read.
    pub(super) fn next(&mut self) -> Result<Option<Result<u64, Reject>>, RecordsError> {
        let Some(read) = self.read()? else {
            return Ok(None);
        };
        let RecordRead::Row(length) = read else {
            return Ok(Some(Err(self.reject_first_line(self.raw().len()))));
        };
        let raw = &self.raw()[..length];
        let blank = raw.len() - skip_breaks(raw).len();
        let row = &raw[blank..];
        let spans = first_line_end(trim_breaks(row)).is_some();
        let (mut fields, columns) = (self.record.len(), self.headers.len());
        if fields > columns && self.record.iter().skip(columns).all(is_blank) {
            fields = columns;
        }
        let line = self.line + count_breaks(self.byte_before, &raw[..blank]);
        let uneven = fields != columns || (spans && is_badly_quoted(row, self.delimiter));
        if uneven && spans {
            return Ok(Some(Err(self.reject_first_line(length))));
        }
        let reason = if uneven {
            Some(uneven_reason(fields, columns))
        } else {
            text_flaw(row).map(flaw_reason)
        };
        self.advance(length);
        Ok(Some(match reason {
            Some(reason) => Err(Reject {
                line,
                reason: reason.into(),
            }),
            None => Ok(line),
        }))
    }

    /// Reads one record and returns its length in bytes.
    fn read(&mut self) -> Result<Option<RecordRead>, RecordsError> {
        let line = self.line;
        let reader = self.reader.as_mut().expect("there is a reader");
        let before = reader.position().byte() + u64::from(reader.get_ref().primer);
        match reader.read_byte_record(&mut self.record) {
            Ok(false) => Ok(None),
            Ok(true) => Ok(Some(RecordRead::Row(
                (reader.position().byte() - before) as usize,
            ))),
            Err(_) if reader.get_ref().full => Ok(Some(RecordRead::TooLong)),
            Err(error) => Err(RecordsError::Io {
                line,
                source: error.into(),
            }),
        }
    }

    /// Returns the bytes kept, from the start of the current row.
    fn raw(&self) -> &[u8] {
        let replay = self.reader.as_ref().expect("there is a reader").get_ref();
        &replay.bytes[replay.row..]
    }

    /// Skips `length` bytes.
    fn advance(&mut self, length: usize) {
        let raw = &self.raw()[..length];
        (self.line, self.byte_before) = (
            self.line + count_breaks(self.byte_before, raw),
            raw.last().copied().unwrap_or(self.byte_before),
        );
        let reader = self.reader.as_mut().expect("there is a reader");
        reader.get_mut().forget(length);
    }

    /// Rejects the first line of a row of `length` bytes; reading resumes on the next line.
    fn reject_first_line(&mut self, length: usize) -> Reject {
        let raw = &self.raw()[..length];
        let blank = raw.len() - skip_breaks(raw).len();
        let line = self.line + count_breaks(self.byte_before, &raw[..blank]);
        let first = first_line_end(&raw[blank..]).map_or(raw.len(), |end| blank + end);
        self.advance(first);
        let mut replay = self.reader.take().expect("there is a reader").into_inner();
        replay.delivered = replay.row;
        replay.full = false;
        replay.primer = true;
        self.reader = Some(csv_reader(replay, self.delimiter));
        Reject {
            line,
            reason: STRAY_QUOTE.into(),
        }
    }
}

/// The result of reading a record.
enum RecordRead {
    /// A row, with its length in bytes.
    Row(usize),
    /// No end was found within the maximum length.
    TooLong,
}

fn skip_breaks(raw: &[u8]) -> &[u8] {
    let start = raw.iter().position(|b| !is_line_break(*b));
    &raw[start.unwrap_or(raw.len())..]
}

/// Returns whether a quote isn't closed before the row ends, or is closed within a field. In both
/// cases the text between two stray quotes was taken for one field, even if the number of fields is
/// right.
fn is_badly_quoted(row: &[u8], delimiter: u8) -> bool {
    let (mut quoted, mut begins) = (false, true);
    let mut bytes = row.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        match (quoted, byte) {
            (true, b'"') if bytes.peek() == Some(&b'"') => {
                bytes.next();
            }
            (true, b'"') => {
                quoted = false;
                let after = bytes.peek().copied();
                if after.is_some_and(|byte| byte != delimiter && !is_line_break(byte)) {
                    return true;
                }
            }
            (false, b'"') if begins => (quoted, begins) = (true, false),
            (false, byte) => begins = byte == delimiter,
            (true, _) => {}
        }
    }
    quoted
}
