//! Texts as cells can hold them.

use crate::model::printable::clean_lines;

/// The most UTF-16 units in a cell, and the most that are written.
const LONGEST: usize = 32_000;

/// Returns a text as a cell can hold it: without what steers a reader, without characters that XML
/// refuses, and cut where it is too long.
pub(super) fn cell_text(text: &str) -> String {
    let clean = clean_lines(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units <= LONGEST
    };
    let cut: String = clean.chars().take_while(fits).collect();
    if cut.len() < clean.len() {
        cut + " …"
    } else {
        cut
    }
}

/// Returns a text for the header or footer of a printed page, in which `&` begins a command.
pub(super) fn printed_text(text: &str) -> String {
    let one_line = cell_text(text).replace('\n', " ");
    let short: String = one_line.chars().take(80).collect();
    short.replace('&', "&&")
}
