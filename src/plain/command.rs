//! A line while no dialog is open: a row's number, a word, or a row's own words.

use std::io;

use super::report::{choosable, in_words};
use super::words::{self, Word};
use super::{Plain, answer, report};
use crate::app::keymap::{self, Action};
use crate::app::overlay::Overlay;
use crate::app::{Key, Pane, Row, Step};

/// What a line led to: nothing to complain of, or the sentence.
pub(super) type Said = Result<(), String>;

impl Plain<'_> {
    /// Does what a line says.
    pub(super) fn command(&mut self, line: &str) -> io::Result<Said> {
        let line = line.trim();
        let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
        let rest = rest.trim();
        if line.is_empty() {
            return self.show().map(Ok);
        }
        if let Ok(number) = line.parse::<usize>()
            && !line.starts_with(['+', '-'])
        {
            return Ok(self.choose(number));
        }
        if let Some(step) = words::step(first).filter(|s| words::step(rest) == Some(*s)) {
            // `5 stages`.
            return Ok(self.act(step.action(), ""));
        }
        if let Some(by) = counted(first) {
            return Ok(self.count(by, rest));
        }
        match words::word(first) {
            Some(word) => self.word(word, rest),
            None => Ok(self.row_or_step(line)),
        }
    }

    fn word(&mut self, word: Word, rest: &str) -> io::Result<Said> {
        match word {
            Word::Show => self.show().map(Ok),
            Word::Status => self.status().map(Ok),
            Word::Help => {
                for line in words::help() {
                    self.say(&line)?;
                }
                Ok(Ok(()))
            }
            Word::Step => Ok(match words::step(rest) {
                Some(step) => self.act(step.action(), ""),
                None => Err(format!("There is no step `{rest}`: they are 1 to 9.")),
            }),
            Word::Item => {
                self.state.cursor_mut().pane = Pane::List;
                Ok(match rest.parse() {
                    Ok(number) => self.choose(number),
                    Err(_) => Err("Say which: item 3.".into()),
                })
            }
            Word::Key | Word::Keys => Ok(self.keys(word, rest)),
            Word::Agree => Ok(self.act_here(Action::Sign, rest)),
            Word::Act(action) => Ok(self.act(action, rest)),
        }
    }

    /// Presses keys, in whatever dialog they open.
    pub(super) fn keys(&mut self, word: Word, rest: &str) -> Said {
        let keys: Option<Vec<Key>> = match word {
            Word::Keys => Some(Key::parse_all(rest)),
            _ => rest.split_whitespace().map(Key::parse).collect(),
        };
        for key in keys.ok_or_else(|| format!("`{rest}` has no key's name in it."))? {
            self.key(key);
        }
        Ok(())
    }

    /// Does an action, on a row where one is named, with what follows as its first answer.
    fn act(&mut self, action: Action, rest: &str) -> Said {
        if matches!(action, Action::Sign | Action::Publish) && self.state.step != Step::Publish {
            self.press("9");
        }
        self.act_here(action, rest)
    }

    /// The same without going to another step.
    fn act_here(&mut self, action: Action, rest: &str) -> Said {
        let mut answer = rest;
        if let Ok(number) = rest.parse::<usize>()
            && !matches!(
                action,
                Action::Add | Action::Find | Action::Park | Action::Palette
            )
        {
            let index = self.row(number)?;
            self.select(index);
            answer = "";
        }
        if action == Action::Delete {
            // What is in hand after it is another thing.
            self.acted = None;
        }
        self.press(keymap::binding(action).keys[0]);
        if action == Action::Find && self.state.overlays.is_empty() {
            return Ok(());
        }
        if answer.is_empty() {
            return Ok(());
        }
        match self.state.overlays.last() {
            Some(Overlay::Pick(pick)) => {
                let found = answer::one(pick, answer);
                if found.is_err() {
                    self.press("esc");
                }
                self.pick(&[found?]);
                if action == Action::Find {
                    self.open_found();
                }
                Ok(())
            }
            Some(Overlay::Entry(_)) => self.enter_text(answer),
            _ => Err(format!("`{answer}` isn't needed here.")),
        }
    }

    /// Opens what was just found, so that its fields are at hand.
    pub(super) fn open_found(&mut self) {
        if self.state.overlays.is_empty() && has_rows(&self.state.detail().0) {
            self.state.cursor_mut().pane = Pane::Detail;
        }
    }

    fn count(&mut self, by: i64, rest: &str) -> Said {
        if !rest.is_empty() {
            let number = rest.parse().map_err(|_| format!("`{rest}` is no row."))?;
            let index = self.row(number)?;
            self.select(index);
        }
        let key = if by > 0 { "+" } else { "-" };
        for _ in 0..by.abs() {
            self.press(key);
        }
        Ok(())
    }

    fn rows(&self) -> Vec<Row> {
        report::rows(&self.state).0
    }

    /// The index of a row's number.
    fn row(&self, number: usize) -> Result<usize, String> {
        let rows = self.rows();
        let all = choosable(&rows);
        let found = number.checked_sub(1).and_then(|n| all.get(n));
        found
            .map(|(index, _)| *index)
            .ok_or_else(|| format!("There is no row {number}; there are {}.", all.len()))
    }

    fn select(&mut self, index: usize) {
        let pane = self.state.cursor().pane;
        self.acted = Some((self.state.step, pane, index));
        let does = self.rows()[index].does.clone();
        let cursor = self.state.cursor_mut();
        match pane {
            Pane::Detail => cursor.part = index,
            Pane::List => {
                if cursor.held.as_ref() != Some(&does) {
                    cursor.part = 0;
                }
                cursor.row = index;
                cursor.held = Some(does).filter(|d| *d != crate::app::Does::Nothing);
            }
        }
    }

    /// A row by its number: opened in the list, entered in what is open.
    fn choose(&mut self, number: usize) -> Said {
        let index = self.row(number)?;
        self.select(index);
        if self.state.cursor().pane == Pane::List && has_rows(&self.state.detail().0) {
            self.state.cursor_mut().pane = Pane::Detail;
        } else {
            self.press("enter");
        }
        Ok(())
    }

    /// A step by its name, or a row by its words; a field's label comes before a step.
    fn row_or_step(&mut self, line: &str) -> Said {
        if self.state.cursor().pane == Pane::List
            && let Some(step) = words::step(line)
        {
            return self.act(step.action(), "");
        }
        let rows = self.rows();
        let texts: Vec<&str> = choosable(&rows)
            .iter()
            .map(|(_, r)| r.text.as_str())
            .collect();
        let whole: Vec<String> = choosable(&rows).iter().map(|(_, r)| in_words(r)).collect();
        let whole: Vec<&str> = whole.iter().map(String::as_str).collect();
        let values: Vec<&str> = choosable(&rows)
            .iter()
            .map(|(_, r)| r.value.as_str())
            .collect();
        let found = answer::by_words(&texts, line)
            .or_else(|why| answer::the_same(&values, line).ok_or(why))
            .or_else(|why| answer::by_words(&whole, line).map_err(|_| why));
        match found {
            Ok(index) => self.choose(index + 1),
            Err(answer::Not::Several) => Err(format!(
                "Several rows have `{line}`: say more of one, or its number."
            )),
            Err(answer::Not::Known) => match words::step(line) {
                Some(step) => self.act(step.action(), ""),
                None => Err(format!("`{line}` isn't known here; help lists the words.")),
            },
        }
    }
}

/// Whether there is anything to choose or to read.
fn has_rows(rows: &[Row]) -> bool {
    rows.iter().any(|row| !row.heading)
}

/// `+++` counts three up.
fn counted(word: &str) -> Option<i64> {
    let count = i64::try_from(word.len()).ok()?;
    match word.chars().next()? {
        '+' if word.chars().all(|c| c == '+') => Some(count),
        '-' if word.chars().all(|c| c == '-') => Some(-count),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_count() {
        assert_eq!(counted("+++"), Some(3));
        assert_eq!(counted("-"), Some(-1));
        assert_eq!(counted("+-"), None);
        assert_eq!(counted("a"), None);
    }
}
