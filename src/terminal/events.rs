//! Converts the terminal's events to messages. Only key presses count; releases are dropped here.
//!
//! Windows reports key releases, too. A character released without having been pressed comes from
//! a paste or an Alt code: that is how the old console sends characters the keyboard lacks.

use std::collections::VecDeque;

use crossterm::event::{Event, KeyCode as Code, KeyEvent, KeyEventKind, KeyModifiers};

use crate::app::{Key, KeyCode, Message};

/// Maximum number of keys held down at a time.
const MAX_HELD_KEYS: usize = 16;

/// Decodes events.
#[derive(Default)]
pub struct EventDecoder {
    /// Characters held down, oldest first, in lower case, because Shift may be released before the
    /// key.
    held_keys: VecDeque<char>,
}

impl EventDecoder {
    /// Returns the message of an event, if it has one. A resize must ask the terminal for its size:
    /// some events give that of the scrollback buffer.
    pub fn decode(&mut self, event: Event) -> Option<Message> {
        match event {
            Event::Key(key) if key.kind == KeyEventKind::Release => self.decode_release(key),
            Event::Key(key) => {
                self.note_press(key);
                self::app_key(key).map(Message::Key)
            }
            Event::Paste(text) => Some(Message::Paste(text)),
            Event::Resize(columns, rows) => Some(Message::Resize(columns, rows)),
            _ => None,
        }
    }

    fn note_press(&mut self, key: KeyEvent) {
        let Some(c) = character(key) else { return };
        // A held key repeats its press.
        if cfg!(any(windows, test)) && !self.held_keys.contains(&c) {
            self.held_keys.push_back(c);
            if self.held_keys.len() > MAX_HELD_KEYS {
                self.held_keys.pop_front();
            }
        }
    }

    /// Decodes the release of a character that wasn't pressed. ASCII is on every keyboard, and its
    /// letters are commands, so it is never accepted.
    fn decode_release(&mut self, key: KeyEvent) -> Option<Message> {
        let c = character(key)?;
        if let Some(place) = self.held_keys.iter().position(|down| *down == c) {
            self.held_keys.remove(place);
            return None;
        }
        // The release of a key whose character was different while Shift was down.
        if self.held_keys.pop_front().is_some() {
            return None;
        }
        match key.code {
            Code::Char(c) if !c.is_ascii() => Some(Message::Key(Key::char(c))),
            _ => None,
        }
    }
}

/// Returns a key's character, regardless of Shift.
fn character(key: KeyEvent) -> Option<char> {
    match key.code {
        Code::Char(c) => c.to_lowercase().next(),
        _ => None,
    }
}

fn app_key(event: KeyEvent) -> Option<Key> {
    let both = KeyModifiers::CONTROL | KeyModifiers::ALT;
    // AltGr is reported as Ctrl and Alt; its character is like any other.
    let is_alt_gr = event.modifiers.contains(both)
        && matches!(event.code, Code::Char(c) if !c.is_ascii_alphanumeric() && c != ' ');
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL) && !is_alt_gr;
    let alt = event.modifiers.contains(KeyModifiers::ALT) && !is_alt_gr;
    let code = match event.code {
        // A line break typed ahead, before raw mode was on.
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
    Some(Key { code, ctrl, alt })
}

#[cfg(test)]
mod tests {
    use super::*;

    const UP: KeyEventKind = KeyEventKind::Release;
    const DOWN: KeyEventKind = KeyEventKind::Press;

    /// Returns what these events type: `+a` a press, `-a` a release.
    fn typed(events: &str) -> String {
        let mut door = EventDecoder::default();
        let events: Vec<char> = events.chars().filter(|c| *c != ' ').collect();
        let mut typed = String::new();
        for event in events.chunks(2) {
            let kind = if event[0] == '+' { DOWN } else { UP };
            let key = KeyEvent::new_with_kind(Code::Char(event[1]), KeyModifiers::NONE, kind);
            if let Some(Message::Key(key)) = door.decode(Event::Key(key)) {
                typed.extend(key.typed_char());
            }
        }
        typed
    }

    #[test]
    fn a_release_is_no_key() {
        assert_eq!(typed("+a -a +b +c -b -c"), "abc");
        // A held key.
        assert_eq!(typed("+a +a +a -a"), "aaa");
        // Shift is released before the key, with another key pressed meanwhile.
        assert_eq!(typed("+? -ß +A -a"), "?A");
        assert_eq!(typed("+? +ä -ß -ä"), "?ä");
        // The release of a key that was pressed before the program started.
        assert_eq!(typed("-d"), "");
    }

    #[test]
    fn what_the_keyboard_lacks_is_typed_when_it_is_let_go() {
        assert_eq!(typed("+c -c +a -a +f -f -é +s -s"), "cafés");
        assert_eq!(typed("-商 -商"), "商商");
    }

    #[test]
    fn alt_gr_gives_characters_and_ctrl_alt_stays_what_it_is() {
        let both = KeyModifiers::CONTROL | KeyModifiers::ALT;
        for c in ['@', '[', '€', '\\', 'ą'] {
            let key = app_key(KeyEvent::new(Code::Char(c), both)).unwrap();
            assert_eq!(key.typed_char(), Some(c));
        }
        let key = app_key(KeyEvent::new(Code::Char('a'), both)).unwrap();
        assert!(key.ctrl && key.alt);
    }
}
