//! Finds out what separates the fields of a file.

use super::row::{CsvFormat, MoreText, RowScan, is_blank, is_line_break};
use crate::model::Delimiter;

/// What can separate fields; of equally wide ones the first is taken.
const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];
/// The most records that are compared with the header, and the most lines looked at for them.
const MOST_RECORDS: usize = 20;
const MOST_LINES: usize = 60;

/// How wide the start of a file is, cut at one delimiter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct WidthTally {
    /// The number of fields in the header.
    header: usize,
    records: usize,
    /// The records that are as wide as the header.
    even: usize,
}

/// Returns the byte of a delimiter that was named.
pub(super) fn delimiter_byte(named: Delimiter) -> u8 {
    match named {
        Delimiter::Comma => b',',
        Delimiter::Semicolon => b';',
        Delimiter::Tab => b'\t',
        Delimiter::Pipe => b'|',
    }
}

/// Returns the delimiter that gives the header and the first records of a text one width of at
/// least two, the widest if there are several. If none does, because a record is broken, the one
/// that most records agree on, if half of them do; else comma.
pub(super) fn detect_delimiter(head: &[u8], more: MoreText) -> u8 {
    let tallies = CANDIDATES.map(|delimiter| (delimiter, tally_widths(head, more, delimiter)));
    let wide = tallies.iter().filter(|(_, tally)| tally.header > 1);
    // The last of equal ones would be taken.
    let wide: Vec<_> = wide.rev().collect();
    let widest = wide.iter().filter(|(_, tally)| tally.even == tally.records);
    let likeliest = wide
        .iter()
        .filter(|(_, tally)| tally.even * 2 >= tally.records);
    let found = widest
        .max_by_key(|(_, tally)| tally.header)
        .or_else(|| likeliest.max_by_key(|(_, tally)| (tally.even, tally.header)));
    found.map_or(b',', |(delimiter, _)| *delimiter)
}

fn tally_widths(head: &[u8], more: MoreText, delimiter: u8) -> WidthTally {
    let mut format = CsvFormat::new(delimiter);
    let mut header = 0;
    let mut at = skip_breaks(head, 0);
    let found = format.scan_row(head, at, more, |_| header += 1);
    let mut tally = WidthTally {
        header,
        records: 0,
        even: 0,
    };
    let RowScan::Row(end, _) = found else {
        // The field in which the text was cut.
        tally.header += 1;
        return tally;
    };
    format.columns = Some(header);
    at = end;
    for _ in 0..MOST_LINES {
        at = skip_breaks(head, at);
        if at == head.len() || tally.records == MOST_RECORDS {
            break;
        }
        let (mut fields, mut width) = (0, 0);
        let found = format.scan_row(head, at, more, |cell| {
            fields += 1;
            if fields <= header || !is_blank(&head[cell.from..cell.to]) {
                width = fields;
            }
        });
        match found {
            RowScan::Row(end, _) => {
                tally.records += 1;
                tally.even += usize::from(width == header);
                at = end;
            }
            // Its first line will be rejected.
            RowScan::BrokenQuote(end) => at = end,
            RowScan::Incomplete => break,
        }
    }
    tally
}

fn skip_breaks(text: &[u8], from: usize) -> usize {
    let blank = text[from..].iter().take_while(|b| is_line_break(**b));
    from + blank.count()
}

/// Returns the delimiter that the first line names, as in `sep=;`, and the length of that line with
/// its break.
pub(super) fn separator_line(head: &[u8]) -> Option<(u8, usize)> {
    let end = head.iter().position(|b| is_line_break(*b));
    let end = end.unwrap_or(head.len());
    let line = trim_spaces(&head[..end]);
    let line = line
        .strip_prefix(b"\"")
        .and_then(|l| l.strip_suffix(b"\""))
        .unwrap_or(line);
    let (name, named) = line.split_at_checked(4)?;
    if !name.eq_ignore_ascii_case(b"sep=") {
        return None;
    }
    let delimiter = match named {
        b"\\t" => b'\t',
        [byte] if *byte == b'\t' || byte.is_ascii_punctuation() && *byte != b'"' => *byte,
        _ => return None,
    };
    let after = match &head[end..] {
        [b'\r', b'\n', ..] => 2,
        [] => 0,
        _ => 1,
    };
    Some((delimiter, end + after))
}

fn trim_spaces(line: &[u8]) -> &[u8] {
    let end = line.iter().rposition(|b| *b != b' ');
    &line[..end.map_or(0, |end| end + 1)]
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(b"a;b;c,d\n", b';')]
    #[case(b"a\tb\tc", b'\t')]
    #[case(b"a|b|c\n1|2|3\n", b'|')]
    #[case(b"\"a,b,c\";d\n", b';')]
    #[case(b"alone\n1;2", b',')]
    #[case(b"a,b;c", b',')]
    #[case::commas_in_the_header(b"a;b;c;d, e, f, g\n1;2;3;4\n", b';')]
    #[case::the_widest(b"a;b,c;d\n1;2,3;4\n", b';')]
    #[case::quoted(b"a;b\n\"1,2\n3,4\";5\n6;\"7,8\"\n", b';')]
    #[case::commas_in_every_row(b"a;b\n1,5;2\n2,5;3\n", b';')]
    #[case::empty_beyond(b"a;b\n1;2;\n3;4;;\n", b';')]
    #[case::one_broken_row(b"a;b\n1;2\n3\n4;5\n", b';')]
    #[case::a_stray_quote(b"a;b\n1;\"2\n3;4\n", b';')]
    #[case::no_width_at_all(b"a;b\n1;2;3\n4\n", b',')]
    #[case::blank_lines(b"\n\na;b\n\n1;2\n", b';')]
    #[case::nothing(b"", b',')]
    fn delimiters(#[case] head: &[u8], #[case] expected: u8) {
        assert_eq!(
            detect_delimiter(head, MoreText::None) as char,
            expected as char
        );
    }

    #[test]
    fn only_twenty_records_and_no_cut_one_count() {
        let mut head = b"a,x;b\n".to_vec();
        head.extend(b"1,x;2\n".repeat(20));
        head.extend(b"3;4\n".repeat(30));
        assert_eq!(detect_delimiter(&head, MoreText::None), b',');
        assert_eq!(
            detect_delimiter(b"a;b;c\n1;2;3\n4;5", MoreText::Follows),
            b';'
        );
        // With the cut one, neither comma nor semicolon would give one width.
        let cut = tally_widths(b"a;b;c\n1;2;3\n4;5", MoreText::Follows, b';');
        assert_eq!((cut.records, cut.even), (1, 1));
        let whole = tally_widths(b"a;b;c\n1;2;3\n4;5", MoreText::None, b';');
        assert_eq!((whole.records, whole.even), (2, 1));
        assert_eq!(tally_widths(b"a;b;c", MoreText::Follows, b';').header, 3);
    }

    #[rstest]
    #[case(b"sep=;\r\na;b\n", Some((b';', 7)))]
    #[case(b"SEP=|\na", Some((b'|', 6)))]
    #[case(b"\"sep=,\"\na", Some((b',', 8)))]
    #[case(b"sep=\t\na", Some((b'\t', 6)))]
    #[case(b"sep=;", Some((b';', 5)))]
    #[case(b"sep=;;\n", None)]
    #[case(b"sep=a\n", None)]
    #[case(b"sep,b\n", None)]
    #[case(b"", None)]
    fn separator_lines(#[case] head: &[u8], #[case] expected: Option<(u8, usize)>) {
        assert_eq!(separator_line(head), expected);
    }
}
