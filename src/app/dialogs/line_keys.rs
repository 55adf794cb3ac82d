//! Editing of a single line of text.

use tui_input::{Input, InputRequest};

use crate::app::input::key::{Key, KeyCode};
use crate::document::walked;

/// Inserts text at the cursor in one step.
pub(crate) fn insert_at_cursor(input: &mut Input, text: &str) {
    let (value, cursor) = (input.value(), input.cursor());
    let at = value
        .char_indices()
        .nth(cursor)
        .map_or(value.len(), |(at, _)| at);
    let mut joined = String::with_capacity(value.len() + text.len());
    joined.push_str(&value[..at]);
    joined.push_str(text);
    joined.push_str(&value[at..]);
    walked(joined.len());
    *input = Input::new(joined).with_cursor(cursor + text.chars().count());
}

/// Returns whether a key moves a word to the left: Ctrl or Alt with the arrow, or Alt-b.
pub(crate) fn is_word_left(key: Key) -> bool {
    let arrow = key.code == KeyCode::Left && (key.ctrl || key.alt);
    arrow || (key.alt && key.code == KeyCode::Char('b'))
}

/// Returns whether a key moves a word to the right: Ctrl or Alt with the arrow, or Alt-f.
pub(crate) fn is_word_right(key: Key) -> bool {
    let arrow = key.code == KeyCode::Right && (key.ctrl || key.alt);
    arrow || (key.alt && key.code == KeyCode::Char('f'))
}

pub(crate) fn line_request(key: Key) -> Option<InputRequest> {
    Some(match (key.code, key.ctrl) {
        _ if is_word_left(key) => InputRequest::GoToPrevWord,
        _ if is_word_right(key) => InputRequest::GoToNextWord,
        (KeyCode::Char(c), false) if !key.alt => InputRequest::InsertChar(c),
        (KeyCode::Backspace, false) => InputRequest::DeletePrevChar,
        (KeyCode::Delete, _) => InputRequest::DeleteNextChar,
        (KeyCode::Left, false) => InputRequest::GoToPrevChar,
        (KeyCode::Right, false) => InputRequest::GoToNextChar,
        (KeyCode::Home, _) | (KeyCode::Char('a'), true) => InputRequest::GoToStart,
        (KeyCode::End, _) | (KeyCode::Char('e'), true) => InputRequest::GoToEnd,
        (KeyCode::Char('w') | KeyCode::Backspace, true) => InputRequest::DeletePrevWord,
        (KeyCode::Char('u'), true) => InputRequest::DeleteLine,
        (KeyCode::Char('k'), true) => InputRequest::DeleteTillEnd,
        _ => return None,
    })
}
