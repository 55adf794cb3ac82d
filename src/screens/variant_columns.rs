//! Lines with a column for each of two variants, in the dialog and on the wall.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::dialog_frame::{draw_line, row_area};
use crate::app::steps::variant_lines::VariantLine;
use crate::widgets::Theme;
use crate::widgets::text::{put, wrap};

/// What is compared, and a column for each variant, with a blank between them.
pub(super) struct VariantColumns {
    what: u16,
    value: u16,
}

impl VariantColumns {
    /// Shares an area.
    pub(super) fn of(area: Rect) -> Self {
        let value = area.width * 3 / 10;
        Self {
            what: area.width.saturating_sub(2 * value),
            value,
        }
    }

    /// Draws one row of three cells, each cut to its column.
    pub(super) fn draw(&self, buf: &mut Buffer, row: Rect, cells: &[&str; 3], theme: &Theme) {
        if row.height == 0 {
            return;
        }
        let starts = [0, self.what, self.what + self.value];
        let widths = [self.what, self.value, self.value];
        let styles = [theme.label, theme.text, theme.heading];
        for (((text, x), width), style) in cells.iter().zip(starts).zip(widths).zip(styles) {
            let width = width.saturating_sub(1);
            put(buf, row.x + x, row.y, text, width, style);
        }
    }

    /// Wraps a line into rows of three cells.
    pub(super) fn rows(&self, line: &VariantLine) -> Vec<[String; 3]> {
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

/// Draws lines from the one scrolled to, as far as they have room.
pub(super) fn draw_variant_lines(
    lines: &[VariantLine],
    scroll: usize,
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
) {
    let columns = VariantColumns::of(area);
    let mut row = 0;
    for line in lines.iter().skip(scroll.min(lines.len().saturating_sub(1))) {
        if line.heading {
            draw_line(buf, area, row, &line.what, theme.muted);
            row += 1;
            continue;
        }
        for cells in columns.rows(line) {
            let cells = cells.each_ref().map(String::as_str);
            columns.draw(buf, row_area(area, row), &cells, theme);
            row += 1;
        }
    }
}
