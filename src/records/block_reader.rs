//! Cuts a file into blocks of whole rows, which can then be parsed in parallel.
//!
//! The cutting is sequential and only looks for the ends of rows; it looks closer once a block
//! contains a quote. Lines broken by a stray quote are found here, since that can depend on lines
//! far ahead. Memory holds one block and at most one row of maximum length.

use std::io::{self, Read};
use std::ops::Range;

use super::block::{Block, BrokenLine};
use super::field_steps::FieldSteps;
use super::json_lines::LateNames;
use super::row::{
    CsvFormat, FieldSpan, MAX_COLUMNS, MAX_ROW_BYTES, MoreText, RowScan, count_breaks,
    first_line_end, is_line_break, push_unquoted, text_flaw,
};
use super::sniff::{SniffOptions, SniffedText, sniff};
use super::{Guess, KeptColumns, ReadOptions, RecordsError};

/// Approximate bytes per block.
const BLOCK_BYTES: usize = 1024 * 1024;
/// The least bytes of a block that is divided.
const MIN_BLOCK_BYTES: usize = 1024;

/// Approximate bytes read first to find the header.
const HEADER_BYTES: usize = 64 * 1024;

/// A reader that yields a CSV file block by block.
pub struct BlockReader<'a> {
    source: Box<dyn Read + Send + 'a>,
    format: CsvFormat,
    size: usize,
    max_row_bytes: usize,
    headers: Vec<String>,
    /// Bytes read beyond the last block.
    unread: Vec<u8>,
    /// The line the next block starts on.
    line: u64,
    /// The byte before the next block.
    byte_before: u8,
    /// Whether the reader is inside a rejected line whose end hasn't been found.
    skipping: bool,
    ended: bool,
    /// The error with which the source broke off.
    read_error: Option<io::Error>,
    /// Fields scanned to find where rows end, counting repeated scans.
    fields_scanned: u64,
    guesses: Vec<Guess>,
    late_names: LateNames,
    /// How many columns were seen, if more are there in case they come later.
    seen_columns: Option<usize>,
}

impl<'a> BlockReader<'a> {
    /// Opens a file of leads and reads its header.
    ///
    /// # Errors
    ///
    /// Fails if the file can't be read, its encoding is unknown, it is no list, or it has no usable
    /// header.
    pub fn open(
        source: impl Read + Send + 'a,
        options: &ReadOptions,
    ) -> Result<Self, RecordsError> {
        let wanted = options.columns.values().chain(&options.as_of_field);
        let wanted = wanted.chain(&options.wanted);
        Self::open_for(source, options, wanted)
    }

    /// Opens a file of events and reads its header.
    pub(super) fn open_events(
        source: impl Read + Send + 'a,
        options: &ReadOptions,
    ) -> Result<Self, RecordsError> {
        let wanted = match &options.event_columns {
            KeptColumns::All => &[][..],
            KeptColumns::Named(wanted) => wanted,
        };
        Self::open_for(source, options, wanted.iter())
    }

    fn open_for<'n>(
        source: impl Read + Send + 'a,
        options: &'n ReadOptions,
        wanted: impl Iterator<Item = &'n String>,
    ) -> Result<Self, RecordsError> {
        let options = SniffOptions {
            encoding: options.encoding.as_deref(),
            delimiter: options.delimiter,
            wanted: wanted.map(String::as_str).collect(),
        };
        Self::with_size(sniff(source, &options)?, BLOCK_BYTES, MAX_ROW_BYTES)
    }

    /// Like [`Self::open`], with blocks so much smaller than usual, for results that are so much
    /// larger.
    ///
    /// # Errors
    ///
    /// As [`Self::open`].
    pub fn open_divided(
        source: impl Read + Send + 'a,
        options: &ReadOptions,
        by: usize,
    ) -> Result<Self, RecordsError> {
        let mut blocks = Self::open(source, options)?;
        blocks.size = (BLOCK_BYTES / by.max(1)).max(MIN_BLOCK_BYTES);
        Ok(blocks)
    }

    /// Like [`Self::open`], with a given approximate block size and maximum row length in bytes.
    pub(super) fn with_size(
        sniffed: SniffedText<'a>,
        size: usize,
        longest: usize,
    ) -> Result<Self, RecordsError> {
        let mut blocks = Self {
            source: sniffed.text,
            format: CsvFormat {
                from_json: sniffed.from_json,
                ..CsvFormat::new(sniffed.delimiter)
            },
            size,
            max_row_bytes: longest,
            headers: Vec::new(),
            unread: Vec::new(),
            line: sniffed.line,
            byte_before: b'\n',
            skipping: false,
            ended: false,
            read_error: None,
            fields_scanned: 0,
            guesses: sniffed.guesses,
            late_names: sniffed.late_names,
            seen_columns: sniffed.seen_columns,
        };
        blocks.read_header()?;
        Ok(blocks)
    }

    /// Returns the trimmed names of the columns.
    pub fn headers(&self) -> &[String] {
        &self.headers
    }

    /// Returns what was found out about the file and not said, such as its encoding.
    pub fn guesses(&self) -> &[Guess] {
        &self.guesses
    }

    /// Returns the names in lines of JSON that come after the first lines and that nobody asked
    /// for, as far as the lines are read.
    pub fn late_names(&self) -> LateNames {
        self.late_names.clone()
    }

    /// Returns how many of the columns, the first ones, the file is known to have. The others were
    /// asked for and aren't in the first lines of JSON; they are read where they come later.
    pub fn seen_columns(&self) -> usize {
        self.seen_columns.unwrap_or(self.headers.len())
    }

    /// Returns how many fields were scanned to find where rows end, the cost of cutting.
    #[cfg(test)]
    pub(super) fn fields_scanned(&self) -> u64 {
        self.fields_scanned
    }

    fn read_header(&mut self) -> Result<(), RecordsError> {
        let mut text = Vec::new();
        // So that whoever feeds a pipe slowly still hears soon what is wrong with the columns.
        let mut want = self.size.min(HEADER_BYTES);
        let end = loop {
            self.fill(&mut text, want);
            self.skip_blank_lines(&mut text);
            let end = if text.is_empty() {
                None
            } else {
                self.header_end(&text)?
            };
            if let Some(end) = end {
                break end;
            }
            if let Some(error) = self.read_error.take() {
                return Err(self.io_error(&text, error));
            }
            if self.ended {
                return Err(RecordsError::Empty);
            }
            want = self.next_read_size(text.len());
        };
        self.name_columns(&text[..end])?;
        self.format.columns = Some(self.headers.len());
        self.count_lines(&text[..end]);
        self.unread = text.split_off(end);
        Ok(())
    }

    /// Removes the line breaks before the first row.
    fn skip_blank_lines(&mut self, text: &mut Vec<u8>) {
        let blank = text.iter().take_while(|byte| is_line_break(**byte)).count();
        self.count_lines(&text[..blank]);
        text.drain(..blank);
    }

    /// Returns where the header at the start of a text ends, if it does. Its cells aren't collected
    /// yet, because they can be far more than a header may have.
    fn header_end(&mut self, text: &[u8]) -> Result<Option<usize>, RecordsError> {
        let mut columns = 0;
        let more = self.more_text();
        let found = self.format.scan_row(text, 0, more, |_| columns += 1);
        self.fields_scanned += columns as u64;
        match found {
            RowScan::Row(..) | RowScan::BrokenQuote(_) if columns > MAX_COLUMNS => {
                Err(RecordsError::Columns(MAX_COLUMNS))
            }
            RowScan::Row(end, _) | RowScan::BrokenQuote(end) => Ok(Some(end)),
            RowScan::Incomplete if text.len() <= self.max_row_bytes => Ok(None),
            RowScan::Incomplete if first_line_end(text).is_some() => {
                Err(RecordsError::Header("has a quote that isn't closed".into()))
            }
            RowScan::Incomplete => Err(RecordsError::LongHeader),
        }
    }

    fn name_columns(&mut self, row: &[u8]) -> Result<(), RecordsError> {
        if let Some(flaw) = text_flaw(row) {
            return Err(RecordsError::Header(flaw.into()));
        }
        let (shape, headers) = (self.format, &mut self.headers);
        shape.scan_row(row, 0, MoreText::None, |FieldSpan { from, to, plain }| {
            let field = String::from_utf8_lossy(&row[from..to]);
            let mut name = String::new();
            if plain {
                name.push_str(&field);
            } else {
                push_unquoted(&field, &mut name);
            }
            headers.push(name.trim().to_owned());
        });
        Ok(())
    }

    /// Returns how much to read after `length` bytes weren't enough.
    fn next_read_size(&self, length: usize) -> usize {
        (length * 2).clamp(self.size, self.max_row_bytes.max(self.size) + 1)
    }

    /// Reads the next block; returns whether there was one. Rows before the point where a source
    /// breaks off are still returned.
    ///
    /// # Errors
    ///
    /// Fails if reading from the source does.
    pub fn next_block(&mut self, block: &mut Block) -> Result<bool, RecordsError> {
        block.clear(self.format, self.line, self.byte_before);
        block.bytes.append(&mut self.unread);
        let mut want = self.size;
        let cut = loop {
            self.fill(&mut block.bytes, want);
            self.skip_line(&mut block.bytes);
            let cut = self.split(&block.bytes, &mut block.broken_lines);
            if cut > 0 || self.ended || self.read_error.is_some() {
                break cut;
            }
            if block.bytes.len() > self.max_row_bytes {
                break self.reject_endless(block);
            }
            want = self.next_read_size(block.bytes.len());
        };
        if cut == 0
            && let Some(error) = self.read_error.take()
        {
            self.ended = true;
            return Err(self.io_error(&block.bytes, error));
        }
        self.unread.extend_from_slice(&block.bytes[cut..]);
        block.bytes.truncate(cut);
        self.count_lines(&block.bytes);
        block.ends_within_line = self.ended
            && self.unread.is_empty()
            && block.bytes.last().is_some_and(|last| !is_line_break(*last));
        Ok(cut > 0)
    }

    /// Returns whether text follows what was read.
    fn more_text(&self) -> MoreText {
        if self.ended {
            MoreText::None
        } else {
            MoreText::Follows
        }
    }

    /// Returns where the last, unfinished row starts, or the text's length if all rows are
    /// complete. Records lines broken by stray quotes.
    fn split(&mut self, text: &[u8], broken_lines: &mut Vec<(Range<usize>, BrokenLine)>) -> usize {
        let (mut at, more) = (0, self.more_text());
        // Only a text with a stray quote is worth memoising.
        let mut steps: Option<FieldSteps> = None;
        loop {
            let quote = memchr::memchr(b'"', &text[at..]).map(|length| at + length);
            let lines = &text[at..quote.unwrap_or(text.len())];
            if quote.is_none() && more == MoreText::None {
                return text.len();
            }
            at += memchr::memrchr2(b'\n', b'\r', lines).map_or(0, |last| last + 1);
            if quote.is_none() {
                return at;
            }
            let (scanned, shape) = (&mut self.fields_scanned, self.format);
            let count = |_| *scanned += 1;
            let found = match &mut steps {
                None => shape.scan_row(text, at, more, count),
                Some(steps) => shape.scan_row_with_steps(text, at, more, steps, count),
            };
            match found {
                RowScan::Row(end, _) => at = end,
                RowScan::BrokenQuote(end) => {
                    broken_lines.push((at..end, BrokenLine::StrayQuote));
                    at = end;
                    steps.get_or_insert_default().forget_before(at);
                }
                RowScan::Incomplete => return at,
            }
        }
    }

    /// Counts the lines of a text that has been processed.
    fn count_lines(&mut self, text: &[u8]) {
        self.line += count_breaks(self.byte_before, text);
        self.byte_before = text.last().copied().unwrap_or(self.byte_before);
    }

    /// Rejects the first line of a row that has no end, or the row if it is a single line.
    fn reject_endless(&mut self, block: &mut Block) -> usize {
        let begin = block.bytes.iter().position(|b| !is_line_break(*b));
        let begin = begin.unwrap_or(0);
        let (end, why) = match first_line_end(&block.bytes[begin..]) {
            Some(end) => (begin + end, BrokenLine::StrayQuote),
            None => (block.bytes.len(), BrokenLine::Endless),
        };
        self.skipping = why == BrokenLine::Endless;
        block.broken_lines.push((begin..end, why));
        end
    }

    /// Skips to the end of a rejected line.
    fn skip_line(&mut self, text: &mut Vec<u8>) {
        if self.skipping {
            let end = text.iter().position(|b| is_line_break(*b));
            text.drain(..end.unwrap_or(text.len()));
            self.skipping = end.is_none();
        }
    }

    /// Reads until `text` has `want` bytes, or the source ends.
    fn fill(&mut self, text: &mut Vec<u8>, want: usize) {
        let mut length = text.len();
        if length >= want || self.ended || self.read_error.is_some() {
            return;
        }
        text.resize(want, 0);
        while length < want {
            match self.source.read(&mut text[length..]) {
                Ok(0) => {
                    self.ended = true;
                    break;
                }
                Ok(read) => length += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.read_error = Some(error);
                    break;
                }
            }
        }
        text.truncate(length);
    }

    fn io_error(&self, unread: &[u8], source: io::Error) -> RecordsError {
        RecordsError::Io {
            line: self.line + count_breaks(self.byte_before, unread),
            source,
        }
    }
}

impl BrokenLine {
    /// Returns why the line is rejected, and what to do about it.
    pub(super) fn reason(self) -> &'static str {
        match self {
            Self::StrayQuote => super::row::STRAY_QUOTE,
            Self::Endless => super::row::TOO_LONG,
        }
    }
}
