//! The terminal while it is ours: what is drawn on it, what is typed on it, what ends that.
//! Every loop of this room goes round with one of these.

use std::io::{self, IsTerminal as _, stdin};
use std::time::Duration;

use crossterm::event;
use ratatui::Frame;
use ratatui::layout::Size;

use super::events::Door;
use super::guard::{self, Guard};
use super::signals::{self, Signals};
use super::{Left, TerminalError};
use crate::app::Message;

/// How soon a terminal that is busy is looked at again.
const BUSY: Duration = Duration::from_millis(10);

/// The terminal, taken over; given back when this goes.
pub struct Tty {
    guard: Guard,
    signals: Signals,
    door: Door,
    /// Whether what was to be drawn last wasn't: the terminal was busy.
    owes: bool,
}

/// What came from the terminal.
pub enum Came {
    /// Something typed or pasted, or another size.
    Message(Message),
    /// An event that means nothing here.
    Nothing,
    /// No event in time.
    TimeIsUp,
}

impl Came {
    /// The message, if it is one.
    pub fn message(self) -> Option<Message> {
        match self {
            Self::Message(message) => Some(message),
            Self::Nothing | Self::TimeIsUp => None,
        }
    }
}

impl Tty {
    /// Takes it over and listens to signals.
    pub fn enter() -> Result<Self, TerminalError> {
        Ok(Self {
            guard: Guard::enter()?,
            signals: Signals::listen()?,
            door: Door::default(),
            owes: false,
        })
    }

    /// Columns and rows.
    pub fn size(&self) -> io::Result<Size> {
        self.guard.size()
    }

    /// Draws, unless the terminal is still busy with what was drawn before.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame)) -> io::Result<()> {
        self.owes = !self.guard.draw(render)?;
        Ok(())
    }

    /// What comes next, if it comes in time. Where a frame is owed, time is short.
    pub fn next(&mut self, patience: Duration) -> io::Result<Came> {
        let patience = if self.owes {
            patience.min(BUSY)
        } else {
            patience
        };
        if event::poll(patience)? {
            let message = match self.door.message(event::read()?) {
                // Some events say the size of what can be scrolled.
                Some(Message::Resize(..)) => {
                    let size = self.size()?;
                    Some(Message::Resize(size.width, size.height))
                }
                message => message,
            };
            Ok(message.map_or(Came::Nothing, Came::Message))
        } else {
            Ok(Came::TimeIsUp)
        }
    }

    /// Why it has to be left now, if it has to.
    pub fn must_end(&self) -> Option<Left> {
        let asked = self.signals.ending();
        asked.or_else(|| guard::is_gone().then_some(Left::Closed))
    }

    /// Where the program is asked to stop for a while: does what comes before, gives the terminal
    /// back, stops, and takes it over again.
    pub fn stop_if_asked(&mut self, before: impl FnOnce()) -> Result<(), TerminalError> {
        if self.signals.must_stop() {
            before();
            guard::leave();
            signals::stop()?;
            self.guard.again()?;
        }
        Ok(())
    }

    /// What a failure means: an end like another where the window was closed.
    pub fn closed_by(&self, failed: TerminalError) -> Result<Left, TerminalError> {
        match failed {
            TerminalError::Io(_) if guard::is_gone() || !stdin().is_terminal() => {
                Ok(self.must_end().unwrap_or(Left::Closed))
            }
            failed => Err(failed),
        }
    }
}
