//! The rows that lead to pages of figures.

use crate::app::input::row::{Row, RowTarget, Tone};
use crate::app::secrecy;
use crate::app::state::workbench::State;
use crate::evidence::history::{PAGES, PageGroup, PageId, page};

/// Returns a page's title in lists.
pub fn page_title(id: PageId) -> &'static str {
    page(id).title
}

/// Returns a heading and a row for each page of a group; nothing where no leads are recorded.
pub fn page_rows(state: &State, group: PageGroup, heading: &str) -> Vec<Row> {
    let outlook = state.outlook.as_ref();
    if outlook.is_none_or(|outlook| outlook.recorded_count() == 0) {
        return Vec::new();
    }
    let hides = secrecy::hides_figures(state.session());
    let of_group = PAGES.iter().filter(|page| page.group == group);
    let mut rows = Vec::new();
    for page in of_group {
        if rows.is_empty() {
            rows.push(Row::heading(heading, ""));
        }
        let row = Row::new(RowTarget::Page(page.id), page.title, "Enter").indent(1);
        rows.push(if page.uses_model && hides {
            Row {
                value: secrecy::HIDDEN.into(),
                ..row
            }
            .tone(Tone::Quiet)
        } else {
            row
        });
    }
    rows
}

/// Returns a row that leads to all pages of a group, so that the leads below stay in sight; nothing
/// where no leads are recorded.
pub fn pages_row(state: &State, group: PageGroup, text: &str) -> Option<Row> {
    let outlook = state.outlook.as_ref()?;
    let pages = PAGES.iter().filter(|page| page.group == group).count();
    let row = Row::new(
        RowTarget::Pages(group),
        text,
        format!("{pages} pages: Enter"),
    );
    (outlook.recorded_count() > 0).then_some(row)
}
