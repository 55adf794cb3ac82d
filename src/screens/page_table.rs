//! A table of a page: how wide its columns are, its heads and its rows.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::evidence::history::{FigureRow, FigureTable};
use crate::widgets::Theme;
use crate::widgets::text::{put, put_right, width, wrap};

/// Blanks between two columns, and those where there is no room for so many.
const GAPS: [u16; 2] = [2, 1];
/// The fewest columns of the first column, which names the row, while another text can give way.
const FEWEST_OF_NAME: u16 = 16;
/// A text is at least so wide before a head takes several lines.
const ROOMY: u16 = 24;
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
        let [mut gap, narrow] = GAPS;
        let mut widths = column_widths(table, room, gap);
        if over(&widths, room, gap) > 0 {
            gap = narrow;
            widths = column_widths(table, room, gap);
        }
        // The sign of the row comes first.
        let mut x = GAPS[0];
        let columns = widths.iter().enumerate().map(|(at, width)| {
            let width = (*width).min(room.saturating_sub(x));
            let placed = PlacedColumn {
                x: x.min(room),
                width,
                is_figure: table.is_numeric(at),
                head: wrap(&table.columns[at], usize::from(width)),
            };
            x = x.saturating_add(width + gap);
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

/// Returns the width of each column. What gives way where there is no room: other texts, the name,
/// heads, the name again, texts again.
fn column_widths(table: &FigureTable, room: u16, gap: u16) -> Vec<u16> {
    let mut widths = with_heads(table, width);
    let Some(last) = widths.len().checked_sub(1) else {
        return widths;
    };
    let texts = (1..=last).filter(|at| !table.is_numeric(*at));
    let text = texts.max_by_key(|at| widths[*at]).unwrap_or(0);
    give_way(&mut widths, text, ROOMY, room, gap);
    give_way(&mut widths, 0, ROOMY, room, gap);
    if over(&widths, room, gap) > 0 {
        let longest_word = |head: &str| head.split(' ').map(width).max().unwrap_or(0);
        let narrow = with_heads(table, longest_word);
        let other_than = |at: &usize| ![0, text].contains(at);
        for at in (0..=last).filter(other_than) {
            widths[at] = narrow[at];
        }
        // The heads may have given more than had to be.
        for at in [0, text] {
            widths[at] = narrow[at];
            give_way(&mut widths, at, ROOMY, room, gap);
        }
    }
    for (at, least) in [
        (0, FEWEST_OF_NAME),
        (text, FEWEST_OF_TEXT),
        (0, FEWEST_OF_TEXT),
    ] {
        give_way(&mut widths, at, least, room, gap);
    }
    // Of three and more texts all give way, the widest first.
    while over(&widths, room, gap) > 0 {
        let texts = (0..=last).filter(|at| !table.is_numeric(*at));
        match texts.max_by_key(|at| widths[*at]) {
            Some(at) if widths[at] > FEWEST_OF_TEXT => widths[at] -= 1,
            _ => break,
        }
    }
    widths
}

/// Returns the widths that hold all cells, and the heads as far as they have to be in one piece.
fn with_heads(table: &FigureTable, head_width: impl Fn(&str) -> usize) -> Vec<u16> {
    let widest = |at: usize| {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(at));
        let cells = cells.map(|cell| width(&cell.written()));
        let widest = cells.chain([head_width(&table.columns[at])]).max();
        u16::try_from(widest.unwrap_or(0)).unwrap_or(u16::MAX)
    };
    (0..table.columns.len()).map(widest).collect()
}

/// How much wider than the room these columns are.
fn over(widths: &[u16], room: u16, gap: u16) -> u16 {
    let sign = GAPS[0].saturating_sub(gap);
    let wanted = widths.iter().fold(sign, |sum, width| {
        sum.saturating_add(*width).saturating_add(gap)
    });
    wanted.saturating_sub(room)
}

/// Makes a column as narrow as it has to be, but not narrower than this.
fn give_way(widths: &mut [u16], at: usize, least: u16, room: u16, gap: u16) {
    let least = least.min(widths[at]);
    widths[at] = widths[at]
        .saturating_sub(over(widths, room, gap))
        .max(least);
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

    #[test]
    fn of_many_texts_all_give_way() {
        let mut table = FigureTable::new("t", "", &["who", "where", "when", "what", "leads"]);
        let text = "something long enough";
        table.push(
            [text, text, text, text]
                .map(Cell::text)
                .into_iter()
                .chain([Cell::count(12_345)]),
        );
        let lines = screen(50, 1, |frame, area| {
            let layout = TableLayout::new(&table, area.width);
            layout.draw_row(&table.rows[0], false, frame.buffer_mut(), area, &ascii());
        });
        assert_eq!(
            lines,
            ["  somethi…  somethin…  somethin…  somethi…  12,345"]
        );
    }

    fn drawn(columns: u16) -> Vec<String> {
        let table = table();
        screen(columns, 6, |frame, area| {
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
                "  what                      viable              difference  typical place in order  who",
                "  employee_band: 1000-1999   75.0%  +10.0 (-10.0 to +30.0)                       3  \
                 one, two, three, four, five",
            ]
        );
        assert_eq!(
            drawn(76),
            [
                "                                                    typical",
                "                                                      place",
                "                                                         in",
                "  what              viable              difference    order  who",
                "  employee_band: …   75.0%  +10.0 (-10.0 to +30.0)        3  one, two, thre…",
                "",
            ]
        );
    }
}
