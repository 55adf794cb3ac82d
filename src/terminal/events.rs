//! The terminal's events as messages: presses only, taken once, at the door.

use crossterm::event::{Event, KeyCode as Code, KeyEvent, KeyEventKind, KeyModifiers};

use crate::app::{Key, KeyCode, Message};

/// The message an event is, if it is one.
pub fn message(event: Event) -> Option<Message> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => self::key(key).map(Message::Key),
        Event::Paste(text) => Some(Message::Paste(text)),
        Event::Resize(columns, rows) => Some(Message::Resize(columns, rows)),
        _ => None,
    }
}

fn key(event: KeyEvent) -> Option<Key> {
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    let code = match event.code {
        // A line end typed ahead, before the terminal was ours.
        Code::Char('j') if ctrl => return Some(Key::plain(KeyCode::Enter)),
        Code::Char(c) => KeyCode::Char(c),
        Code::Enter => KeyCode::Enter,
        Code::Esc => KeyCode::Esc,
        Code::Tab => KeyCode::Tab,
        Code::BackTab => KeyCode::BackTab,
        Code::Backspace => KeyCode::Backspace,
        Code::Delete => KeyCode::Delete,
        Code::Up => KeyCode::Up,
        Code::Down => KeyCode::Down,
        Code::Left => KeyCode::Left,
        Code::Right => KeyCode::Right,
        Code::Home => KeyCode::Home,
        Code::End => KeyCode::End,
        Code::PageUp => KeyCode::PageUp,
        Code::PageDown => KeyCode::PageDown,
        Code::F(n) => KeyCode::F(n),
        _ => return None,
    };
    Some(Key {
        code,
        ctrl,
        alt: event.modifiers.contains(KeyModifiers::ALT),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_is_no_key() {
        let mut event = KeyEvent::new(Code::Char('a'), KeyModifiers::NONE);
        assert!(message(Event::Key(event)).is_some());
        event.kind = KeyEventKind::Release;
        assert!(message(Event::Key(event)).is_none());
    }
}
