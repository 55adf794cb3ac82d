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
        let record = record(&bytes, at, delimiter);
        let raw = &bytes[at..record.end];
        let first_line = raw
            .iter()
            .position(|b| *b == b'\n')
            .map_or(raw.len(), |n| n + 1);
        let blank = raw.iter().all(|b| b"\r\n".contains(b));
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
    let valid = match std::str::from_utf8(start) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none() && start.len() < bytes.len(),
    };
    if valid {
        return bytes.to_vec();
    }
    let text: String = bytes.iter().map(|byte| windows_1252(*byte)).collect();
    text.into_bytes()
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

/// Returns comma, semicolon or tab, whichever is most frequent outside quotes on the first line.
fn delimiter(bytes: &[u8]) -> u8 {
    let mut best = (0, b',');
    for candidate in [b',', b';', b'\t'] {
        let found = record(bytes, 0, candidate).cells.len();
        if found > best.0 {
            best = (found, candidate);
        }
    }
    best.1
}

struct Record {
    cells: Vec<Vec<u8>>,
    /// Position after the record and its line end.
    end: usize,
    /// Whether a line ends inside quotes.
    spans: bool,
}

/// Parses the record that starts at a byte. A quote opens only at the start of a cell; what follows
/// a closing quote is taken literally.
fn record(bytes: &[u8], mut at: usize, delimiter: u8) -> Record {
    let mut cells = Vec::new();
    let mut spans = false;
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
    Record { cells, end, spans }
}
