//! The mapping screen: all rows above, more about the selected one below.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::ballot::draw_notice;
use super::dialog_frame::{draw_frame, draw_line, list_over_detail};
use super::hit_map::HitMap;
use super::panes::tone_style;
use crate::app::State;
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::mapping::{MappingDialog, MappingRow, MappingTarget};
use crate::app::input::pointer::ViewArea;
use crate::app::steps::mapping_rows::{mapping_rows, open_count};
use crate::widgets::list::{self, ListRow};
use crate::widgets::text::wrap;
use crate::widgets::{Focus, Theme, View};

/// Rows for more about the selected one, with the line above.
const DETAIL_ROWS: u16 = 5;

/// Draws the screen.
pub(super) fn draw(
    state: &State,
    dialog: &MappingDialog,
    frame: &mut Frame,
    screen: Rect,
    theme: &Theme,
    hits: &mut HitMap,
) {
    let rows = mapping_rows(state);
    let is_proposal = |row: &MappingRow| row.target == Some(MappingTarget::Proposal);
    let name = state.session().data.leads.as_deref().unwrap_or_default();
    let title = match open_count(&rows) {
        _ if rows.iter().any(is_proposal) => format!("Map {name}: a takes what is proposed"),
        0 => format!("Map {name}: nothing is open"),
        open => format!("Map {name}: {open} open"),
    };
    let size = (screen.width.min(120), screen.height);
    let keys = "Enter say what   a take proposal   n next open   u undo   Esc done";
    let buf = frame.buffer_mut();
    let inner = draw_frame(buf, screen, theme, &title, keys, size, hits);
    let inner = draw_notice(state, buf, inner, theme);
    let chosen = dialog.index(&rows);
    let below = DETAIL_ROWS.min(inner.height / 2);
    let (above, body) = list_over_detail(buf, inner, below, theme);
    let drawn: Vec<ListRow> = rows.iter().map(|row| list_row(row, theme)).collect();
    let view = View::from(chosen).scrolled(state.scroll_of(ViewArea::Dialog));
    // A list or text that it asks with has the keys.
    let is_on_top = matches!(state.dialogs.last(), Some(Dialog::Mapping(_)));
    let shown = list::draw(buf, above, theme, &drawn, view, Focus::here_if(is_on_top));
    let shown = shown.indexed(|row| Some(row).filter(|row| rows[*row].target.is_some()));
    hits.add_rows(ViewArea::Dialog, &shown);
    let lines = chosen.map(|chosen| rows[chosen].detail.as_slice());
    let columns = usize::from(body.width).max(1);
    let lines = lines
        .into_iter()
        .flatten()
        .flat_map(|line| wrap(line, columns));
    for (at, line) in (1..body.height).zip(lines) {
        draw_line(buf, body, at, &line, theme.text);
    }
}

fn list_row<'a>(row: &'a MappingRow, theme: &Theme) -> ListRow<'a> {
    let drawn = if row.target.is_some() {
        ListRow::new(row.text.as_str())
    } else {
        ListRow::heading(row.text.as_str())
    };
    drawn
        .right(row.value.as_str())
        .style(tone_style(theme, row.tone))
}
