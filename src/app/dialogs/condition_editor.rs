//! Builds a condition by picking each part, so nobody has to write the file's syntax.
//!
//! A condition is shown as a list of parts, all or any of which must hold. Nested parts (possible
//! in a file) are preserved and can be removed, but not opened.

use crate::app::dialogs::pick::{Choice, Pick, Tick};
use crate::app::dialogs::text_entry::TextEntry;
use crate::app::input::command::{Command, TickCommand, TickValue};
use crate::app::input::condition_command::{ConditionCommand, ConditionEntry, Operator};
use crate::app::input::entry_command::EntryCommand;
use crate::app::input::key::{Key, KeyCode};
use crate::evidence::DataSummary;
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
}

/// What follows from a key.
pub enum ConditionResult {
    /// Nothing; the editor stays open.
    StayOpen,
    /// Open a list on top.
    OpenPick(Box<Pick>),
    /// Open a text on top.
    OpenEntry(Box<TextEntry>),
    /// Editing is finished, with the condition as text.
    Done(String),
    /// Editing was cancelled.
    Cancelled,
}

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
            (KeyCode::Char('a'), _) => return Self::ask_kind(),
            (KeyCode::Enter, _) if self.cursor >= count && count == 0 => return Self::ask_kind(),
            (KeyCode::Enter, _) | (KeyCode::Char('s'), true) => {
                return ConditionResult::Done(self.text());
            }
            _ => {}
        }
        ConditionResult::StayOpen
    }

    fn ask_kind() -> ConditionResult {
        let choice = |word: &str, label: &str, note: &str, run: ConditionCommand| {
            Choice::new(word, label, note, Command::Condition(run))
        };
        let choices = vec![
            choice(
                "field",
                "A field of the lead",
                "industry, size, role ...",
                ConditionCommand::AskField,
            ),
            choice(
                "event",
                "Something the lead did",
                "how often, within how many days",
                ConditionCommand::AskEvent,
            ),
            choice(
                "sequence",
                "Events in this order",
                "first this, then that",
                ConditionCommand::AskSequence,
            ),
        ];
        open_pick(Pick::one("What does it look at?", choices, ""))
    }

    /// Accepts what was picked, and asks for what is still missing. `data` is known of the leads.
    pub fn accept_choice(
        &mut self,
        picked: ConditionCommand,
        data: Option<&DataSummary>,
    ) -> ConditionResult {
        match picked {
            ConditionCommand::AskField => pick_or_type(
                "Which field?",
                "The column's name as in the data",
                ConditionEntry::Field,
                field_choices(data),
            ),
            ConditionCommand::AskEvent => pick_or_type(
                "Which event?",
                "The event's name as in the data",
                ConditionEntry::Event,
                event_choices(data),
            ),
            ConditionCommand::AskSequence => open_line_entry(
                ConditionEntry::Sequence,
                "Which events, in order?",
                "Names separated by commas: case study, pricing sheet",
                "",
            ),
            ConditionCommand::Field(field) => ask_operator(&field),
            ConditionCommand::Operator(field, operator) => self.ask_value(field, operator, data),
            ConditionCommand::Event(event) => ask_count(event),
        }
    }

    /// Accepts what was typed, and asks for what is still missing.
    pub fn accept_text(&mut self, asked: ConditionEntry, text: &str) -> ConditionResult {
        match asked {
            ConditionEntry::Field => ask_operator(text),
            ConditionEntry::Event => ask_count(text.to_owned()),
            ConditionEntry::Value(field, operator) => {
                self.finish_field(field, operator, split_list(text), text.trim())
            }
            ConditionEntry::Count(event) => {
                let at_least = text.trim().parse().ok().filter(|n| *n > 1);
                ask_days(Condition {
                    event: Some(event),
                    at_least,
                    ..Condition::default()
                })
            }
            ConditionEntry::Days(mut condition) => {
                condition.within_days = text.trim().parse().ok();
                self.push_part(*condition)
            }
            ConditionEntry::Sequence => {
                let sequence = split_list(text);
                if sequence.is_empty() {
                    return ConditionResult::StayOpen;
                }
                ask_days(Condition {
                    sequence: Some(sequence),
                    ..Condition::default()
                })
            }
        }
    }

    /// Accepts the values ticked for a field.
    pub fn accept_values(
        &mut self,
        field: String,
        operator: Operator,
        values: Vec<String>,
    ) -> ConditionResult {
        self.finish_field(field, operator, values, "")
    }

    fn ask_value(
        &mut self,
        field: String,
        operator: Operator,
        data: Option<&DataSummary>,
    ) -> ConditionResult {
        let known = |known| Condition {
            field: Some(field.clone()),
            known: Some(known),
            ..Condition::default()
        };
        match operator {
            Operator::Known => return self.push_part(known(true)),
            Operator::Unknown => return self.push_part(known(false)),
            _ => {}
        }
        let title = format!("{field} {}", operator.label());
        let values = value_ticks(data, &field);
        if matches!(operator, Operator::Is | Operator::NotIn) && !values.is_empty() {
            let command = TickCommand::ConditionValues(field, operator);
            return open_pick(Pick::many(title, values, &[], command));
        }
        let hint = if matches!(operator, Operator::Min | Operator::Max) {
            "A number"
        } else {
            "Separate several with commas"
        };
        open_line_entry(ConditionEntry::Value(field, operator), &title, hint, "")
    }

    /// Adds a comparison of a field with `values`; `text` is what was typed, as a whole.
    fn finish_field(
        &mut self,
        field: String,
        operator: Operator,
        values: Vec<String>,
        text: &str,
    ) -> ConditionResult {
        let mut condition = Condition {
            field: Some(field),
            ..Condition::default()
        };
        let first = values.first().cloned().unwrap_or_default();
        match operator {
            Operator::Min => condition.min = Number::parse(&first).ok(),
            Operator::Max => condition.max = Number::parse(&first).ok(),
            Operator::Contains => condition.contains = Some(text.to_owned()),
            Operator::NotIn => condition.not_in = Some(values),
            Operator::Known | Operator::Unknown => condition.known = Some(true),
            Operator::Is if values.len() == 1 => condition.is = Some(first),
            Operator::Is => condition.is_in = Some(values),
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

fn ask_operator(field: &str) -> ConditionResult {
    let choice = |(operator, word, label): &(Operator, &str, &str)| {
        let run = ConditionCommand::Operator(field.to_owned(), *operator);
        Choice::new(*word, *label, "", Command::Condition(run))
    };
    let choices = Operator::CHOICES.iter().map(choice).collect();
    open_pick(Pick::one(format!("{field} ..."), choices, "is"))
}

fn ask_count(event: String) -> ConditionResult {
    let entry = ConditionEntry::Count(event);
    open_line_entry(entry, "At least how many times?", "A whole number", "1")
}

fn ask_days(condition: Condition) -> ConditionResult {
    let entry = ConditionEntry::Days(Box::new(condition));
    open_line_entry(entry, "Within how many days?", "Blank: at any time", "")
}

/// Splits a text at its commas.
fn split_list(text: &str) -> Vec<String> {
    let trimmed = |part: &str| Some(part.trim().to_owned()).filter(|p| !p.is_empty());
    text.split(',').filter_map(trimmed).collect()
}

fn open_pick(pick: Pick) -> ConditionResult {
    debug_assert!(!pick.is_empty());
    ConditionResult::OpenPick(Box::new(pick))
}

fn open_line_entry(entry: ConditionEntry, title: &str, hint: &str, text: &str) -> ConditionResult {
    let command = EntryCommand::Condition(entry);
    let entry = TextEntry::line(command, title, hint, text);
    ConditionResult::OpenEntry(Box::new(entry))
}

fn pick_or_type(
    title: &str,
    hint: &str,
    entry: ConditionEntry,
    choices: Vec<Choice>,
) -> ConditionResult {
    if choices.is_empty() {
        open_line_entry(entry, title, hint, "")
    } else {
        open_pick(Pick::one(title, choices, ""))
    }
}

fn field_choices(data: Option<&DataSummary>) -> Vec<Choice> {
    let fields = data.into_iter().flat_map(|data| &data.fields);
    fields
        .map(|field| {
            let name = &field.name;
            let note = wording::count_noun(field.distinct, "different value");
            let run = ConditionCommand::Field(name.clone());
            Choice::new(name, name, note, Command::Condition(run))
        })
        .collect()
}

fn event_choices(data: Option<&DataSummary>) -> Vec<Choice> {
    let events = data.into_iter().flat_map(|data| &data.events);
    events
        .map(|event| {
            let name = &event.name;
            let note = wording::count_noun(event.leads_with, "lead");
            let run = ConditionCommand::Event(name.clone());
            Choice::new(name, name, note, Command::Condition(run))
        })
        .collect()
}

fn value_ticks(data: Option<&DataSummary>, field: &str) -> Vec<Tick> {
    let found = data.and_then(|data| data.fields.iter().find(|f| f.name == field));
    let values = found.into_iter().flat_map(|field| &field.top);
    values
        .map(|(value, leads)| {
            let note = wording::count_noun(*leads, "lead");
            Tick::new(value, value, note, TickValue::Word(value.clone()))
        })
        .collect()
}
