//! Takes over the terminal and always restores it: on quit, error, panic, signal and suspend.

use std::io::{self, IsTerminal, Write as _, stdout};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use crossterm::cursor::Show;
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::queue;
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Size;
use ratatui::{Frame, Terminal};

use super::TerminalError;
use super::output::{FrameBuffer, TerminalOutput};

/// Whether the terminal is taken over, so that it is restored exactly once.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Whether the terminal reports the mouse.
static MOUSE: AtomicBool = AtomicBool::new(false);

/// Codes that report buttons and the wheel, with places beyond column 223, but no motion.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1000l";

/// How long the terminal may take to read the last output; after that it gets no more.
const DRAIN_TIMEOUT: Duration = Duration::from_millis(500);

/// A terminal that was taken over; restored on drop.
pub struct Guard {
    terminal: Terminal<CrosstermBackend<FrameBuffer>>,
    frame: FrameBuffer,
}

impl Guard {
    /// Takes over the terminal.
    ///
    /// # Errors
    ///
    /// Fails if there is no terminal, or if it fails.
    pub fn enter() -> Result<Self, TerminalError> {
        if !io::stdin().is_terminal() || !stdout().is_terminal() {
            return Err(TerminalError::NoTerminal);
        }
        restore_on_panic();
        take_over()?;
        let (terminal, frame) = new_terminal().inspect_err(|_| {
            restore();
        })?;
        Ok(Self { terminal, frame })
    }

    /// Takes over the terminal again after it was restored.
    ///
    /// # Errors
    ///
    /// Fails if the terminal fails.
    pub fn retake(&mut self) -> Result<(), TerminalError> {
        take_over()?;
        // A fresh one draws everything. Clearing the old one would query the cursor position, and
        // fail if the terminal doesn't reply.
        (self.terminal, self.frame) = new_terminal()?;
        Ok(())
    }

    /// Draws a frame, unless the terminal is still busy with the previous one: a later frame is
    /// newer anyway. Returns whether it was drawn.
    ///
    /// # Errors
    ///
    /// Fails if the frame can't be drawn.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame)) -> io::Result<bool> {
        let output = TerminalOutput::stdout();
        if !output.is_idle() {
            return Ok(false);
        }
        self.terminal.draw(render)?;
        output.send(self.frame.take());
        Ok(true)
    }

    /// Returns the columns and rows.
    ///
    /// # Errors
    ///
    /// Fails if the terminal doesn't tell.
    pub fn size(&self) -> io::Result<Size> {
        self.terminal.size()
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        restore();
    }
}

/// Returns a terminal that assumes nothing about what is on the screen.
fn new_terminal() -> io::Result<(Terminal<CrosstermBackend<FrameBuffer>>, FrameBuffer)> {
    let frame = FrameBuffer::default();
    let terminal = Terminal::new(CrosstermBackend::new(frame.clone()))?;
    Ok((terminal, frame))
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

/// Enables bracketed paste. On Windows the brackets would arrive as keys, Esc first; there, a
/// paste is recognised by characters that come faster than anybody types.
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

/// Restores the terminal if it is taken over; the only way to do so. Returns whether it has read
/// everything: one that hasn't gets no message either.
pub fn restore() -> bool {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return true;
    }
    let output = TerminalOutput::stdout();
    let mut codes = Vec::new();
    // The old console of Windows has no codes: its modes were restored directly.
    let _ = switch_mouse(false, &mut codes);
    let _ = unmark_pastes(&mut codes);
    let _ = queue!(codes, LeaveAlternateScreen, Show);
    output.send(codes);
    let read = output.drain(DRAIN_TIMEOUT);
    // Try even if the codes failed: a half-restored terminal is of no use.
    let _ = disable_raw_mode();
    read && !output.is_gone()
}

/// Reports the mouse from now on, or no longer. After the terminal was restored it isn't reported.
///
/// # Errors
///
/// Fails if the terminal fails.
pub fn report_mouse(on: bool) -> io::Result<()> {
    let mut codes = Vec::new();
    switch_mouse(on, &mut codes)?;
    if !codes.is_empty() {
        TerminalOutput::stdout().send(codes);
    }
    Ok(())
}

/// Adds the codes that switch the mouse, unless it is as asked. Windows has calls instead, which
/// can't leave out motion.
fn switch_mouse(on: bool, codes: &mut Vec<u8>) -> io::Result<()> {
    if MOUSE.swap(on, Ordering::SeqCst) == on {
        return Ok(());
    }
    match (cfg!(windows), on) {
        (true, true) => queue!(codes, EnableMouseCapture),
        (true, false) => queue!(codes, DisableMouseCapture),
        (false, true) => codes.write_all(MOUSE_ON),
        (false, false) => codes.write_all(MOUSE_OFF),
    }
}

/// Sends a text to the terminal's clipboard (OSC 52). Whether it takes it, nobody is told.
pub fn copy(text: &str) {
    let code = format!("\x1b]52;c;{}\x07", STANDARD.encode(text));
    TerminalOutput::stdout().send(code.into_bytes());
}

/// Rings the terminal's bell.
pub fn ring_bell() {
    TerminalOutput::stdout().send(b"\x07".to_vec());
}

/// Returns whether the terminal is gone.
pub fn is_gone() -> bool {
    TerminalOutput::stdout().is_gone()
}

fn restore_on_panic() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            // A worker's panic must not restore the terminal while the workbench runs.
            if std::thread::current().name() == Some("main") {
                restore();
            }
            before(info);
        }));
    });
}
