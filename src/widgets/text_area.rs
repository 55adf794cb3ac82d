//! A multi-line text input.

use super::focus::Focus;
use super::text::clean;
use super::theme::Theme;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::widgets::Widget;
use ratatui_textarea::{CursorMove, TextArea, WrapMode};

/// Draws the text area with the theme's styles instead of its own, and places the terminal's cursor
/// if it has the `focus`. Wrapping is the text area's own setting.
pub fn draw(frame: &mut Frame, area: Rect, theme: &Theme, text: &TextArea<'_>, focus: Focus) {
    let area = area.intersection(frame.area());
    if area.is_empty() {
        return;
    }
    text.render(area, frame.buffer_mut());
    let selecting = text.is_selecting();
    let buf = frame.buffer_mut();
    for position in area.positions() {
        let Some(cell) = buf.cell_mut(position) else {
            continue;
        };
        if cell.symbol() != " " {
            let safe = clean(cell.symbol());
            cell.set_symbol(&safe);
        }
        // The selection is what the text area gave a background or reversed.
        let marked = cell.bg != Color::Reset || cell.modifier.contains(Modifier::REVERSED);
        let style = if selecting && marked {
            theme.selected
        } else {
            theme.text
        };
        cell.set_style(Style::reset().patch(style));
    }
    let (top, left) = text.scroll_offset();
    let cursor = text.screen_cursor();
    let row = cursor.row.saturating_sub(usize::from(top)) as u16;
    let column = cursor.col.saturating_sub(usize::from(left)) as u16;
    if focus == Focus::Here {
        let x = area.x + column.min(area.width - 1);
        frame.set_cursor_position((x, area.y + row.min(area.height - 1)));
    }
}

/// Like [`draw`], but for a text of any length: only the visible lines around the cursor are
/// wrapped. The text area's own wrapping must be off.
pub fn draw_visible(
    frame: &mut Frame,
    area: Rect,
    theme: &Theme,
    text: &TextArea<'_>,
    focus: Focus,
) {
    let area = area.intersection(frame.area());
    if !area.is_empty() {
        draw(
            frame,
            area,
            theme,
            &visible_part(text, area.width, area.height),
            focus,
        );
    }
}

/// Returns the lines around the cursor that fit into such an area, as far as they are visible.
fn visible_part(text: &TextArea<'_>, columns: u16, rows: u16) -> TextArea<'static> {
    let (rows, columns) = (usize::from(rows), usize::from(columns));
    let cells = rows * columns;
    let cursor = text.cursor();
    let first = cursor.0.saturating_sub(rows / 2);
    // A long line is cut at whole pages before and after the cursor, so that it doesn't scroll
    // while the cursor moves within a page.
    let page = cells / 2 + 1;
    let begin = (cursor.1 / page).saturating_sub(1) * page;
    let cut = |row: usize, line: &String| {
        let from = if row == cursor.0 { begin } else { 0 };
        line.chars().skip(from).take(page * 3).collect::<String>()
    };
    let lines = text.lines().iter().enumerate().skip(first).take(rows);
    let lines = lines.map(|(row, line)| cut(row, line)).collect();
    let mut part = TextArea::new(lines);
    part.set_wrap_mode(WrapMode::WordOrGlyph);
    let at = |index: usize| u16::try_from(index).unwrap_or(u16::MAX);
    part.move_cursor(CursorMove::Jump(at(cursor.0 - first), at(cursor.1 - begin)));
    part
}

#[cfg(test)]
mod tests {
    use super::super::testing::{HARD_TEXT, ascii, every_size};
    use super::*;
    use ratatui::{Terminal, backend::TestBackend};

    #[test]
    fn the_themes_styles_replace_the_text_areas_own() {
        let mut text = TextArea::new(vec!["agreed wording".into(), "商談 two".into()]);
        text.move_cursor(CursorMove::Jump(1, 2));
        let mut terminal = Terminal::new(TestBackend::new(16, 3)).unwrap();
        terminal
            .draw(|frame| draw(frame, frame.area(), &ascii(), &text, Focus::Here))
            .unwrap();
        terminal.backend_mut().assert_cursor_position((4, 1));
        let buf = terminal.backend().buffer();
        assert_eq!(
            super::super::testing::rows(buf),
            ["agreed wording", "商談 two", ""]
        );
        assert!(buf.content().iter().all(|cell| cell.modifier.is_empty()));
    }

    #[test]
    fn a_selection_is_reversed() {
        let mut text = TextArea::new(vec!["agreed".into()]);
        text.start_selection();
        text.move_cursor(CursorMove::Jump(0, 3));
        let mut terminal = Terminal::new(TestBackend::new(8, 1)).unwrap();
        terminal
            .draw(|frame| draw(frame, frame.area(), &ascii(), &text, Focus::Here))
            .unwrap();
        let buf = terminal.backend().buffer();
        let reversed = |x: u16| buf[(x, 0)].modifier.contains(Modifier::REVERSED);
        assert!(reversed(0) && reversed(2) && !reversed(5));
    }

    #[test]
    fn a_long_text_costs_what_is_seen_of_it() {
        for (lines, words) in [(1, 200_000), (100_000, 1), (300, 300)] {
            let mut text = TextArea::new(vec!["word ".repeat(words); lines]);
            for to in [CursorMove::Top, CursorMove::Bottom, CursorMove::End] {
                text.move_cursor(to);
                let part = visible_part(&text, 80, 20);
                let chars: usize = part.lines().iter().map(|l| l.chars().count()).sum();
                assert!(part.lines().len() <= 20 && chars <= 20 * 3 * 801, "{chars}");
                let cursor = text.cursor();
                let line = &text.lines()[cursor.0];
                let left: String = line.chars().skip(cursor.1).take(5).collect();
                let there = part.cursor();
                let rest: String = part.lines()[there.0]
                    .chars()
                    .skip(there.1)
                    .take(5)
                    .collect();
                assert_eq!(rest, left);
            }
        }
    }

    #[test]
    fn the_cursor_of_a_long_text_is_in_sight() {
        let lines: Vec<String> = (0..100_000).map(|i| format!("line {i}")).collect();
        let mut text = TextArea::new(lines);
        text.move_cursor(CursorMove::Bottom);
        text.move_cursor(CursorMove::End);
        let mut terminal = Terminal::new(TestBackend::new(16, 5)).unwrap();
        terminal
            .draw(|frame| draw_visible(frame, frame.area(), &ascii(), &text, Focus::Here))
            .unwrap();
        terminal.backend_mut().assert_cursor_position((10, 2));
        let rows = super::super::testing::rows(terminal.backend().buffer());
        assert_eq!(rows[2], "line 99999");
    }

    #[test]
    fn any_size() {
        let mut text = TextArea::new(vec![HARD_TEXT.into(); 30]);
        text.set_wrap_mode(WrapMode::WordOrGlyph);
        text.move_cursor(CursorMove::Jump(20, 9));
        every_size(|frame, area, theme| draw(frame, area, theme, &text, Focus::Here));
        text.set_wrap_mode(WrapMode::None);
        every_size(|frame, area, theme| draw(frame, area, theme, &text, Focus::Here));
    }
}
