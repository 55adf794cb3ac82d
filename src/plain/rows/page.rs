//! A page of figures, read out.

use crate::app::State;
use crate::app::dialogs::page::PageDialog;
use crate::app::secrecy;
use crate::evidence::history::{Cell, page};

/// Returns the page's title, notes and tables; rows with which something can be done are numbered.
pub(super) fn spoken_lines(state: &State, dialog: &PageDialog) -> Vec<String> {
    if secrecy::hides_page(state.session(), dialog.page) {
        let title = page(dialog.page).title;
        return vec![format!("? {title}: {}", secrecy::FIGURES_HIDDEN)];
    }
    let Some(section) = state.pages.section(dialog.page) else {
        return vec![format!("? {}: being worked out", page(dialog.page).title)];
    };
    let mut lines = vec![format!("? {}", section.title)];
    lines.extend(section.text_lines());
    let numbered = section.rows().enumerate();
    for (at, row) in numbered.filter(|(_, row)| row.subject.is_some()) {
        // The texts a row begins with name it, such as criterion and answer.
        let texts = row.cells.iter().take_while(|cell| !cell.is_number());
        let name: Vec<String> = texts.map(Cell::written).collect();
        lines.push(format!("{}: {}", at + 1, name.join(", ")));
    }
    lines.push("A number uses that row; a blank line goes back.".into());
    lines
}
