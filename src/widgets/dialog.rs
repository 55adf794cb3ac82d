//! A box in the middle of the screen.

use super::focus::Focus;
use super::footer;
use super::panel::{clear, panel};
use super::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Frame of a dialog.
#[derive(Debug, Clone, Copy)]
pub struct DialogFrame<'a> {
    /// Title in the border.
    pub title: &'a str,
    /// Keys with what they do.
    pub keys: &'a [(&'a str, &'a str)],
    /// Desired width in columns, including the border.
    pub width: u16,
    /// Desired height in rows, including the border and the line of keys.
    pub height: u16,
}

/// Draws an empty dialog in the middle of `screen`, no larger than the screen, and returns the
/// area for its contents. Below 5x3 there is no border.
pub fn draw(buf: &mut Buffer, screen: Rect, theme: &Theme, dialog: &DialogFrame) -> Rect {
    let screen = screen.intersection(buf.area);
    let width = dialog.width.min(screen.width);
    let height = dialog.height.min(screen.height);
    let x = screen.x + (screen.width - width) / 2;
    let y = screen.y + (screen.height - height) / 2;
    let area = Rect::new(x, y, width, height);
    clear(buf, area);
    if area.width < 5 || area.height < 3 {
        return area;
    }
    let inner = panel(buf, area, theme, dialog.title, Focus::Here);
    if dialog.keys.is_empty() || inner.height < 2 {
        return inner;
    }
    let body = Rect {
        height: inner.height - 1,
        ..inner
    };
    let line = Rect::new(inner.x, body.bottom(), inner.width, 1);
    footer::draw(buf, line, theme, dialog.keys);
    body
}

#[cfg(test)]
mod tests {
    use super::super::testing::{HARD_TEXT, ascii, every_size, screen};
    use super::super::text::put;
    use super::*;

    #[test]
    fn it_covers_what_is_beneath() {
        let rows = screen(30, 7, |frame, area| {
            let buf = frame.buffer_mut();
            for y in 0..7 {
                put(buf, 0, y, &"x".repeat(30), 30, ascii().text);
            }
            let dialog = DialogFrame {
                title: "Delete",
                keys: &[("Enter", "delete"), ("Esc", "back")],
                width: 26,
                height: 5,
            };
            let inner = draw(buf, area, &ascii(), &dialog);
            assert_eq!(inner, Rect::new(3, 2, 24, 2));
            put(
                buf,
                inner.x,
                inner.y,
                "Delete Money?",
                inner.width,
                ascii().text,
            );
        });
        assert_eq!(
            rows,
            [
                "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
                "xx+> Delete ---------------+xx",
                "xx|Delete Money?           |xx",
                "xx|                        |xx",
                "xx| Enter delete  Esc back |xx",
                "xx+------------------------+xx",
                "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
            ]
        );
    }

    #[test]
    fn any_size() {
        let dialog = DialogFrame {
            title: HARD_TEXT,
            keys: &[("Enter", HARD_TEXT), ("Esc", "back")],
            width: 40,
            height: 9,
        };
        every_size(|frame, area, theme| {
            let inner = draw(frame.buffer_mut(), area, theme, &dialog);
            assert_eq!(inner.intersection(area), inner);
        });
    }
}
