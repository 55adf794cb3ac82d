//! What is picked and typed for a part of a condition.

use serde::{Deserialize, Serialize};

use crate::model::{Condition, EventNames};

/// What was picked for the part being added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ConditionCommand {
    /// It looks at a field, or at a column of the event's row.
    AskField,
    /// It looks at something the lead did.
    AskEvent,
    /// It looks at something the lead has not done.
    AskEventNotDone,
    /// It looks at the order of events.
    AskSequence,
    /// Change this of the part selected.
    Change(ConditionPiece),
    /// The field it looks at.
    Field(String),
    /// How the field is compared.
    Operator(String, Operator),
    /// Take this text for what is asked, or let it be typed if it is blank.
    Type(Box<ConditionEntry>, String),
}

/// What can be changed of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ConditionPiece {
    /// The field it looks at.
    Field,
    /// How the field is compared.
    Operator,
    /// What the field is compared with, in this way.
    Value(Operator),
    /// The events it looks at.
    Event,
    /// How often the event is needed.
    Count,
    /// Whether days are counted, or times.
    DistinctDays,
    /// What the event's own row must say.
    Row,
    /// How many days ago it must have happened.
    Days,
    /// The events in order.
    Sequence,
    /// Whether it must hold, or must not.
    Negation,
}

/// What is typed for the part being added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ConditionEntry {
    /// Name of a field.
    Field,
    /// Names of events, each of which counts.
    Event,
    /// What a field is compared with.
    Value(String, Operator),
    /// How often events are needed.
    Count(EventNames),
    /// How many days ago it must have happened.
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
    /// It starts with a text.
    StartsWith,
    /// It ends with a text.
    EndsWith,
    /// It is a list that has an element.
    Has,
    /// It is at least a number.
    Min,
    /// It is at most a number.
    Max,
    /// It is a day or a later one.
    OnOrAfter,
    /// It is a day or an earlier one.
    OnOrBefore,
    /// It is at most some days ago.
    Within,
    /// It is more than some days ago.
    OlderThan,
    /// It is between two numbers of days ago.
    DaysBetween,
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
        (Self::StartsWith, "starts_with", "starts with"),
        (Self::EndsWith, "ends_with", "ends with"),
        (Self::Has, "has", "has in its list"),
        (Self::Min, "min", "is at least (a number)"),
        (Self::Max, "max", "is at most (a number)"),
        (Self::OnOrAfter, "on_or_after", "is on or after (a day)"),
        (Self::OnOrBefore, "on_or_before", "is on or before (a day)"),
        (Self::Within, "within_days", "is within the last (days)"),
        (
            Self::OlderThan,
            "older_than_days",
            "is longer ago than (days)",
        ),
        (Self::DaysBetween, "between", "is between (days) ago"),
        (Self::Known, "known", "is known"),
        (Self::Unknown, "unknown", "isn't known"),
    ];

    pub(crate) fn label(self) -> &'static str {
        let own = |(operator, ..): &&(Self, &str, &str)| *operator == self;
        Self::CHOICES.iter().find(own).map_or("", |row| row.2)
    }

    /// Returns whether it compares with a day of the calendar.
    pub(crate) fn is_on_day(self) -> bool {
        matches!(self, Self::OnOrAfter | Self::OnOrBefore)
    }

    /// Returns whether it looks back from the present day.
    pub(crate) fn looks_back(self) -> bool {
        matches!(self, Self::Within | Self::OlderThan | Self::DaysBetween)
    }

    /// Returns whether it needs no value.
    pub(crate) fn is_alone(self) -> bool {
        matches!(self, Self::Known | Self::Unknown)
    }
}
