//! The message shown on a screen too small to work on.

use super::panel::clear;
use super::text::{put, width, wrap};
use super::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The smallest usable screen, in columns and rows.
pub const MIN_SIZE: (u16, u16) = (60, 16);

/// Returns whether a screen is smaller than [`MIN_SIZE`].
pub fn is_too_small(area: Rect) -> bool {
    area.width < MIN_SIZE.0 || area.height < MIN_SIZE.1
}

/// Draws a sentence that says how large the screen must be, in words that fit.
pub fn draw(buf: &mut Buffer, area: Rect, theme: &Theme) {
    let area = area.intersection(buf.area);
    let (columns, rows) = (usize::from(area.width), usize::from(area.height));
    clear(buf, area);
    let needed = format!("{}x{}", MIN_SIZE.0, MIN_SIZE.1);
    let texts = [
        format!("Accord needs {needed}; this is {columns}x{rows}"),
        format!("needs {needed}"),
        needed,
    ];
    let fits = |text: &&String| {
        let words = text.split(' ').all(|word| width(word) <= columns);
        words && wrap(text, columns).len() <= rows
    };
    let text = texts.iter().find(fits).unwrap_or(&texts[2]);
    for (line, y) in wrap(text, columns).iter().zip(area.top()..area.bottom()) {
        put(buf, area.x, y, line, area.width, theme.heading);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{ascii, every_size, screen};
    use super::*;

    fn shown(width: u16, height: u16) -> Vec<String> {
        screen(width, height, |frame, area| {
            draw(frame.buffer_mut(), area, &ascii());
        })
    }

    #[test]
    fn the_sentence_fits_the_screen() {
        assert_eq!(shown(40, 1), ["Accord needs 60x16; this is 40x1"]);
        assert_eq!(shown(20, 2), ["Accord needs 60x16;", "this is 20x2"]);
        assert_eq!(shown(12, 1), ["needs 60x16"]);
        assert_eq!(shown(5, 1), ["60x16"]);
        assert_eq!(shown(3, 2), ["60x", "16"]);
    }

    #[test]
    fn the_limit_is_sixty_by_sixteen() {
        assert!(is_too_small(Rect::new(0, 0, 59, 16)));
        assert!(is_too_small(Rect::new(0, 0, 60, 15)));
        assert!(!is_too_small(Rect::new(0, 0, 60, 16)));
    }

    #[test]
    fn any_size() {
        every_size(|frame, area, theme| draw(frame.buffer_mut(), area, theme));
    }
}
