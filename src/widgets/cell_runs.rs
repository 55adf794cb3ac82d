//! A drawn buffer as runs of equal cells: what pictures of a screen are written from, once it is
//! drawn.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use super::text::width;

/// Neighbouring cells of a row with the same style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellRun {
    /// The first column, counted from the left edge of the buffer.
    pub column: u16,
    /// How many columns it takes.
    pub columns: u16,
    /// The cells' text; a wide character stands once.
    pub text: String,
    /// The style of all of them.
    pub style: Style,
}

/// Returns the runs of one row, counted from the top of the buffer, from left to right. Together
/// they cover the row.
pub fn runs(buf: &Buffer, row: u16) -> Vec<CellRun> {
    let mut runs: Vec<CellRun> = Vec::new();
    let mut column = 0;
    while column < buf.area.width {
        let cell = &buf[(buf.area.x + column, buf.area.y + row)];
        let wide = u16::try_from(width(cell.symbol())).unwrap_or(1);
        // A wide character covers the cell after it.
        let columns = wide.clamp(1, buf.area.width - column);
        let style = cell.style();
        match runs.last_mut() {
            Some(run) if run.style == style => {
                run.text.push_str(cell.symbol());
                run.columns += columns;
            }
            _ => runs.push(CellRun {
                column,
                columns,
                text: cell.symbol().to_owned(),
                style,
            }),
        }
        column += columns;
    }
    runs
}

/// Returns the buffer as text, a line per row, without trailing blanks.
pub fn plain_text(buf: &Buffer) -> String {
    let line = |row| {
        let runs = runs(buf, row);
        let text: String = runs.iter().map(|run| run.text.as_str()).collect();
        text.trim_end().to_owned() + "\n"
    };
    (0..buf.area.height).map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;
    use ratatui::style::Modifier;

    #[test]
    fn runs_cover_the_row_and_a_wide_character_stands_once() {
        let bold = Style::new().add_modifier(Modifier::BOLD);
        let mut buf = Buffer::empty(Rect::new(3, 1, 8, 2));
        buf.set_string(3, 1, "a商", bold);
        buf.set_string(6, 1, "bc", Style::new());
        let found = runs(&buf, 0);
        let found: Vec<_> = found
            .iter()
            .map(|run| (run.column, run.columns, run.text.as_str()))
            .collect();
        assert_eq!(found, [(0, 3, "a商"), (3, 5, "bc   ")]);
        assert_eq!(plain_text(&buf), "a商bc\n\n");
    }

    #[test]
    fn nothing_has_no_runs() {
        let buf = Buffer::empty(Rect::new(0, 0, 0, 2));
        assert!(runs(&buf, 1).is_empty());
        assert_eq!(plain_text(&buf), "\n\n");
    }
}
