//! Draws the rows of a table as they fit: the first column, and as many of the others as have room
//! for their figures in one piece.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::projector::wall::evidence_plot::WallTable;
use crate::widgets::Theme;
use crate::widgets::text::{put, put_right, width, wrap};

const GAP: u16 = 2;
/// Columns of the sign of the selected row.
const SIGN: u16 = 2;
/// The fewest columns of the first column while others can be left out, and of another text.
const FEWEST_NAME: u16 = 14;
const FEWEST_TEXT: u16 = 10;

/// The columns of a table that are drawn.
pub(super) struct TableColumns<'a> {
    table: &'a WallTable,
    columns: Vec<TableColumn>,
}

/// A column that is drawn.
struct TableColumn {
    /// Its place among the columns of the table.
    at: usize,
    width: u16,
    /// Its head, a text for each line.
    head: Vec<String>,
}

impl<'a> TableColumns<'a> {
    /// Chooses the columns that fit, from the left.
    pub(super) fn of(table: &'a WallTable, room: u16) -> Self {
        let natural = |at: usize| {
            let cells = table.rows.iter().filter_map(|row| row.get(at));
            let cells = cells.map(|cell| width(cell)).max().unwrap_or(0);
            u16::try_from(cells.max(head_width(table, at))).unwrap_or(u16::MAX)
        };
        let Some(mut left) = room.checked_sub(SIGN).filter(|_| !table.columns.is_empty()) else {
            return Self {
                table,
                columns: Vec::new(),
            };
        };
        let mut widths = vec![(0, natural(0).min(left.min(FEWEST_NAME)))];
        left -= widths[0].1;
        for (at, (_, is_figure)) in table.columns.iter().enumerate().skip(1) {
            let wanted = natural(at);
            let column = match left.checked_sub(GAP) {
                Some(room) if wanted <= room => wanted,
                Some(room) if !is_figure && room >= FEWEST_TEXT => room,
                _ => continue,
            };
            widths.push((at, column));
            left -= column + GAP;
        }
        widths[0].1 += left.min(natural(0) - widths[0].1);
        let placed = widths.into_iter().map(|(at, width)| TableColumn {
            at,
            width,
            head: wrap(&table.columns[at].0, width.into()),
        });
        Self {
            table,
            columns: placed.collect(),
        }
    }

    /// How many rows it has use for: heading, heads and rows.
    pub(super) fn rows(&self) -> u16 {
        if self.columns.is_empty() || self.table.rows.is_empty() {
            return 0;
        }
        let rows = self.above() + self.table.rows.len();
        u16::try_from(rows).unwrap_or(u16::MAX)
    }

    /// The lines above the rows.
    fn above(&self) -> usize {
        self.head_lines() + usize::from(!self.table.title.is_empty())
    }

    fn head_lines(&self) -> usize {
        let lines = self.columns.iter().map(|column| column.head.len());
        lines.max().unwrap_or(0)
    }

    /// Draws it, so far down that the selected row is seen.
    pub(super) fn draw(&self, buf: &mut Buffer, area: Rect, theme: &Theme) {
        let room = usize::from(area.height).saturating_sub(self.above());
        if room == 0 || self.columns.is_empty() {
            return;
        }
        let mut y = area.y;
        if !self.table.title.is_empty() {
            put(buf, area.x, y, &self.table.title, area.width, theme.heading);
            y += 1;
        }
        let lines = self.head_lines();
        for line in 0..lines {
            let head = |column: &TableColumn| {
                // Heads with fewer lines stand at the bottom.
                let at = (line + column.head.len()).checked_sub(lines);
                at.and_then(|at| column.head.get(at)).cloned()
            };
            self.draw_line(&head, buf, (area.x, y), theme.muted);
            y += 1;
        }
        let selected = self.table.selected;
        let first = selected.map_or(0, |selected| (selected + 1).saturating_sub(room));
        for (index, row) in self.table.rows.iter().enumerate().skip(first).take(room) {
            let style = if selected == Some(index) {
                put(buf, area.x, y, ">", 1, theme.heading);
                theme.heading
            } else {
                theme.text
            };
            let cell = |column: &TableColumn| row.get(column.at).cloned();
            self.draw_line(&cell, buf, (area.x, y), style);
            y += 1;
        }
    }

    fn draw_line(
        &self,
        text: &dyn Fn(&TableColumn) -> Option<String>,
        buf: &mut Buffer,
        (x, y): (u16, u16),
        style: ratatui::style::Style,
    ) {
        let mut x = x + SIGN;
        for column in &self.columns {
            let text = text(column).unwrap_or_default();
            if self.table.columns[column.at].1 {
                put_right(buf, x, x + column.width, y, &text, style);
            } else {
                put(buf, x, y, &text, column.width, style);
            }
            x += column.width + GAP;
        }
    }
}

/// The columns of the longest word of a head, which is wrapped.
fn head_width(table: &WallTable, at: usize) -> usize {
    let words = table.columns[at].0.split(' ').map(width);
    words.max().unwrap_or(0)
}
