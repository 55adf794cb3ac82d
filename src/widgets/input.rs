//! A single-line text input.

use std::ops::Range;

use super::focus::Focus;
use super::panel::fill;
use super::text::{boundary_before, clean, grapheme_width, put};
use super::theme::Theme;
use ratatui::Frame;
use ratatui::layout::Rect;
use tui_input::Input;
use unicode_segmentation::UnicodeSegmentation;

/// A line being typed.
#[derive(Debug, Clone, Copy)]
pub struct EditedLine<'a> {
    /// Its text and cursor.
    pub input: &'a Input,
    /// Whether all of it is selected: what is typed replaces it.
    pub selected: bool,
}

impl<'a> From<&'a Input> for EditedLine<'a> {
    fn from(input: &'a Input) -> Self {
        let selected = false;
        Self { input, selected }
    }
}

/// Draws the input on the first line of the area, scrolled so that the cursor is visible; places
/// the terminal's cursor if the field has the `focus`.
pub fn draw<'a>(
    frame: &mut Frame,
    area: Rect,
    theme: &Theme,
    line: impl Into<EditedLine<'a>>,
    focus: Focus,
) {
    let EditedLine { input, selected } = line.into();
    let area = area.intersection(frame.area());
    if area.is_empty() {
        return;
    }
    let line = Rect { height: 1, ..area };
    fill(frame.buffer_mut(), line, theme.field);
    let (text, cursor) = visible_text(input, usize::from(line.width));
    let style = theme.text.patch(theme.field);
    let style = if selected {
        style.patch(theme.selected)
    } else {
        style
    };
    put(frame.buffer_mut(), line.x, line.y, &text, line.width, style);
    if focus == Focus::Here {
        let column = (cursor as u16).min(line.width - 1);
        frame.set_cursor_position((line.x + column, line.y));
    }
}

/// Bytes read on either side of the cursor per column: a character takes at least one column, and
/// few have more bytes.
const BYTES_PER_COLUMN: usize = 64;

/// Returns the bytes around the cursor that may be visible in this many columns.
fn bytes_near(value: &str, at: usize, columns: usize) -> Range<usize> {
    let reach = (columns + 1).saturating_mul(BYTES_PER_COLUMN);
    let from = boundary_before(value, at.saturating_sub(reach));
    let to = boundary_before(value, at.saturating_add(reach));
    from..to
}

/// Returns the visible part of the text and the cursor's column in it.
fn visible_text(input: &Input, columns: usize) -> (String, usize) {
    let (value, cursor) = (input.value(), input.cursor());
    let at = value
        .char_indices()
        .nth(cursor)
        .map_or(value.len(), |(at, _)| at);
    let near = bytes_near(value, at, columns);
    let mut bytes = near.start;
    let mut shown = Vec::new();
    let mut at_cursor = None;
    for grapheme in value[near].graphemes(true) {
        if at_cursor.is_none() && bytes >= at {
            at_cursor = Some(shown.len());
        }
        bytes += grapheme.len();
        let text = clean(grapheme);
        let width = text.graphemes(true).map(grapheme_width).sum();
        shown.push((text, width));
    }
    let at_cursor = at_cursor.unwrap_or(shown.len());
    // The character under the cursor must be visible in full; at the end the cursor needs a column.
    let mut used = shown
        .get(at_cursor)
        .map_or(1, |(_, width): &(_, usize)| *width);
    let mut start = at_cursor;
    while start > 0 && used + shown[start - 1].1 <= columns {
        start -= 1;
        used += shown[start].1;
    }
    let cursor = shown[start..at_cursor].iter().map(|g| g.1).sum();
    let mut room = columns;
    let text = shown[start..]
        .iter()
        .map_while(|(text, width)| {
            room = room.checked_sub(*width)?;
            Some(text.as_str())
        })
        .collect();
    (text, cursor)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{HARD_TEXT, ascii, every_size, screen};
    use super::*;

    #[test]
    fn the_cursor_stays_in_sight() {
        let input = Input::new("Meeting held".into());
        assert_eq!(visible_text(&input, 20), ("Meeting held".into(), 12));
        assert_eq!(visible_text(&input, 6), (" held".into(), 5));
        let input = input.with_cursor(2);
        assert_eq!(visible_text(&input, 6), ("Meetin".into(), 2));
        let wide = Input::new("商談記録".into()).with_cursor(2);
        assert_eq!(visible_text(&wide, 6), ("商談記".into(), 4));
        assert_eq!(visible_text(&wide, 4), ("談記".into(), 2));
        assert_eq!(visible_text(&wide, 1), (String::new(), 0));
    }

    #[test]
    fn a_long_text_costs_what_is_seen_of_it() {
        for size in [0, 10, 1_000, 100_000, 1_000_000] {
            let text = "商 ab".repeat(size / 6 + 1);
            let seen = bytes_near(&text, text.len() / 12 * 6, 80);
            assert!(seen.len() <= 2 * 81 * BYTES_PER_COLUMN, "{seen:?}");
        }
        // It looks the same as a text that ends just outside the visible part.
        let (short, long) = ("ab 商".repeat(99), "ab 商".repeat(99_999));
        let at = |text: &str| visible_text(&Input::new(text.into()).with_cursor(200), 20);
        assert_eq!(at(&short), at(&long));
    }

    #[test]
    fn the_terminals_cursor_is_placed() {
        use ratatui::{Terminal, backend::TestBackend};
        let mut terminal = Terminal::new(TestBackend::new(10, 2)).unwrap();
        let input = Input::new("商e\u{301}".into());
        terminal
            .draw(|frame| draw(frame, Rect::new(2, 1, 8, 1), &ascii(), &input, Focus::Here))
            .unwrap();
        terminal.backend_mut().assert_cursor_position((5, 1));
    }

    #[test]
    fn any_size() {
        let input = Input::new(HARD_TEXT.repeat(9)).with_cursor(40);
        every_size(|frame, area, theme| draw(frame, area, theme, &input, Focus::Here));
        let rows = screen(8, 1, |frame, area| {
            draw(
                frame,
                area,
                &ascii(),
                &Input::new("a\u{1b}b".into()),
                Focus::Elsewhere,
            );
        });
        assert_eq!(rows, ["a·b"]);
    }
}
