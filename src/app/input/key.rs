//! Keys as the workbench knows them, independent of any terminal library.

use std::fmt;

/// A key press with its modifiers. Shift is part of the character itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// The key pressed.
    pub code: KeyCode,
    /// Whether Control was held.
    pub ctrl: bool,
    /// Whether Alt was held.
    pub alt: bool,
}

/// The key pressed, without modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyCode {
    /// A character.
    Char(char),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Shift and Tab.
    BackTab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key.
    F(u8),
}

const NAMED_KEYS: &[(&str, KeyCode)] = &[
    ("enter", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("backtab", KeyCode::BackTab),
    ("backspace", KeyCode::Backspace),
    ("delete", KeyCode::Delete),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pageup", KeyCode::PageUp),
    ("pagedown", KeyCode::PageDown),
    ("space", KeyCode::Char(' ')),
];

impl Key {
    /// Creates a key without modifiers.
    pub const fn plain(code: KeyCode) -> Self {
        Self {
            code,
            ctrl: false,
            alt: false,
        }
    }

    /// Creates a character key.
    pub const fn char(c: char) -> Self {
        Self::plain(KeyCode::Char(c))
    }

    /// Parses a key's name: `a`, `K`, `enter`, `ctrl-s`, `f5`, `space`.
    pub fn parse(name: &str) -> Option<Self> {
        let (ctrl, rest) = match name.strip_prefix("ctrl-") {
            Some(rest) => (true, rest),
            None => (false, name),
        };
        let (alt, rest) = match rest.strip_prefix("alt-") {
            Some(rest) => (true, rest),
            None => (false, rest),
        };
        let mut chars = rest.chars();
        let code = match (chars.next(), chars.next()) {
            (Some(only), None) => KeyCode::Char(only),
            (Some('f'), Some(digit)) if digit.is_ascii_digit() => {
                KeyCode::F(rest[1..].parse().ok()?)
            }
            _ => NAMED_KEYS.iter().find(|(word, _)| *word == rest)?.1,
        };
        Some(Self { code, ctrl, alt })
    }

    /// Parses a key as the footer names it: `Enter`, `Ctrl-S`, `K`.
    pub fn of_label(label: &str) -> Option<Self> {
        let mut chars = label.chars();
        match (chars.next(), chars.next()) {
            (Some(only), None) => Some(Self::char(only)),
            _ => Self::parse(&label.to_lowercase()),
        }
    }

    /// Parses a line of keys: plain text is typed, `<enter>` and the like are named keys.
    pub fn parse_all(text: &str) -> Vec<Self> {
        let mut keys = Vec::new();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let named = rest
                .strip_prefix('<')
                .and_then(|r| r.split_once('>'))
                .and_then(|(name, after)| Some((Self::parse(name)?, after)));
            if let Some((key, after)) = named {
                keys.push(key);
                rest = after;
            } else {
                keys.push(Self::char(c));
                rest = &rest[c.len_utf8()..];
            }
        }
        keys
    }

    /// Returns the character typed, if this is a plain character.
    pub fn typed_char(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }

    /// Returns the digit typed, if this is a plain digit.
    pub fn typed_digit(self) -> Option<u8> {
        let digit = self.typed_char()?.to_digit(10)?;
        u8::try_from(digit).ok()
    }
}

impl fmt::Display for Key {
    /// Formats the key as the footer and the help print it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("Ctrl-")?;
        }
        if self.alt {
            f.write_str("Alt-")?;
        }
        match self.code {
            KeyCode::Char(' ') => f.write_str("Space"),
            KeyCode::Char(c) => write!(f, "{c}"),
            KeyCode::F(n) => write!(f, "F{n}"),
            KeyCode::PageUp => f.write_str("PgUp"),
            KeyCode::PageDown => f.write_str("PgDn"),
            KeyCode::BackTab => f.write_str("Shift-Tab"),
            code => {
                let word = NAMED_KEYS
                    .iter()
                    .find(|(_, c)| *c == code)
                    .map_or("?", |(w, _)| w);
                let mut chars = word.chars();
                let first = chars.next().unwrap_or('?').to_ascii_uppercase();
                write!(f, "{first}{}", chars.as_str())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_names_and_lines_of_keys() {
        assert_eq!(Key::parse("K"), Some(Key::char('K')));
        assert_eq!(Key::parse("f5"), Some(Key::plain(KeyCode::F(5))));
        assert_eq!(
            Key::parse("ctrl-s"),
            Some(Key {
                code: KeyCode::Char('s'),
                ctrl: true,
                alt: false
            })
        );
        let keys = Key::parse_all("aHi<enter><");
        assert_eq!(keys.len(), 5);
        assert_eq!(keys[3].to_string(), "Enter");
        assert_eq!(keys[4], Key::char('<'));
    }
}
