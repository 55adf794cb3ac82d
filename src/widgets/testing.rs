//! Helpers of the widget tests: a screen to draw on, read as text, and drawing at all sizes.

use super::paper::lay;
use super::theme::Theme;
use super::theme_name::ThemeName;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::{Frame, Terminal, backend::TestBackend};
use unicode_segmentation::UnicodeSegmentation;

/// A text with an escape sequence, a direction override, wide and combining characters.
pub const HARD_TEXT: &str = "商談 \u{1b}[31m\u{202e}👩‍👩‍👧 e\u{301} and quite some words more";

/// The plain theme with ASCII borders, so that expectations can be typed.
pub fn ascii() -> Theme {
    Theme::new(ThemeName::Mono, false).with_ascii(true)
}

/// Returns the rows of a buffer as text, with trailing blanks removed.
pub fn rows(buf: &Buffer) -> Vec<String> {
    buf.content()
        .chunks(usize::from(buf.area.width).max(1))
        .map(|row| {
            let mut text = String::new();
            let mut skip = 0;
            for cell in row {
                if skip == 0 {
                    text.push_str(cell.symbol());
                    skip = super::text::width(cell.symbol());
                }
                skip = skip.saturating_sub(1);
            }
            text.trim_end().to_owned()
        })
        .collect()
}

/// Returns what a widget draws on a screen of that size, row by row.
pub fn screen(width: u16, height: u16, draw: impl FnOnce(&mut Frame, Rect)) -> Vec<String> {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(|frame| draw(frame, frame.area())).unwrap();
    rows(terminal.backend().buffer())
}

/// Returns what a part draws with ASCII alone, its paper laid, row by row.
pub fn laid(width: u16, height: u16, draw: impl FnOnce(&mut Buffer, Rect, &Theme)) -> Vec<String> {
    screen(width, height, |frame, area| {
        let theme = ascii();
        draw(frame.buffer_mut(), area, &theme);
        lay(frame.buffer_mut(), &theme);
    })
}

/// Draws at many sizes from 0x0 to 250x80 and checks that nothing is drawn outside the area, and
/// that no cell holds a control character.
pub fn every_size(mut draw: impl FnMut(&mut Frame, Rect, &Theme)) {
    let widths = (0..=30).chain([40, 59, 60, 79, 80, 120, 250]);
    let themes = [ascii(), Theme::new(ThemeName::Projector, false)];
    for width in widths {
        for height in (0..=12).chain([16, 24, 80]) {
            let theme = &themes[usize::from(width + height) % 2];
            let area = Rect::new(2, 1, width, height);
            let mut terminal = Terminal::new(TestBackend::new(width + 4, height + 2)).unwrap();
            terminal.draw(|frame| draw(frame, area, theme)).unwrap();
            let buf = terminal.backend().buffer();
            for (i, cell) in buf.content().iter().enumerate() {
                let inside = area.contains(buf.pos_of(i).into());
                assert!(
                    inside || (cell.symbol() == " " && cell.modifier.is_empty()),
                    "{:?} drawn outside of {area}",
                    cell.symbol()
                );
                assert!(
                    !cell.symbol().contains(char::is_control),
                    "{cell:?} at {area}"
                );
            }
            let text = rows(buf).join("\n");
            assert!(text.graphemes(true).all(|g| g != "\u{202e}"), "at {area}");
        }
    }
    // An area that reaches beyond the screen is clipped and doesn't panic.
    let mut terminal = Terminal::new(TestBackend::new(10, 5)).unwrap();
    terminal
        .draw(|frame| draw(frame, Rect::new(4, 2, 40, 20), &themes[0]))
        .unwrap();
}
