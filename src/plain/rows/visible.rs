//! The rows that a line can name, and a row as text.

use crate::app::{Pane, Row, State};

/// Returns the rows of the focused pane, and the selected index.
pub(in crate::plain) fn visible_rows(state: &State) -> (Vec<Row>, Option<usize>) {
    match state.cursor().pane {
        Pane::List => first_list_rows(state),
        Pane::Detail => state.detail(),
    }
}

/// Maximum number of list rows to read out.
const MAX_LIST_ROWS: usize = 300;

/// Returns the list's first rows; the rest of a very long list is left out.
pub(in crate::plain) fn first_list_rows(state: &State) -> (Vec<Row>, Option<usize>) {
    let (list, index) = state.list();
    let shown = list.len().min(MAX_LIST_ROWS);
    let mut rows: Vec<Row> = (0..shown).map(|row| list.row(row)).collect();
    if shown < list.len() {
        let rest = list.len() - shown;
        rows.push(Row::heading(format!("and {rest} more, not read out"), ""));
    }
    (rows, index.filter(|index| *index < shown))
}

/// Returns the selectable rows with their indexes.
pub(in crate::plain) fn selectable_rows(rows: &[Row]) -> Vec<(usize, &Row)> {
    let all = rows.iter().enumerate();
    all.filter(|(_, row)| !row.heading).collect()
}

/// The label of rows that say what Enter does.
const ENTER: &str = "Enter";

fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// Returns a row as text.
pub(in crate::plain) fn row_text(row: &Row) -> String {
    let flat = |text: &str| text.lines().collect::<Vec<_>>().join(" / ");
    let mut text = match row.mark {
        "" => String::new(),
        mark => format!("{mark} "),
    };
    if row.text == ENTER {
        // Here its number does it.
        return text + &upper_first(&flat(&row.value));
    }
    text.push_str(&flat(&row.text));
    if !row.value.is_empty() {
        text.push_str(&format!(": {}", flat(&row.value)));
    }
    if !row.note.is_empty() {
        text.push_str(&format!(" ({})", flat(&row.note)));
    }
    text
}

/// Returns whether there is anything to choose.
pub(in crate::plain) fn has_selectable(rows: &[Row]) -> bool {
    rows.iter().any(|row| !row.heading)
}
