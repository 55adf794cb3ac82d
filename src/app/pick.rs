//! Picking from a list. Typing narrows the list, so nobody has to type an id.

use tui_input::Input;

use super::key::{Key, KeyCode};
use super::keymap::Action;
use super::screen::Addable;
use super::text_entry::{insert_at_cursor, line_request};
use crate::model::Subject;
use crate::model::record::Place;
use crate::model::rule_parts::NewRulePart;
use crate::proof::Suggestion;

/// One choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The value picked.
    pub value: String,
    /// The text shown.
    pub label: String,
    /// A note beside the label.
    pub note: String,
}

impl Choice {
    /// Creates a choice.
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

/// What to do with the values picked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PickCommand {
    /// Set this field of the record.
    SetField(Place, String),
    /// Add one of these, by index.
    Add(Vec<Addable>),
    /// Go to the place.
    GoTo,
    /// Run one of these actions, by index.
    Action(Vec<Action>),
    /// Add this kind of part to the rule at this place.
    NewPart(Place),
    /// Fill a new part of the rule at this place.
    FillPart(Place, NewRulePart),
    /// Replace the references of a part of the rule at this place.
    Answers(Place, usize),
    /// Pass the value to the condition editor beneath.
    Condition,
    /// Sign for a side.
    Sign,
    /// Show what can be done with a published version.
    Version,
    /// Compare this version with the one picked.
    Compare(crate::model::Version),
    /// Add suggested sample leads, by index, or all of them.
    Suggestions(Vec<Suggestion>),
    /// Run this action on one of several subjects.
    Subject(Action),
    /// Open a ballot on this subject with the method picked.
    Method(Subject),
    /// Ask the voter picked for a reason.
    Reason(Subject),
    /// Set the outcome of the ballot on this subject.
    Outcome(Subject),
    /// Record who agrees to this subject as it is.
    WhoAgrees(Subject),
}

/// Maximum length of the filter in bytes, more than any label has.
const MAX_FILTER_BYTES: usize = 1_000;

/// A list to pick from.
pub struct Pick {
    /// The question.
    pub title: String,
    /// All choices.
    pub choices: Vec<Choice>,
    /// Text that narrows the choices.
    pub filter: Input,
    /// Index of the selected choice among the filtered ones.
    pub cursor: usize,
    /// Ticked values if several can be picked; `None` if only one can.
    pub ticked: Option<Vec<String>>,
    /// What to do with the values picked.
    pub command: PickCommand,
}

/// What follows from a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PickResult {
    /// The list stays open.
    StayOpen,
    /// These values were picked.
    Values(Vec<String>),
    /// The list was cancelled.
    Cancelled,
}

impl Pick {
    /// Creates a list from which one value is picked; the cursor starts on `present`.
    pub fn one(
        title: impl Into<String>,
        choices: Vec<Choice>,
        present: &str,
        command: PickCommand,
    ) -> Self {
        // With nothing chosen yet, start on the first real choice instead of "none of these".
        let is_present = |c: &Choice| !present.is_empty() && c.value == present;
        let cursor = choices.iter().position(is_present).unwrap_or(0);
        Self {
            title: title.into(),
            choices,
            filter: Input::default(),
            cursor,
            ticked: None,
            command,
        }
    }

    /// Creates a list from which several values can be ticked.
    pub fn many(
        title: impl Into<String>,
        choices: Vec<Choice>,
        ticked: Vec<String>,
        command: PickCommand,
    ) -> Self {
        Self {
            title: title.into(),
            choices,
            filter: Input::default(),
            cursor: 0,
            ticked: Some(ticked),
            command,
        }
    }

    /// Returns the choices that match the filter.
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

    /// Handles a key.
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

    /// Inserts typed or pasted text into the filter, up to its maximum length. Returns whether all
    /// of it fitted.
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

    /// Picks the ticked values in list order, or the selected one if none is ticked or only one
    /// can be.
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

    /// Returns whether the selected value counts if nothing is ticked, as when adding to a rule.
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
