//! The real terminal: taking it over and restoring it, its events, and the main loop.
//!
//! The only module that knows crossterm. The loop draws, waits and handles; `host` does the rest.
//! Output is written by a thread of its own, so that a terminal that stopped reading blocks
//! nothing else.

mod display;
mod events;
mod guard;
mod home;
mod new_session;
mod output;
mod room_view;
mod run;
mod signals;
mod tty;

pub use display::{DisplayOptions, ThemeKeeper};
pub use home::{HomeChoice, HomeOffer, show_home};
pub use new_session::{CreationResult, NewSessionFiles, show_new_session};
pub use room_view::show_room_view;
pub use run::{WorkbenchStart, workbench};
pub use signals::before_end;

/// Why the terminal can't be used.
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

/// Why the screen was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitReason {
    /// The user left.
    ByKey,
    /// A signal or Ctrl-Break, by number.
    Signal(i32),
    /// The terminal window was closed.
    Closed,
}

impl ExitReason {
    /// Returns the matching exit code: that of a shell for a signal, else 0.
    pub fn exit_code(self) -> i32 {
        match self {
            Self::ByKey | Self::Closed => 0,
            Self::Signal(number) => 128 + number,
        }
    }
}
