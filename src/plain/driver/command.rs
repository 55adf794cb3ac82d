//! Handling of a line while no dialog is open: a row's number, a command, or a row's text.

use std::io;

use super::super::parse::line::{LineResult, repeat_count};
use super::super::parse::matching::{NoMatch, choice_index, find_by_words, find_exact};
use super::super::parse::words::{self, PlainWord};
use super::super::rows::visible::{self, has_selectable, row_text, selectable_rows};
use super::session::PlainSession;
use crate::app::dialogs::dialog::Dialog;
use crate::app::input::keymap::Action;
use crate::app::{Pane, Row, RowTarget, Step};

impl PlainSession<'_> {
    /// Runs a line.
    pub(super) fn run_command(&mut self, line: &str) -> io::Result<LineResult> {
        let line = line.trim();
        let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
        let rest = rest.trim();
        if line.is_empty() {
            return self.print_here().map(Ok);
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
            Some(word) => self.run_word(word, rest),
            None => Ok(self.open_row_or_step(line)),
        }
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
            PlainWord::Agree => Ok(self.run_action_here(Action::Sign, rest)),
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
            && !matches!(
                action,
                Action::Add | Action::Find | Action::Park | Action::Palette
            )
        {
            let index = self.row_index(number)?;
            self.select_row(index);
            answer = "";
        }
        if action == Action::Delete {
            // Another record is selected afterwards.
            self.last_row = None;
        }
        self.run_command_of(action);
        if action == Action::Find && self.state.dialogs.is_empty() {
            return Ok(());
        }
        if answer.is_empty() {
            return Ok(());
        }
        match self.state.dialogs.last() {
            Some(Dialog::Pick(pick)) => {
                let found = choice_index(pick, answer);
                if found.is_err() {
                    self.press_key("esc");
                }
                self.take_choices(&[found?]);
                if action == Action::Find {
                    self.open_found_record();
                }
                Ok(())
            }
            Some(Dialog::TextEntry(_)) => self.enter_text(answer),
            _ => Err(format!("`{answer}` isn't needed here.")),
        }
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

    /// Goes to a step by name, or opens a row by its text; a field's label takes precedence.
    fn open_row_or_step(&mut self, line: &str) -> LineResult {
        if self.state.cursor().pane == Pane::List
            && let Some(step) = words::parse_step(line)
        {
            return self.run_action(step.action(), "");
        }
        let rows = self.visible_rows();
        let texts: Vec<&str> = selectable_rows(&rows)
            .iter()
            .map(|(_, r)| r.text.as_str())
            .collect();
        let row_texts: Vec<String> = selectable_rows(&rows)
            .iter()
            .map(|(_, r)| row_text(r))
            .collect();
        let row_texts: Vec<&str> = row_texts.iter().map(String::as_str).collect();
        let values: Vec<&str> = selectable_rows(&rows)
            .iter()
            .map(|(_, r)| r.value.as_str())
            .collect();
        let found = find_by_words(&texts, line)
            .or_else(|why| find_exact(&values, line).ok_or(why))
            .or_else(|why| find_by_words(&row_texts, line).map_err(|_| why));
        match found {
            Ok(index) => self.open_row(index + 1),
            Err(NoMatch::Ambiguous) => Err(format!(
                "Several rows contain `{line}`: type more of one, or its number."
            )),
            Err(NoMatch::Unknown) => match words::parse_step(line) {
                Some(step) => self.run_action(step.action(), ""),
                None => Err(format!(
                    "`{line}` isn't known here; help lists the commands."
                )),
            },
        }
    }
}
