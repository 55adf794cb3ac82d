//! Conditions on a lead's recorded facts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Number;

/// A question about a lead's fields and events. All keys of a condition must hold.
///
/// The type is flat on purpose, so that a YAML error names its line. [`Condition::problem`] checks
/// what the type alone cannot.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Condition {
    /// The field asked about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The field's text is this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is: Option<String>,
    /// The field's text is one of these.
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    pub is_in: Option<Vec<String>>,
    /// The field's text is none of these.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_in: Option<Vec<String>>,
    /// The field's text has this in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contains: Option<String>,
    /// The field's number is at least this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<Number>,
    /// The field's number is at most this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<Number>,
    /// The field is there, or isn't.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known: Option<bool>,
    /// The event asked about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// How often the event happened at least; 1 if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_least: Option<u32>,
    /// Events in this order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sequence: Option<Vec<String>>,
    /// Only events of the last so many days count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within_days: Option<u32>,
    /// All of these hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub all: Option<Vec<Condition>>,
    /// At least one of these holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub any: Option<Vec<Condition>>,
    /// None of these holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub none: Option<Vec<Condition>>,
}

impl Condition {
    /// Whether an operator on a field's value is there.
    pub fn has_field_operator(&self) -> bool {
        self.is.is_some()
            || self.is_in.is_some()
            || self.not_in.is_some()
            || self.contains.is_some()
            || self.min.is_some()
            || self.max.is_some()
            || self.known.is_some()
    }

    /// What is wrong with this condition, if anything: a sentence saying what to do.
    pub fn problem(&self) -> Option<String> {
        if *self == Self::default() {
            return Some("an empty condition says nothing: give a field or an event".into());
        }
        self.field_problem()
            .or_else(|| self.event_problem())
            .or_else(|| self.parts_problem())
    }

    fn field_problem(&self) -> Option<String> {
        match (&self.field, self.has_field_operator()) {
            (Some(field), false) => Some(format!(
                "field `{field}` has no operator: add is, in, not_in, contains, min, max or known"
            )),
            (None, true) => Some("an operator without a field: add `field:`".into()),
            (Some(field), true) if field.trim().is_empty() => {
                Some("the field has no name: give the column's name".into())
            }
            _ => {
                let blank = |text: &String| text.trim().is_empty();
                let lists = [&self.is_in, &self.not_in];
                if lists.iter().any(|l| l.as_ref().is_some_and(Vec::is_empty)) {
                    return Some("an empty list of values: give at least one".into());
                }
                let texts = [&self.is, &self.contains];
                if texts.iter().any(|t| t.as_ref().is_some_and(blank))
                    || lists
                        .iter()
                        .any(|l| l.as_ref().is_some_and(|v| v.iter().any(blank)))
                {
                    return Some(
                        "a blank value: use `known: false` to ask for what is missing".into(),
                    );
                }
                None
            }
        }
    }

    fn event_problem(&self) -> Option<String> {
        if self.event.is_none() && self.at_least.is_some() {
            return Some("`at_least` without an event: add `event:`".into());
        }
        if self.event.is_none() && self.sequence.is_none() && self.within_days.is_some() {
            return Some("`within_days` without an event: add `event:` or `sequence:`".into());
        }
        if self.at_least == Some(0) {
            return Some("`at_least: 0` always holds: use 1 or more".into());
        }
        let blank = |text: &String| text.trim().is_empty();
        if self.event.as_ref().is_some_and(blank)
            || self.sequence.as_ref().is_some_and(|s| s.iter().any(blank))
        {
            return Some("the event has no name: give one".into());
        }
        if self.sequence.as_ref().is_some_and(Vec::is_empty) {
            return Some("an empty sequence: give at least one event".into());
        }
        None
    }

    fn parts_problem(&self) -> Option<String> {
        for parts in [&self.all, &self.any, &self.none].into_iter().flatten() {
            if parts.is_empty() {
                return Some("an empty list of conditions: add one or leave the key out".into());
            }
            if let Some(problem) = parts.iter().find_map(Self::problem) {
                return Some(problem);
            }
        }
        None
    }

    /// Calls `each` with the name of every field asked about, parts included.
    pub fn for_each_field<'a>(&'a self, each: &mut impl FnMut(&'a str)) {
        if let Some(field) = &self.field {
            each(field);
        }
        for part in [&self.all, &self.any, &self.none]
            .into_iter()
            .flatten()
            .flatten()
        {
            part.for_each_field(each);
        }
    }

    /// Calls `each` with the name of every event asked about, parts included.
    pub fn for_each_event<'a>(&'a self, each: &mut impl FnMut(&'a str)) {
        for event in self.event.iter().chain(self.sequence.iter().flatten()) {
            each(event);
        }
        for part in [&self.all, &self.any, &self.none]
            .into_iter()
            .flatten()
            .flatten()
        {
            part.for_each_event(each);
        }
    }
}
