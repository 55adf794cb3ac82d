//! Builds a condition by picking each part, so nobody has to write the file's syntax.
//!
//! A condition is shown as a list of parts, all or any of which must hold. Nested parts (possible
//! in a file) are preserved and can be removed, but not opened.

use super::dialog::Dialog;
use super::key::{Key, KeyCode};
use super::pick::{Choice, Pick, PickCommand, PickResult};
use super::state::{LeadsStatus, State};
use super::text_entry::{EntryCommand, TextEntry};
use crate::model::record::Place;
use crate::model::{Condition, Number, wording};

/// A condition being edited.
pub struct ConditionEditor {
    /// The criterion, answer, segment or persona it belongs to.
    pub at: Place,
    /// The field that holds it.
    pub key: String,
    /// Its parts.
    pub parts: Vec<Condition>,
    /// Whether one part is enough; otherwise all must hold.
    pub any: bool,
    /// Index of the selected part; one past the last is "add".
    pub cursor: usize,
    /// What the part being added still needs.
    build_step: BuildStep,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum BuildStep {
    #[default]
    Idle,
    PartKind,
    Field,
    Operator(String),
    Value(String, &'static str),
    Event,
    Count(String),
    Days(Box<Condition>),
    Sequence,
}

/// What follows from a key.
pub enum ConditionResult {
    /// Nothing; the editor stays open.
    StayOpen,
    /// Open another dialog on top.
    OpenDialog(Dialog),
    /// Editing is finished, with the condition as text.
    Done(String),
    /// Editing was cancelled.
    Cancelled,
}

const OPERATORS: &[(&str, &str)] = &[
    ("is", "is one of"),
    ("not_in", "is none of"),
    ("contains", "contains"),
    ("min", "is at least (a number)"),
    ("max", "is at most (a number)"),
    ("known", "is known"),
    ("unknown", "isn't known"),
];

impl ConditionEditor {
    /// Creates an editor for a condition given as text.
    pub fn new(at: Place, key: &str, text: &str) -> Self {
        let condition: Option<Condition> = serde_json::from_str(text).ok();
        let (parts, any) = match condition {
            None => (Vec::new(), false),
            Some(Condition {
                all: Some(parts), ..
            }) if Condition {
                all: Some(parts.clone()),
                ..Condition::default()
            } == serde_json::from_str(text).unwrap_or_default() =>
            {
                (parts, false)
            }
            Some(Condition {
                any: Some(parts), ..
            }) if Condition {
                any: Some(parts.clone()),
                ..Condition::default()
            } == serde_json::from_str(text).unwrap_or_default() =>
            {
                (parts, true)
            }
            Some(one) => (vec![one], false),
        };
        Self {
            at,
            key: key.into(),
            parts,
            any,
            cursor: 0,
            build_step: BuildStep::Idle,
        }
    }

    /// Returns the condition as text; blank if it has no parts.
    pub fn text(&self) -> String {
        let condition = match self.parts.as_slice() {
            [] => return String::new(),
            [one] => one.clone(),
            parts if self.any => Condition {
                any: Some(parts.to_vec()),
                ..Condition::default()
            },
            parts => Condition {
                all: Some(parts.to_vec()),
                ..Condition::default()
            },
        };
        serde_json::to_string(&condition).expect("a condition is plain data")
    }

    /// Returns one line per part.
    pub fn lines(&self) -> Vec<String> {
        self.parts.iter().map(wording::condition).collect()
    }

    /// Handles a key.
    pub fn key(&mut self, key: Key) -> ConditionResult {
        let count = self.parts.len();
        match (key.code, key.ctrl) {
            (KeyCode::Esc, _) => return ConditionResult::Cancelled,
            (KeyCode::Up | KeyCode::Char('k'), _) => self.cursor = self.cursor.saturating_sub(1),
            (KeyCode::Down | KeyCode::Char('j'), _) => self.cursor = (self.cursor + 1).min(count),
            (KeyCode::Char('d') | KeyCode::Delete, _) if self.cursor < count => {
                self.parts.remove(self.cursor);
            }
            (KeyCode::Char('o'), _) => self.any = !self.any,
            (KeyCode::Char('a'), _) => return self.start_part(),
            (KeyCode::Enter, _) if self.cursor >= count && count == 0 => return self.start_part(),
            (KeyCode::Enter, _) | (KeyCode::Char('s'), true) => {
                return ConditionResult::Done(self.text());
            }
            _ => {}
        }
        ConditionResult::StayOpen
    }

    fn start_part(&mut self) -> ConditionResult {
        self.build_step = BuildStep::PartKind;
        let choices = vec![
            Choice::new("field", "A field of the lead", "industry, size, role ..."),
            Choice::new(
                "event",
                "Something the lead did",
                "how often, within how many days",
            ),
            Choice::new("sequence", "Events in this order", "first this, then that"),
        ];
        open_pick(Pick::one(
            "What does it look at?",
            choices,
            "",
            PickCommand::Condition,
        ))
    }

    /// Accepts what was picked or typed, and asks for what is still missing.
    pub fn accept_input(&mut self, values: &[String], state: &State) -> ConditionResult {
        let first = values.first().cloned().unwrap_or_default();
        match std::mem::take(&mut self.build_step) {
            BuildStep::Idle => ConditionResult::StayOpen,
            BuildStep::PartKind => self.ask_for_part(&first, state),
            BuildStep::Field => self.ask_operator(first),
            BuildStep::Operator(field) => self.ask_value(field, &first, state),
            BuildStep::Value(field, operator) => self.finish_field(field, operator, values),
            BuildStep::Event => {
                self.build_step = BuildStep::Count(first);
                open_line_entry("At least how many times?", "A whole number", "1")
            }
            BuildStep::Count(event) => {
                let at_least = first.trim().parse().ok().filter(|n| *n > 1);
                let counted = Condition {
                    event: Some(event),
                    at_least,
                    ..Condition::default()
                };
                self.build_step = BuildStep::Days(Box::new(counted));
                open_line_entry("Within how many days?", "Blank: at any time", "")
            }
            BuildStep::Days(mut condition) => {
                condition.within_days = first.trim().parse().ok();
                self.push_part(*condition)
            }
            BuildStep::Sequence => {
                let sequence = split_list(values);
                if sequence.is_empty() {
                    return ConditionResult::StayOpen;
                }
                let ordered = Condition {
                    sequence: Some(sequence),
                    ..Condition::default()
                };
                self.build_step = BuildStep::Days(Box::new(ordered));
                open_line_entry("Within how many days?", "Blank: at any time", "")
            }
        }
    }

    fn ask_for_part(&mut self, what: &str, state: &State) -> ConditionResult {
        match what {
            "event" => {
                self.build_step = BuildStep::Event;
                pick_or_type(
                    "Which event?",
                    "The event's name as in the data",
                    event_choices(state),
                )
            }
            "sequence" => {
                self.build_step = BuildStep::Sequence;
                open_line_entry(
                    "Which events, in order?",
                    "Names separated by commas: case study, pricing sheet",
                    "",
                )
            }
            _ => {
                self.build_step = BuildStep::Field;
                pick_or_type(
                    "Which field?",
                    "The column's name as in the data",
                    field_choices(state),
                )
            }
        }
    }

    fn ask_operator(&mut self, field: String) -> ConditionResult {
        let choices = OPERATORS
            .iter()
            .map(|(word, label)| Choice::new(*word, *label, ""))
            .collect();
        let title = format!("{field} ...");
        self.build_step = BuildStep::Operator(field);
        open_pick(Pick::one(title, choices, "is", PickCommand::Condition))
    }

    fn ask_value(&mut self, field: String, operator: &str, state: &State) -> ConditionResult {
        let known = |known| Condition {
            field: Some(field.clone()),
            known: Some(known),
            ..Condition::default()
        };
        match operator {
            "known" => return self.push_part(known(true)),
            "unknown" => return self.push_part(known(false)),
            _ => {}
        }
        let operator = OPERATORS
            .iter()
            .find(|(word, _)| *word == operator)
            .map_or("is", |(word, _)| word);
        let values = value_choices(state, &field);
        let title = format!(
            "{field} {}",
            OPERATORS
                .iter()
                .find(|o| o.0 == operator)
                .map_or("", |o| o.1)
        );
        self.build_step = BuildStep::Value(field, operator);
        if matches!(operator, "is" | "not_in") && !values.is_empty() {
            return open_pick(Pick::many(
                title,
                values,
                Vec::new(),
                PickCommand::Condition,
            ));
        }
        let hint = if matches!(operator, "min" | "max") {
            "A number"
        } else {
            "Separate several with commas"
        };
        open_line_entry(&title, hint, "")
    }

    fn finish_field(
        &mut self,
        field: String,
        operator: &str,
        values: &[String],
    ) -> ConditionResult {
        let mut condition = Condition {
            field: Some(field),
            ..Condition::default()
        };
        let texts = split_list(values);
        let first = texts.first().cloned().unwrap_or_default();
        match operator {
            "min" => condition.min = Number::parse(&first).ok(),
            "max" => condition.max = Number::parse(&first).ok(),
            "contains" => condition.contains = Some(values.join(" ").trim().to_owned()),
            "not_in" => condition.not_in = Some(texts),
            _ if texts.len() == 1 => condition.is = Some(first),
            _ => condition.is_in = Some(texts),
        }
        if condition.problem().is_some() {
            ConditionResult::StayOpen
        } else {
            self.push_part(condition)
        }
    }

    fn push_part(&mut self, condition: Condition) -> ConditionResult {
        self.parts.push(condition);
        self.cursor = self.parts.len();
        ConditionResult::StayOpen
    }
}

fn split_list(values: &[String]) -> Vec<String> {
    let trimmed = |part: &str| Some(part.trim().to_owned()).filter(|p| !p.is_empty());
    match values {
        [one] => one.split(',').filter_map(trimmed).collect(),
        many => many.to_vec(),
    }
}

fn open_pick(pick: Pick) -> ConditionResult {
    debug_assert!(!pick.choices.is_empty());
    ConditionResult::OpenDialog(Dialog::Pick(Box::new(pick)))
}

fn open_line_entry(title: &str, hint: &str, text: &str) -> ConditionResult {
    ConditionResult::OpenDialog(Dialog::TextEntry(Box::new(TextEntry::line(
        EntryCommand::Condition,
        title,
        hint,
        text,
    ))))
}

fn pick_or_type(title: &str, hint: &str, choices: Vec<Choice>) -> ConditionResult {
    if choices.is_empty() {
        open_line_entry(title, hint, "")
    } else {
        open_pick(Pick::one(title, choices, "", PickCommand::Condition))
    }
}

fn field_choices(state: &State) -> Vec<Choice> {
    let LeadsStatus::Loaded { summary, .. } = &state.recorded else {
        return Vec::new();
    };
    summary
        .fields
        .iter()
        .map(|f| {
            Choice::new(
                &f.name,
                &f.name,
                format!("{} different values", wording::grouped(f.distinct)),
            )
        })
        .collect()
}

fn event_choices(state: &State) -> Vec<Choice> {
    let LeadsStatus::Loaded { summary, .. } = &state.recorded else {
        return Vec::new();
    };
    summary
        .events
        .iter()
        .map(|e| {
            Choice::new(
                &e.name,
                &e.name,
                crate::model::wording::count_noun(e.leads_with, "lead"),
            )
        })
        .collect()
}

fn value_choices(state: &State, field: &str) -> Vec<Choice> {
    let LeadsStatus::Loaded { summary, .. } = &state.recorded else {
        return Vec::new();
    };
    let Some(found) = summary.fields.iter().find(|f| f.name == field) else {
        return Vec::new();
    };
    found
        .top
        .iter()
        .map(|(value, leads)| {
            Choice::new(
                value,
                value,
                crate::model::wording::count_noun(*leads, "lead"),
            )
        })
        .collect()
}

/// Returns whether the result of a pick belongs to the condition editor beneath it.
pub fn is_for_condition(command: &PickCommand, picked: &PickResult) -> bool {
    *command == PickCommand::Condition && matches!(picked, PickResult::Values(_))
}
