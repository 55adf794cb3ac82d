//! Handling of a line while no dialog is open: a row's number, a command, or a row's text.

use std::io;

use super::super::parse::line::{LineResult, repeat_count};
use super::super::parse::matching::{NoMatch, find_by_words, find_named};
use super::super::parse::words::{self, Follows, PlainWord};
use super::super::rows::visible::{self, has_selectable, row_text, selectable_rows};
use super::session::PlainSession;
use crate::app::dialogs::dialog::Dialog;
use crate::app::input::command::Command;
use crate::app::input::keymap::Action;
use crate::app::input::palette;
use crate::app::{Message, Pane, Row, RowTarget, Step};

/// Why the room view doesn't open here.
const NO_ROOM_VIEW: &str =
    "The room view is a screen: `accord room FOLDER` shows it in a second terminal.";

impl PlainSession<'_> {
    /// Runs a line.
    pub(super) fn run_command(&mut self, line: &str) -> io::Result<LineResult> {
        let line = line.trim();
        let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
        let rest = rest.trim();
        if line.is_empty() {
            return self.print_here().map(Ok);
        }
        if line == "." {
            return Ok(Err("Nothing is asked, so there is nothing to leave.".into()));
        }
        if let Ok(number) = line.parse::<usize>()
            && !line.starts_with(['+', '-'])
        {
            return Ok(self.open_row(number));
        }
        if let Some(step) = words::parse_step(first).filter(|s| words::parse_step(rest) == Some(*s))
        {
            // `5 stages`.
            return Ok(self.run_action(step.action(), ""));
        }
        if let Some(by) = repeat_count(first) {
            return Ok(self.count_row(by, rest));
        }
        match words::parse_word(first) {
            Some(word) => self.run_word_with(word, first, rest),
            None => Ok(self.open_row_or_step(line)),
        }
    }

    /// Runs a word if what follows it is something it takes. Otherwise nothing is done: the line
    /// may be a row's text, or part of a sentence that was meant for a field.
    fn run_word_with(
        &mut self,
        word: PlainWord,
        first: &str,
        rest: &str,
    ) -> io::Result<LineResult> {
        if rest.is_empty() {
            return self.run_word(word, rest);
        }
        let is_number = rest.parse::<usize>().is_ok();
        let takes = match word.follows() {
            Follows::Nothing => false,
            Follows::Row => is_number || words::is_whole_word(first),
            Follows::Answer => words::is_whole_word(first),
        };
        let line = format!("{first} {rest}");
        if !takes {
            return Ok(self.open_row_or_step(&line).map_err(|why| match why {
                why if words::is_whole_word(first) && why.starts_with('`') => {
                    format!("`{first}` takes nothing after it, so `{line}` did nothing.")
                }
                why => why,
            }));
        }
        if word.follows() == Follows::Row && !is_number {
            let Some(number) = self.named_row(rest) else {
                return Ok(Err(format!("There is no row `{rest}` here for `{first}`.")));
            };
            return self.run_word(word, &number.to_string());
        }
        self.run_word(word, rest)
    }

    /// Returns the number of the row of this name.
    fn named_row(&self, name: &str) -> Option<usize> {
        let rows = self.visible_rows();
        let all = selectable_rows(&rows);
        let texts: Vec<&str> = all.iter().map(|(_, row)| row.text.as_str()).collect();
        find_named(&texts, name).ok().map(|index| index + 1)
    }

    fn run_word(&mut self, word: PlainWord, rest: &str) -> io::Result<LineResult> {
        match word {
            PlainWord::Show => self.print_here().map(Ok),
            PlainWord::Status => self.print_status().map(Ok),
            PlainWord::Help => {
                for line in words::help_lines() {
                    self.print_line(&line)?;
                }
                Ok(Ok(()))
            }
            PlainWord::Step => Ok(match words::parse_step(rest) {
                Some(step) => self.run_action(step.action(), ""),
                None => Err(format!("There is no step `{rest}`: they are 1 to 9.")),
            }),
            PlainWord::Row => {
                self.state.cursor_mut().pane = Pane::List;
                Ok(match rest.parse() {
                    Ok(number) => self.open_row(number),
                    Err(_) => Err("Say which: item 3.".into()),
                })
            }
            PlainWord::Key | PlainWord::Keys => Ok(self.press_keys(word, rest)),
            PlainWord::Save => {
                self.handle(Message::Run(Command::Save));
                Ok(Ok(()))
            }
            PlainWord::Agree => Ok(self.agree_on_row(rest)),
            PlainWord::Action(Action::RoomView) => Ok(Err(NO_ROOM_VIEW.into())),
            PlainWord::Action(action) => Ok(self.run_action(action, rest)),
        }
    }

    /// Runs an action, on a row if one is named, with the rest as its first answer.
    fn run_action(&mut self, action: Action, rest: &str) -> LineResult {
        if matches!(action, Action::Sign | Action::Publish) && self.state.step != Step::Publish {
            self.run_command_of(Action::Step(Step::Publish.number()));
        }
        self.run_action_here(action, rest)
    }

    /// The same without going to another step.
    fn run_action_here(&mut self, action: Action, rest: &str) -> LineResult {
        let mut answer = rest;
        if let Ok(number) = rest.parse::<usize>()
            && PlainWord::Action(action).follows() != Follows::Answer
        {
            let index = self.row_index(number)?;
            self.select_row(index);
            answer = "";
        }
        if action == Action::Delete {
            // Another record is selected afterwards.
            self.last_row = None;
        }
        if action == Action::Find && answer.is_empty() {
            return Err("Say what to find: find WORDS.".into());
        }
        self.run_command_of(action);
        if answer.is_empty() || (action == Action::Find && self.state.dialogs.is_empty()) {
            return Ok(());
        }
        match self.state.dialogs.last() {
            Some(Dialog::Pick(_)) => self.answer_unseen(answer),
            Some(Dialog::TextEntry(_)) => self.enter_text(answer),
            _ => Err(format!("`{answer}` isn't needed here.")),
        }
    }

    /// Asks who agrees to the selected row, or to that of a number.
    fn agree_on_row(&mut self, rest: &str) -> LineResult {
        if let Ok(number) = rest.parse::<usize>() {
            let index = self.row_index(number)?;
            self.select_row(index);
        }
        self.run_action_here(Action::Sign, "")
    }

    fn count_row(&mut self, by: i64, rest: &str) -> LineResult {
        if !rest.is_empty() {
            let number = rest.parse().map_err(|_| format!("`{rest}` isn't a row."))?;
            let index = self.row_index(number)?;
            self.select_row(index);
        }
        let action = if by > 0 { Action::Plus } else { Action::Minus };
        for _ in 0..by.abs() {
            self.run_command_of(action);
        }
        Ok(())
    }

    fn visible_rows(&self) -> Vec<Row> {
        visible::visible_rows(&self.state).0
    }

    /// Returns the index of the row with a number.
    fn row_index(&self, number: usize) -> Result<usize, String> {
        let rows = self.visible_rows();
        let all = selectable_rows(&rows);
        let found = number.checked_sub(1).and_then(|n| all.get(n));
        found
            .map(|(index, _)| *index)
            .ok_or_else(|| format!("There is no row {number}; there are {}.", all.len()))
    }

    fn select_row(&mut self, index: usize) {
        let pane = self.state.cursor().pane;
        self.last_row = Some((self.state.step, pane, index));
        let target = self.visible_rows()[index].target.clone();
        let cursor = self.state.cursor_mut();
        match pane {
            Pane::Detail => cursor.detail_row = index,
            Pane::List => {
                if cursor.selected.as_ref() != Some(&target) {
                    cursor.detail_row = 0;
                }
                cursor.row = index;
                cursor.selected = Some(target).filter(|d| *d != RowTarget::Nothing);
            }
        }
    }

    /// Opens the row with a number: in the list its detail, in the detail its field.
    fn open_row(&mut self, number: usize) -> LineResult {
        let index = self.row_index(number)?;
        self.select_row(index);
        if self.state.cursor().pane == Pane::List && has_selectable(&self.state.detail().0) {
            self.state.cursor_mut().pane = Pane::Detail;
        } else {
            self.run_command_of(Action::Edit);
        }
        Ok(())
    }

    /// Goes to a step by name, or opens a row by its text; a field's label takes precedence. In a
    /// list any part of a text will do. Where a row is edited, it is named: in full, or by its first
    /// words.
    fn open_row_or_step(&mut self, line: &str) -> LineResult {
        let in_list = self.state.cursor().pane == Pane::List;
        if in_list && let Some(step) = words::parse_step(line) {
            return self.run_action(step.action(), "");
        }
        let found = self.row_of_words(line);
        if let Ok(row) = found
            && (row.is_named || (in_list && self.opens_details(row.number)))
        {
            return self.open_row(row.number);
        }
        if let Some(step) = words::parse_step(line) {
            return self.run_action(step.action(), "");
        }
        match palette::command_of(line, &self.state.path) {
            Some(Command::Action(Action::RoomView)) => return Err(NO_ROOM_VIEW.into()),
            Some(command) => {
                self.handle(Message::Run(command));
                return Ok(());
            }
            None => {}
        }
        Err(match found {
            Err(NoMatch::Ambiguous) => {
                format!("Several rows contain `{line}`: type more of one, or its number.")
            }
            Ok(row) => format!(
                "`{line}` isn't known here. Row {} has it: type its number, or its first words.",
                row.number
            ),
            Err(NoMatch::Unknown) => self.unknown_text(line),
        })
    }

    /// Says that nothing is called this, and what may have been meant.
    fn unknown_text(&self, line: &str) -> String {
        let rows = self.visible_rows();
        let all = selectable_rows(&rows);
        let lower = line.to_lowercase();
        let near = |text: &&str| {
            let text = text.to_lowercase();
            lower.len() > 2 && strsim::damerau_levenshtein(&text, &lower) <= 1 + lower.len() / 6
        };
        let row = all.iter().map(|(_, row)| row.text.as_str()).find(near);
        match words::similar_word(line).or(row) {
            Some(meant) => format!("`{line}` isn't known here; did you mean `{meant}`?"),
            None => format!("`{line}` isn't known here; help lists the commands."),
        }
    }

    /// Returns the row that words mean.
    fn row_of_words(&self, line: &str) -> Result<FoundRow, NoMatch> {
        let rows = self.visible_rows();
        let all = selectable_rows(&rows);
        let texts: Vec<&str> = all.iter().map(|(_, r)| r.text.as_str()).collect();
        let values: Vec<&str> = all.iter().map(|(_, r)| r.value.as_str()).collect();
        let named = find_named(&texts, line).or_else(|_| find_named(&values, line));
        if let Ok(index) = named {
            return Ok(FoundRow {
                number: index + 1,
                is_named: true,
            });
        }
        let row_texts: Vec<String> = all.iter().map(|(_, r)| row_text(r)).collect();
        let row_texts: Vec<&str> = row_texts.iter().map(String::as_str).collect();
        let found = find_by_words(&texts, line)
            .or_else(|why| find_by_words(&row_texts, line).map_err(|_| why))?;
        Ok(FoundRow {
            number: found + 1,
            is_named: false,
        })
    }

    /// Returns whether a row of the list has details to open.
    fn opens_details(&mut self, number: usize) -> bool {
        let Ok(index) = self.row_index(number) else {
            return false;
        };
        let before = (self.state.cursor().clone(), self.last_row);
        self.select_row(index);
        let opens = has_selectable(&self.state.detail().0);
        *self.state.cursor_mut() = before.0;
        self.last_row = before.1;
        opens
    }
}

/// A row that words mean.
#[derive(Clone, Copy)]
struct FoundRow {
    number: usize,
    /// Whether they are its name or value, or its first words.
    is_named: bool,
}
