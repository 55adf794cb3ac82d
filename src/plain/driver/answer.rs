//! Handling of a line while a dialog is open: the line answers the dialog.

use std::io;

use super::super::parse::line::LineResult;
use super::super::parse::matching::{ChoiceError, find_named, listed_choice, named_choice};
use super::super::parse::words::{self, PlainWord};
use super::super::rows::visible::selectable_rows;
use super::session::PlainSession;
use crate::app::dialogs::choice::{Choice, ChoiceLine, Choices};
use crate::app::dialogs::condition_editor::PartsHold;
use crate::app::dialogs::dialog::{Dialog, KeyQuestion};
use crate::app::dialogs::pick::{Pick, Unmatched};
use crate::app::dialogs::text_entry::EntryBody;
use crate::app::input::command::{Command, RecordCommand};
use crate::app::steps::field_rows::field_rows;
use crate::app::steps::mapping_rows::mapping_rows;
use crate::app::{Key, Message, NoticeLevel};
use crate::plain::Typist;

/// What a form accepts besides its fields.
const FORM_WORDS: [&str; 10] = ["", ".", "back", "esc", "more", "m", "+", "-", "delete", "d"];

/// What leaves a dialog without an answer. In a text it has to be `esc` or a full stop, as anything
/// else may be the text.
const LEAVE_WORDS: [&str; 3] = ["esc", ".", "back"];

/// Returns the command for a text that no choice contains, if the list takes one.
fn unmatched_command(pick: &Pick, text: &str) -> Option<Command> {
    let lower = text.to_lowercase();
    let contains = |label: &str| label.to_lowercase().contains(&lower);
    let is_known = pick.lines().iter().any(|line| contains(line.label));
    let is_number = text.parse::<usize>().is_ok();
    // A number is that of a choice.
    let takes_words = |unmatched: &&Unmatched| !matches!(unmatched, Unmatched::Number(_));
    let unmatched = pick.unmatched.as_ref().filter(takes_words)?;
    (!is_known && !is_number && !text.is_empty()).then(|| unmatched.command(""))
}

impl PlainSession<'_> {
    /// Answers the top dialog.
    pub(super) fn answer_dialog(&mut self, line: &str) -> io::Result<LineResult> {
        if self.pending_text.is_some() {
            return Ok(self.add_text_line(line));
        }
        if self.is_asking_back() {
            return Ok(self.answer_back(line.trim()));
        }
        let first = line.split_whitespace().next().unwrap_or("");
        Ok(match self.state.dialogs.last() {
            // A form is a menu, too: what isn't one of its fields may be a command.
            // A number is always one of its fields.
            Some(Dialog::Form(_))
                if !FORM_WORDS.contains(&first)
                    && line.trim().parse::<usize>().is_err()
                    && self.form_row_index(line.trim()).is_none() =>
            {
                self.press_key("esc");
                return self.run_command(line);
            }
            Some(Dialog::TextEntry(entry)) => {
                let several = matches!(entry.body, EntryBody::Area(_));
                self.answer_entry(line, several)
            }
            Some(Dialog::Pick(_)) => return self.answer_pick(line.trim()),
            Some(Dialog::KeyQuestion(_)) => self.answer_question(line.trim()),
            Some(Dialog::Form(_)) => self.answer_form(line.trim()),
            Some(Dialog::Condition(_)) => self.answer_condition(line.trim()),
            Some(Dialog::Ballot(_)) => self.answer_ballot(line.trim()),
            Some(Dialog::Sheet(_)) => self.answer_sheet(line),
            Some(Dialog::Findings(_)) => return self.answer_findings(line),
            Some(Dialog::Variants(_)) => self.answer_variants(line.trim()),
            Some(Dialog::Mapping(_)) => return self.answer_mapping(line),
            Some(Dialog::Page(_)) => return self.answer_page(line),
            Some(Dialog::Export(_)) => self.answer_export(line.trim()),
            _ => self.answer_other(line.trim()),
        })
    }

    /// Uses the answer about a text that came back: go on with it, or leave it as Esc does.
    fn answer_back(&mut self, line: &str) -> LineResult {
        match line.to_lowercase().as_str() {
            "y" | "yes" => self.came_back = false,
            "n" | "no" => {
                self.came_back = false;
                self.press_key("esc");
            }
            _ => return Err(format!("`{line}` isn't an answer here: type y or n.")),
        }
        Ok(())
    }

    fn answer_entry(&mut self, line: &str, several: bool) -> LineResult {
        match line.trim() {
            "" => self.keep_text(),
            "." if several => self.keep_text(),
            "esc" | "." => {
                self.press_key("esc");
                Ok(())
            }
            "-" => self.enter_text(""),
            _ if several => {
                self.pending_text = Some(Vec::new());
                self.add_text_line(line)
            }
            _ => self.enter_text(line.strip_prefix('\\').unwrap_or(line)),
        }
    }

    /// Keeps the text of the open entry as it is. A text of several lines that nobody has begun is
    /// left, rather than submitted blank.
    fn keep_text(&mut self) -> LineResult {
        let Some(Dialog::TextEntry(entry)) = self.state.dialogs.last() else {
            return Ok(());
        };
        let is_unbegun = matches!(entry.body, EntryBody::Area(_)) && !entry.is_changed();
        let is_blank = entry.is_blank();
        if is_unbegun {
            self.press_key("esc");
            return Ok(());
        }
        self.send_key(Key::parse("ctrl-s").expect("a key"));
        self.reselect_last_row();
        let refused = self.take_refusal();
        if is_blank && refused.is_err() {
            // Nothing was typed, so there is nothing to ask about again.
            self.leave_entry();
        }
        refused
    }

    /// Closes the open entry, if it is still open.
    fn leave_entry(&mut self) {
        if matches!(self.state.dialogs.last(), Some(Dialog::TextEntry(_))) {
            self.press_key("esc");
            self.state.notice = None;
        }
    }

    fn add_text_line(&mut self, line: &str) -> LineResult {
        match line.trim_end() {
            "." => {
                let text = self.pending_text.take().unwrap_or_default().join("\n");
                return self.enter_text(&text);
            }
            "esc" => {
                self.pending_text = None;
                self.press_key("esc");
                self.state
                    .notify(NoticeLevel::Info, "Discarded what was typed");
                return Ok(());
            }
            _ => {}
        }
        let line = line.strip_prefix('\\').unwrap_or(line);
        self.pending_text
            .get_or_insert_default()
            .push(line.to_owned());
        Ok(())
    }

    fn answer_pick(&mut self, line: &str) -> io::Result<LineResult> {
        let Some(Dialog::Pick(pick)) = self.state.dialogs.last() else {
            return Ok(Ok(()));
        };
        if LEAVE_WORDS.contains(&line) {
            self.press_key("esc");
            return Ok(Ok(()));
        }
        if line.is_empty() {
            let keeps = pick.present.is_some() || !pick.takes_selected();
            let key = if keeps || pick.has_ticks() {
                "enter"
            } else {
                "esc"
            };
            self.press_key(key);
            self.reselect_last_row();
            return Ok(Ok(()));
        }
        if pick.is_many()
            && let Some(chosen) = self.several_choices(line)
        {
            return Ok(chosen.map(|chosen| self.take_choices(&chosen)));
        }
        let is_find = finds_record(pick);
        let unmatched = unmatched_command(pick, line);
        match (listed_choice(pick, line), unmatched) {
            (Ok(index), _) => {
                self.take_choices(&[index]);
                if is_find {
                    self.open_found_record();
                }
                Ok(Ok(()))
            }
            (Err(_), Some(command)) => Ok(self.take_unmatched(command, line)),
            // Whoever has found enough goes on with another command.
            (Err(why), None) if is_find && !why.is_ambiguous && line.parse::<usize>().is_err() => {
                self.press_key("esc");
                self.run_command(line)
            }
            (Err(why), None) => Ok(self.refuse_choice(line, &why)),
        }
    }

    /// Returns the choices meant by `all`, `none` or numbers; `None` if it is something else.
    fn several_choices(&self, line: &str) -> Option<Result<Vec<usize>, String>> {
        let Some(Dialog::Pick(pick)) = self.state.dialogs.last() else {
            return None;
        };
        match line {
            "all" => return Some(Ok((0..pick.len()).collect())),
            "none" => return Some(Ok(Vec::new())),
            _ => {}
        }
        let mut words = line.split_whitespace();
        words.all(|w| w.parse::<usize>().is_ok()).then(|| {
            let words = line.split_whitespace();
            words
                .map(|w| listed_choice(pick, w).map_err(|why| why.sentence))
                .collect()
        })
    }

    /// Takes a text that no choice contains. A person is asked whether it is meant, as it may be
    /// mistyped.
    fn take_unmatched(&mut self, command: Command, text: &str) -> LineResult {
        self.press_key("esc");
        self.handle(Message::Run(command));
        if self.typist == Typist::Script {
            return self.enter_text(text);
        }
        if let Some(Dialog::TextEntry(entry)) = self.state.dialogs.last_mut() {
            entry.replace_text(text);
        }
        Ok(())
    }

    /// Says why an answer chooses nothing. The choices it matches are listed; a script's list is
    /// closed, unless it came from `find`.
    pub(super) fn refuse_choice(&mut self, answer: &str, why: &ChoiceError) -> LineResult {
        let Some(Dialog::Pick(pick)) = self.state.dialogs.last_mut() else {
            return Err(why.sentence.clone());
        };
        if finds_record(pick) && why.is_ambiguous {
            pick.narrow(answer);
            return Ok(());
        }
        if self.typist == Typist::Script {
            self.press_key("esc");
        } else if why.is_ambiguous {
            pick.narrow(answer);
        }
        Err(why.sentence.clone())
    }

    /// Picks the choice that words mean from the list just opened, which nobody has seen: a number
    /// isn't the number of a choice yet.
    pub(super) fn answer_unseen(&mut self, answer: &str) -> LineResult {
        let Some(Dialog::Pick(pick)) = self.state.dialogs.last() else {
            return Ok(());
        };
        let is_find = finds_record(pick);
        let found = if is_find {
            found_record(pick, answer)
        } else {
            named_choice(pick, answer)
        };
        match found {
            Ok(index) => {
                self.take_choices(&[index]);
                if is_find {
                    self.open_found_record();
                }
                Ok(())
            }
            Err(why) if why.is_ambiguous => self.refuse_choice(answer, &why),
            Err(why) => {
                self.press_key("esc");
                Err(why.sentence)
            }
        }
    }

    fn answer_question(&mut self, line: &str) -> LineResult {
        if line.is_empty() || LEAVE_WORDS.contains(&line) {
            self.press_key("esc");
            return Ok(());
        }
        let Some(Dialog::KeyQuestion(question)) = self.state.dialogs.last() else {
            return Ok(());
        };
        let Some(letter) = answer_letter(question, line) else {
            let letters = question.answers.iter().map(|(key, ..)| key.to_string());
            let letters = letters.collect::<Vec<_>>().join(" or ");
            return Err(format!("`{line}` isn't an answer here: type {letters}."));
        };
        self.send_key(Key::char(letter));
        Ok(())
    }

    /// Goes to the finding of a number; anything else leaves the list, and may be a command.
    fn answer_findings(&mut self, line: &str) -> io::Result<LineResult> {
        let count = self.state.findings.len();
        self.answer_numbered(line.trim(), count, "finding")
    }

    /// Opens the row of a number on the mapping screen; anything else but its keys leaves it, and
    /// may be a command.
    fn answer_mapping(&mut self, line: &str) -> io::Result<LineResult> {
        let line = line.trim();
        if ["a", "u", "U"].contains(&line) {
            self.press_key(line);
            return Ok(Ok(()));
        }
        let rows = mapping_rows(&self.state);
        let count = rows.iter().filter(|row| row.target.is_some()).count();
        self.answer_numbered(line, count, "row")
    }

    /// Uses the row of a number on a page of figures, as Enter does; anything else leaves the page,
    /// and may be a command.
    fn answer_page(&mut self, line: &str) -> io::Result<LineResult> {
        let count = match self.state.dialogs.last() {
            Some(Dialog::Page(dialog)) => self.state.pages.section(dialog.page),
            _ => None,
        };
        let count = count.map_or(0, |section| section.rows().count());
        self.answer_numbered(line.trim(), count, "row")
    }

    /// Opens the one with a number of so many things in a list; anything else leaves the list, and
    /// may be a command.
    fn answer_numbered(&mut self, line: &str, count: usize, what: &str) -> io::Result<LineResult> {
        let Ok(number) = line.parse::<usize>() else {
            self.press_key("esc");
            let leaves = line.is_empty() || LEAVE_WORDS.contains(&line);
            return if leaves {
                Ok(Ok(()))
            } else {
                self.run_command(line)
            };
        };
        if number == 0 || number > count {
            return Ok(Err(format!(
                "No {what} has the number {number}: they go to {count}."
            )));
        }
        self.press_key("home");
        for _ in 1..number {
            self.press_key("down");
        }
        self.press_key("enter");
        Ok(Ok(()))
    }

    fn answer_form(&mut self, line: &str) -> LineResult {
        let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
        let (key, number) = match first {
            "" | "." | "back" | "esc" => ("esc", ""),
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
            Err(_) => find_named(&texts, answer).ok(),
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
            "one" => editor.hold = PartsHold::Any,
            "all" => editor.hold = PartsHold::All,
            "none" => editor.hold = PartsHold::None,
            "back" if editor.is_nested() => {
                editor.cursor = editor.parts.len();
                self.press_key("enter");
            }
            "esc" | "cancel" | "back" => self.press_key("esc"),
            "delete" | "d" | "edit" => {
                let number = rest.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
                let number = number.filter(|n| *n < editor.parts.len());
                editor.cursor = number.ok_or_else(|| format!("Say which: {first} 1."))?;
                self.press_key(if first == "edit" { "enter" } else { "d" });
            }
            _ => {
                return Err(format!(
                    "`{line}` isn't known here: add, edit N, delete N, one, all, none, done."
                ));
            }
        }
        Ok(())
    }

    /// Answers the two variants: takes one, or tries another number.
    fn answer_variants(&mut self, line: &str) -> LineResult {
        let Some(Dialog::Variants(dialog)) = self.state.dialogs.last() else {
            return Ok(());
        };
        match (line, &dialog.trial) {
            ("esc", _) => self.press_key("esc"),
            ("a" | "b", None) => self.press_key(line),
            ("", Some(trial)) if !trial.is_blank() => self.press_key("enter"),
            ("keep", Some(_)) => {
                self.press_key("ctrl-u");
                self.press_key("W");
            }
            (number, Some(_)) if number.parse::<i64>().is_ok() => {
                self.press_key("ctrl-u");
                for digit in number.chars() {
                    self.press_key(&digit.to_string());
                }
            }
            (_, Some(_)) => return Err("Say a number, such as 15, or esc.".into()),
            (_, None) => return Err("Say a, b or esc.".into()),
        }
        Ok(())
    }

    /// Operates a dialog without handling of its own by its keys.
    fn answer_other(&mut self, line: &str) -> LineResult {
        let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
        match words::parse_word(first) {
            Some(word @ (PlainWord::Key | PlainWord::Keys)) => self.press_keys(word, rest),
            _ if line.is_empty() || LEAVE_WORDS.contains(&line) => {
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
    matches!(&pick.choices, Choices::One(choices) if choices.iter().any(goes))
}

/// Returns the only record that words match. If there are several they are listed, even if one is
/// called just this: whoever asks by name expects the same answer each time.
fn found_record(pick: &Pick, words: &str) -> Result<usize, ChoiceError> {
    let lines = pick.lines();
    let query = words.to_lowercase();
    let matches = |line: &&ChoiceLine<'_>| {
        let text = format!("{} {}", line.label, line.note).to_lowercase();
        query.split_whitespace().all(|word| text.contains(word))
    };
    let mut found = lines.iter().filter(matches);
    match (found.next(), found.next()) {
        (Some(line), None) => Ok(line.index),
        (None, _) => Err(ChoiceError {
            sentence: format!("Nothing here is called `{words}`."),
            is_ambiguous: false,
        }),
        (Some(_), Some(_)) => Err(ChoiceError {
            sentence: format!("Several match `{words}`."),
            is_ambiguous: true,
        }),
    }
}

/// Returns the letter of the answer that a line gives: the letter itself, yes or no, or the first
/// words of the answer.
fn answer_letter(question: &KeyQuestion, line: &str) -> Option<char> {
    let line = line.to_lowercase();
    let has = |letter: char| question.answers.iter().any(|(key, ..)| *key == letter);
    let mut letters = line.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return Some(letter).filter(|letter| has(*letter));
    }
    match line.as_str() {
        "yes" if has('y') => return Some('y'),
        "no" if has('n') => return Some('n'),
        _ => {}
    }
    let labels: Vec<&str> = question
        .answers
        .iter()
        .map(|(_, words, _)| words.as_str())
        .collect();
    let found = find_named(&labels, &line).ok()?;
    question.answers.get(found).map(|(key, ..)| *key)
}
