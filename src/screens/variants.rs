//! Two variants side by side, a column for each.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::dialog_frame::{area_below, draw_frame, draw_line, row_area};
use super::hit_map::HitMap;
use crate::app::State;
use crate::app::actions::variants::dialog_title;
use crate::app::dialogs::variants::{Trial, VariantsDialog};
use crate::app::steps::variant_lines::{VariantLine, variant_lines};
use crate::widgets::text::{put, wrap};
use crate::widgets::{Focus, Theme, input};

/// The widest the dialog gets.
const MAX_COLUMNS: u16 = 110;
/// What stands before the number being tried.
const QUESTION: &str = "If it were: ";

/// Draws the dialog.
pub(super) fn draw(
    state: &State,
    dialog: &VariantsDialog,
    frame: &mut Frame,
    screen: Rect,
    theme: &Theme,
    hits: &mut HitMap,
) {
    let keys = if dialog.trial.is_some() {
        "Enter take B   Esc leave A   W keep as A"
    } else {
        "a take A   b take B   Up/Down scroll   Esc leave both"
    };
    let size = (screen.width.min(MAX_COLUMNS), screen.height * 4 / 5);
    let title = dialog_title(state, dialog);
    let mut area = draw_frame(frame.buffer_mut(), screen, theme, &title, keys, size, hits);
    if let Some(trial) = &dialog.trial {
        draw_field(trial, frame, area, theme);
        area = area_below(area, 2);
    }
    let lines = variant_lines(state);
    if lines.is_empty() {
        let hint = "Type a number: what it would change is shown beside what is there now.";
        for (row, text) in (0..).zip(wrap(hint, usize::from(area.width).max(1))) {
            draw_line(frame.buffer_mut(), area, row, &text, theme.muted);
        }
        return;
    }
    let heads = if dialog.trial.is_some() {
        ["A: now", "B: tried"]
    } else {
        ["A: kept", "B: now"]
    };
    let columns = Columns::of(area);
    columns.draw(frame, row_area(area, 0), &["", heads[0], heads[1]], theme);
    draw_lines(&lines, dialog.scroll, frame, area_below(area, 1), theme);
}

fn draw_field(trial: &Trial, frame: &mut Frame, area: Rect, theme: &Theme) {
    draw_line(frame.buffer_mut(), area, 0, QUESTION, theme.label);
    let before = u16::try_from(QUESTION.len())
        .unwrap_or(u16::MAX)
        .min(area.width);
    let field = Rect {
        x: area.x + before,
        width: (area.width - before).min(12),
        ..row_area(area, 0)
    };
    input::draw(frame, field, theme, &trial.input, Focus::Here);
}

/// What is compared, and a column for each variant, with a blank between them.
struct Columns {
    what: u16,
    value: u16,
}

impl Columns {
    fn of(area: Rect) -> Self {
        let value = area.width * 3 / 10;
        Self {
            what: area.width.saturating_sub(2 * value),
            value,
        }
    }

    /// Draws one row of three cells, each cut to its column.
    fn draw(&self, frame: &mut Frame, row: Rect, cells: &[&str; 3], theme: &Theme) {
        if row.height == 0 {
            return;
        }
        let starts = [0, self.what, self.what + self.value];
        let widths = [self.what, self.value, self.value];
        let styles = [theme.label, theme.text, theme.heading];
        for (((text, x), width), style) in cells.iter().zip(starts).zip(widths).zip(styles) {
            let width = width.saturating_sub(1);
            put(frame.buffer_mut(), row.x + x, row.y, text, width, style);
        }
    }

    /// Wraps a line into rows of three cells.
    fn rows(&self, line: &VariantLine) -> Vec<[String; 3]> {
        let wrapped =
            |text: &str, width: u16| wrap(text, usize::from(width.saturating_sub(1)).max(1));
        let [a, b] = &line.values;
        let cells = [
            wrapped(&line.what, self.what),
            wrapped(a, self.value),
            wrapped(b, self.value),
        ];
        let count = cells.iter().map(Vec::len).max().unwrap_or(0).max(1);
        let row = |index: usize| {
            cells
                .each_ref()
                .map(|cell| cell.get(index).cloned().unwrap_or_default())
        };
        (0..count).map(row).collect()
    }
}

fn draw_lines(lines: &[VariantLine], scroll: usize, frame: &mut Frame, area: Rect, theme: &Theme) {
    let columns = Columns::of(area);
    let mut row = 0;
    for line in lines.iter().skip(scroll.min(lines.len().saturating_sub(1))) {
        if line.heading {
            draw_line(frame.buffer_mut(), area, row, &line.what, theme.muted);
            row += 1;
            continue;
        }
        for cells in columns.rows(line) {
            let cells = cells.each_ref().map(String::as_str);
            columns.draw(frame, row_area(area, row), &cells, theme);
            row += 1;
        }
    }
}
