//! Whether a text that the room may not see is drawn while it is typed.

/// What the screen shows of a text being typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cover {
    /// The text.
    Off,
    /// Whether something is typed: not what, nor how much.
    On,
    /// The same, and it can't be lifted: the text came back, and whoever is at the keyboard now may
    /// not be the one who typed it.
    Locked,
}

impl Cover {
    /// Returns the cover after the key that lifts or draws it.
    #[must_use]
    pub fn switched(self) -> Self {
        match self {
            Self::Off => Self::On,
            Self::On => Self::Off,
            Self::Locked => Self::Locked,
        }
    }
}
