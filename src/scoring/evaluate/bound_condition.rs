//! Evaluates conditions on a recorded lead's fields and events.

use std::cmp::Ordering;

use jiff::civil::Date;

use super::Truth;
use crate::model::{Condition, Number};
use crate::scoring::dataset::{Dataset, Event, Lead, column_of, same_text, simple_lower};

/// A condition bound to the columns of a data set: fields resolved to columns, texts in lower
/// case.
///
/// A malformed condition (see [`Condition::problem`]) is unknown for every lead.
#[derive(Clone, Debug)]
pub struct BoundCondition {
    pub(in crate::scoring) parts: Vec<ConditionPart>,
    pub(in crate::scoring) has_events: bool,
    pub(in crate::scoring) latest_event: Option<Date>,
}

#[derive(Clone, Debug)]
pub(in crate::scoring) enum ConditionPart {
    /// Malformed, or about a field that has no column.
    Unknowable,
    Field(usize, Vec<FieldTest>),
    Event {
        name: String,
        at_least: usize,
        within: Option<u32>,
    },
    Sequence {
        names: Vec<String>,
        within: Option<u32>,
    },
    All(Vec<BoundCondition>),
    Any(Vec<BoundCondition>),
    None(Vec<BoundCondition>),
}

#[derive(Clone, Debug)]
pub(in crate::scoring) enum FieldTest {
    In(Vec<String>),
    NotIn(Vec<String>),
    Contains(String),
    Min(Number),
    Max(Number),
    Known(bool),
}

impl BoundCondition {
    /// Binds a condition to the columns of a data set. The data set's own leads are ignored.
    pub fn new(condition: &Condition, data: &Dataset) -> Self {
        let parts = if condition.problem().is_some() {
            vec![ConditionPart::Unknowable]
        } else {
            condition_parts(condition, data)
        };
        Self {
            parts,
            has_events: data.has_events,
            latest_event: data.latest_event,
        }
    }

    /// Evaluates the condition for a lead: the conjunction of all its keys.
    pub fn evaluate(&self, lead: &Lead) -> Truth {
        let events = LeadEvents {
            condition: self,
            lead,
        };
        self.evaluate_with(lead, &events)
    }

    /// Like [`Self::evaluate`], but takes what the lead did from `events`. Events in the lead
    /// itself are ignored.
    pub(super) fn evaluate_with(&self, lead: &Lead, events: &impl EventHistory) -> Truth {
        Truth::all(
            self.parts
                .iter()
                .map(|part| self.evaluate_part(part, lead, events)),
        )
    }

    fn evaluate_part(
        &self,
        part: &ConditionPart,
        lead: &Lead,
        events: &impl EventHistory,
    ) -> Truth {
        match part {
            ConditionPart::Unknowable => Truth::Unknown,
            ConditionPart::Field(column, tests) => {
                let value = lead.values.get(*column).map_or("", |v| v.trim());
                Truth::all(tests.iter().map(|test| test.evaluate(value)))
            }
            ConditionPart::Event { .. } | ConditionPart::Sequence { .. } if !self.has_events => {
                Truth::Unknown
            }
            ConditionPart::Event {
                name,
                at_least,
                within,
            } => Truth::from_bool(events.happened(name, *at_least, *within)),
            ConditionPart::Sequence { names, within } => {
                Truth::from_bool(events.happened_in_order(names, *within))
            }
            ConditionPart::All(parts) => {
                Truth::all(parts.iter().map(|p| p.evaluate_with(lead, events)))
            }
            ConditionPart::Any(parts) => {
                Truth::any(parts.iter().map(|p| p.evaluate_with(lead, events)))
            }
            ConditionPart::None(parts) => {
                !Truth::any(parts.iter().map(|p| p.evaluate_with(lead, events)))
            }
        }
    }

    /// Returns the events that count, in order: none after the reference day and, if there is a
    /// window, none more than that many days before it.
    fn counting_events<'a>(
        &self,
        lead: &'a Lead,
        within: Option<u32>,
    ) -> impl Iterator<Item = &'a Event> + use<'a> {
        let as_of = lead.as_of.or(self.latest_event);
        lead.events.iter().filter(move |event| {
            let Some(as_of) = as_of else {
                return within.is_none();
            };
            let age = (as_of - event.at.date()).get_days();
            age >= 0 && within.is_none_or(|days| i64::from(age) <= i64::from(days))
        })
    }
}

/// What is known about a lead's events.
pub(super) trait EventHistory {
    /// Returns whether this event counts at least `at_least` times.
    fn happened(&self, name: &str, at_least: usize, within: Option<u32>) -> bool;
    /// Returns whether these events count one after the other.
    fn happened_in_order(&self, names: &[String], within: Option<u32>) -> bool;
}

/// The events held in a lead.
struct LeadEvents<'a> {
    condition: &'a BoundCondition,
    lead: &'a Lead,
}

impl EventHistory for LeadEvents<'_> {
    fn happened(&self, name: &str, at_least: usize, within: Option<u32>) -> bool {
        let counting = self.condition.counting_events(self.lead, within);
        let times = counting.filter(|event| same_text(&event.name, name));
        times.count() >= at_least
    }

    fn happened_in_order(&self, names: &[String], within: Option<u32>) -> bool {
        let mut events = self.condition.counting_events(self.lead, within);
        // Greedy matching: taking each name's earliest event leaves the most room for the next.
        names
            .iter()
            .all(|name| events.any(|event| same_text(&event.name, name)))
    }
}

fn condition_parts(condition: &Condition, data: &Dataset) -> Vec<ConditionPart> {
    let lowered = |texts: &[String]| texts.iter().map(|t| simple_lower(t)).collect::<Vec<_>>();
    let bound = |conditions: &[Condition]| {
        conditions
            .iter()
            .map(|c| BoundCondition::new(c, data))
            .collect::<Vec<_>>()
    };
    let mut parts = Vec::new();
    if let Some(field) = &condition.field {
        parts.push(match column_of(&data.columns, field) {
            Some(column) => ConditionPart::Field(column, field_tests(condition)),
            None => ConditionPart::Unknowable,
        });
    }
    let within = condition.within_days;
    if let Some(event) = &condition.event {
        parts.push(ConditionPart::Event {
            name: simple_lower(event),
            at_least: condition.at_least.unwrap_or(1) as usize,
            within,
        });
    }
    if let Some(sequence) = &condition.sequence {
        parts.push(ConditionPart::Sequence {
            names: lowered(sequence),
            within,
        });
    }
    parts.extend(
        condition
            .all
            .as_deref()
            .map(|c| ConditionPart::All(bound(c))),
    );
    parts.extend(
        condition
            .any
            .as_deref()
            .map(|c| ConditionPart::Any(bound(c))),
    );
    parts.extend(
        condition
            .none
            .as_deref()
            .map(|c| ConditionPart::None(bound(c))),
    );
    parts
}

fn field_tests(condition: &Condition) -> Vec<FieldTest> {
    let lowered = |texts: &[String]| texts.iter().map(|t| simple_lower(t)).collect::<Vec<_>>();
    let mut tests = Vec::new();
    tests.extend(
        condition
            .is
            .as_ref()
            .map(|is| FieldTest::In(vec![simple_lower(is)])),
    );
    tests.extend(
        condition
            .is_in
            .as_deref()
            .map(|l| FieldTest::In(lowered(l))),
    );
    tests.extend(
        condition
            .not_in
            .as_deref()
            .map(|l| FieldTest::NotIn(lowered(l))),
    );
    tests.extend(
        condition
            .contains
            .as_ref()
            .map(|c| FieldTest::Contains(simple_lower(c))),
    );
    tests.extend(condition.min.clone().map(FieldTest::Min));
    tests.extend(condition.max.clone().map(FieldTest::Max));
    tests.extend(condition.known.map(FieldTest::Known));
    tests
}

impl FieldTest {
    /// Tests a trimmed value.
    pub(in crate::scoring) fn evaluate(&self, value: &str) -> Truth {
        if let Self::Known(expected) = self {
            return Truth::from_bool(value.is_empty() != *expected);
        }
        if value.is_empty() {
            return Truth::Unknown;
        }
        let among = |texts: &[String]| texts.iter().any(|text| same_text(value, text));
        let compared = |bound: &Number, holds: fn(Ordering) -> bool| {
            let order = bound.compare_text(value);
            order.map_or(Truth::Unknown, |order| Truth::from_bool(holds(order)))
        };
        match self {
            Self::In(texts) => Truth::from_bool(among(texts)),
            Self::NotIn(texts) => Truth::from_bool(!among(texts)),
            Self::Contains(text) => Truth::from_bool(simple_lower(value).contains(text.as_str())),
            Self::Min(least) => compared(least, Ordering::is_ge),
            Self::Max(most) => compared(most, Ordering::is_le),
            Self::Known(_) => unreachable!("answered above"),
        }
    }
}
