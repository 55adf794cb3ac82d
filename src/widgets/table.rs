//! A grid with a header row and a header column, such as persona by segment.

use super::focus::Focus;
use super::panel::fill;
use super::scroll::ScrollWindow;
use super::text::{clean, put, put_right, width};
use super::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::borrow::Cow;

/// Maximum width of a column.
const MAX_COLUMN_WIDTH: usize = 24;

/// One cell of a grid.
#[derive(Debug, Clone, Default)]
pub struct GridCell<'a> {
    /// The text.
    pub text: Cow<'a, str>,
    /// Its style.
    pub style: Style,
}

impl<'a> GridCell<'a> {
    /// Creates a plain cell.
    pub fn new(text: impl Into<Cow<'a, str>>) -> Self {
        Self {
            text: text.into(),
            style: Style::new(),
        }
    }
}

/// The contents of a grid. Totals are ordinary cells.
#[derive(Debug, Clone, Default)]
pub struct Grid<'a> {
    /// Text above the header column.
    pub corner: Cow<'a, str>,
    /// The header row.
    pub columns: Vec<Cow<'a, str>>,
    /// Header and cells of each row; missing cells are blank.
    pub rows: Vec<(Cow<'a, str>, Vec<GridCell<'a>>)>,
}

impl Grid<'_> {
    /// Width of the header column: that of its longest text, at most two fifths.
    fn header_width(&self, columns: u16) -> u16 {
        let headers = self.rows.iter().map(|row| &row.0).chain([&self.corner]);
        let longest = headers.map(|text| width(&clean(text))).max().unwrap_or(0);
        (longest + 2).min(usize::from(columns) * 2 / 5) as u16
    }

    /// Width of each column, with two blanks or a mark and a blank before its text.
    fn widths(&self) -> Vec<u16> {
        let longest = |(i, title): (usize, &Cow<str>)| {
            let cells = self.rows.iter().filter_map(|row| row.1.get(i));
            let longest = cells
                .map(|cell| width(&clean(&cell.text)))
                .max()
                .unwrap_or(0);
            (longest.max(width(&clean(title))).min(MAX_COLUMN_WIDTH) + 2) as u16
        };
        self.columns.iter().enumerate().map(longest).collect()
    }
}

/// The visible columns and their positions.
struct ColumnSpan {
    /// Index, left edge and width of each.
    shown: Vec<(usize, u16, u16)>,
    more_left: bool,
    more_right: bool,
}

impl ColumnSpan {
    /// Returns as many columns as fit between `left` and `right`, including `selected`.
    fn new(widths: &[u16], selected: usize, left: u16, right: u16) -> Self {
        let room = right.saturating_sub(left);
        let upto = |start: usize| -> u16 {
            let last = selected.min(widths.len().saturating_sub(1));
            let widths = widths[start..].iter().take(last + 1 - start);
            widths.fold(0, |sum, w| sum.saturating_add(*w))
        };
        let last = selected.min(widths.len().saturating_sub(1));
        let start = (0..last).find(|&start| upto(start) <= room).unwrap_or(last);
        let mut x = left;
        let mut shown = Vec::new();
        for (i, &width) in widths.iter().enumerate().skip(start) {
            let width = if i == last {
                width.min(right - x)
            } else {
                width
            };
            if width == 0 || right - x < width {
                break;
            }
            shown.push((i, x, width));
            x += width;
        }
        Self {
            more_left: start > 0,
            more_right: start + shown.len() < widths.len(),
            shown,
        }
    }
}

/// Draws the grid, scrolled both ways so that the selected `(row, column)` is visible. That cell is
/// marked `>`, and reversed if the pane has the `focus`, else bold. `<` and `>` at the ends of the
/// header row mark hidden columns. Returns the row, the column and the area of each cell in sight.
pub fn draw(
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
    grid: &Grid,
    selected: Option<(usize, usize)>,
    focus: Focus,
) -> Vec<(usize, usize, Rect)> {
    let area = area.intersection(buf.area);
    let mut cells_shown = Vec::new();
    if area.is_empty() {
        return cells_shown;
    }
    let header = grid.header_width(area.width);
    // One column for `<` after the header, one for `>` at the right edge.
    let left = (area.x + header + 1).min(area.right());
    let right = area.right().saturating_sub(1).max(left);
    let across = ColumnSpan::new(&grid.widths(), selected.map_or(0, |at| at.1), left, right);
    put(buf, area.x, area.y, &grid.corner, header, theme.heading);
    for &(i, x, width) in &across.shown {
        put_right(
            buf,
            x + 1,
            x + width,
            area.y,
            &grid.columns[i],
            theme.heading,
        );
    }
    if across.more_left && left > area.x {
        put(buf, left - 1, area.y, "<", 1, theme.muted);
    }
    if across.more_right {
        put(buf, area.right() - 1, area.y, ">", 1, theme.muted);
    }
    let body = Rect {
        y: area.y + 1,
        height: area.height - 1,
        ..area
    };
    let row = selected.map(|at| at.0);
    let window = ScrollWindow::new(grid.rows.len(), row, usize::from(body.height));
    for (line, i) in window.rows.clone().enumerate() {
        let y = body.y + (line + window.top_sign) as u16;
        let (title, cells) = &grid.rows[i];
        put(buf, area.x, y, title, header, theme.label);
        for &(j, x, width) in &across.shown {
            let choice = (selected == Some((i, j))).then_some(focus);
            let place = Rect::new(x, y, width, 1);
            draw_cell(buf, place, theme, cells.get(j), choice);
            cells_shown.push((i, j, place));
        }
    }
    window.draw_signs(buf, body, theme);
    cells_shown
}

fn draw_cell(
    buf: &mut Buffer,
    place: Rect,
    theme: &Theme,
    cell: Option<&GridCell>,
    choice: Option<Focus>,
) {
    let own = theme
        .text
        .patch(cell.map_or_else(Style::new, |cell| cell.style));
    let style = match choice {
        Some(Focus::Here) => own.patch(theme.selected),
        Some(Focus::Elsewhere) => own.patch(theme.selected_unfocused),
        None => own,
    };
    let Rect { x, y, .. } = place;
    if choice.is_some() {
        let marked = Rect {
            x: x + 1,
            width: place.width - 1,
            ..place
        };
        fill(buf, marked, style);
        put(buf, x + 1, y, ">", marked.width, style);
    }
    if let Some(cell) = cell {
        let start = x + if choice.is_some() { 2 } else { 1 };
        put_right(buf, start, place.right(), y, &cell.text, style);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{HARD_TEXT, ascii, every_size, screen};
    use super::*;

    fn targets() -> Grid<'static> {
        let row = |title: &'static str, cells: &[&'static str]| {
            (
                title.into(),
                cells.iter().map(|c| GridCell::new(*c)).collect(),
            )
        };
        Grid {
            corner: "2027 Q1".into(),
            columns: vec!["Food".into(), "Automotive".into(), "Total".into()],
            rows: vec![
                row("Plant manager", &["20", "5 !", "25"]),
                row("Buyer", &["", "10", "10"]),
                row("Total", &["20", "15", "35"]),
            ],
        }
    }

    fn shown(width: u16, at: (usize, usize)) -> Vec<String> {
        screen(width, 4, |frame, area| {
            draw(
                frame.buffer_mut(),
                area,
                &ascii(),
                &targets(),
                Some(at),
                Focus::Here,
            );
        })
    }

    #[test]
    fn columns_fit_their_contents() {
        assert_eq!(
            shown(44, (0, 1)),
            [
                "2027 Q1           Food  Automotive  Total",
                "Plant manager       20 >       5 !     25",
                "Buyer                           10     10",
                "Total               20          15     35",
            ]
        );
    }

    #[test]
    fn the_selected_column_is_scrolled_into_sight() {
        assert_eq!(
            shown(30, (2, 2)),
            [
                "2027 Q1     <  Total",
                "Plant manag…      25",
                "Buyer             10",
                "Total         >   35",
            ]
        );
        assert_eq!(shown(30, (2, 0))[0], "2027 Q1        Food          >");
    }

    #[test]
    fn any_size() {
        let mut grid = targets();
        grid.columns.extend(vec![Cow::from(HARD_TEXT); 9]);
        grid.rows.extend(vec![
            (
                Cow::from(HARD_TEXT),
                vec![GridCell::new(HARD_TEXT); 12]
            );
            30
        ]);
        every_size(|frame, area, theme| {
            let chosen = [None, Some((20, 7)), Some((999, 99))][usize::from(area.width % 3)];
            draw(
                frame.buffer_mut(),
                area,
                theme,
                &grid,
                chosen,
                Focus::here_if(area.height % 2 == 0),
            );
        });
    }
}
