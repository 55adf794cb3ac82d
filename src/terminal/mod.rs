//! The real terminal: taking it over and giving it back, its events, the loop.
//!
//! The only room that knows crossterm. The loop is one screen: draw, wait, handle; `host` does
//! the rest. What is drawn goes out by a thread of its own, so that a terminal that stopped
//! reading holds up nothing.

mod events;
mod guard;
mod home;
mod output;
mod room_view;
mod run;
mod signals;
mod tty;

pub use home::{HomeChoice, HomeOffer, show_home};
pub use room_view::show_room_view;
pub use run::{DisplayOptions, WorkbenchStart, workbench};
pub use signals::before_end;

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

/// How the screen was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitReason {
    /// By a key.
    ByKey,
    /// A signal asked for it, or Ctrl-Break: its number.
    Signal(i32),
    /// Its window was closed.
    Closed,
}

impl ExitReason {
    /// The exit code that says so: as a shell names a signal, else 0.
    pub fn exit_code(self) -> i32 {
        match self {
            Self::ByKey | Self::Closed => 0,
            Self::Signal(number) => 128 + number,
        }
    }
}

/// How the screen looks, chosen once at the start.
pub fn theme(name: crate::widgets::ThemeName, ascii: bool) -> Theme {
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    Theme::new(name, no_color).with_ascii(ascii)
}
