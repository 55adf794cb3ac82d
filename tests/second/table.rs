//! CSV as the language reads it: encoding, delimiter and rejects, byte by byte.

/// A file's header and the rows that were not rejected, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The trimmed names of the columns.
    pub header: Vec<String>,
    /// Each as long as the header, with cells as in the file.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// Returns the index of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|column| column == name)
    }

    /// Returns the cell of a row in a column.
    pub fn cell<'a>(&self, row: &'a [String], name: &str) -> Option<&'a str> {
        self.column(name).map(|at| row[at].as_str())
    }
}

/// Parses a file.
pub fn read(bytes: &[u8]) -> Table {
    let bytes = decode(bytes);
    let delimiter = delimiter(&bytes);
    let mut table = Table::default();
    let mut at = 0;
    while at < bytes.len() {
        let mut record = record(&bytes, at, delimiter);
        let raw = &bytes[at..record.end];
        let first_line = raw
            .iter()
            .position(|b| *b == b'\n')
            .map_or(raw.len(), |n| n + 1);
        let blank = raw.iter().all(|b| b"\r\n".contains(b));
        if !table.header.is_empty() {
            drop_empty_cells(&mut record.cells, table.header.len());
        }
        let right = table.header.is_empty() || record.cells.len() == table.header.len();
        let texts: Result<Vec<String>, _> =
            record.cells.into_iter().map(String::from_utf8).collect();
        at = if record.spans && !right {
            at + first_line
        } else {
            record.end
        };
        if let (Ok(cells), true) = (texts, right && !blank && !raw.contains(&0)) {
            if table.header.is_empty() {
                table.header = cells.iter().map(|cell| cell.trim().to_owned()).collect();
            } else {
                table.rows.push(cells);
            }
        }
    }
    table
}

/// Returns the file as UTF-8, which may still have invalid bytes.
fn decode(bytes: &[u8]) -> Vec<u8> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return rest.to_vec();
    }
    let start = &bytes[..bytes.len().min(64 * 1024)];
    let (mut letters, mut strays) = (0, 0);
    let mut rest = start;
    while !rest.is_empty() {
        let Err(error) = std::str::from_utf8(rest) else {
            letters += non_ascii(rest);
            break;
        };
        letters += non_ascii(&rest[..error.valid_up_to()]);
        let unfinished = rest.len() - error.valid_up_to();
        let is_cut = error.error_len().is_none() && start.len() < bytes.len();
        let stray = error.error_len().unwrap_or(unfinished);
        strays += if is_cut { 0 } else { stray };
        rest = &rest[error.valid_up_to() + stray..];
    }
    if strays == 0 || letters > strays {
        return bytes.to_vec();
    }
    let text: String = bytes.iter().map(|byte| windows_1252(*byte)).collect();
    text.into_bytes()
}

fn non_ascii(text: &[u8]) -> usize {
    let text = std::str::from_utf8(text).expect("looked at before");
    text.chars().filter(|c| !c.is_ascii()).count()
}

fn windows_1252(byte: u8) -> char {
    const FROM_80: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    if (0x80..0xA0).contains(&byte) {
        FROM_80
            .chars()
            .nth(usize::from(byte - 0x80))
            .expect("32 characters")
    } else {
        char::from(byte)
    }
}

/// Drops what is empty beyond a header's width.
fn drop_empty_cells(cells: &mut Vec<Vec<u8>>, width: usize) {
    let has_text = |cell: &Vec<u8>| cell.iter().any(|byte| !b" \t".contains(byte));
    if !cells.iter().skip(width).any(has_text) {
        cells.truncate(width);
    }
}

/// Returns the delimiter that gives the header and the first twenty records one width of at least
/// two, the widest of several; else the one for which at least half of the records have the
/// header's; else comma.
fn delimiter(bytes: &[u8]) -> u8 {
    let mut even: Option<(usize, u8)> = None;
    let mut half: Option<(usize, usize, u8)> = None;
    for candidate in *b",;\t|" {
        let (width, right, all) = widths(bytes, candidate);
        if width < 2 {
            continue;
        }
        if right == all && even.is_none_or(|(widest, _)| width > widest) {
            even = Some((width, candidate));
        }
        if right * 2 >= all && half.is_none_or(|(r, w, _)| (right, width) > (r, w)) {
            half = Some((right, width, candidate));
        }
    }
    let half = half.map(|(_, _, candidate)| candidate);
    even.map(|(_, candidate)| candidate)
        .or(half)
        .unwrap_or(b',')
}

/// Returns the width of the header, how many of the first records have it, and how many there are.
fn widths(bytes: &[u8], delimiter: u8) -> (usize, usize, usize) {
    let (mut header, mut right, mut all) = (0, 0, 0);
    let mut at = 0;
    let mut lines = 0;
    while at < bytes.len() && all < 20 && lines < 60 {
        if b"\r\n".contains(&bytes[at]) {
            at += 1;
            continue;
        }
        let mut found = record(bytes, at, delimiter);
        if header == 0 {
            header = found.cells.len();
            at = found.end;
            continue;
        }
        lines += 1;
        drop_empty_cells(&mut found.cells, header);
        let is_right = found.cells.len() == header && !found.is_unclosed;
        if found.spans && !is_right {
            at += bytes[at..]
                .iter()
                .position(|b| *b == b'\n')
                .expect("it spans lines")
                + 1;
        } else {
            all += 1;
            right += usize::from(found.cells.len() == header);
            at = found.end;
        }
    }
    (header, right, all)
}

struct Record {
    cells: Vec<Vec<u8>>,
    /// Position after the record and its line end.
    end: usize,
    /// Whether a line ends inside quotes.
    spans: bool,
    /// Whether its last quote isn't closed.
    is_unclosed: bool,
}

/// Parses the record that starts at a byte. A quote opens only at the start of a cell; what follows
/// a closing quote is taken literally.
fn record(bytes: &[u8], mut at: usize, delimiter: u8) -> Record {
    let mut cells = Vec::new();
    let (mut spans, mut is_unclosed) = (false, false);
    loop {
        let mut cell = Vec::new();
        if bytes.get(at) == Some(&b'"') {
            at += 1;
            while at < bytes.len() {
                match (bytes[at], bytes.get(at + 1)) {
                    (b'"', Some(b'"')) => at += 1,
                    (b'"', _) => break,
                    (b'\n', _) => spans = true,
                    _ => {}
                }
                cell.push(bytes[at]);
                at += 1;
            }
            is_unclosed = at >= bytes.len();
            at += 1;
        }
        while at < bytes.len() && bytes[at] != delimiter && !b"\r\n".contains(&bytes[at]) {
            cell.push(bytes[at]);
            at += 1;
        }
        cells.push(cell);
        if bytes.get(at) != Some(&delimiter) {
            break;
        }
        at += 1;
    }
    if bytes.get(at) == Some(&b'\r') {
        at += 1;
    }
    if bytes.get(at) == Some(&b'\n') {
        at += 1;
    }
    let end = at.min(bytes.len());
    Record {
        cells,
        end,
        spans,
        is_unclosed,
    }
}
