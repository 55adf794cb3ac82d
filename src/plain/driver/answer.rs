//! Handling of a line while a dialog is open: the line answers the dialog.

use std::io;

use super::super::parse::line::LineResult;
use super::super::parse::matching::{choice_index, find_by_words};
use super::super::parse::words::{self, PlainWord};
use super::super::rows::visible::selectable_rows;
use super::session::PlainSession;
use crate::app::Key;
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::pick::{Choice, Choices, Pick};
use crate::app::dialogs::text_entry::EntryBody;
use crate::app::input::command::{Command, RecordCommand};
use crate::app::steps::field_rows::field_rows;
use crate::plain::Typist;

/// What a form accepts besides its fields.
const FORM_WORDS: [&str; 9] = ["", "back", "esc", "more", "m", "+", "-", "delete", "d"];

impl PlainSession<'_> {
    /// Answers the top dialog.
    pub(super) fn answer_dialog(&mut self, line: &str) -> io::Result<LineResult> {
        if self.pending_text.is_some() {
            return Ok(self.add_text_line(line));
        }
        let first = line.split_whitespace().next().unwrap_or("");
        Ok(match self.state.dialogs.last() {
            // A form is a menu, too: what isn't one of its fields may be a command.
            Some(Dialog::Form(_))
                if !FORM_WORDS.contains(&first) && self.form_row_index(line.trim()).is_none() =>
            {
                self.press_key("esc");
                return self.run_command(line);
            }
            Some(Dialog::TextEntry(entry)) => {
                let several = matches!(entry.body, EntryBody::Area(_));
                self.answer_entry(line, several)
            }
            Some(Dialog::Pick(_)) => self.answer_pick(line.trim()),
            Some(Dialog::KeyQuestion(_)) => self.answer_question(line.trim()),
            Some(Dialog::Form(_)) => self.answer_form(line.trim()),
            Some(Dialog::Condition(_)) => self.answer_condition(line.trim()),
            Some(Dialog::Ballot(_)) => self.answer_ballot(line.trim()),
            Some(Dialog::Sheet(_)) => self.answer_sheet(line),
            _ => self.answer_other(line.trim()),
        })
    }

    fn answer_entry(&mut self, line: &str, several: bool) -> LineResult {
        match line.trim() {
            "" => {
                self.send_key(Key::parse("ctrl-s").expect("a key"));
                self.reselect_last_row();
                self.take_refusal()
            }
            "esc" => {
                self.press_key("esc");
                Ok(())
            }
            "-" => self.enter_text(""),
            "." if several => {
                self.press_key("ctrl-s");
                self.take_refusal()
            }
            _ if several => {
                self.pending_text = Some(Vec::new());
                self.add_text_line(line)
            }
            _ => self.enter_text(line.strip_prefix('\\').unwrap_or(line)),
        }
    }

    fn add_text_line(&mut self, line: &str) -> LineResult {
        if line.trim_end() == "." {
            let text = self.pending_text.take().unwrap_or_default().join("\n");
            return self.enter_text(&text);
        }
        let line = line.strip_prefix('\\').unwrap_or(line);
        self.pending_text
            .get_or_insert_default()
            .push(line.to_owned());
        Ok(())
    }

    fn answer_pick(&mut self, line: &str) -> LineResult {
        let Some(Dialog::Pick(pick)) = self.state.dialogs.last() else {
            return Ok(());
        };
        let several = pick.is_many();
        let is_find = finds_record(pick);
        let chosen: Result<Vec<usize>, String> = match line {
            "esc" => {
                self.press_key("esc");
                return Ok(());
            }
            "" => {
                self.press_key("enter");
                self.reselect_last_row();
                return Ok(());
            }
            "all" if several => Ok((0..pick.len()).collect()),
            "none" if several => Ok(Vec::new()),
            _ if several && line.split_whitespace().all(|w| w.parse::<usize>().is_ok()) => line
                .split_whitespace()
                .map(|w| choice_index(pick, w))
                .collect(),
            _ => choice_index(pick, line).map(|index| vec![index]),
        };
        match chosen {
            Ok(chosen) => {
                self.take_choices(&chosen);
                if is_find {
                    self.open_found_record();
                }
                Ok(())
            }
            Err(why) => {
                if self.typist == Typist::Script {
                    self.press_key("esc");
                }
                Err(why)
            }
        }
    }

    fn answer_question(&mut self, line: &str) -> LineResult {
        if line.is_empty() || line == "esc" {
            self.press_key("esc");
            return Ok(());
        }
        let letter = line.chars().next().unwrap_or(' ').to_ascii_lowercase();
        let Some(Dialog::KeyQuestion(question)) = self.state.dialogs.last() else {
            return Ok(());
        };
        if !question.answers.iter().any(|(key, ..)| *key == letter) {
            return Err(format!("`{line}` isn't an answer here."));
        }
        self.send_key(Key::char(letter));
        Ok(())
    }

    fn answer_form(&mut self, line: &str) -> LineResult {
        let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
        let (key, number) = match first {
            "" | "back" | "esc" => ("esc", ""),
            "more" | "m" => ("m", ""),
            "+" => ("+", rest),
            "-" => ("-", rest),
            "delete" | "d" => ("d", rest),
            _ => ("enter", line),
        };
        if !number.is_empty() {
            let found = self.form_row_index(number);
            let found = found.ok_or_else(|| format!("There is no field `{number}` here."))?;
            if let Some(Dialog::Form(form)) = self.state.dialogs.last_mut() {
                form.row = found;
            }
        }
        self.press_key(key);
        Ok(())
    }

    /// Returns the index of the row of the open form that a number or words mean.
    fn form_row_index(&self, answer: &str) -> Option<usize> {
        let Some(Dialog::Form(form)) = self.state.dialogs.last() else {
            return None;
        };
        let rows = field_rows(self.state.session(), &form.place, form.more);
        let all = selectable_rows(&rows);
        let texts: Vec<&str> = all.iter().map(|(_, row)| row.text.as_str()).collect();
        let found = match answer.parse::<usize>() {
            Ok(number) => number.checked_sub(1),
            Err(_) => find_by_words(&texts, answer).ok(),
        };
        found.and_then(|n| all.get(n)).map(|(index, _)| *index)
    }

    fn answer_condition(&mut self, line: &str) -> LineResult {
        let Some(Dialog::Condition(editor)) = self.state.dialogs.last_mut() else {
            return Ok(());
        };
        let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
        match first {
            "add" | "a" => self.press_key("a"),
            "done" | "" | "." => self.press_key("ctrl-s"),
            "esc" | "cancel" => self.press_key("esc"),
            "one" if editor.any => {}
            "all" if !editor.any => {}
            "one" | "all" => self.press_key("o"),
            "delete" | "d" => {
                let number = rest.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
                let number = number.filter(|n| *n < editor.parts.len());
                editor.cursor = number.ok_or("Say which: delete 1.")?;
                self.press_key("d");
            }
            _ => {
                return Err(format!(
                    "`{line}` isn't known here: add, delete N, one, all, done."
                ));
            }
        }
        Ok(())
    }

    /// Operates a dialog without handling of its own by its keys.
    fn answer_other(&mut self, line: &str) -> LineResult {
        let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
        match words::parse_word(first) {
            Some(word @ (PlainWord::Key | PlainWord::Keys)) => self.press_keys(word, rest),
            _ if line == "esc" => {
                self.press_key("esc");
                Ok(())
            }
            _ => Err("Say which keys: key enter, key esc, keys TEXT.".into()),
        }
    }
}

/// Returns whether a list goes to the record picked.
fn finds_record(pick: &Pick) -> bool {
    let goes = |choice: &Choice| matches!(choice.run, Command::Record(RecordCommand::GoTo(_)));
    matches!(&pick.choices, Choices::One(choices) if choices.iter().all(goes))
}
