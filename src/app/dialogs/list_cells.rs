//! Cells of a quick list's lines: how a line is split, what stands in front of it, and what a cell
//! means.

use crate::model::wording;

/// Splits a line into cells; those in quotation marks may hold the separator.
pub(crate) fn cells_of(line: &str, separator: char) -> Vec<String> {
    if !line.contains('"') {
        let cells = line.split(separator);
        return cells.map(|cell| cell.trim().to_owned()).collect();
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(u8::try_from(separator).unwrap_or(b'\t'))
        .buffer_capacity(line.len() + 1)
        .from_reader(line.as_bytes());
    let record = reader.records().next().and_then(Result::ok);
    let record = record.unwrap_or_default();
    record.iter().map(|cell| cell.trim().to_owned()).collect()
}

/// Returns a line without the bullet or number in front of it: `- `, `* `, `•`, `–`, `1.`, `1)`,
/// `a)`, `(1)`.
pub(crate) fn without_bullet(line: &str) -> &str {
    const BULLETS: &[char] = &[
        '-', '*', '\u{2022}', '\u{2013}', '\u{2014}', '\u{b7}', '\u{25aa}', '\u{25cf}', '\u{25cb}',
        '\u{25e6}', '\u{2023}', '\u{2043}', '\u{f0b7}', '\u{f0a7}',
    ];
    let line = line.trim();
    let bare = line.trim_start_matches(BULLETS);
    if bare.len() < line.len() {
        // `-5 degrees` begins with a number.
        let is_number = bare.starts_with(|c: char| c.is_ascii_digit());
        return if is_number { line } else { bare.trim_start() };
    }
    // Word processors write their second bullet as an `o` and a tab.
    if let Some(rest) = line.strip_prefix("o\t") {
        return rest.trim_start();
    }
    numbered(line).unwrap_or(line)
}

/// Returns the lines of a pasted list without their bullets and numbers; the first one keeps what
/// stands in front of it unless it begins a line.
pub(crate) fn without_bullets(text: &str, first_begins_line: bool) -> String {
    let line = |(index, line): (usize, &str)| match index {
        0 if !first_begins_line => line.to_owned(),
        _ => without_bullet(line).to_owned(),
    };
    let lines: Vec<String> = text.split('\n').enumerate().map(line).collect();
    lines.join("\n")
}

/// Returns what follows a number or letter that counts lines.
fn numbered(line: &str) -> Option<&str> {
    let (mark, rest) = line.split_once(char::is_whitespace)?;
    let inside = |text: &str| {
        let is_digits = (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        let is_letter = text.len() == 1 && text.bytes().all(|b| b.is_ascii_alphabetic());
        (is_digits, is_letter)
    };
    let counts = if let Some(text) = mark.strip_prefix('(').and_then(|m| m.strip_suffix(')')) {
        let (digits, letter) = inside(text);
        digits || letter
    } else if let Some(text) = mark.strip_suffix(')') {
        let (digits, letter) = inside(text);
        digits || letter
    } else {
        // `A. Smith` is a name.
        mark.strip_suffix('.').is_some_and(|text| inside(text).0)
    };
    counts.then(|| rest.trim_start()).filter(|r| !r.is_empty())
}

pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the parts of a list in a cell, separated by semicolons or else commas.
pub(crate) fn listed(cell: &str) -> impl Iterator<Item = &str> {
    let separator = if cell.contains(';') { ';' } else { ',' };
    let parts = cell.split(separator).map(str::trim);
    parts.filter(|part| !part.is_empty())
}

pub(crate) fn whole_number(cell: &str) -> Result<String, String> {
    let number = cell.trim().trim_start_matches('+');
    // A spreadsheet's minus.
    let number = number.replace('\u{2212}', "-");
    match number.parse::<i64>() {
        Ok(_) => Ok(number),
        Err(_) => Err(format!("`{number}` isn't a whole number")),
    }
}

/// Returns the word that a cell means: the word, its label or an unambiguous beginning of one.
pub(crate) fn word_of(cell: &str, column: &str, words: &[(&str, &str)]) -> Result<String, String> {
    let plain = |text: &str| text.trim().to_lowercase().replace(['-', '_'], " ");
    let cell_text = plain(cell);
    let is = |(word, label): &&(&str, &str)| plain(word) == cell_text || plain(label) == cell_text;
    let begins = |(word, label): &&(&str, &str)| {
        plain(word).starts_with(&cell_text) || plain(label).starts_with(&cell_text)
    };
    let mut beginning = words.iter().filter(begins);
    let found = words.iter().find(is).or_else(|| {
        let first = beginning.next()?;
        beginning.next().is_none().then_some(first)
    });
    if let Some((word, _)) = found {
        return Ok((*word).to_owned());
    }
    let column = column.to_lowercase();
    let article = if column.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    };
    let words: Vec<String> = words.iter().map(|w| w.1.to_lowercase()).collect();
    let words = wording::join_list(&words, "or");
    Err(format!("`{cell}` isn't {article} {column}: write {words}"))
}
