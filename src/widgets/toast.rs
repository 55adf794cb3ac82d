//! A notice of what just happened, in one line or more.

use super::text::{put, wrap_within};
use super::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// How important a notice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToastLevel {
    /// Information.
    Info,
    /// A warning, marked `!`.
    Warn,
    /// A failure, marked `!!`.
    Error,
}

/// Maximum number of lines of a notice.
const MAX_LINES: usize = 40;

fn toast_lines(level: ToastLevel, text: &str, columns: u16) -> Vec<String> {
    let sign = match level {
        ToastLevel::Info => "",
        ToastLevel::Warn => "! ",
        ToastLevel::Error => "!! ",
    };
    wrap_within(
        &format!("{sign}{text}"),
        usize::from(columns.saturating_sub(1)),
        MAX_LINES,
    )
}

/// Returns the lines the notice takes in this many columns, at least one.
pub fn height(level: ToastLevel, text: &str, columns: u16) -> u16 {
    u16::try_from(toast_lines(level, text, columns).len())
        .unwrap_or(u16::MAX)
        .max(1)
}

/// Draws the notice; if it is cut, it ends with a sign.
pub fn draw(buf: &mut Buffer, area: Rect, theme: &Theme, level: ToastLevel, text: &str) {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return;
    }
    let style = match level {
        ToastLevel::Info => theme.text,
        ToastLevel::Warn => theme.warn,
        ToastLevel::Error => theme.bad,
    };
    let lines = toast_lines(level, text, area.width);
    for (i, row) in area.rows().enumerate() {
        let Some(line) = lines.get(i) else { return };
        let last = i + 1 == usize::from(area.height);
        let line = if last {
            lines[i..].join(" ")
        } else {
            line.clone()
        };
        put(buf, row.x, row.y, &format!(" {line}"), row.width, style);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{HARD_TEXT, ascii, every_size, screen};
    use super::*;

    #[test]
    fn the_level_is_said_without_colour() {
        let line = |level| {
            screen(12, 1, |frame, area| {
                draw(frame.buffer_mut(), area, &ascii(), level, "Saved as 1.0.0");
            })
            .concat()
        };
        assert_eq!(line(ToastLevel::Info), " Saved as 1…");
        assert_eq!(line(ToastLevel::Warn), " ! Saved as…");
        assert_eq!(line(ToastLevel::Error), " !! Saved a…");
    }

    #[test]
    fn a_second_line_takes_the_rest() {
        let text = "Saved as 1.0.0 in versions";
        let rows = |height| {
            screen(14, height, |frame, area| {
                draw(frame.buffer_mut(), area, &ascii(), ToastLevel::Warn, text);
            })
        };
        assert_eq!(height(ToastLevel::Warn, text, 14), 3);
        assert_eq!(rows(3), [" ! Saved as", " 1.0.0 in", " versions"]);
        assert_eq!(rows(2), [" ! Saved as", " 1.0.0 in ver…"]);
    }

    #[test]
    fn any_size() {
        every_size(|frame, area, theme| {
            draw(frame.buffer_mut(), area, theme, ToastLevel::Warn, HARD_TEXT);
        });
    }
}
