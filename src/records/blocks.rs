//! A file cut into blocks of whole rows, which can be read at the same time.
//!
//! The cut is made by one after the other, who looks for rows' ends and nothing else; a quote in
//! a block makes it look closer. What a stray quote tore is found here, since that can depend on
//! lines far behind. Memory holds one block and at most one row of the longest kind.

use std::io::{self, Read};
use std::ops::Range;

use super::RecordsError;
use super::block::{Block, Torn};
use super::known::Known;
use super::row::{
    Cell, Found, LONGEST, MOST_COLUMNS, Shape, breaks, first_break, flaw, is_break, unquoted,
};
use super::sniff::{Sniffed, sniff};

/// About as many bytes as a block has.
const SIZE: usize = 1024 * 1024;

/// About as many bytes are read for the header.
const HEADER: usize = 64 * 1024;

/// A file of rows, block by block.
pub struct Blocks<'a> {
    source: Box<dyn Read + Send + 'a>,
    shape: Shape,
    size: usize,
    longest: usize,
    headers: Vec<String>,
    /// What was read behind the last block.
    rest: Vec<u8>,
    /// The line of the next block.
    line: u64,
    /// The byte before it.
    last: u8,
    /// In the midst of a line without an end, which was rejected.
    skipping: bool,
    ended: bool,
    /// What the source said when it broke off.
    broken: Option<io::Error>,
    /// How many fields were looked at to find where rows end, those looked at again included.
    walked: u64,
}

impl<'a> Blocks<'a> {
    /// Begins to read: takes the header.
    pub fn open(
        source: impl Read + Send + 'a,
        encoding: Option<&str>,
    ) -> Result<Self, RecordsError> {
        Self::with_size(sniff(source, encoding)?, SIZE, LONGEST)
    }

    /// With blocks of about this many bytes, and rows of at most so many.
    pub(super) fn with_size(
        sniffed: Sniffed<'a>,
        size: usize,
        longest: usize,
    ) -> Result<Self, RecordsError> {
        let mut blocks = Self {
            source: sniffed.text,
            shape: Shape {
                delimiter: sniffed.delimiter,
                columns: None,
            },
            size,
            longest,
            headers: Vec::new(),
            rest: Vec::new(),
            line: 1,
            last: b'\n',
            skipping: false,
            ended: false,
            broken: None,
            walked: 0,
        };
        blocks.take_header()?;
        Ok(blocks)
    }

    /// The names of the columns, trimmed.
    pub fn headers(&self) -> &[String] {
        &self.headers
    }

    /// How many fields were looked at to find where rows end: what cutting costs.
    #[cfg(test)]
    pub(super) fn walked(&self) -> u64 {
        self.walked
    }

    fn take_header(&mut self) -> Result<(), RecordsError> {
        let mut text = Vec::new();
        // Who feeds a pipe slowly still hears soon what is wrong with the columns.
        let mut want = self.size.min(HEADER);
        let end = loop {
            self.fill(&mut text, want);
            self.pass_blank(&mut text);
            let end = if text.is_empty() {
                None
            } else {
                self.header_end(&text)?
            };
            if let Some(end) = end {
                break end;
            }
            if let Some(error) = self.broken.take() {
                return Err(self.broken_off(&text, error));
            }
            if self.ended {
                return Err(RecordsError::Empty);
            }
            want = self.more_than(text.len());
        };
        self.name_columns(&text[..end])?;
        self.shape.columns = Some(self.headers.len());
        self.pass(&text[..end]);
        self.rest = text.split_off(end);
        Ok(())
    }

    /// Takes the line breaks out that come before the first row.
    fn pass_blank(&mut self, text: &mut Vec<u8>) {
        let blank = text.iter().take_while(|byte| is_break(**byte)).count();
        self.pass(&text[..blank]);
        text.drain(..blank);
    }

    /// Where the header at the beginning of a text ends, if it does. Its cells aren't gathered
    /// yet: they can be far more than a header has.
    fn header_end(&mut self, text: &[u8]) -> Result<Option<usize>, RecordsError> {
        let mut columns = 0;
        let found = self.shape.row(text, 0, self.ended, |_| columns += 1);
        self.walked += columns as u64;
        match found {
            Found::Row(..) | Found::Torn(_) if columns > MOST_COLUMNS => {
                Err(RecordsError::Columns(MOST_COLUMNS))
            }
            Found::Row(end, _) | Found::Torn(end) => Ok(Some(end)),
            Found::More if text.len() <= self.longest => Ok(None),
            Found::More if first_break(text).is_some() => {
                Err(RecordsError::Header("has a quote that isn't closed".into()))
            }
            Found::More => Err(RecordsError::LongHeader),
        }
    }

    fn name_columns(&mut self, row: &[u8]) -> Result<(), RecordsError> {
        if let Some(flaw) = flaw(row) {
            return Err(RecordsError::Header(flaw.into()));
        }
        let (shape, headers) = (self.shape, &mut self.headers);
        shape.row(row, 0, true, |Cell { from, to, plain }| {
            let field = String::from_utf8_lossy(&row[from..to]);
            let mut name = String::new();
            if plain {
                name.push_str(&field);
            } else {
                unquoted(&field, &mut name);
            }
            headers.push(name.trim().to_owned());
        });
        Ok(())
    }

    /// How much to read where so much isn't enough.
    fn more_than(&self, length: usize) -> usize {
        (length * 2).clamp(self.size, self.longest.max(self.size) + 1)
    }

    /// Reads the next block into this one; says whether there was one. Rows before the place
    /// where a source breaks off are still given.
    pub fn next(&mut self, block: &mut Block) -> Result<bool, RecordsError> {
        block.clear(self.shape, self.line, self.last);
        block.bytes.append(&mut self.rest);
        let mut want = self.size;
        let cut = loop {
            self.fill(&mut block.bytes, want);
            self.skip(&mut block.bytes);
            let cut = self.split(&block.bytes, &mut block.torn);
            if cut > 0 || self.ended || self.broken.is_some() {
                break cut;
            }
            if block.bytes.len() > self.longest {
                break self.give_up(block);
            }
            want = self.more_than(block.bytes.len());
        };
        if cut == 0
            && let Some(error) = self.broken.take()
        {
            self.ended = true;
            return Err(self.broken_off(&block.bytes, error));
        }
        self.rest.extend_from_slice(&block.bytes[cut..]);
        block.bytes.truncate(cut);
        self.pass(&block.bytes);
        Ok(cut > 0)
    }

    /// Where the last row begins that isn't ended; the text's end where all are. Adds what stray
    /// quotes tore.
    fn split(&mut self, text: &[u8], torn: &mut Vec<(Range<usize>, Torn)>) -> usize {
        let (mut at, whole) = (0, self.ended);
        // Only a text with a stray quote is worth remembering.
        let mut known: Option<Known> = None;
        loop {
            let quote = memchr::memchr(b'"', &text[at..]).map(|length| at + length);
            let lines = &text[at..quote.unwrap_or(text.len())];
            if quote.is_none() && whole {
                return text.len();
            }
            at += memchr::memrchr2(b'\n', b'\r', lines).map_or(0, |last| last + 1);
            if quote.is_none() {
                return at;
            }
            let (walked, shape) = (&mut self.walked, self.shape);
            let count = |_| *walked += 1;
            let found = match &mut known {
                None => shape.row(text, at, whole, count),
                Some(known) => shape.row_knowing(text, at, whole, known, count),
            };
            match found {
                Found::Row(end, _) => at = end,
                Found::Torn(end) => {
                    torn.push((at..end, Torn::Quote));
                    at = end;
                    known.get_or_insert_default().forget_before(at);
                }
                Found::More => return at,
            }
        }
    }

    /// Counts the lines of what is done with.
    fn pass(&mut self, text: &[u8]) {
        self.line += breaks(self.last, text);
        self.last = text.last().copied().unwrap_or(self.last);
    }

    /// Rejects the first line of a row that has no end, or all of it, where it is one line.
    fn give_up(&mut self, block: &mut Block) -> usize {
        let begin = block.bytes.iter().position(|b| !is_break(*b));
        let begin = begin.unwrap_or(0);
        let (end, why) = match first_break(&block.bytes[begin..]) {
            Some(end) => (begin + end, Torn::Quote),
            None => (block.bytes.len(), Torn::Endless),
        };
        self.skipping = why == Torn::Endless;
        block.torn.push((begin..end, why));
        end
    }

    /// Goes on to the end of a line that was given up.
    fn skip(&mut self, text: &mut Vec<u8>) {
        if self.skipping {
            let end = text.iter().position(|b| is_break(*b));
            text.drain(..end.unwrap_or(text.len()));
            self.skipping = end.is_none();
        }
    }

    /// Reads until there are as many bytes as are wanted, or the end.
    fn fill(&mut self, text: &mut Vec<u8>, want: usize) {
        let mut length = text.len();
        if length >= want || self.ended || self.broken.is_some() {
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
                    self.broken = Some(error);
                    break;
                }
            }
        }
        text.truncate(length);
    }

    fn broken_off(&self, unread: &[u8], source: io::Error) -> RecordsError {
        RecordsError::Io {
            line: self.line + breaks(self.last, unread),
            source,
        }
    }
}

impl Torn {
    /// Why, and what to do.
    pub(super) fn reason(self) -> &'static str {
        match self {
            Self::Quote => super::row::STRAY,
            Self::Endless => "the line is longer than 16 MiB: mend it or take it out",
        }
    }
}
