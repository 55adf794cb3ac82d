//! Takes the terminal over and always gives it back: on quit, error, panic, signal and suspend.

use std::io::{self, IsTerminal, Stdout, Write, stdout};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::execute;
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

use super::TerminalError;

/// Whether the terminal is taken over, so that it is given back exactly once.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// A terminal taken over; given back when this goes.
pub struct Guard {
    /// What is drawn to.
    pub terminal: Terminal<CrosstermBackend<Stdout>>,
}

impl Guard {
    /// Takes the terminal over.
    pub fn enter() -> Result<Self, TerminalError> {
        if !io::stdin().is_terminal() || !stdout().is_terminal() {
            return Err(TerminalError::NoTerminal);
        }
        give_back_on_panic();
        take()?;
        let terminal = Terminal::new(CrosstermBackend::new(stdout())).inspect_err(|_| leave())?;
        Ok(Self { terminal })
    }

    /// Takes it over again after it was given back.
    pub fn again(&mut self) -> Result<(), TerminalError> {
        take()?;
        // A fresh one draws everything. Clearing the old one would ask the terminal where its
        // cursor is, and fail where that isn't answered.
        self.terminal = Terminal::new(CrosstermBackend::new(stdout()))?;
        Ok(())
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        leave();
    }
}

fn take() -> io::Result<()> {
    TAKEN.store(true, Ordering::SeqCst);
    let taken = enable_raw_mode().and_then(|()| {
        execute!(
            stdout(),
            EnterAlternateScreen,
            Clear(ClearType::All),
            EnableBracketedPaste
        )
    });
    if taken.is_err() {
        leave();
    }
    taken
}

/// Gives the terminal back, if it is taken over. The one way out.
pub fn leave() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut out = stdout();
    // Each step is tried whatever became of the one before: half a terminal is of no use.
    let _ = execute!(out, DisableBracketedPaste);
    let _ = execute!(out, LeaveAlternateScreen, Show);
    let _ = disable_raw_mode();
    let _ = out.flush();
}

/// Rings the terminal's bell.
pub fn ring() -> io::Result<()> {
    let mut out = stdout();
    out.write_all(b"\x07")?;
    out.flush()
}

fn give_back_on_panic() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            // A worker's panic must not take the screen away from under the workbench.
            if std::thread::current().name() == Some("main") {
                leave();
            }
            before(info);
        }));
    });
}
