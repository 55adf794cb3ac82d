//! Frames: the titled box, the horizontal rule with text in it, and cleared areas.

use super::focus::Focus;
use super::text::{clean, fit, put, put_right, width};
use super::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::{Block, Widget};

/// Draws a box with a title and returns its inside. The title is marked `>` if the pane has the
/// `focus`.
pub fn panel(buf: &mut Buffer, area: Rect, theme: &Theme, title: &str, focus: Focus) -> Rect {
    let area = area.intersection(buf.area);
    let style = if focus == Focus::Here {
        theme.accent
    } else {
        theme.border
    };
    let block = Block::bordered()
        .border_set(theme.border_set())
        .border_style(style);
    let inner = block.inner(area);
    block.render(area, buf);
    if area.width > 4 && area.height > 0 && !title.is_empty() {
        let mark = if focus == Focus::Here { ">" } else { "" };
        let title = format!("{mark} {} ", clean(title));
        put(
            buf,
            area.x + 1,
            area.y,
            &title,
            area.width - 2,
            theme.heading,
        );
    }
    inner
}

/// Draws a rule over the first line of the area, with a text near each end:
/// `-- 12 leads we remember ------- rule: 20 + funded --`. The left text is truncated first.
pub fn rule_line(buf: &mut Buffer, area: Rect, theme: &Theme, left: &str, right: &str) {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return;
    }
    let line = theme.horizontal().repeat(usize::from(area.width));
    put(buf, area.x, area.y, &line, area.width, theme.border);
    let mut end = area.right().saturating_sub(2).max(area.left());
    let start = (area.left() + 2).min(end);
    if !right.is_empty() {
        let text = format!(
            " {} ",
            fit(right, usize::from(end - start).saturating_sub(2))
        );
        if width(&text) > 3 {
            end = put_right(buf, start, end, area.y, &text, theme.heading);
        }
    }
    let room = usize::from(end.saturating_sub(start)).saturating_sub(2);
    if !left.is_empty() && room > 1 {
        let text = format!(" {} ", fit(left, room));
        put(buf, start, area.y, &text, end - start, theme.heading);
    }
}

/// Clears the area, including the left half of a wide character that reaches into it.
pub fn clear(buf: &mut Buffer, area: Rect) {
    let area = area.intersection(buf.area);
    for y in area.rows().map(|row| row.y) {
        if area.x > buf.area.x
            && let Some(cell) = buf.cell_mut((area.x - 1, y))
            && width(cell.symbol()) > 1
        {
            cell.set_symbol(" ");
        }
    }
    for position in area.positions() {
        if let Some(cell) = buf.cell_mut(position) {
            cell.reset();
        }
    }
}

/// Clears the area and gives it one style, as under a selected row.
pub(crate) fn fill(buf: &mut Buffer, area: Rect, style: Style) {
    clear(buf, area);
    buf.set_style(area, style);
}

#[cfg(test)]
mod tests {
    use super::super::testing::{HARD_TEXT, ascii, every_size, screen};
    use super::*;

    #[test]
    fn a_box_and_a_rule() {
        let rows = screen(30, 4, |frame, area| {
            let buf = frame.buffer_mut();
            let inner = panel(buf, area, &ascii(), "Money", Focus::Elsewhere);
            assert_eq!(inner, Rect::new(1, 1, 28, 2));
            rule_line(buf, inner, &ascii(), "12 leads", "rule: 20");
        });
        assert_eq!(
            rows,
            [
                "+ Money ---------------------+",
                "|-- 12 leads ---- rule: 20 --|",
                "|                            |",
                "+----------------------------+",
            ]
        );
        let rows = screen(16, 3, |frame, area| {
            panel(frame.buffer_mut(), area, &ascii(), "Money", Focus::Here);
        });
        assert_eq!(rows[0], "+> Money ------+");
    }

    #[test]
    fn the_left_text_of_a_rule_gives_way() {
        let rows = screen(24, 1, |frame, area| {
            let buf = frame.buffer_mut();
            rule_line(buf, area, &ascii(), "12 leads we remember", "rule: 20");
        });
        assert_eq!(rows, ["-- 12 lead…  rule: 20 --"]);
    }

    #[test]
    fn clearing_takes_half_characters_along() {
        let rows = screen(6, 1, |frame, area| {
            let buf = frame.buffer_mut();
            put(buf, 0, 0, "商商商", 6, Style::new());
            clear(buf, Rect::new(1, 0, 2, area.height));
        });
        assert_eq!(rows, ["    商"]);
    }

    #[test]
    fn any_size() {
        every_size(|frame, area, theme| {
            let inner = panel(
                frame.buffer_mut(),
                area,
                theme,
                HARD_TEXT,
                Focus::here_if(area.width % 3 == 0),
            );
            rule_line(frame.buffer_mut(), inner, theme, HARD_TEXT, HARD_TEXT);
        });
    }
}
