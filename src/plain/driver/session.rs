//! A session worked line by line: its keys, the time, and what is printed.

use std::io::{self, Write};

use jiff::{Timestamp, Zoned};

use super::super::parse::line::LineResult;
use super::super::parse::spoken::spoken;
use super::super::parse::words::PlainWord;
use crate::app::dialogs::dialog::Dialog;
use crate::app::input::command::Command;
use crate::app::input::keymap::Action;
use crate::app::{Key, Message, Pane, State, Step, clean};
use crate::host::Host;
use crate::plain::Typist;

/// Returns whether a dialog is a text being typed, or a row of the estimate sheet.
pub(super) fn is_typed(dialog: &Dialog) -> bool {
    match dialog {
        Dialog::TextEntry(_) => true,
        Dialog::Sheet(sheet) => sheet.row.is_some(),
        _ => false,
    }
}

/// A session run line by line.
pub(super) struct PlainSession<'a> {
    pub(super) host: Host,
    pub(super) state: State,
    pub(super) out: &'a mut dyn Write,
    /// Number of the current line.
    pub(super) line: usize,
    /// Who types the lines.
    pub(super) typist: Typist,
    /// Lines so far of a text being entered.
    pub(super) pending_text: Option<Vec<String>>,
    /// Whether what was being typed when an earlier run ended is back, and nobody has said yet what
    /// becomes of it.
    pub(super) came_back: bool,
    /// The row last acted on, to report how it changed.
    pub(super) last_row: Option<(Step, Pane, usize)>,
}

impl PlainSession<'_> {
    /// Returns whether the next line answers what becomes of a text that came back.
    pub(super) fn is_asking_back(&self) -> bool {
        self.came_back && self.state.dialogs.last().is_some_and(is_typed)
    }

    /// Tells the workbench the time, as lines may be far apart.
    pub(super) fn tick(&mut self) {
        let message = Message::ClockTick {
            now: Timestamp::now(),
            today: Zoned::now().date(),
        };
        self.handle(message);
    }

    pub(super) fn handle(&mut self, message: Message) {
        self.host.handle(&mut self.state, message);
        // No line could come in between.
        while self.state.is_adding_list() {
            self.host.handle(&mut self.state, Message::Continue);
        }
    }

    pub(super) fn send_key(&mut self, key: Key) {
        self.handle(Message::Key(key));
    }

    /// Runs an action of the table, as its key would.
    pub(super) fn run_command_of(&mut self, action: Action) {
        self.handle(Message::Run(Command::Action(action)));
    }

    /// Presses a key by its name in the table.
    pub(super) fn press_key(&mut self, name: &str) {
        self.send_key(Key::parse(name).expect("the names in this room are keys"));
    }

    /// Prints a line, cleaned so that text from files can't control the terminal, and with words of
    /// this mode for the keys it names.
    pub(super) fn print_line(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.out, "{}", spoken(clean(line).trim_end()))?;
        self.out.flush()
    }

    /// Prints what is wrong with a line, with its number for a script.
    pub(super) fn print_error(&mut self, why: &str) -> io::Result<()> {
        let number = if self.typist == Typist::Person {
            String::new()
        } else {
            format!("line {}: ", self.line)
        };
        self.print_line(&format!("{number}{why}"))
    }

    /// Presses keys, in whichever dialogs they open.
    pub(super) fn press_keys(&mut self, word: PlainWord, rest: &str) -> LineResult {
        let keys: Option<Vec<Key>> = match word {
            PlainWord::Keys => Some(Key::parse_all(rest)),
            _ => rest.split_whitespace().map(Key::parse).collect(),
        };
        for key in keys.ok_or_else(|| format!("`{rest}` has no key's name in it."))? {
            self.send_key(key);
        }
        Ok(())
    }

    #[allow(clippy::unnecessary_wraps)] // same type as the other arms
    pub(super) fn press_ok(&mut self, key: &str) -> LineResult {
        self.press_key(key);
        Ok(())
    }
}
