//! The lines of the help and of a long text, and how far they scroll.

use crate::app::input::key::Key;
use crate::app::input::keymap::{BINDINGS, MARKS};
use crate::widgets::text::wrap;

/// Columns of the help's keys and symbols, with the space after them.
const NAME_COLUMNS: u16 = 18;

/// Columns and rows of the help, with its frame.
pub fn help_size(screen: (u16, u16)) -> (u16, u16) {
    (screen.0.min(90), screen.1)
}

/// Columns and rows of a long text, with its frame.
pub fn text_size(screen: (u16, u16)) -> (u16, u16) {
    (screen.0.saturating_sub(4), screen.1.saturating_sub(2))
}

/// Returns the lines of the help, wrapped to this many columns.
pub fn help_lines(columns: u16) -> Vec<String> {
    let keys_of = |names: &[&str]| {
        let keys = names.iter().filter_map(|name| Key::parse(name));
        let keys: Vec<String> = keys.map(|key| key.to_string()).collect();
        keys.join(" ")
    };
    let columns = usize::from(columns.saturating_sub(NAME_COLUMNS)).max(1);
    BINDINGS
        .iter()
        .map(|binding| (keys_of(binding.keys), binding.help))
        .chain([
            (String::new(), ""),
            ("SYMBOLS AND ABBREVIATIONS".into(), ""),
        ])
        .chain(MARKS.iter().map(|(mark, help)| ((*mark).into(), *help)))
        .flat_map(|(mut names, help)| {
            // A long line continues on the next row, clear of the keys.
            wrap(help, columns)
                .into_iter()
                .map(move |help| format!("{:<17} {help}", std::mem::take(&mut names)))
        })
        .collect()
}

/// Returns the lines of a long text, wrapped to this many columns.
pub fn text_lines(text: &str, columns: u16) -> Vec<String> {
    let columns = usize::from(columns).max(1);
    text.lines().flat_map(|line| wrap(line, columns)).collect()
}

/// Returns how many lines are above the first one shown once the help is scrolled to its end.
pub(crate) fn last_of_help(screen: (u16, u16)) -> usize {
    let (columns, rows) = inside(help_size(screen));
    help_lines(columns).len().saturating_sub(rows)
}

/// Returns how many lines are above the first one shown once a text is scrolled to its end.
pub(crate) fn last_of_text(text: &str, screen: (u16, u16)) -> usize {
    let (columns, rows) = inside(text_size(screen));
    text_lines(text, columns).len().saturating_sub(rows)
}

/// Columns and rows inside a frame, which has a border and a line of keys.
fn inside(size: (u16, u16)) -> (u16, usize) {
    (
        size.0.saturating_sub(2),
        usize::from(size.1.saturating_sub(3)),
    )
}
