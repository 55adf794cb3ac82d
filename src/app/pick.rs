//! Picking from a list: typing narrows it, nobody types an id.

use tui_input::Input;

use super::key::{Key, KeyCode};
use super::keymap::Action;
use super::rule_parts::NewRulePart;
use super::screen::Addable;
use super::text_entry::{insert_at_cursor, line_request};
use crate::model::Subject;
use crate::model::record::Place;
use crate::proof::Suggestion;

/// One choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is taken.
    pub value: String,
    /// What is read.
    pub label: String,
    /// What is said beside it.
    pub note: String,
}

impl Choice {
    /// A choice.
    pub fn new(
        value: impl Into<String>,
        label: impl Into<String>,
        note: impl Into<String>,
    ) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            note: note.into(),
        }
    }
}

/// What becomes of what was picked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PickCommand {
    /// It is a field's text.
    SetField(Place, String),
    /// It is one of these to add, by index.
    Add(Vec<Addable>),
    /// It is a place to go to.
    GoTo,
    /// It is an action, by index in the key table.
    Action(Vec<Action>),
    /// It says what sort of part a rule gets.
    NewPart(Place),
    /// It fills the part of a rule.
    FillPart(Place, NewRulePart),
    /// It replaces the references of a rule's part.
    Answers(Place, usize),
    /// It is for the condition editor beneath.
    Condition,
    /// It is a side that agrees.
    Sign,
    /// It is a published version.
    Version,
    /// It is a published version to compare with this one.
    Compare(crate::model::Version),
    /// They are sample leads made by the model, by index, or all of them.
    Suggestions(Vec<Suggestion>),
    /// It is one of several subjects, for this action.
    Subject(Action),
    /// It is the way to vote on a subject.
    Method(Subject),
    /// It is who gives a reason.
    Reason(Subject),
    /// It is the outcome of a ballot.
    Outcome(Subject),
    /// It is who agrees to a subject as it stands.
    WhoAgrees(Subject),
}

/// Bytes of the longest filter: nothing to pick from says more.
const MAX_FILTER_BYTES: usize = 1_000;

/// A list to pick from.
pub struct Pick {
    /// What is asked.
    pub title: String,
    /// All choices.
    pub choices: Vec<Choice>,
    /// What narrows them.
    pub filter: Input,
    /// The selected one among those shown.
    pub cursor: usize,
    /// The values ticked, where several can be; `None` where one is taken.
    pub ticked: Option<Vec<String>>,
    /// What becomes of it.
    pub command: PickCommand,
}

/// What a key did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PickResult {
    /// Going on.
    StayOpen,
    /// These values.
    Values(Vec<String>),
    /// Given up.
    Cancelled,
}

impl Pick {
    /// A list from which one is taken; the cursor starts on `present`.
    pub fn one(
        title: impl Into<String>,
        choices: Vec<Choice>,
        present: &str,
        then: PickCommand,
    ) -> Self {
        // Nothing chosen yet: the first real choice is nearer than "none of these".
        let is_present = |c: &Choice| !present.is_empty() && c.value == present;
        let cursor = choices.iter().position(is_present).unwrap_or(0);
        Self {
            title: title.into(),
            choices,
            filter: Input::default(),
            cursor,
            ticked: None,
            command: then,
        }
    }

    /// A list from which several are ticked.
    pub fn many(
        title: impl Into<String>,
        choices: Vec<Choice>,
        ticked: Vec<String>,
        then: PickCommand,
    ) -> Self {
        Self {
            title: title.into(),
            choices,
            filter: Input::default(),
            cursor: 0,
            ticked: Some(ticked),
            command: then,
        }
    }

    /// The choices the filter leaves.
    pub fn filtered_choices(&self) -> Vec<&Choice> {
        let words: Vec<String> = self
            .filter
            .value()
            .to_lowercase()
            .split_whitespace()
            .map(Into::into)
            .collect();
        let fits = |choice: &&Choice| {
            let text = format!("{} {}", choice.label, choice.note).to_lowercase();
            words.iter().all(|word| text.contains(word))
        };
        self.choices.iter().filter(fits).collect()
    }

    /// Takes a key.
    pub fn key(&mut self, key: Key) -> PickResult {
        let last = self.filtered_choices().len().saturating_sub(1);
        match key.code {
            KeyCode::Esc => return PickResult::Cancelled,
            KeyCode::Enter => return self.finish(),
            KeyCode::Up => self.cursor = self.cursor.saturating_sub(1),
            KeyCode::Down => self.cursor = (self.cursor + 1).min(last),
            KeyCode::PageUp => self.cursor = self.cursor.saturating_sub(8),
            KeyCode::PageDown => self.cursor = (self.cursor + 8).min(last),
            KeyCode::Char(' ') if self.ticked.is_some() => self.tick(),
            _ => {
                if let Some(request) = line_request(key) {
                    self.filter.handle(request);
                    self.cursor = self
                        .cursor
                        .min(self.filtered_choices().len().saturating_sub(1));
                }
            }
        }
        PickResult::StayOpen
    }

    /// Takes pasted or typed text into the filter, as far as anything can have it; whether that
    /// was all of it.
    #[must_use]
    pub fn insert_text(&mut self, text: &str) -> bool {
        let room = MAX_FILTER_BYTES.saturating_sub(self.filter.value().len());
        let mut taken = String::new();
        let mut all = true;
        for c in text.chars() {
            let c = if c.is_whitespace() { ' ' } else { c };
            if taken.len() + c.len_utf8() > room {
                all = false;
                break;
            }
            if !c.is_control() {
                taken.push(c);
            }
        }
        insert_at_cursor(&mut self.filter, &taken);
        self.cursor = 0;
        all
    }

    fn tick(&mut self) {
        let Some(value) = self
            .filtered_choices()
            .get(self.cursor)
            .map(|c| c.value.clone())
        else {
            return;
        };
        if let Some(ticked) = &mut self.ticked {
            if ticked.contains(&value) {
                ticked.retain(|t| *t != value);
            } else {
                ticked.push(value);
            }
        }
    }

    /// What Enter takes: the ticked ones in listed order, or the selected one where none is
    /// ticked or only one can be.
    fn finish(&mut self) -> PickResult {
        let selected = self
            .filtered_choices()
            .get(self.cursor)
            .map(|c| c.value.clone());
        match (&self.ticked, selected) {
            (Some(ticked), selected) => {
                let mut values: Vec<String> = self
                    .choices
                    .iter()
                    .map(|c| c.value.clone())
                    .filter(|v| ticked.contains(v))
                    .collect();
                if values.is_empty() && self.command != PickCommand::Condition {
                    values.extend(selected.filter(|_| self.needs_one()));
                }
                PickResult::Values(values)
            }
            (None, Some(value)) => PickResult::Values(vec![value]),
            (None, None) => PickResult::StayOpen,
        }
    }

    /// Whether nothing ticked means the selected one: adding to a rule, not clearing a field.
    fn needs_one(&self) -> bool {
        matches!(
            self.command,
            PickCommand::FillPart(..) | PickCommand::Answers(..) | PickCommand::Suggestions(_)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pick(many: bool) -> Pick {
        let choices = ["Demo", "Budget approved", "Budget asked for"]
            .map(|l| Choice::new(l.to_lowercase(), l, ""))
            .to_vec();
        if many {
            Pick::many("t", choices, Vec::new(), PickCommand::Condition)
        } else {
            Pick::one("t", choices, "", PickCommand::GoTo)
        }
    }

    #[test]
    fn typing_narrows_and_enter_takes() {
        let mut list = pick(false);
        for key in Key::parse_all("budget ask") {
            assert_eq!(list.key(key), PickResult::StayOpen);
        }
        assert_eq!(
            list.key(Key::parse("enter").unwrap()),
            PickResult::Values(vec!["budget asked for".into()])
        );
    }

    #[test]
    fn several_come_in_listed_order() {
        let mut list = pick(true);
        for key in Key::parse_all("<down> <up> ") {
            list.key(key);
        }
        assert_eq!(
            list.key(Key::parse("enter").unwrap()),
            PickResult::Values(vec!["demo".into(), "budget approved".into()])
        );
    }
}
