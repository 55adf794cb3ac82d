//! Detects how a file is written: its encoding and its delimiter.

use std::io::{self, Cursor, Read};

use encoding_rs::{Decoder, Encoding, UTF_8, WINDOWS_1252};

use super::RecordsError;

/// How many bytes of a file are examined.
const SNIFF_BYTES: u64 = 64 * 1024;

/// A byte order mark in UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// A file's text as UTF-8 (unchecked if the file claims to be UTF-8), without byte order marks, and
/// its delimiter.
pub(super) struct SniffedText<'a> {
    pub text: Box<dyn Read + Send + 'a>,
    pub delimiter: u8,
}

/// Examines the start of a file. `encoding` overrides detection.
pub(super) fn sniff<'a>(
    mut source: impl Read + Send + 'a,
    encoding: Option<&str>,
) -> Result<SniffedText<'a>, RecordsError> {
    let mut start = Vec::new();
    let broken = |source| RecordsError::Io { line: 1, source };
    source
        .by_ref()
        .take(SNIFF_BYTES)
        .read_to_end(&mut start)
        .map_err(broken)?;
    let at_end = (start.len() as u64) < SNIFF_BYTES;
    let (encoding, mark) = detect_encoding(&start, at_end, encoding)?;
    start.drain(..mark);
    let rest = Cursor::new(start).chain(source);
    let mut text: Box<dyn Read + Send + 'a> = if encoding == UTF_8 {
        Box::new(rest)
    } else {
        Box::new(DecodingReader::new(rest, encoding))
    };
    // From here on the text is UTF-8, whatever the file was.
    let mut head = Vec::new();
    text.by_ref()
        .take(SNIFF_BYTES)
        .read_to_end(&mut head)
        .map_err(broken)?;
    // Strip repeated marks: a program that doesn't know them adds its own before an existing one.
    let marks = head
        .chunks_exact(BYTE_ORDER_MARK.len())
        .take_while(|c| *c == BYTE_ORDER_MARK);
    let marked = marks.count() * BYTE_ORDER_MARK.len();
    head.drain(..marked);
    let delimiter = detect_delimiter(&head);
    Ok(SniffedText {
        text: Box::new(Cursor::new(head).chain(text)),
        delimiter,
    })
}

/// Returns the encoding, and the length of the byte order mark.
fn detect_encoding(
    start: &[u8],
    at_end: bool,
    named: Option<&str>,
) -> Result<(&'static Encoding, usize), RecordsError> {
    let mark = Encoding::for_bom(start);
    if let Some(label) = named {
        let encoding = Encoding::for_label(label.trim().as_bytes())
            .ok_or_else(|| RecordsError::Encoding(label.into()))?;
        let own = mark.filter(|(marked, _)| *marked == encoding);
        return Ok((encoding, own.map_or(0, |(_, length)| length)));
    }
    if let Some(marked) = mark {
        return Ok(marked);
    }
    let valid = match std::str::from_utf8(start) {
        Ok(_) => true,
        // Only the last character was cut in two.
        Err(error) => error.error_len().is_none() && !at_end,
    };
    Ok((if valid { UTF_8 } else { WINDOWS_1252 }, 0))
}

/// Returns whichever of comma, semicolon and tab is most frequent in the header outside quotes;
/// comma if there is none.
fn detect_delimiter(head: &[u8]) -> u8 {
    let mut counts = [(b',', 0_u32), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for &byte in head {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if !quoted => {
                for (delimiter, count) in &mut counts {
                    *count += u32::from(byte == *delimiter);
                }
            }
            _ => {}
        }
    }
    let most = counts.iter().rev().max_by_key(|(_, count)| *count);
    most.map_or(b',', |(delimiter, _)| *delimiter)
}

/// A reader that decodes to UTF-8; invalid input becomes the replacement character.
///
/// The crate `encoding_rs_io` loses that character for half a letter at the end of the input, if the
/// source was interrupted there: a row would depend on how its file is split into reads.
struct DecodingReader<R> {
    source: R,
    decoder: Decoder,
    raw: Vec<u8>,
    text: Vec<u8>,
    delivered: usize,
    ended: bool,
}

impl<R: Read> DecodingReader<R> {
    fn new(source: R, encoding: &'static Encoding) -> Self {
        Self {
            source,
            decoder: encoding.new_decoder_without_bom_handling(),
            raw: vec![0; 16 * 1024],
            text: Vec::new(),
            delivered: 0,
            ended: false,
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        let read = self.source.read(&mut self.raw)?;
        self.ended = read == 0;
        let room = self
            .decoder
            .max_utf8_buffer_length(read)
            .expect("a few kilobytes fit in memory");
        self.text.resize(room, 0);
        let input = &self.raw[..read];
        let (_, _, written, _) = self
            .decoder
            .decode_to_utf8(input, &mut self.text, self.ended);
        self.text.truncate(written);
        self.delivered = 0;
        Ok(())
    }
}

impl<R: Read> Read for DecodingReader<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.delivered == self.text.len() && !self.ended {
            self.refill()?;
        }
        let delivered = (&self.text[self.delivered..]).read(out)?;
        self.delivered += delivered;
        Ok(delivered)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn text(bytes: &[u8], encoding: Option<&str>) -> String {
        let mut out = String::new();
        let mut sniffed = sniff(bytes, encoding).unwrap();
        sniffed.text.read_to_string(&mut out).unwrap();
        out
    }

    #[rstest]
    #[case::utf8("a,ä".as_bytes(), "a,ä")]
    #[case::mark(b"\xEF\xBB\xBFa,\xC3\xA4", "a,ä")]
    #[case::two_marks(b"\xEF\xBB\xBF\xEF\xBB\xBFa,\xC3\xA4", "a,ä")]
    #[case::two_marks_in_utf16(b"\xFF\xFE\xFF\xFEa\0", "a")]
    #[case::windows(b"a,\xE4 \x80", "a,ä €")]
    #[case::utf16(b"\xFF\xFEa\0,\0\xE4\0", "a,ä")]
    #[case::cut_at_the_end(b"a,\xC3", "a,Ã")]
    #[case::empty(b"", "")]
    fn encodings(#[case] bytes: &[u8], #[case] expected: &str) {
        assert_eq!(text(bytes, None), expected);
    }

    #[test]
    fn a_named_encoding_overrides() {
        assert_eq!(text(b"\xC3\xA4", Some("windows-1252")), "Ã¤");
        assert_eq!(text(b"\xEF\xBB\xBFa", Some("UTF-8")), "a");
        let unknown = sniff(&b"a"[..], Some("klingon"));
        assert!(matches!(unknown, Err(RecordsError::Encoding(label)) if label == "klingon"));
    }

    #[test]
    fn a_character_cut_by_the_64_kib_is_no_sign_of_another_encoding() {
        let mut long = "x".repeat(64 * 1024 - 1);
        long.push('ä');
        assert_eq!(text(long.as_bytes(), None), long);
    }

    #[test]
    fn beyond_the_64_kib_nothing_changes_the_encoding() {
        let mut bytes = "x".repeat(64 * 1024).into_bytes();
        bytes.push(0xE4);
        let mut out = Vec::new();
        let mut sniffed = sniff(&bytes[..], None).unwrap();
        sniffed.text.read_to_end(&mut out).unwrap();
        assert_eq!(out, bytes);
    }

    #[rstest]
    #[case(b"a,b;c,d\n;;;;", b',')]
    #[case(b"a;b;c,d\n", b';')]
    #[case(b"a\tb\tc", b'\t')]
    #[case(b"\"a,b,c\";d\n", b';')]
    #[case(b"alone\n1;2", b',')]
    #[case(b"a,b;c", b',')]
    fn delimiters(#[case] head: &[u8], #[case] expected: u8) {
        assert_eq!(detect_delimiter(head), expected);
    }
}
