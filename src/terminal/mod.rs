//! The real terminal: taking it over and giving it back, its events, the loop.
//!
//! The only room that knows crossterm. The loop is one screen: draw, wait, handle; `host` does
//! the rest.

mod events;
mod guard;
mod home;
mod room;
mod run;
mod signals;

pub use home::{Choice, Offer, home};
pub use room::room;
pub use run::{Look, Start, workbench};

use crate::widgets::Theme;

/// Why the screen can't be used.
#[derive(Debug, thiserror::Error)]
pub enum TerminalError {
    /// Input or output isn't a terminal.
    #[error(
        "the workbench needs a terminal for its keys and its screen: run it without pipes, or use a command such as `accord check`"
    )]
    NoTerminal,
    /// The terminal failed.
    #[error("the terminal failed: {0}")]
    Io(#[from] std::io::Error),
}

/// How the screen looks, chosen once at the start.
pub fn theme(name: crate::widgets::ThemeName, ascii: bool) -> Theme {
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    Theme::new(name, no_color).with_ascii(ascii)
}
