//! The terminal while it is ours: what is drawn on it, what is typed on it, what ends that.
//! Every loop of this room goes round with one of these.

use std::io::{self, IsTerminal as _, stdin};
use std::time::Duration;

use crossterm::event;
use ratatui::Frame;
use ratatui::layout::Size;

use super::events::EventDecoder;
use super::guard::{self, Guard};
use super::signals::{self, Signals};
use super::{ExitReason, TerminalError};
use crate::app::Message;

/// How soon a terminal that is busy is looked at again.
const BUSY_POLL: Duration = Duration::from_millis(10);

/// The terminal, taken over; given back when this goes.
pub struct Tty {
    guard: Guard,
    signals: Signals,
    decoder: EventDecoder,
    /// Whether what was to be drawn last wasn't: the terminal was busy.
    frame_pending: bool,
}

/// What came from the terminal.
pub enum TtyEvent {
    /// Something typed or pasted, or another size.
    Message(Message),
    /// An event that means nothing here.
    Ignored,
    /// No event in time.
    Timeout,
}

impl TtyEvent {
    /// The message, if it is one.
    pub fn message(self) -> Option<Message> {
        match self {
            Self::Message(message) => Some(message),
            Self::Ignored | Self::Timeout => None,
        }
    }
}

impl Tty {
    /// Takes it over and listens to signals.
    pub fn enter() -> Result<Self, TerminalError> {
        Ok(Self {
            guard: Guard::enter()?,
            signals: Signals::listen()?,
            decoder: EventDecoder::default(),
            frame_pending: false,
        })
    }

    /// Columns and rows.
    pub fn size(&self) -> io::Result<Size> {
        self.guard.size()
    }

    /// Draws, unless the terminal is still busy with what was drawn before.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame)) -> io::Result<()> {
        self.frame_pending = !self.guard.draw(render)?;
        Ok(())
    }

    /// What comes next, if it comes in time. Where a frame is owed, time is short.
    pub fn next_event(&mut self, patience: Duration) -> io::Result<TtyEvent> {
        let patience = if self.frame_pending {
            patience.min(BUSY_POLL)
        } else {
            patience
        };
        if event::poll(patience)? {
            let message = match self.decoder.decode(event::read()?) {
                // Some events say the size of what can be scrolled.
                Some(Message::Resize(..)) => {
                    let size = self.size()?;
                    Some(Message::Resize(size.width, size.height))
                }
                message => message,
            };
            Ok(message.map_or(TtyEvent::Ignored, TtyEvent::Message))
        } else {
            Ok(TtyEvent::Timeout)
        }
    }

    /// Why it has to be left now, if it has to.
    pub fn exit_reason(&self) -> Option<ExitReason> {
        let asked = self.signals.exit_reason();
        asked.or_else(|| guard::is_gone().then_some(ExitReason::Closed))
    }

    /// Where the program is asked to stop for a while: does what comes before, gives the terminal
    /// back, stops, and takes it over again.
    pub fn suspend_if_asked(&mut self, before: impl FnOnce()) -> Result<(), TerminalError> {
        if self.signals.take_suspend_request() {
            before();
            guard::restore();
            signals::stop()?;
            self.guard.retake()?;
        }
        Ok(())
    }

    /// What a failure means: an end like another where the window was closed.
    pub fn exit_or_error(&self, failed: TerminalError) -> Result<ExitReason, TerminalError> {
        match failed {
            TerminalError::Io(_) if guard::is_gone() || !stdin().is_terminal() => {
                Ok(self.exit_reason().unwrap_or(ExitReason::Closed))
            }
            failed => Err(failed),
        }
    }
}
