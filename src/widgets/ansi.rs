//! A drawn buffer as what a terminal is sent to show it: the frames of a film.

use std::fmt::Write as _;

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};

use super::cell_runs::runs;
use super::rgb::number_of;

/// Sent once before the first frame: hides the cursor and clears the screen.
pub const BEGIN: &str = "\u{1b}[?25l\u{1b}[2J";

/// The codes of the modifiers that are drawn.
const MODIFIERS: [(Modifier, u8); 5] = [
    (Modifier::BOLD, 1),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::REVERSED, 7),
    (Modifier::CROSSED_OUT, 9),
];

/// Returns what shows the buffer on a screen of its size, whatever was there before: every row from
/// the upper left corner on, each style said in full.
pub fn frame(buf: &Buffer) -> String {
    let mut out = String::from("\u{1b}[H");
    for row in 0..buf.area.height {
        if row > 0 {
            // By number, as the end of a full row may or may not have wrapped.
            let _ = write!(out, "\u{1b}[{};1H", row + 1);
        }
        for run in runs(buf, row) {
            push_style(&mut out, run.style);
            out.push_str(&run.text);
        }
    }
    out.push_str("\u{1b}[0m");
    out
}

/// Adds the select graphic rendition (ECMA-48, 8.3.117) of a style, beginning anew.
fn push_style(out: &mut String, style: Style) {
    out.push_str("\u{1b}[0");
    for (modifier, code) in MODIFIERS {
        if style.add_modifier.contains(modifier) {
            let _ = write!(out, ";{code}");
        }
    }
    push_colour(out, style.fg, 30);
    push_colour(out, style.bg, 40);
    out.push('m');
}

/// Adds a colour; `base` is 30 for the foreground and 40 for the background.
fn push_colour(out: &mut String, color: Option<Color>, base: u8) {
    let Some(color) = color else { return };
    let _ = match (number_of(color), color) {
        (Some(n @ 0..8), _) => write!(out, ";{}", base + n),
        (Some(n), _) => write!(out, ";{}", base + 60 + n - 8),
        (None, Color::Indexed(n)) => write!(out, ";{};5;{n}", base + 8),
        (None, Color::Rgb(r, g, b)) => write!(out, ";{};2;{r};{g};{b}", base + 8),
        (None, _) => Ok(()),
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;

    #[test]
    fn a_frame_says_every_row_and_style() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 4, 2));
        let look = Style::new()
            .add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
            .fg(Color::Black)
            .bg(Color::LightYellow);
        buf.set_string(0, 0, "ab", look);
        buf.set_string(
            0,
            1,
            "商",
            Style::new().fg(Color::Indexed(99)).bg(Color::Rgb(1, 2, 3)),
        );
        assert_eq!(
            frame(&buf),
            "\u{1b}[H\u{1b}[0;1;4;30;103mab\u{1b}[0m  \u{1b}[2;1H\u{1b}[0;38;5;99;48;2;1;2;3m商\u{1b}[0m  \u{1b}[0m"
        );
    }

    #[test]
    fn a_terminal_shows_what_was_drawn() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 10, 3));
        buf.set_string(0, 0, "0123456789", Style::new());
        buf.set_string(1, 1, "x商y", Style::new().fg(Color::Red));
        buf.set_string(9, 2, "z", Style::new());
        let mut parser = vt100::Parser::new(3, 10, 0);
        for _ in 0..2 {
            parser.process(frame(&buf).as_bytes());
        }
        assert_eq!(
            parser.screen().contents(),
            "0123456789\n x商y     \n         z"
        );
        let cell = parser.screen().cell(1, 1).expect("a cell");
        assert_eq!(cell.fgcolor(), vt100::Color::Idx(1));
    }
}
