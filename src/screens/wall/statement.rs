//! Draws a definition as large as it fits: bold and double-spaced, or plain where there is less
//! room.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::phrases::within;
use crate::app::projector::wall::statement::Statement;
use crate::widgets::Theme;
use crate::widgets::text::put;

/// Stands for a definition that is still to be written.
const NOTHING_YET: &str = "Nothing is written yet.";

/// The columns of a line that is read easily.
const SHORT: usize = 90;

/// Returns the fewest rows it is worth drawing in, and the most it has use for.
pub(super) fn rows(picture: &Statement, area: Rect) -> (u16, u16) {
    let columns = usize::from(area.width);
    if columns == 0 {
        return (0, 0);
    }
    let title = within(&picture.title, columns, 2).len();
    let text = text_lines(picture, columns, usize::from(area.height)).len();
    let rows = |lines: usize| u16::try_from(lines).unwrap_or(u16::MAX);
    let fewest = rows(title + text).min(area.height).max(2);
    (fewest, rows(title + text * 2).max(fewest))
}

/// Draws it.
pub(super) fn draw(picture: &Statement, buf: &mut Buffer, area: Rect, theme: &Theme) {
    let area = area.intersection(buf.area);
    let columns = usize::from(area.width);
    let mut y = area.y;
    for line in within(&picture.title, columns, 2) {
        if y < area.bottom() {
            put(buf, area.x, y, &line, area.width, theme.accent);
        }
        y += 1;
    }
    let room = usize::from(area.bottom().saturating_sub(y));
    let lines = text_lines(picture, columns, room);
    let is_wide = lines.len() * 2 <= room;
    let style = if picture.text.is_empty() {
        theme.warn
    } else if is_wide {
        theme.heading
    } else {
        theme.text
    };
    let step = if is_wide { 2 } else { 1 };
    for (line, y) in lines
        .iter()
        .zip((y + step - 1..area.bottom()).step_by(step.into()))
    {
        put(buf, area.x, y, line, area.width, style);
    }
}

/// Returns the lines of the text in so many rows: shorter ones, which are read from afar more
/// easily, where they have room to stand apart.
fn text_lines(picture: &Statement, columns: usize, rows: usize) -> Vec<String> {
    let text = match picture.text.as_str() {
        "" => NOTHING_YET,
        text => text,
    };
    let short = within(text, columns.min(SHORT), rows);
    if short.len() * 2 <= rows {
        return short;
    }
    within(text, columns, rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widgets::testing::{HARD_TEXT, ascii, every_size, screen};

    fn statement(text: &str) -> Statement {
        Statement {
            title: "What we mean by Lead".into(),
            text: text.into(),
        }
    }

    fn drawn(text: &str, columns: u16, rows: u16) -> Vec<String> {
        screen(columns, rows, |frame, area| {
            draw(&statement(text), frame.buffer_mut(), area, &ascii());
        })
    }

    #[test]
    fn lines_stand_apart_where_there_is_room() {
        let text = "A person who has dealt with us";
        assert_eq!(
            drawn(text, 20, 5),
            [
                "What we mean by Lead",
                "",
                "A person who has",
                "",
                "dealt with us"
            ]
        );
        assert_eq!(
            drawn(text, 20, 4),
            [
                "What we mean by Lead",
                "A person who has",
                "dealt with us",
                ""
            ]
        );
        assert_eq!(drawn(text, 20, 2)[1], "A person who has …");
        assert_eq!(drawn("", 30, 3)[2], "Nothing is written yet.");
    }

    #[test]
    fn long_lines_are_broken_where_there_is_room() {
        let text = "five words of ten letters ".repeat(8);
        let lines = |rows| text_lines(&statement(text.trim_end()), 200, rows).len();
        // 207 columns: three lines of at most 90, or two of at most 200.
        assert_eq!((lines(6), lines(5)), (3, 2));
    }

    #[test]
    fn it_takes_the_rows_it_says() {
        let area = Rect::new(0, 0, 20, 10);
        let two_lines = statement("A person who has dealt with us");
        assert_eq!(rows(&two_lines, area), (3, 5));
        assert_eq!(rows(&two_lines, Rect { height: 2, ..area }), (2, 5));
    }

    #[test]
    fn any_size() {
        every_size(|frame, area, theme| {
            draw(&statement(HARD_TEXT), frame.buffer_mut(), area, theme);
        });
    }
}
