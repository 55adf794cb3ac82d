//! The terminal while it is taken over: drawing, input, and requests to leave. Every loop of this
//! module uses one.

use std::io::{self, IsTerminal as _, stdin};
use std::time::Duration;

use crossterm::event::{self, Event, MouseButton, MouseEventKind};
use ratatui::Frame;
use ratatui::layout::Size;

use super::events::EventDecoder;
use super::guard::{self, Guard};
use super::signals::{self, Signals};
use super::{ExitReason, TerminalError};
use crate::app::Message;
use crate::app::input::pointer::Gesture;

/// How soon to try again to draw on a busy terminal.
const BUSY_POLL: Duration = Duration::from_millis(10);

/// A terminal that was taken over; restored on drop.
pub struct Tty {
    guard: Guard,
    signals: Signals,
    decoder: EventDecoder,
    /// Whether the last frame wasn't drawn because the terminal was busy.
    frame_pending: bool,
}

/// An event of the terminal.
pub enum TtyEvent {
    /// A key, a paste or a resize.
    Message(Message),
    /// The mouse did this at a column and row.
    Mouse(Gesture, u16, u16),
    /// An event without a meaning here.
    Ignored,
    /// No event within the time.
    Timeout,
}

/// Returns what the mouse does, if it means anything: not motion, nor another button.
fn gesture(kind: MouseEventKind) -> Option<Gesture> {
    match kind {
        MouseEventKind::Down(MouseButton::Left) => Some(Gesture::Click),
        MouseEventKind::ScrollUp => Some(Gesture::WheelUp),
        MouseEventKind::ScrollDown => Some(Gesture::WheelDown),
        _ => None,
    }
}

impl TtyEvent {
    /// Returns the message, if there is one.
    pub fn message(self) -> Option<Message> {
        match self {
            Self::Message(message) => Some(message),
            Self::Mouse(..) | Self::Ignored | Self::Timeout => None,
        }
    }
}

impl Tty {
    /// Takes over the terminal and listens for signals.
    ///
    /// # Errors
    ///
    /// Fails if there is no terminal, or if it fails.
    pub fn enter() -> Result<Self, TerminalError> {
        Ok(Self {
            guard: Guard::enter()?,
            signals: Signals::listen()?,
            decoder: EventDecoder::default(),
            frame_pending: false,
        })
    }

    /// Returns the columns and rows.
    ///
    /// # Errors
    ///
    /// Fails if the terminal doesn't tell.
    pub fn size(&self) -> io::Result<Size> {
        self.guard.size()
    }

    /// Draws a frame, unless the terminal is still busy with the previous one.
    ///
    /// # Errors
    ///
    /// Fails if the terminal fails.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame)) -> io::Result<()> {
        self.frame_pending = !self.guard.draw(render)?;
        Ok(())
    }

    /// Returns whether the last frame wasn't drawn, as the terminal was busy: it has to be again.
    pub fn is_frame_pending(&self) -> bool {
        self.frame_pending
    }

    /// Waits for the next event, at most `patience`; for less if a frame is pending.
    ///
    /// # Errors
    ///
    /// Fails if the terminal fails.
    pub fn next_event(&mut self, patience: Duration) -> io::Result<TtyEvent> {
        let patience = if self.frame_pending {
            patience.min(BUSY_POLL)
        } else {
            patience
        };
        if event::poll(patience)? {
            let event = event::read()?;
            if let Event::Mouse(mouse) = event {
                let gesture = gesture(mouse.kind);
                return Ok(gesture.map_or(TtyEvent::Ignored, |gesture| {
                    TtyEvent::Mouse(gesture, mouse.column, mouse.row)
                }));
            }
            let message = match self.decoder.decode(event) {
                // Some events give the size of the scrollback buffer.
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

    /// Returns why the loop has to end now, if it does.
    pub fn exit_reason(&self) -> Option<ExitReason> {
        let reason = self.signals.exit_reason();
        reason.or_else(|| guard::is_gone().then_some(ExitReason::Closed))
    }

    /// Suspends the program if asked to: calls `before`, restores the terminal, stops, and takes it
    /// over again.
    ///
    /// # Errors
    ///
    /// Fails if the terminal can't be taken over again.
    pub fn suspend_if_asked(&mut self, before: impl FnOnce()) -> Result<(), TerminalError> {
        if self.signals.take_suspend_request() {
            before();
            guard::restore();
            signals::stop()?;
            self.guard.retake()?;
        }
        Ok(())
    }

    /// Turns an error into a normal exit if the window was closed.
    ///
    /// # Errors
    ///
    /// Returns any other error unchanged.
    pub fn exit_or_error(&self, failed: TerminalError) -> Result<ExitReason, TerminalError> {
        match failed {
            TerminalError::Io(_) if guard::is_gone() || !stdin().is_terminal() => {
                Ok(self.exit_reason().unwrap_or(ExitReason::Closed))
            }
            failed => Err(failed),
        }
    }
}
