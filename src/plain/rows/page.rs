//! A page of figures, read out.

use crate::app::State;
use crate::app::dialogs::page::PageDialog;
use crate::app::secrecy;
use crate::app::steps::page_rows::page_title;

/// Returns the page's title, notes and tables; rows with which something can be done are numbered.
pub(super) fn spoken_lines(state: &State, dialog: &PageDialog) -> Vec<String> {
    if secrecy::hides_page(state.session(), dialog.page) {
        let title = page_title(dialog.page);
        return vec![format!("? {title}: {}", secrecy::FIGURES_HIDDEN)];
    }
    let Some(section) = state.pages.section(dialog.page) else {
        return vec![format!("? {}: being worked out", page_title(dialog.page))];
    };
    let mut lines = vec![format!("? {}", section.title)];
    lines.extend(section.text_lines());
    let numbered = section.rows().enumerate();
    let usable = numbered.filter(|(_, row)| row.subject.is_some());
    lines.extend(usable.map(|(at, row)| format!("{}: {}", at + 1, row.name())));
    lines.push("A number uses that row; a blank line goes back.".into());
    lines
}
