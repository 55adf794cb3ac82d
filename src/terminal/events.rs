//! The terminal's events as messages: presses only, taken once, at the door.
//!
//! On Windows a key is reported when it is let go as well. There, a character that was never
//! pressed and is let go all the same comes from a paste or an Alt code: the old console gives
//! what the keyboard lacks that way.

use std::collections::VecDeque;

use crossterm::event::{Event, KeyCode as Code, KeyEvent, KeyEventKind, KeyModifiers};

use crate::app::{Key, KeyCode, Message};

/// So many keys are held down at most.
const MAX_HELD_KEYS: usize = 16;

/// Where events come in.
#[derive(Default)]
pub struct EventDecoder {
    /// The characters that are held down, oldest first, in small letters: Shift may be let go
    /// before the key is.
    held_keys: VecDeque<char>,
}

impl EventDecoder {
    /// The message an event is, if it is one. What size the terminal has now is asked of it, not
    /// taken from the event: some say the size of what can be scrolled.
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
        // A held key is pressed again and again.
        if cfg!(any(windows, test)) && !self.held_keys.contains(&c) {
            self.held_keys.push_back(c);
            if self.held_keys.len() > MAX_HELD_KEYS {
                self.held_keys.pop_front();
            }
        }
    }

    /// A character that was let go without having been pressed. ASCII is on every keyboard, and
    /// its letters are commands: none is taken so.
    fn decode_release(&mut self, key: KeyEvent) -> Option<Message> {
        let c = character(key)?;
        if let Some(place) = self.held_keys.iter().position(|down| *down == c) {
            self.held_keys.remove(place);
            return None;
        }
        // A key whose character was another while Shift was down.
        if self.held_keys.pop_front().is_some() {
            return None;
        }
        match key.code {
            Code::Char(c) if !c.is_ascii() => Some(Message::Key(Key::char(c))),
            _ => None,
        }
    }
}

/// A key's character, whatever Shift is.
fn character(key: KeyEvent) -> Option<char> {
    match key.code {
        Code::Char(c) => c.to_lowercase().next(),
        _ => None,
    }
}

fn app_key(event: KeyEvent) -> Option<Key> {
    let both = KeyModifiers::CONTROL | KeyModifiers::ALT;
    // AltGr is reported as Ctrl and Alt; what it gives is a character like any other.
    let is_alt_gr = event.modifiers.contains(both)
        && matches!(event.code, Code::Char(c) if !c.is_ascii_alphanumeric() && c != ' ');
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL) && !is_alt_gr;
    let alt = event.modifiers.contains(KeyModifiers::ALT) && !is_alt_gr;
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
    Some(Key { code, ctrl, alt })
}

#[cfg(test)]
mod tests {
    use super::*;

    const UP: KeyEventKind = KeyEventKind::Release;
    const DOWN: KeyEventKind = KeyEventKind::Press;

    /// What is typed by these events: `+a` a press, `-a` its end.
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
        // Shift is let go before the key, with another key down meanwhile.
        assert_eq!(typed("+? -ß +A -a"), "?A");
        assert_eq!(typed("+? +ä -ß -ä"), "?ä");
        // The end of a key that was pressed before the program began.
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
