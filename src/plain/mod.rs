//! The workshop as numbered menus and lines, for screen readers, dumb terminals and scripts.
//!
//! ```text
//!   a line --> no dialog open: command    a number opens a row, a word does what its key does
//!         \--> a dialog is open: answer   the line answers what the dialog asks
//!                   |
//!          the same keys and messages as at the keyboard --> host::handle --> app::update
//!                   |
//!          report: what was said, what the model now says, what is asked next
//! ```
//!
//! It drives the very state of the workbench: the steps' rows are its menus, the dialogs its
//! prompts (`prompt`), so a new step or field is here without a line of its own. Only `cli` calls
//! it, with the table of steps. Nothing is redrawn, no codes are written, and each line's edits
//! are scored before its answer is printed, so that a script always says the same.

mod answer;
mod command;
mod lines;
mod prompt;
mod report;
mod voting;
mod words;

use std::io::{self, BufRead, Write};
use std::path::Path;
use std::time::Duration;

use jiff::{Timestamp, Zoned};

use crate::app::{Key, Message, Pane, SaveState, Screen, State, Step, clean};
use crate::host::{Host, OpenError, OpenedSession, open_or_look};
use lines::{LineEvent, LineReader};

/// Why the plain mode can't begin or go on.
#[derive(Debug, thiserror::Error)]
pub enum PlainError {
    /// The session doesn't open.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// What it says can't be written.
    #[error("the output failed: {0}")]
    Io(#[from] io::Error),
}

/// How long a line's edits may be scored before its answer is printed without the figures.
const SCORING_TIMEOUT: Duration = Duration::from_secs(60);

/// A session at work, line by line.
struct PlainSession<'a> {
    host: Host,
    state: State,
    out: &'a mut dyn Write,
    /// The number of the line being answered.
    line: usize,
    /// Whether a person answers: what is refused is asked again, and no line is numbered.
    in_person: bool,
    /// The lines of a text still being given.
    pending_text: Option<Vec<String>>,
    /// The row last acted on, to say what became of it.
    last_row: Option<(Step, Pane, usize)>,
}

/// Opens a session and does what the lines say until `quit` or their end. `in_person` says
/// whether somebody types them.
pub fn run(
    path: &Path,
    screens: &'static [&'static dyn Screen],
    input: impl BufRead + Send + 'static,
    out: &mut dyn Write,
    in_person: bool,
) -> Result<(), PlainError> {
    let OpenedSession { host, state } = open_or_look(path, screens)?;
    let mut plain = PlainSession {
        host,
        state,
        out,
        line: 0,
        in_person,
        pending_text: None,
        last_row: None,
    };
    let done = plain.run_loop(&LineReader::spawn(input));
    // Whatever ended it, what was agreed is kept.
    plain.host.close(&mut plain.state);
    let done = done.and_then(|ended| match ended {
        EndReason::Quit => Ok(()),
        EndReason::EndOfInput => {
            let last = plain.end_sentence();
            plain.print_line(&last)
        }
    });
    match done {
        // Who reads it went away: nobody is left to tell.
        Err(why) if why.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => Ok(other?),
    }
}

/// How the lines ended.
enum EndReason {
    /// Somebody quit.
    Quit,
    /// There are no more.
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
            // A text that the end of the input cut off is finished by it.
            self.handle_line(".")?;
        }
        Ok(if self.host.is_done() {
            EndReason::Quit
        } else {
            EndReason::EndOfInput
        })
    }

    /// What is true of the session at the end of the input, once it was closed.
    fn end_sentence(&self) -> String {
        if self.state.recovery_question.is_some() {
            return "End of input: the question is still open, so nothing was written; everything that was found is where it was.".into();
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
        let before = report::PriorState::empty();
        let effects = self.state.go_to_step(Step::Room);
        for message in self.host.perform(&self.state, effects) {
            self.host.handle(&mut self.state, message);
        }
        self.host.wait_idle(&mut self.state, SCORING_TIMEOUT);
        let name = self.state.session().name.clone();
        self.print_line(&format!("{name}. `help` lists the words."))?;
        if self.state.recovery_question.is_some() {
            // What was found at opening comes before anything else.
            return self.print_dialog();
        }
        self.print_changes(&before)
    }

    /// Does what a line says and tells what came of it.
    fn handle_line(&mut self, line: &str) -> io::Result<()> {
        self.line += 1;
        let before = report::PriorState::capture(&self.state);
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

    /// What happens while nobody says anything: saving, the clock, a change on disk.
    fn on_idle(&mut self) -> io::Result<()> {
        let before = report::PriorState::capture(&self.state);
        self.host.poll(&mut self.state);
        if self.state.dialogs.len() > before.overlays || self.state.notice.is_some() {
            self.print_changes(&before)?;
        }
        Ok(())
    }

    /// Tells the workbench what time it is: lines may come long after one another.
    fn tick(&mut self) {
        let message = Message::Tick {
            now: Timestamp::now(),
            today: Zoned::now().date(),
        };
        self.handle(message);
    }

    fn handle(&mut self, message: Message) {
        self.host.handle(&mut self.state, message);
        // Nobody could say anything meanwhile.
        while self.state.is_adding_list() {
            self.host.handle(&mut self.state, Message::Continue);
        }
    }

    fn send_key(&mut self, key: Key) {
        self.handle(Message::Key(key));
    }

    /// Presses a key by its name in the table.
    fn press_key(&mut self, name: &str) {
        self.send_key(Key::parse(name).expect("the names in this room are keys"));
    }

    /// Prints a line. What comes from files can't steer a terminal.
    fn print_line(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.out, "{}", clean(line).trim_end())?;
        self.out.flush()
    }

    /// Says what is wrong with a line; a script is told which.
    fn print_error(&mut self, why: &str) -> io::Result<()> {
        let number = if self.in_person {
            String::new()
        } else {
            format!("line {}: ", self.line)
        };
        self.print_line(&format!("{number}{why}"))
    }
}
