//! Takes the terminal over and always gives it back: on quit, error, panic, signal and suspend.

use std::io::{self, IsTerminal, stdout};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::queue;
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Size;
use ratatui::{Frame, Terminal};

use super::TerminalError;
use super::output::{FrameBuffer, TerminalOutput};

/// Whether the terminal is taken over, so that it is given back exactly once.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// How long a terminal may take to read the last of it. One that stopped reading gets no more.
const DRAIN_TIMEOUT: Duration = Duration::from_millis(500);

/// A terminal taken over; given back when this goes.
pub struct Guard {
    terminal: Terminal<CrosstermBackend<FrameBuffer>>,
    frame: FrameBuffer,
}

impl Guard {
    /// Takes the terminal over.
    pub fn enter() -> Result<Self, TerminalError> {
        if !io::stdin().is_terminal() || !stdout().is_terminal() {
            return Err(TerminalError::NoTerminal);
        }
        restore_on_panic();
        take_over()?;
        let (terminal, pen) = new_terminal().inspect_err(|_| {
            restore();
        })?;
        Ok(Self {
            terminal,
            frame: pen,
        })
    }

    /// Takes it over again after it was given back.
    pub fn retake(&mut self) -> Result<(), TerminalError> {
        take_over()?;
        // A fresh one draws everything. Clearing the old one would ask the terminal where its
        // cursor is, and fail where that isn't answered.
        (self.terminal, self.frame) = new_terminal()?;
        Ok(())
    }

    /// Draws, unless the terminal is still busy with what was drawn before: what is drawn later
    /// is newer. Whether it was drawn.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame)) -> io::Result<bool> {
        let output = TerminalOutput::stdout();
        if !output.is_idle() {
            return Ok(false);
        }
        self.terminal.draw(render)?;
        output.send(self.frame.take());
        Ok(true)
    }

    /// Columns and rows.
    pub fn size(&self) -> io::Result<Size> {
        self.terminal.size()
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        restore();
    }
}

/// A screen of which nothing is known.
fn new_terminal() -> io::Result<(Terminal<CrosstermBackend<FrameBuffer>>, FrameBuffer)> {
    let pen = FrameBuffer::default();
    let terminal = Terminal::new(CrosstermBackend::new(pen.clone()))?;
    Ok((terminal, pen))
}

fn take_over() -> io::Result<()> {
    TAKEN.store(true, Ordering::SeqCst);
    let mut codes = Vec::new();
    let taken = enable_raw_mode()
        .and_then(|()| queue!(codes, EnterAlternateScreen, Clear(ClearType::All)))
        .and_then(|()| mark_pastes(&mut codes));
    if taken.is_err() {
        restore();
    }
    TerminalOutput::stdout().send(codes);
    taken
}

/// Has pastes marked. On Windows the marks would come as keys, Esc first; there characters that
/// come faster than anybody types are a paste.
fn mark_pastes(codes: &mut Vec<u8>) -> io::Result<()> {
    if cfg!(windows) {
        return Ok(());
    }
    queue!(codes, EnableBracketedPaste)
}

fn unmark_pastes(codes: &mut Vec<u8>) -> io::Result<()> {
    if cfg!(windows) {
        return Ok(());
    }
    queue!(codes, DisableBracketedPaste)
}

/// Gives the terminal back, if it is taken over. The one way out. Whether the terminal has read
/// all of it: one that hasn't gets no message either.
pub fn restore() -> bool {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return true;
    }
    let output = TerminalOutput::stdout();
    let mut codes = Vec::new();
    // The old console of Windows has no codes: what can't be said in them was done at once.
    let _ = unmark_pastes(&mut codes);
    let _ = queue!(codes, LeaveAlternateScreen, Show);
    output.send(codes);
    let read = output.drain(DRAIN_TIMEOUT);
    // Tried whatever became of the codes: half a terminal is of no use.
    let _ = disable_raw_mode();
    read && !output.is_gone()
}

/// Rings the terminal's bell.
pub fn ring_bell() {
    TerminalOutput::stdout().send(b"\x07".to_vec());
}

/// Whether the terminal isn't there any more.
pub fn is_gone() -> bool {
    TerminalOutput::stdout().is_gone()
}

fn restore_on_panic() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            // A worker's panic must not take the screen away from under the workbench.
            if std::thread::current().name() == Some("main") {
                restore();
            }
            before(info);
        }));
    });
}
