//! Detects how a file is written: its encoding, its delimiter, and whether it is a list at all.

use std::io::{Cursor, Read};

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::decoding::DecodingReader;
use super::delimiter::{delimiter_byte, detect_delimiter, separator_line};
use super::json_lines::{JsonLines, JsonShape, LateNames, shape_of};
use super::not_a_list::{JSON_DOCUMENT, binary_kind, markup_kind};
use super::row::MoreText;
use super::{Guess, RecordsError};
use crate::model::Delimiter;

/// How many bytes of a file are examined.
const SNIFF_BYTES: u64 = 64 * 1024;

/// A byte order mark in UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// What is said about a file, or to be looked for in it, before it is examined.
#[derive(Clone, Debug, Default)]
pub(super) struct SniffOptions<'a> {
    /// The encoding, which overrides detection.
    pub encoding: Option<&'a str>,
    /// The delimiter, which overrides detection and a first line that names one.
    pub delimiter: Option<Delimiter>,
    /// The names that columns of JSON lines have even if the first lines don't.
    pub wanted: Vec<&'a str>,
}

/// A file's text as UTF-8 (unchecked if the file claims to be UTF-8), without byte order marks and
/// without a first line that only names the delimiter.
pub(super) struct SniffedText<'a> {
    pub text: Box<dyn Read + Send + 'a>,
    pub delimiter: u8,
    /// The number of the line on which the text starts. The header made for lines of JSON is on a
    /// line 0.
    pub line: u64,
    /// Whether the text was made of lines of JSON.
    pub from_json: bool,
    /// How many columns the first lines have; of CSV it is all, which isn't known yet.
    pub seen_columns: Option<usize>,
    /// The names in lines of JSON that come too late.
    pub late_names: LateNames,
    /// What was found out and not said.
    pub guesses: Vec<Guess>,
}

/// Examines the start of a file.
pub(super) fn sniff<'a>(
    mut source: impl Read + Send + 'a,
    options: &SniffOptions<'_>,
) -> Result<SniffedText<'a>, RecordsError> {
    let mut start = Vec::new();
    let broken = |source| RecordsError::Io { line: 1, source };
    source
        .by_ref()
        .take(SNIFF_BYTES)
        .read_to_end(&mut start)
        .map_err(broken)?;
    if let Some(kind) = binary_kind(&start) {
        return Err(RecordsError::NotAList(kind));
    }
    let at_end = (start.len() as u64) < SNIFF_BYTES;
    let (encoding, mark) = detect_encoding(&start, at_end, options.encoding)?;
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
    let more = if (head.len() as u64) < SNIFF_BYTES {
        MoreText::None
    } else {
        MoreText::Follows
    };
    // Strip repeated marks: a program that doesn't know them adds its own before an existing one.
    let marks = head
        .chunks_exact(BYTE_ORDER_MARK.len())
        .take_while(|c| *c == BYTE_ORDER_MARK);
    let marked = marks.count() * BYTE_ORDER_MARK.len();
    head.drain(..marked);
    let guessed = options.encoding.is_none() && encoding != UTF_8;
    let guesses = guessed.then(|| encoding_guess(encoding));
    sniff_text(head, more, text, options, guesses.into_iter().collect())
}

/// Examines the start of a text.
fn sniff_text<'a>(
    mut head: Vec<u8>,
    more: MoreText,
    rest: Box<dyn Read + Send + 'a>,
    options: &SniffOptions<'_>,
    guesses: Vec<Guess>,
) -> Result<SniffedText<'a>, RecordsError> {
    if let Some(kind) = markup_kind(&head) {
        return Err(RecordsError::NotAList(kind));
    }
    match shape_of(&head, more) {
        JsonShape::Document => return Err(RecordsError::NotAList(JSON_DOCUMENT)),
        JsonShape::Lines => {
            let rows = JsonLines::new(head, more, rest, &options.wanted);
            return Ok(SniffedText {
                delimiter: b',',
                line: 0,
                from_json: true,
                seen_columns: Some(rows.seen_columns()),
                late_names: rows.late_names(),
                guesses,
                text: Box::new(rows),
            });
        }
        JsonShape::NotJson => {}
    }
    let mut line = 1;
    let named = separator_line(&head).map(|(named, length)| {
        head.drain(..length);
        line = 2;
        named
    });
    let named = options.delimiter.map(delimiter_byte).or(named);
    Ok(SniffedText {
        delimiter: named.unwrap_or_else(|| detect_delimiter(&head, more)),
        line,
        from_json: false,
        seen_columns: None,
        late_names: LateNames::default(),
        guesses,
        text: Box::new(Cursor::new(head).chain(rest)),
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
    let encoding = if is_mostly_utf_8(start, at_end) {
        UTF_8
    } else {
        WINDOWS_1252
    };
    Ok((encoding, 0))
}

/// Returns whether these bytes are UTF-8, or have more well-formed sequences of several bytes than
/// bytes that belong to none: a few stray ones cost their rows, not the letters of all others.
fn is_mostly_utf_8(start: &[u8], at_end: bool) -> bool {
    let (mut sequences, mut stray) = (0, 0);
    let mut chunks = start.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        sequences += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        let was_cut = !at_end && chunks.peek().is_none() && is_unfinished(chunk.invalid());
        if !was_cut {
            stray += chunk.invalid().len();
        }
    }
    stray == 0 || sequences > stray
}

/// Returns whether bytes are the start of a character, cut in two.
fn is_unfinished(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none())
}

fn encoding_guess(encoding: &'static Encoding) -> Guess {
    let name = if encoding == WINDOWS_1252 {
        "Windows-1252"
    } else {
        encoding.name()
    };
    Guess::new(format!("read as {name}"), "--encoding", "Encoding")
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn with_encoding(encoding: Option<&str>) -> SniffOptions<'_> {
        SniffOptions {
            encoding,
            ..SniffOptions::default()
        }
    }

    fn text(bytes: &[u8], encoding: Option<&str>) -> String {
        let mut out = String::new();
        let mut sniffed = sniff(bytes, &with_encoding(encoding)).unwrap();
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
        let unknown = sniff(&b"a"[..], &with_encoding(Some("klingon")));
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
        let mut sniffed = sniff(&bytes[..], &SniffOptions::default()).unwrap();
        sniffed.text.read_to_end(&mut out).unwrap();
        assert_eq!(out, bytes);
    }

    #[test]
    fn a_few_stray_bytes_among_many_letters_dont_change_the_encoding() {
        let said = |bytes: &[u8]| {
            let sniffed = sniff(bytes, &SniffOptions::default()).unwrap();
            let said = sniffed.guesses.iter().map(Guess::with_option);
            said.collect::<Vec<_>>()
        };
        assert_eq!(said("id\nZürich\n".as_bytes()), [""; 0]);
        assert_eq!(said(b"id\nZ\xC3\xBCrich, K\xC3\xB6ln\nCaf\xE9\n"), [""; 0]);
        let windows = ["read as Windows-1252; --encoding says otherwise"];
        assert_eq!(
            said(b"id\nZ\xC3\xBCrich\nCaf\xE9\n"),
            windows,
            "as many of each"
        );
        assert_eq!(said(b"id\nK\xF6ln\n"), windows);
        assert_eq!(
            said(b"\xFF\xFEa\0"),
            ["read as UTF-16LE; --encoding says otherwise"]
        );
        let named = sniff(&b"K\xF6ln"[..], &with_encoding(Some("windows-1252"))).unwrap();
        assert_eq!(named.guesses, []);
    }

    #[rstest]
    #[case(b"sep=;\na,b;c\n", None, b';', 2)]
    #[case(b"\xEF\xBB\xBFsep=|\r\na,b\n", None, b'|', 2)]
    #[case(b"\xFF\xFEs\0e\0p\0=\0;\0\n\0a\0,\0b\0", None, b';', 2)]
    #[case(b"sep=;\na,b;c\n", Some(Delimiter::Comma), b',', 2)]
    #[case(b"a;b;c\n", Some(Delimiter::Pipe), b'|', 1)]
    #[case(b"a;b;c\n", None, b';', 1)]
    fn what_is_said_of_the_delimiter_decides(
        #[case] file: &[u8],
        #[case] named: Option<Delimiter>,
        #[case] expected: u8,
        #[case] line: u64,
    ) {
        let options = SniffOptions {
            delimiter: named,
            ..SniffOptions::default()
        };
        let mut sniffed = sniff(file, &options).unwrap();
        assert_eq!((sniffed.delimiter, sniffed.line), (expected, line));
        let mut text = String::new();
        sniffed.text.read_to_string(&mut text).unwrap();
        assert!(text.starts_with('a'), "{text}");
    }

    #[rstest]
    #[case(b"PK\x03\x04xl/workbook.xml", "this is an Excel workbook")]
    #[case(b"\xEF\xBB\xBF \n<!doctype HTML>", "this is a web page")]
    #[case(b"\xFF\xFE<\0h\0t\0m\0l\0", "this is a web page")]
    #[case(b"[{\"id\": 1}]", "this is JSON, but not one object a line")]
    #[case(b"{\n  \"leads\": []\n}\n", "this is JSON, but not one object a line")]
    fn what_is_no_list_is_called_by_its_name(#[case] file: &[u8], #[case] said: &str) {
        let error = sniff(file, &SniffOptions::default()).err().unwrap();
        assert!(error.to_string().starts_with(said), "{error}");
    }
}
