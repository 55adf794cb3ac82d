//! Putting a condition together: each part is picked, never written in the file's syntax.
//!
//! A condition is shown as a list of parts that must all hold, or one of which must. Parts that
//! are themselves made of parts (possible in a file) are kept and can be taken out, not opened.

use super::entry::{Entry, Purpose};
use super::key::{Key, KeyCode};
use super::overlay::Overlay;
use super::pick::{Choice, Pick, Picked, Then};
use super::state::{Recorded, State};
use crate::model::record::Place;
use crate::model::{Condition, Number, wording};

/// A condition being put together.
pub struct ConditionEditor {
    /// The criterion, level, segment or persona it is for.
    pub at: Place,
    /// The field that holds it.
    pub key: String,
    /// The parts.
    pub parts: Vec<Condition>,
    /// Whether one part is enough.
    pub any: bool,
    /// The selected part; one past the last is "add".
    pub cursor: usize,
    /// What is being put together at the moment.
    making: Making,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Making {
    #[default]
    Nothing,
    What,
    Field,
    Operator(String),
    Value(String, &'static str),
    Event,
    Count(String),
    Days(Box<Condition>),
    Sequence,
}

/// What a key asks the workbench to do.
pub enum Wants {
    /// Nothing.
    Nothing,
    /// Another dialog on top.
    Open(Overlay),
    /// The condition is done: its text.
    Done(String),
    /// Given up.
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
    /// Opens a condition's text.
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
            making: Making::Nothing,
        }
    }

    /// The condition as text; blank for none.
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

    /// The lines it shows.
    pub fn lines(&self) -> Vec<String> {
        self.parts.iter().map(wording::condition).collect()
    }

    /// Takes a key.
    pub fn key(&mut self, key: Key) -> Wants {
        let count = self.parts.len();
        match (key.code, key.ctrl) {
            (KeyCode::Esc, _) => return Wants::Cancelled,
            (KeyCode::Up | KeyCode::Char('k'), _) => self.cursor = self.cursor.saturating_sub(1),
            (KeyCode::Down | KeyCode::Char('j'), _) => self.cursor = (self.cursor + 1).min(count),
            (KeyCode::Char('d') | KeyCode::Delete, _) if self.cursor < count => {
                self.parts.remove(self.cursor);
            }
            (KeyCode::Char('o'), _) => self.any = !self.any,
            (KeyCode::Char('a'), _) => return self.start(),
            (KeyCode::Enter, _) if self.cursor >= count && count == 0 => return self.start(),
            (KeyCode::Enter, _) | (KeyCode::Char('s'), true) => return Wants::Done(self.text()),
            _ => {}
        }
        Wants::Nothing
    }

    fn start(&mut self) -> Wants {
        self.making = Making::What;
        let choices = vec![
            Choice::new("field", "A field of the lead", "industry, size, role ..."),
            Choice::new(
                "event",
                "Something the lead did",
                "so often, in so many days",
            ),
            Choice::new("sequence", "Things in this order", "first this, then that"),
        ];
        open(Pick::one(
            "What does it look at?",
            choices,
            "",
            Then::Condition,
        ))
    }

    /// Takes what was picked or typed, and asks for what is still needed.
    pub fn take(&mut self, values: &[String], state: &State) -> Wants {
        let first = values.first().cloned().unwrap_or_default();
        match std::mem::take(&mut self.making) {
            Making::Nothing => Wants::Nothing,
            Making::What => self.what(&first, state),
            Making::Field => self.operator(first),
            Making::Operator(field) => self.value(field, &first, state),
            Making::Value(field, operator) => self.finish_field(field, operator, values),
            Making::Event => {
                self.making = Making::Count(first);
                ask("How often at least?", "A whole number", "1")
            }
            Making::Count(event) => {
                let at_least = first.trim().parse().ok().filter(|n| *n > 1);
                let counted = Condition {
                    event: Some(event),
                    at_least,
                    ..Condition::default()
                };
                self.making = Making::Days(Box::new(counted));
                ask("In the last how many days?", "Blank for at any time", "")
            }
            Making::Days(mut condition) => {
                condition.within_days = first.trim().parse().ok();
                self.push(*condition)
            }
            Making::Sequence => {
                let sequence = split(values);
                if sequence.is_empty() {
                    return Wants::Nothing;
                }
                let ordered = Condition {
                    sequence: Some(sequence),
                    ..Condition::default()
                };
                self.making = Making::Days(Box::new(ordered));
                ask("In the last how many days?", "Blank for at any time", "")
            }
        }
    }

    fn what(&mut self, what: &str, state: &State) -> Wants {
        match what {
            "event" => {
                self.making = Making::Event;
                pick_or_ask(
                    "Which event?",
                    "The event's name as in the data",
                    event_choices(state),
                )
            }
            "sequence" => {
                self.making = Making::Sequence;
                ask(
                    "Which events, in order?",
                    "Names with commas: case study, pricing sheet",
                    "",
                )
            }
            _ => {
                self.making = Making::Field;
                pick_or_ask(
                    "Which field?",
                    "The column's name as in the data",
                    field_choices(state),
                )
            }
        }
    }

    fn operator(&mut self, field: String) -> Wants {
        let choices = OPERATORS
            .iter()
            .map(|(word, label)| Choice::new(*word, *label, ""))
            .collect();
        let title = format!("{field} ...");
        self.making = Making::Operator(field);
        open(Pick::one(title, choices, "is", Then::Condition))
    }

    fn value(&mut self, field: String, operator: &str, state: &State) -> Wants {
        let known = |known| Condition {
            field: Some(field.clone()),
            known: Some(known),
            ..Condition::default()
        };
        match operator {
            "known" => return self.push(known(true)),
            "unknown" => return self.push(known(false)),
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
        self.making = Making::Value(field, operator);
        if matches!(operator, "is" | "not_in") && !values.is_empty() {
            return open(Pick::many(title, values, Vec::new(), Then::Condition));
        }
        let hint = if matches!(operator, "min" | "max") {
            "A number"
        } else {
            "With commas between several"
        };
        ask(&title, hint, "")
    }

    fn finish_field(&mut self, field: String, operator: &str, values: &[String]) -> Wants {
        let mut condition = Condition {
            field: Some(field),
            ..Condition::default()
        };
        let texts = split(values);
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
            Wants::Nothing
        } else {
            self.push(condition)
        }
    }

    fn push(&mut self, condition: Condition) -> Wants {
        self.parts.push(condition);
        self.cursor = self.parts.len();
        Wants::Nothing
    }
}

fn split(values: &[String]) -> Vec<String> {
    let trimmed = |part: &str| Some(part.trim().to_owned()).filter(|p| !p.is_empty());
    match values {
        [one] => one.split(',').filter_map(trimmed).collect(),
        many => many.to_vec(),
    }
}

fn open(pick: Pick) -> Wants {
    debug_assert!(!pick.choices.is_empty());
    Wants::Open(Overlay::Pick(Box::new(pick)))
}

fn ask(title: &str, hint: &str, text: &str) -> Wants {
    Wants::Open(Overlay::Entry(Box::new(Entry::line(
        Purpose::Condition,
        title,
        hint,
        text,
    ))))
}

fn pick_or_ask(title: &str, hint: &str, choices: Vec<Choice>) -> Wants {
    if choices.is_empty() {
        ask(title, hint, "")
    } else {
        open(Pick::one(title, choices, "", Then::Condition))
    }
}

fn field_choices(state: &State) -> Vec<Choice> {
    let Recorded::Loaded { summary, .. } = &state.recorded else {
        return Vec::new();
    };
    summary
        .fields
        .iter()
        .map(|f| Choice::new(&f.name, &f.name, format!("{} different values", f.distinct)))
        .collect()
}

fn event_choices(state: &State) -> Vec<Choice> {
    let Recorded::Loaded { summary, .. } = &state.recorded else {
        return Vec::new();
    };
    summary
        .events
        .iter()
        .map(|e| {
            Choice::new(
                &e.name,
                &e.name,
                crate::model::wording::counted(e.leads_with, "lead"),
            )
        })
        .collect()
}

fn value_choices(state: &State, field: &str) -> Vec<Choice> {
    let Recorded::Loaded { summary, .. } = &state.recorded else {
        return Vec::new();
    };
    let Some(found) = summary.fields.iter().find(|f| f.name == field) else {
        return Vec::new();
    };
    found
        .top
        .iter()
        .map(|(value, leads)| {
            Choice::new(value, value, crate::model::wording::counted(*leads, "lead"))
        })
        .collect()
}

/// Whether a pick's outcome belongs to the condition editor beneath it.
pub fn is_for_condition(then: &Then, picked: &Picked) -> bool {
    *then == Then::Condition && matches!(picked, Picked::Values(_))
}
