//! Something that a lead has or hasn't: a value of a field, a range of its numbers, a behaviour.

use crate::model::Condition;

/// Something that a lead has or hasn't.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fact {
    /// How it is written in tables, such as `region: EU`.
    pub text: String,
    /// The condition that holds for exactly the leads that have it; `None` for values that are
    /// lumped together.
    pub condition: Option<Condition>,
    /// Whether it is a value that is lumped with others where few leads have it.
    pub is_value: bool,
}

/// The leads of a column by what they have in it.
#[derive(Clone, Debug)]
pub(super) struct ColumnFacts {
    /// The index among the facts of what each lead has.
    pub of_leads: Vec<u32>,
    /// The facts; the first is that the field is empty.
    pub facts: Vec<Fact>,
}

impl Fact {
    /// Returns whether it is a behaviour.
    pub fn is_behaviour(&self) -> bool {
        self.condition
            .as_ref()
            .is_some_and(Condition::is_about_events)
    }

    /// Creates the fact that a field is empty.
    pub fn empty(field: &str) -> Self {
        Self {
            text: format!("{field}: empty"),
            condition: Some(Condition {
                field: Some(field.to_owned()),
                known: Some(false),
                ..Condition::default()
            }),
            is_value: false,
        }
    }
}
