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

use crate::app::{Key, Message, Pane, Saved, Screen, State, Step, clean};
use crate::host::{Host, OpenError, Opened, open_or_look};
use lines::{Heard, Lines};

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
const PATIENCE: Duration = Duration::from_secs(60);

/// A session at work, line by line.
struct Plain<'a> {
    host: Host,
    state: State,
    out: &'a mut dyn Write,
    /// The number of the line being answered.
    line: usize,
    /// Whether a person answers: what is refused is asked again, and no line is numbered.
    in_person: bool,
    /// The lines of a text still being given.
    text: Option<Vec<String>>,
    /// The row last acted on, to say what became of it.
    acted: Option<(Step, Pane, usize)>,
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
    let Opened { host, state } = open_or_look(path, screens)?;
    let mut plain = Plain {
        host,
        state,
        out,
        line: 0,
        in_person,
        text: None,
        acted: None,
    };
    let done = plain.go_on(&Lines::read(input));
    // Whatever ended it, what was agreed is kept.
    plain.host.close(&mut plain.state);
    let done = done.and_then(|ended| match ended {
        Ended::Quit => Ok(()),
        Ended::Input => {
            let last = plain.last_words();
            plain.say(&last)
        }
    });
    match done {
        // Who reads it went away: nobody is left to tell.
        Err(why) if why.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => Ok(other?),
    }
}

/// How the lines ended.
enum Ended {
    /// Somebody quit.
    Quit,
    /// There are no more.
    Input,
}

impl Plain<'_> {
    fn go_on(&mut self, lines: &Lines) -> io::Result<Ended> {
        self.begin()?;
        while !self.host.is_done() {
            match lines.next() {
                Heard::Line(line) => self.take(&line)?,
                Heard::Nothing => self.wait()?,
                Heard::End => break,
            }
        }
        if self.text.is_some() {
            // A text that the end of the input cut off is finished by it.
            self.take(".")?;
        }
        Ok(if self.host.is_done() {
            Ended::Quit
        } else {
            Ended::Input
        })
    }

    /// What is true of the session at the end of the input, once it was closed.
    fn last_words(&self) -> String {
        if self.state.unanswered.is_some() {
            return "End of input: the question is still open, so nothing was written; everything that was found is where it was.".into();
        }
        if self.host.is_asking() {
            return "End of input: session.yaml was changed by somebody else and that question is still open; the edits made here are in the journal and come back at the next start.".into();
        }
        match &self.state.saved {
            Saved::Failed(why) => format!("End of input: not everything is saved. {why}"),
            _ if self.state.read_only.is_some() => {
                "End of input: read-only, nothing was changed.".into()
            }
            Saved::Yes | Saved::Soon => "End of input: everything is saved.".into(),
        }
    }

    fn begin(&mut self) -> io::Result<()> {
        let before = report::Before::nothing();
        let effects = self.state.go(Step::Room);
        for message in self.host.perform(&self.state, effects) {
            self.host.handle(&mut self.state, message);
        }
        self.host.settle(&mut self.state, PATIENCE);
        let name = self.state.session().name.clone();
        self.say(&format!("{name}. `help` lists the words."))?;
        if self.state.unanswered.is_some() {
            // What was found at opening comes before anything else.
            return self.ask();
        }
        self.report(&before)
    }

    /// Does what a line says and tells what came of it.
    fn take(&mut self, line: &str) -> io::Result<()> {
        self.line += 1;
        let before = report::Before::of(&self.state);
        self.state.notice = None;
        self.tick();
        let done = if self.text.is_some() || !self.state.overlays.is_empty() {
            self.answer(line)
        } else {
            self.command(line)
        };
        self.host.settle(&mut self.state, PATIENCE);
        self.host.poll(&mut self.state);
        match done? {
            Ok(()) => {}
            Err(why) => self.wrong(&why)?,
        }
        self.report(&before)
    }

    /// What happens while nobody says anything: saving, the clock, a change on disk.
    fn wait(&mut self) -> io::Result<()> {
        let before = report::Before::of(&self.state);
        self.host.poll(&mut self.state);
        if self.state.overlays.len() > before.overlays || self.state.notice.is_some() {
            self.report(&before)?;
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
        while self.state.is_at_work() {
            self.host.handle(&mut self.state, Message::GoOn);
        }
    }

    fn key(&mut self, key: Key) {
        self.handle(Message::Key(key));
    }

    /// Presses a key by its name in the table.
    fn press(&mut self, name: &str) {
        self.key(Key::parse(name).expect("the names in this room are keys"));
    }

    /// Prints a line. What comes from files can't steer a terminal.
    fn say(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.out, "{}", clean(line).trim_end())?;
        self.out.flush()
    }

    /// Says what is wrong with a line; a script is told which.
    fn wrong(&mut self, why: &str) -> io::Result<()> {
        let number = if self.in_person {
            String::new()
        } else {
            format!("line {}: ", self.line)
        };
        self.say(&format!("{number}{why}"))
    }
}
