//! Rows of CSV for spreadsheets: no text in them is taken for a formula.

/// Characters with which spreadsheets begin a formula, or that they skip before one.
const FORMULA_STARTS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Returns a text that stays a text: one that would be a formula begins with an apostrophe.
pub(super) fn harmless(text: &str) -> String {
    if text.starts_with(FORMULA_STARTS) {
        format!("'{text}")
    } else {
        text.into()
    }
}

/// Returns cells as a row, as they are: give texts that people wrote to [`harmless`] first.
pub(super) fn csv_row<C: AsRef<str>>(cells: impl IntoIterator<Item = C>) -> String {
    let quoted = cells.into_iter().map(|cell| {
        let cell = cell.as_ref();
        if cell.contains([',', '"', '\n', '\r']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.into()
        }
    });
    quoted.collect::<Vec<String>>().join(",") + "\n"
}
