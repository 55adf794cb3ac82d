//! Key handling of a multi-line text, called by `text_entry`.

use ratatui_textarea::{CursorMove, Input as AreaInput, Key as AreaKey, TextArea};
use unicode_segmentation::UnicodeSegmentation;

use crate::app::dialogs::line_keys::{is_word_left, is_word_right};
use crate::app::input::key::{Key, KeyCode};

/// Handles a key. The text area counts code points, but people count graphemes.
pub(crate) fn area_key(area: &mut TextArea<'static>, key: Key) {
    let ctrl = |c: char| key.code == KeyCode::Char(c) && key.ctrl;
    if ctrl('z') {
        area.undo();
    } else if ctrl('y') || ctrl('r') {
        area.redo();
    } else if ctrl('u') {
        delete_line(area);
    } else if ctrl('w') || (key.ctrl && key.code == KeyCode::Backspace) {
        area.delete_word();
    } else if ctrl('k') {
        area.delete_line_by_end();
    } else if ctrl('a') {
        area.move_cursor(CursorMove::Head);
    } else if ctrl('e') {
        area.move_cursor(CursorMove::End);
    } else if let Some(movement) = cursor_move(key) {
        let times = match movement {
            CursorMove::Back => char_len_before(area),
            CursorMove::Forward => char_len_after(area),
            _ => 1,
        };
        for _ in 0..times {
            area.move_cursor(movement);
        }
    } else if key == Key::plain(KeyCode::Backspace) && char_len_before(area) > 1 {
        let codepoints = char_len_before(area);
        for _ in 0..codepoints {
            area.move_cursor(CursorMove::Back);
        }
        area.delete_str(codepoints);
    } else if key == Key::plain(KeyCode::Delete) && char_len_after(area) > 1 {
        area.delete_str(char_len_after(area));
    } else if !key.ctrl && !key.alt {
        let key = match key.code {
            KeyCode::Char(c) => AreaKey::Char(c),
            KeyCode::Enter => AreaKey::Enter,
            KeyCode::Tab => AreaKey::Char('\t'),
            KeyCode::Backspace => AreaKey::Backspace,
            KeyCode::Delete => AreaKey::Delete,
            _ => return,
        };
        area.input_without_shortcuts(AreaInput {
            key,
            ctrl: false,
            alt: false,
            shift: false,
        });
    }
}

/// Deletes the line with the cursor; of a blank one, its end.
fn delete_line(area: &mut TextArea<'static>) {
    let is_blank = cursor_line(area).0.is_empty();
    area.move_cursor(CursorMove::End);
    if is_blank {
        area.delete_char();
    } else {
        area.delete_line_by_head();
    }
}

fn cursor_move(key: Key) -> Option<CursorMove> {
    Some(match (key.code, key.ctrl) {
        (KeyCode::Up, _) => CursorMove::Up,
        (KeyCode::Down, _) => CursorMove::Down,
        (KeyCode::Left, false) if !key.alt => CursorMove::Back,
        (KeyCode::Right, false) if !key.alt => CursorMove::Forward,
        _ if is_word_left(key) => CursorMove::WordBack,
        _ if is_word_right(key) => CursorMove::WordForward,
        (KeyCode::Home, _) => CursorMove::Head,
        (KeyCode::End, _) => CursorMove::End,
        (KeyCode::PageUp, _) => CursorMove::ParagraphBack,
        (KeyCode::PageDown, _) => CursorMove::ParagraphForward,
        _ => return None,
    })
}

/// Returns the code points of the grapheme before the cursor; 1 at the beginning of a line.
fn char_len_before(area: &TextArea<'_>) -> usize {
    let (line, column) = cursor_line(area);
    let text: String = line.chars().take(column).collect();
    let last = text.graphemes(true).next_back();
    last.map_or(1, |grapheme| grapheme.chars().count())
}

/// Returns the code points of the grapheme after the cursor; 1 at the end of a line.
fn char_len_after(area: &TextArea<'_>) -> usize {
    let (line, column) = cursor_line(area);
    let text: String = line.chars().skip(column).collect();
    let first = text.graphemes(true).next();
    first.map_or(1, |grapheme| grapheme.chars().count())
}

fn cursor_line<'a>(area: &'a TextArea<'_>) -> (&'a str, usize) {
    let cursor = area.cursor();
    (
        area.lines().get(cursor.0).map_or("", |l| l.as_ref()),
        cursor.1,
    )
}
