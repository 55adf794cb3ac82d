//! The names of the themes, and a line about each.

use serde::{Deserialize, Serialize};

/// The themes a user can choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ThemeName {
    /// Colours that are legible on light and dark terminals.
    Auto,
    /// For a light background.
    Light,
    /// For a dark background.
    Dark,
    /// Modifiers only, no colour.
    Mono,
    /// Dark paper of its own, for a projector in a dark room.
    Projector,
    /// White paper of its own, for a projector in a bright room.
    ProjectorLight,
}

impl ThemeName {
    /// All themes, in the order they are offered.
    pub const ALL: [Self; 6] = [
        Self::Auto,
        Self::Light,
        Self::Dark,
        Self::Mono,
        Self::Projector,
        Self::ProjectorLight,
    ];

    /// Returns the theme with this name; `None` if there is none.
    pub fn parse(name: &str) -> Option<Self> {
        let name = name.trim().to_ascii_lowercase();
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }

    /// Returns the name a user types.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Mono => "mono",
            Self::Projector => "projector",
            Self::ProjectorLight => "projector-light",
        }
    }

    /// Returns a line about the theme, for a list to pick from.
    pub fn about(self) -> &'static str {
        match self {
            Self::Auto => "the terminal's colours, legible on light and dark",
            Self::Light => "the terminal's colours, for a light background",
            Self::Dark => "the terminal's colours, for a dark background",
            Self::Mono => "no colour: bold, underlined and reversed only",
            Self::Projector => "high contrast on its own dark background",
            Self::ProjectorLight => "high contrast on its own white background",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back() {
        for name in ThemeName::ALL {
            assert_eq!(ThemeName::parse(name.name()), Some(name));
            let json = serde_json::to_string(&name).expect("a name");
            assert_eq!(json, format!("{:?}", name.name()));
        }
        assert_eq!(ThemeName::parse(" Projector "), Some(ThemeName::Projector));
        assert_eq!(ThemeName::parse("neon"), None);
    }

    #[test]
    fn each_has_a_line_of_its_own() {
        for (i, name) in ThemeName::ALL.into_iter().enumerate() {
            assert!(name.about().len() <= 50, "{}", name.about());
            let others = &ThemeName::ALL[i + 1..];
            assert!(others.iter().all(|other| other.about() != name.about()));
        }
    }
}
