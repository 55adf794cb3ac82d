//! What is picked and typed for a part of a condition.

use serde::{Deserialize, Serialize};

use crate::model::Condition;

/// What was picked for the part being added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ConditionCommand {
    /// It looks at a field.
    AskField,
    /// It looks at something the lead did.
    AskEvent,
    /// It looks at the order of events.
    AskSequence,
    /// The field it looks at.
    Field(String),
    /// How the field is compared.
    Operator(String, Operator),
    /// The event it looks at.
    Event(String),
}

/// What is typed for the part being added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ConditionEntry {
    /// Name of a field.
    Field,
    /// Name of an event.
    Event,
    /// What a field is compared with.
    Value(String, Operator),
    /// How often an event is needed at least.
    Count(String),
    /// Within how many days it must have happened.
    Days(Box<Condition>),
    /// Names of events in order.
    Sequence,
}

/// How a field is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Operator {
    /// It is one of some values.
    Is,
    /// It is none of some values.
    NotIn,
    /// It contains a text.
    Contains,
    /// It is at least a number.
    Min,
    /// It is at most a number.
    Max,
    /// It is known.
    Known,
    /// It isn't known.
    Unknown,
}

impl Operator {
    /// Every operator with its word and its label.
    pub(crate) const CHOICES: &[(Self, &str, &str)] = &[
        (Self::Is, "is", "is one of"),
        (Self::NotIn, "not_in", "is none of"),
        (Self::Contains, "contains", "contains"),
        (Self::Min, "min", "is at least (a number)"),
        (Self::Max, "max", "is at most (a number)"),
        (Self::Known, "known", "is known"),
        (Self::Unknown, "unknown", "isn't known"),
    ];

    pub(crate) fn label(self) -> &'static str {
        let own = |(operator, ..): &&(Self, &str, &str)| *operator == self;
        Self::CHOICES.iter().find(own).map_or("", |row| row.2)
    }
}
