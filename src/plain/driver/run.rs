//! The loop: a line comes in, what it does is printed, until `quit` or the end of the input.

use std::io::{self, BufRead, Write};
use std::path::Path;
use std::time::Duration;

use super::lines::{LineEvent, LineReader};
use super::report::PriorState;
use super::session::{PlainSession, is_typed};
use crate::app::{SaveState, Step};
use crate::host::{OpenError, OpenedSession, open_or_look};
use crate::plain::Typist;

/// Why plain mode can't start or continue.
#[derive(Debug, thiserror::Error)]
pub enum PlainError {
    /// The session doesn't open.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The output can't be written.
    #[error("the output failed: {0}")]
    Io(#[from] io::Error),
}

/// How long to wait for the scores of a line's edits before printing without them.
const SCORING_TIMEOUT: Duration = Duration::from_secs(60);

/// Opens a session and runs lines until `quit` or the end of the input.
///
/// # Errors
///
/// Fails if the session doesn't open or the output can't be written.
pub fn run(
    path: &Path,
    input: impl BufRead + Send + 'static,
    out: &mut dyn Write,
    typist: Typist,
) -> Result<(), PlainError> {
    let OpenedSession { host, mut state } = open_or_look(path)?;
    state.has_terminal = false;
    let came_back = state.dialogs.iter().any(is_typed);
    let mut plain = PlainSession {
        host,
        state,
        out,
        line: 0,
        typist,
        pending_text: None,
        came_back,
        last_row: None,
    };
    let done = plain.run_loop(&LineReader::spawn(input));
    // Whatever ended it, save what was agreed.
    plain.host.close(&mut plain.state);
    let done = done.and_then(|ended| match ended {
        EndReason::Quit => Ok(()),
        EndReason::EndOfInput => {
            let last = plain.end_sentence();
            plain.print_line(&last)
        }
    });
    match done {
        // The reader of the output went away: there is nobody to tell.
        Err(why) if why.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => Ok(other?),
    }
}

/// Why the lines ended.
enum EndReason {
    /// The user quit.
    Quit,
    /// There are no more lines.
    EndOfInput,
}

impl PlainSession<'_> {
    fn run_loop(&mut self, lines: &LineReader) -> io::Result<EndReason> {
        self.greet()?;
        while !self.host.is_done() {
            match lines.next_event() {
                LineEvent::Line(line) => self.handle_line(&line)?,
                LineEvent::Timeout => self.on_idle()?,
                LineEvent::End => break,
            }
        }
        if self.pending_text.is_some() {
            // The end of the input finishes a text that it cut off.
            self.handle_line(".")?;
        }
        Ok(if self.host.is_done() {
            EndReason::Quit
        } else {
            EndReason::EndOfInput
        })
    }

    /// Describes the save state at the end of the input, after the session was closed.
    fn end_sentence(&self) -> String {
        if self.state.recovery_question.is_some() {
            return "End of input: the question is still open, so nothing was written; everything that was found is left where it was.".into();
        }
        if self.host.is_awaiting_answer() {
            return "End of input: session.yaml was changed by somebody else and that question is still open; the edits made here are in the journal and come back at the next start.".into();
        }
        match &self.state.save_state {
            SaveState::Failed(why) => format!("End of input: not everything is saved. {why}"),
            _ if self.state.read_only.is_some() => {
                "End of input: read-only, nothing was changed.".into()
            }
            SaveState::Saved | SaveState::Saving => "End of input: everything is saved.".into(),
        }
    }

    fn greet(&mut self) -> io::Result<()> {
        let before = PriorState::empty();
        let effects = self.state.go_to_step(Step::Room);
        for message in self.host.perform(&self.state, effects) {
            self.host.handle(&mut self.state, message);
        }
        self.host.wait_idle(&mut self.state, SCORING_TIMEOUT);
        let name = self.state.session().name.clone();
        self.print_line(&format!("{name}. `help` lists the commands."))?;
        if self.state.recovery_question.is_some() {
            // What was found at startup comes before anything else.
            return self.print_dialog();
        }
        self.print_changes(&before)
    }

    /// Runs a line and prints the result.
    fn handle_line(&mut self, line: &str) -> io::Result<()> {
        self.line += 1;
        self.came_back &= self.state.dialogs.iter().any(is_typed);
        let before = PriorState::capture(&self.state);
        self.state.notice = None;
        self.tick();
        let done = if self.pending_text.is_some() || !self.state.dialogs.is_empty() {
            self.answer_dialog(line)
        } else {
            self.run_command(line)
        };
        self.host.wait_idle(&mut self.state, SCORING_TIMEOUT);
        self.host.poll(&mut self.state);
        match done? {
            Ok(()) => {}
            Err(why) => self.print_error(&why)?,
        }
        self.print_changes(&before)
    }

    /// Does what is due while nobody types: saving, the clock, changes on disk.
    fn on_idle(&mut self) -> io::Result<()> {
        let before = PriorState::capture(&self.state);
        self.host.poll(&mut self.state);
        if self.state.dialogs.len() > before.dialogs || self.state.notice.is_some() {
            self.print_changes(&before)?;
        }
        Ok(())
    }
}
