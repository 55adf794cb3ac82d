//! The seven points over a step: all of them above, what proves the selected one below.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::dialog_frame::{draw_frame, draw_line, wide_columns};
use super::hit_map::HitMap;
use crate::app::State;
use crate::app::actions::checklist::shown_points;
use crate::app::input::pointer::ViewArea;
use crate::widgets::list::{self, ListRow};
use crate::widgets::panel::rule_line;
use crate::widgets::text::wrap;
use crate::widgets::{Focus, Theme, View};

/// Rows for what proves a point, with the line above.
const PROOF_ROWS: u16 = 6;

/// Draws the points.
pub(super) fn draw(
    state: &State,
    at: usize,
    buf: &mut Buffer,
    screen: Rect,
    theme: &Theme,
    hits: &mut HitMap,
) {
    let points = shown_points(state);
    let done = points.iter().filter(|point| point.done).count();
    let title = format!("The seven points: {done} of {} done", points.len());
    let count = u16::try_from(points.len()).unwrap_or(u16::MAX);
    let height = (count + PROOF_ROWS + 3).min(screen.height);
    let size = (wide_columns(screen), height);
    let keys = "Enter go there   Up/Down select   Esc back";
    let inner = draw_frame(buf, screen, theme, &title, keys, size, hits);
    let above = Rect {
        height: count.min(inner.height),
        ..inner
    };
    let row = |point: &crate::check::ChecklistPoint| {
        let (mark, word, style) = if point.done {
            ("[x]", "done", theme.good)
        } else {
            ("[ ]", "open", theme.warn)
        };
        ListRow::new(point.name).mark(mark).right(word).style(style)
    };
    let rows: Vec<ListRow> = points.iter().map(row).collect();
    let at = at.min(points.len() - 1);
    let view = View::from(Some(at)).scrolled(state.scroll_of(ViewArea::Dialog));
    let shown = list::draw(buf, above, theme, &rows, view, Focus::Here);
    hits.add_rows(ViewArea::Dialog, &shown);
    let below = Rect {
        y: above.bottom(),
        height: inner.height - above.height,
        ..inner
    };
    if below.height > 0 {
        rule_line(buf, Rect { height: 1, ..below }, theme, "", "");
    }
    let point = &points[at];
    let word = if point.done {
        "What proves it"
    } else {
        "Still open"
    };
    let text = format!("{word}: {}", point.proof);
    let lines = wrap(&text, usize::from(below.width).max(1));
    for (row, line) in (1..below.height).zip(&lines) {
        draw_line(buf, below, row, line, theme.text);
    }
}
