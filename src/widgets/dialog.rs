//! A box in the middle of the screen.

use super::focus::Focus;
use super::footer::{self, KeyArea};
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

/// A dialog on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawnDialog {
    /// The area with the border.
    pub outer: Rect,
    /// The area for its contents.
    pub inner: Rect,
    /// Where its keys are.
    pub keys: Vec<KeyArea>,
}

/// Draws an empty dialog in the middle of `screen`, no larger than the screen. Below 5x3 there is
/// no border.
pub fn draw(buf: &mut Buffer, screen: Rect, theme: &Theme, dialog: &DialogFrame) -> DrawnDialog {
    let screen = screen.intersection(buf.area);
    let width = dialog.width.min(screen.width);
    let height = dialog.height.min(screen.height);
    let x = screen.x + (screen.width - width) / 2;
    let y = screen.y + (screen.height - height) / 2;
    let outer = Rect::new(x, y, width, height);
    let drawn = |inner, keys| DrawnDialog { outer, inner, keys };
    clear(buf, outer);
    if outer.width < 5 || outer.height < 3 {
        return drawn(outer, Vec::new());
    }
    let inner = panel(buf, outer, theme, dialog.title, Focus::Here);
    if dialog.keys.is_empty() || inner.height < 2 {
        return drawn(inner, Vec::new());
    }
    let body = Rect {
        height: inner.height - 1,
        ..inner
    };
    let line = Rect::new(inner.x, body.bottom(), inner.width, 1);
    let keys = footer::draw(buf, line, theme, dialog.keys);
    drawn(body, keys)
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
            let inner = draw(buf, area, &ascii(), &dialog).inner;
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
            let inner = draw(frame.buffer_mut(), area, theme, &dialog).inner;
            assert_eq!(inner.intersection(area), inner);
        });
    }
}
