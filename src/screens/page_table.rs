//! A table of a page: how wide its columns are, its heads and its rows.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::evidence::history::{FigureRow, FigureTable};
use crate::widgets::Theme;
use crate::widgets::text::{put, put_right, width, wrap};

/// Blanks between two columns.
const GAP: u16 = 2;
/// The fewest columns of the first column, which names the row, while another text can give way.
const FEWEST_OF_NAME: u16 = 16;
/// The fewest columns of a text that gives way.
const FEWEST_OF_TEXT: u16 = 8;

/// How a table is laid out.
pub(super) struct TableLayout<'a> {
    /// The table.
    pub table: &'a FigureTable,
    columns: Vec<PlacedColumn>,
}

/// A column of a table.
struct PlacedColumn {
    /// The first column on the screen, from the left end of the table.
    x: u16,
    width: u16,
    is_figure: bool,
    /// Its head, a text for each line.
    head: Vec<String>,
}

impl<'a> TableLayout<'a> {
    /// Lays a table out. What doesn't fit is taken from the heads, which get several lines, then
    /// from texts; figures are never cut as long as there is room for them at all.
    pub fn new(table: &'a FigureTable, room: u16) -> Self {
        let mut x = GAP;
        let widths = column_widths(table, room);
        let columns = widths.iter().enumerate().map(|(at, width)| {
            let width = (*width).min(room.saturating_sub(x));
            let placed = PlacedColumn {
                x: x.min(room),
                width,
                is_figure: table.is_numeric(at),
                head: wrap(&table.columns[at], usize::from(width)),
            };
            x = x.saturating_add(width + GAP);
            placed
        });
        Self {
            columns: columns.collect(),
            table,
        }
    }

    /// How many lines the heads take.
    pub fn head_lines(&self) -> usize {
        let lines = self.columns.iter().map(|column| column.head.len());
        lines.max().unwrap_or(0)
    }

    /// Draws a line of the heads; those with fewer lines stand at the bottom.
    pub fn draw_heads(&self, line: usize, buf: &mut Buffer, area: Rect, theme: &Theme) {
        let all = self.head_lines();
        for column in &self.columns {
            let above = all - column.head.len();
            if let Some(text) = line.checked_sub(above).and_then(|at| column.head.get(at)) {
                column.draw(buf, area, text, theme.muted);
            }
        }
    }

    /// Draws a row. The selected one and those that stand out have a sign of their own.
    pub fn draw_row(
        &self,
        row: &FigureRow,
        is_selected: bool,
        buf: &mut Buffer,
        area: Rect,
        theme: &Theme,
    ) {
        let (mark, style) = match (is_selected, row.stands_out) {
            (true, _) => (">", theme.selected),
            (false, true) => ("*", theme.heading),
            (false, false) => (" ", theme.text),
        };
        if is_selected {
            buf.set_style(area, style);
        }
        put(buf, area.x, area.y, mark, 1, style);
        for (column, cell) in self.columns.iter().zip(&row.cells) {
            column.draw(buf, area, &cell.written(), style);
        }
    }
}

impl PlacedColumn {
    /// Draws a text, to the right if the column holds figures.
    fn draw(&self, buf: &mut Buffer, area: Rect, text: &str, style: Style) {
        let x = area.x + self.x;
        if self.is_figure {
            put_right(buf, x, x + self.width, area.y, text, style);
        } else {
            put(buf, x, area.y, text, self.width, style);
        }
    }
}

/// Returns the width of each column.
fn column_widths(table: &FigureTable, room: u16) -> Vec<u16> {
    let columns = |width: usize| u16::try_from(width).unwrap_or(u16::MAX);
    let all = 0..table.columns.len();
    let cells: Vec<u16> = all
        .clone()
        .map(|at| {
            let cells = table.rows.iter().filter_map(|row| row.cells.get(at));
            columns(cells.map(|cell| width(&cell.written())).max().unwrap_or(0))
        })
        .collect();
    let with_heads = |head: &dyn Fn(&str) -> usize| -> Vec<u16> {
        let heads = table.columns.iter().map(|text| columns(head(text)));
        cells
            .iter()
            .zip(heads)
            .map(|(cells, head)| head.max(*cells))
            .collect()
    };
    let gaps = GAP.saturating_mul(columns(table.columns.len()));
    let over = |widths: &[u16]| {
        let wanted = widths
            .iter()
            .fold(gaps, |sum, width| sum.saturating_add(*width));
        wanted.saturating_sub(room)
    };
    let mut widths = with_heads(&|text| width(text));
    if over(&widths) > 0 {
        widths = with_heads(&|text| text.split(' ').map(width).max().unwrap_or(0));
    }
    let is_text = |at: &usize| !table.is_numeric(*at);
    let widest_text = |widths: &[u16]| {
        let texts = all.clone().skip(1).filter(is_text);
        texts.max_by_key(|at| widths[*at])
    };
    let mut give = |at: usize, least: u16| {
        let over = over(&widths);
        let kept = widths[at].saturating_sub(over).max(least.min(widths[at]));
        widths[at] = kept;
        widest_text(&widths)
    };
    if table.columns.is_empty() {
        return Vec::new();
    }
    if let Some(text) = give(0, FEWEST_OF_NAME) {
        give(text, FEWEST_OF_TEXT);
    }
    give(0, FEWEST_OF_TEXT);
    widths
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::history::Cell;
    use crate::statistics::Interval;
    use crate::widgets::testing::{ascii, screen};

    fn table() -> FigureTable {
        let columns = [
            "what",
            "viable",
            "difference",
            "typical place in order",
            "who",
        ];
        let mut table = FigureTable::new("t", "", &columns);
        table.push([
            Cell::text("employee_band: 1000-1999"),
            Cell::share(30, 40),
            Cell::Difference(
                0.1,
                Interval {
                    low: -0.1,
                    high: 0.3,
                },
            ),
            Cell::count(3),
            Cell::text("one, two, three, four, five"),
        ]);
        table
    }

    fn drawn(columns: u16) -> Vec<String> {
        let table = table();
        screen(columns, 4, |frame, area| {
            let layout = TableLayout::new(&table, area.width);
            let line = |at: usize| Rect {
                y: area.y + u16::try_from(at).unwrap(),
                height: 1,
                ..area
            };
            let heads = layout.head_lines();
            for at in 0..heads {
                layout.draw_heads(at, frame.buffer_mut(), line(at), &ascii());
            }
            layout.draw_row(
                &table.rows[0],
                false,
                frame.buffer_mut(),
                line(heads),
                &ascii(),
            );
        })
    }

    #[test]
    fn heads_give_way_first_then_texts_and_never_figures() {
        assert_eq!(
            drawn(120)[..2],
            [
                "  what                      viable             difference  typical place in order  who",
                "    employee_band: 1000-1999   75.0%  +10.0 (-10.0 to +30.0)                       3  one, two, three, four, five",
            ]
        );
        assert_eq!(drawn(76)[..4], ["", "", "", "",]);
    }
}
