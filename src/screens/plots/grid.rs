//! Draws a grid: in each cell a bar for the share, and the share with its count.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::signs::share_of;
use crate::evidence::history::PlottedGrid;
use crate::statistics::Share;
use crate::widgets::Theme;
use crate::widgets::text::{bar, put, width};

/// The most columns inside a cell.
const MOST_COLUMNS: u16 = 24;
/// Lines of a cell: its bar, its figures, and the rule below it.
const CELL_LINES: u16 = 3;
/// Lines above the cells: the heads, and a rule.
const ABOVE: u16 = 2;

/// Returns how many lines it takes in an area of this size.
pub(super) fn height(plot: &PlottedGrid, _area: Rect) -> u16 {
    let rows = u16::try_from(plot.row_labels.len()).unwrap_or(u16::MAX);
    rows.saturating_mul(CELL_LINES).saturating_add(ABOVE)
}

/// Returns the fewest columns in which none of its figures is cut.
pub(super) fn fewest_columns(plot: &PlottedGrid) -> u16 {
    let name = plot
        .row_labels
        .iter()
        .map(|label| width(&name_of(&plot.axes.0, label)));
    let heads = plot.column_labels.iter();
    let heads = heads.map(|label| width(&name_of(&plot.axes.1, label)));
    let figures = plot.cells.iter().map(|share| width(&share_of(*share)));
    let inside = heads.chain(figures).max().unwrap_or(0) + 1;
    let name = name.max().unwrap_or(0);
    let cells = (name + 2).saturating_add(inside.saturating_mul(plot.column_labels.len()));
    u16::try_from(cells.max(3 * name)).unwrap_or(u16::MAX)
}

fn name_of(axis: &str, label: &str) -> String {
    format!("{axis} {label}")
}

/// Draws it.
pub(super) fn draw(plot: &PlottedGrid, buf: &mut Buffer, area: Rect, theme: &Theme) {
    let area = area.intersection(buf.area);
    let names: Vec<String> = plot
        .row_labels
        .iter()
        .map(|label| name_of(&plot.axes.0, label))
        .collect();
    let widest = names.iter().map(|name| width(name)).max().unwrap_or(0);
    let name = u16::try_from(widest)
        .unwrap_or(u16::MAX)
        .min(area.width / 3);
    let columns = u16::try_from(plot.column_labels.len()).unwrap_or(u16::MAX);
    let room = area.width.saturating_sub(name + 2) / columns.max(1);
    let inside = room.saturating_sub(1).min(MOST_COLUMNS);
    if inside < 4 || area.height == 0 || columns == 0 {
        return;
    }
    let left = area.x + name + 1;
    for (at, label) in plot.column_labels.iter().enumerate() {
        let x = left + 1 + at as u16 * (inside + 1);
        let head = name_of(&plot.axes.1, label);
        put(buf, x, area.y, &head, inside, theme.muted);
    }
    let rule = rule(columns, inside, theme);
    if area.height > 1 {
        put(
            buf,
            left,
            area.y + 1,
            &rule,
            area.right() - left,
            theme.border,
        );
    }
    let rows = plot.cells.chunks(plot.column_labels.len());
    for (at, (name_of_row, shares)) in names.iter().zip(rows).enumerate() {
        let y = area.y + ABOVE + at as u16 * CELL_LINES;
        if y + CELL_LINES > area.bottom() {
            break;
        }
        put(buf, area.x, y, name_of_row, name, theme.text);
        for (column, share) in shares.iter().enumerate() {
            let x = left + column as u16 * (inside + 1);
            draw_cell(*share, buf, (x, y), inside, theme);
        }
        put(buf, left, y + 2, &rule, area.right() - left, theme.border);
    }
}

fn rule(columns: u16, inside: u16, theme: &Theme) -> String {
    let line = theme.horizontal().repeat(inside.into());
    let mut rule = String::from("+");
    for _ in 0..columns {
        rule.push_str(&line);
        rule.push('+');
    }
    rule
}

/// Draws the two lines of a cell from its left border to its right one.
fn draw_cell(share: Share, buf: &mut Buffer, (x, y): (u16, u16), inside: u16, theme: &Theme) {
    for y in [y, y + 1] {
        put(buf, x, y, theme.vertical(), 1, theme.border);
        put(buf, x + inside + 1, y, theme.vertical(), 1, theme.border);
    }
    if let Some(value) = share.value().filter(|_| !share.is_of_few()) {
        put(
            buf,
            x + 1,
            y,
            &bar(inside.into(), value),
            inside,
            theme.accent,
        );
    }
    put(buf, x + 1, y + 1, &share_of(share), inside, theme.text);
}
