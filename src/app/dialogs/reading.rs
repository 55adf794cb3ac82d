//! The lines of the help and of a long text, and how far they scroll.

use crate::app::input::key::Key;
use crate::app::input::keymap::BINDINGS;
use crate::app::input::legend::LEGEND;
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

/// Keys of the home screen, with what they do.
const HOME_KEYS: &[(&str, &str)] = &[
    (
        "Enter",
        "Open the selected session or example, or begin a new one",
    ),
    ("Up Down", "Select"),
    ("n", "A new session, from a template"),
    (
        "N",
        "A new session from another one: its definition and its people",
    ),
    ("R", "The published versions of the selected session"),
    (
        "Click, wheel",
        "A click selects, a second one opens; the wheel scrolls",
    ),
    ("F8", "Mouse off or on; Shift and drag selects text"),
    ("q", "Quit"),
    ("?", "This help"),
];

/// Keys of the form of a new session, with what they do.
const NEW_SESSION_KEYS: &[(&str, &str)] = &[
    (
        "Enter",
        "Fill in the selected row; on the last, create the session",
    ),
    ("Up Down", "Select"),
    (
        "Ctrl-S",
        "Create the session and open it; in a field of several lines, save the field",
    ),
    (
        "Esc",
        "Leave, creating nothing; in a field, discard what was typed",
    ),
    ("?", "This help"),
];

/// Returns the lines of the help, wrapped to this many columns.
pub fn help_lines(columns: u16) -> Vec<String> {
    let keys_of = |names: &[&str]| {
        let keys = names.iter().filter_map(|name| Key::parse(name));
        let keys: Vec<String> = keys.map(|key| key.to_string()).collect();
        keys.join(" ")
    };
    let lines = BINDINGS
        .iter()
        .map(|binding| (keys_of(binding.keys), binding.help));
    let mut lines = named_lines(lines, columns);
    for group in LEGEND {
        lines.push(String::new());
        lines.push(format!("SIGNS: {}", group.title.to_uppercase()));
        let signs = group.signs.iter();
        let signs = signs.map(|(sign, meaning)| ((*sign).to_owned(), *meaning));
        lines.extend(named_lines(signs, columns));
    }
    lines
}

/// Returns the lines of the home screen's help: its own keys, then those of the workbench.
pub fn home_help_lines(columns: u16) -> Vec<String> {
    with_workbench(HOME_KEYS, columns)
}

/// Returns the lines of the help of the form of a new session.
pub fn new_session_help_lines(columns: u16) -> Vec<String> {
    with_workbench(NEW_SESSION_KEYS, columns)
}

fn with_workbench(keys: &[(&str, &'static str)], columns: u16) -> Vec<String> {
    let own = keys.iter().map(|(key, help)| ((*key).to_owned(), *help));
    let rest = [(String::new(), ""), ("IN THE WORKBENCH".into(), "")];
    let mut lines = named_lines(own.chain(rest), columns);
    lines.extend(help_lines(columns));
    lines
}

/// Returns a line for each key or symbol; a long one continues on the next row, clear of the keys.
fn named_lines(all: impl Iterator<Item = (String, &'static str)>, columns: u16) -> Vec<String> {
    let columns = usize::from(columns.saturating_sub(NAME_COLUMNS)).max(1);
    all.flat_map(|(mut names, help)| {
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
    last_of_keys(help_lines, screen)
}

/// The same of any help, given its lines for a number of columns.
pub fn last_of_keys(lines: fn(u16) -> Vec<String>, screen: (u16, u16)) -> usize {
    let (columns, rows) = inside(help_size(screen));
    lines(columns).len().saturating_sub(rows)
}

/// Returns how many lines are above the first one shown once a text is scrolled to its end.
pub(crate) fn last_of_text(text: &str, screen: (u16, u16)) -> usize {
    let (columns, rows) = inside(text_size(screen));
    text_lines(text, columns).len().saturating_sub(rows)
}

/// Columns and rows inside a frame, which has a border and a line of keys.
pub(crate) fn inside(size: (u16, u16)) -> (u16, usize) {
    (
        size.0.saturating_sub(2),
        usize::from(size.1.saturating_sub(3)),
    )
}
