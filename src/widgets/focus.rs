//! Which widget gets the keys.

/// Whether a widget, or the pane it fills, gets the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// It does.
    Here,
    /// Another one does.
    Elsewhere,
}

impl Focus {
    /// Returns `Here` if the condition holds.
    pub const fn here_if(holds: bool) -> Self {
        if holds { Self::Here } else { Self::Elsewhere }
    }
}
