//! One line that says what just happened.

use super::text::put;
use super::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// How much a notice matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Good to know.
    Info,
    /// Look at this; marked `!`.
    Warn,
    /// Something failed; marked `!!`.
    Error,
}

/// Draws the notice on the first line of the area.
pub fn draw(buf: &mut Buffer, area: Rect, theme: &Theme, level: Level, text: &str) {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return;
    }
    let (sign, style) = match level {
        Level::Info => ("", theme.text),
        Level::Warn => ("! ", theme.warn),
        Level::Error => ("!! ", theme.bad),
    };
    let text = format!(" {sign}{text}");
    put(buf, area.x, area.y, &text, area.width, style);
}

#[cfg(test)]
mod tests {
    use super::super::testing::{HARD, ascii, every_size, screen};
    use super::*;

    #[test]
    fn the_level_is_said_without_colour() {
        let line = |level| {
            screen(12, 1, |frame, area| {
                draw(frame.buffer_mut(), area, &ascii(), level, "Saved as 1.0.0");
            })
            .concat()
        };
        assert_eq!(line(Level::Info), " Saved as 1…");
        assert_eq!(line(Level::Warn), " ! Saved as…");
        assert_eq!(line(Level::Error), " !! Saved a…");
    }

    #[test]
    fn any_size() {
        every_size(|frame, area, theme| draw(frame.buffer_mut(), area, theme, Level::Warn, HARD));
    }
}
