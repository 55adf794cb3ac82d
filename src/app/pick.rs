//! Picking from a list: typing narrows it, nobody types an id.

use tui_input::Input;

use super::entry::{insert, line_request};
use super::key::{Key, KeyCode};
use super::keymap::Action;
use super::rule_parts::NewPart;
use super::screen::Addable;
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
pub enum Then {
    /// It is a field's text.
    SetField(Place, String),
    /// It is one of these to add, by index.
    Add(Vec<Addable>),
    /// It is a place to go to.
    GoTo,
    /// It is an action, by index in the key table.
    Act(Vec<Action>),
    /// It says what sort of part a rule gets.
    NewPart(Place),
    /// It fills the part of a rule.
    FillPart(Place, NewPart),
    /// It replaces the references of a rule's part.
    Levels(Place, usize),
    /// It is for the condition editor beneath.
    Condition,
    /// It is a side that agrees.
    Sign,
    /// It is a published version.
    Version,
    /// It is a published version to compare with this one.
    Compare(crate::model::Version),
    /// They are sample leads made by the model, by index, or all of them.
    Make(Vec<Suggestion>),
    /// It is one of several subjects, for this action.
    Subject(Action),
    /// It is the way to vote on a subject.
    Method(Subject),
    /// It is who gives a reason.
    Reason(Subject),
    /// It is the outcome of a ballot.
    Outcome(Subject),
    /// It is who agrees to a subject as it stands.
    Agreed(Subject),
}

/// Bytes of the longest filter: nothing to pick from says more.
const FILTER: usize = 1_000;

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
    pub then: Then,
}

/// What a key did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked {
    /// Going on.
    Going,
    /// These values.
    Values(Vec<String>),
    /// Given up.
    Cancelled,
}

impl Pick {
    /// A list from which one is taken; the cursor starts on `present`.
    pub fn one(title: impl Into<String>, choices: Vec<Choice>, present: &str, then: Then) -> Self {
        // Nothing chosen yet: the first real choice is nearer than "none of these".
        let is_present = |c: &Choice| !present.is_empty() && c.value == present;
        let cursor = choices.iter().position(is_present).unwrap_or(0);
        Self {
            title: title.into(),
            choices,
            filter: Input::default(),
            cursor,
            ticked: None,
            then,
        }
    }

    /// A list from which several are ticked.
    pub fn many(
        title: impl Into<String>,
        choices: Vec<Choice>,
        ticked: Vec<String>,
        then: Then,
    ) -> Self {
        Self {
            title: title.into(),
            choices,
            filter: Input::default(),
            cursor: 0,
            ticked: Some(ticked),
            then,
        }
    }

    /// The choices the filter leaves.
    pub fn shown(&self) -> Vec<&Choice> {
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
    pub fn key(&mut self, key: Key) -> Picked {
        let last = self.shown().len().saturating_sub(1);
        match key.code {
            KeyCode::Esc => return Picked::Cancelled,
            KeyCode::Enter => return self.finish(),
            KeyCode::Up => self.cursor = self.cursor.saturating_sub(1),
            KeyCode::Down => self.cursor = (self.cursor + 1).min(last),
            KeyCode::PageUp => self.cursor = self.cursor.saturating_sub(8),
            KeyCode::PageDown => self.cursor = (self.cursor + 8).min(last),
            KeyCode::Char(' ') if self.ticked.is_some() => self.tick(),
            _ => {
                if let Some(request) = line_request(key) {
                    self.filter.handle(request);
                    self.cursor = self.cursor.min(self.shown().len().saturating_sub(1));
                }
            }
        }
        Picked::Going
    }

    /// Takes pasted or typed text into the filter, as far as anything can have it; whether that
    /// was all of it.
    #[must_use]
    pub fn type_in(&mut self, text: &str) -> bool {
        let room = FILTER.saturating_sub(self.filter.value().len());
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
        insert(&mut self.filter, &taken);
        self.cursor = 0;
        all
    }

    fn tick(&mut self) {
        let Some(value) = self.shown().get(self.cursor).map(|c| c.value.clone()) else {
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
    fn finish(&mut self) -> Picked {
        let selected = self.shown().get(self.cursor).map(|c| c.value.clone());
        match (&self.ticked, selected) {
            (Some(ticked), selected) => {
                let mut values: Vec<String> = self
                    .choices
                    .iter()
                    .map(|c| c.value.clone())
                    .filter(|v| ticked.contains(v))
                    .collect();
                if values.is_empty() && self.then != Then::Condition {
                    values.extend(selected.filter(|_| self.needs_one()));
                }
                Picked::Values(values)
            }
            (None, Some(value)) => Picked::Values(vec![value]),
            (None, None) => Picked::Going,
        }
    }

    /// Whether nothing ticked means the selected one: adding to a rule, not clearing a field.
    fn needs_one(&self) -> bool {
        matches!(
            self.then,
            Then::FillPart(..) | Then::Levels(..) | Then::Make(_)
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
            Pick::many("t", choices, Vec::new(), Then::Condition)
        } else {
            Pick::one("t", choices, "", Then::GoTo)
        }
    }

    #[test]
    fn typing_narrows_and_enter_takes() {
        let mut list = pick(false);
        for key in Key::parse_all("budget ask") {
            assert_eq!(list.key(key), Picked::Going);
        }
        assert_eq!(
            list.key(Key::parse("enter").unwrap()),
            Picked::Values(vec!["budget asked for".into()])
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
            Picked::Values(vec!["demo".into(), "budget approved".into()])
        );
    }
}
