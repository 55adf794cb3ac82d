//! The atomic conditions of a model: every single test of a field, grouped by column, and every
//! test of events.
//!
//! All that is known about a lead follows from the results of these tests, so leads with equal
//! results get the same verdict. [`MemoScorer`](super::MemoScorer) relies on that.

use std::borrow::Cow;

use crate::model::{Condition, Criterion, Definition, EventNames};
use crate::scoring::dataset::{Dataset, column_of, simple_lower};
use crate::scoring::evaluate::BoundCondition;

/// The atomic conditions of a model.
pub(super) struct AtomicConditions {
    /// Tests of fields, without duplicates, by column of the data set.
    pub columns: Vec<(usize, Vec<BoundCondition>)>,
    /// Tests of events.
    pub events: Vec<BoundCondition>,
}

/// Returns the names of the events a definition asks about, in lower case, without duplicates.
pub fn event_names(definition: &Definition) -> Vec<String> {
    let mut names = Vec::new();
    for_each_condition(definition, &mut |condition| {
        let counted = condition.event.iter().flat_map(EventNames::names);
        let mentioned = counted.chain(condition.sequence.iter().flatten());
        names.extend(mentioned.map(|name| simple_lower(name)));
    });
    names.sort_unstable();
    names.dedup();
    names
}

/// Returns the names of the columns of the events that a definition asks about, without duplicates.
pub fn event_columns(definition: &Definition) -> Vec<String> {
    let mut names = Vec::new();
    for_each_condition(definition, &mut |condition| {
        if let Some(row) = &condition.row {
            row.for_each_field(&mut |name| names.push(name.to_owned()));
        }
    });
    names.sort_unstable();
    names.dedup();
    names
}

impl AtomicConditions {
    /// Collects the conditions of a definition for leads of this shape.
    pub fn of(definition: &Definition, shape: &Dataset) -> Self {
        let mut columns: Vec<(usize, Vec<Condition>)> = Vec::new();
        let mut events: Vec<Condition> = Vec::new();
        for_each_condition(definition, &mut |condition| {
            let field = condition.field.as_ref();
            if let Some(column) = field.and_then(|field| column_of(&shape.columns, field)) {
                let of_field = field_test(condition);
                match columns.iter_mut().find(|(at, _)| *at == column) {
                    Some((_, tests)) => add_once(tests, of_field),
                    None => columns.push((column, vec![of_field])),
                }
            }
            let looks = [event_test(condition), sequence_test(condition)];
            looks
                .into_iter()
                .flatten()
                .for_each(|look| add_once(&mut events, look));
        });
        let bind = |conditions: Vec<Condition>| -> Vec<BoundCondition> {
            conditions
                .iter()
                .map(|c| BoundCondition::new(c, shape))
                .collect()
        };
        let columns = columns.into_iter();
        Self {
            columns: columns.map(|(at, tests)| (at, bind(tests))).collect(),
            // Without events all of these are unknown.
            events: if shape.has_events {
                bind(events)
            } else {
                Vec::new()
            },
        }
    }
}

fn add_once(conditions: &mut Vec<Condition>, condition: Condition) {
    if !conditions.contains(&condition) {
        conditions.push(condition);
    }
}

/// Calls `each` with every condition, including nested ones, of answers and of whom leads stand for. A malformed condition is unknown for
/// all leads, so its parts are skipped.
pub(in crate::scoring) fn for_each_condition(
    definition: &Definition,
    each: &mut impl FnMut(&Condition),
) {
    let answers = definition.criteria.iter().flat_map(Criterion::answer_list);
    let answers = answers.filter_map(|answer| answer.when);
    let segments = definition.segments.iter().filter_map(|s| s.when.as_ref());
    let personas = definition.personas.iter().filter_map(|p| p.when.as_ref());
    let audience = segments.chain(personas).map(Cow::Borrowed);
    for when in answers.chain(audience) {
        if when.problem().is_none() {
            for_each_nested(&when, each);
        }
    }
}

fn for_each_nested(condition: &Condition, each: &mut impl FnMut(&Condition)) {
    each(condition);
    let parts = [&condition.all, &condition.any, &condition.none];
    for part in parts.into_iter().flatten().flatten() {
        for_each_nested(part, each);
    }
}

/// Returns the part of a condition that tests its field.
fn field_test(condition: &Condition) -> Condition {
    let of_field = |days: Option<u32>| days.filter(|_| !condition.is_about_events());
    Condition {
        event: None,
        at_least: None,
        at_most: None,
        distinct_days: false,
        row: None,
        sequence: None,
        within_days: of_field(condition.within_days),
        older_than_days: of_field(condition.older_than_days),
        all: None,
        any: None,
        none: None,
        ..condition.clone()
    }
}

fn event_test(condition: &Condition) -> Option<Condition> {
    condition.event.is_some().then(|| Condition {
        event: condition.event.clone(),
        at_least: condition.at_least,
        at_most: condition.at_most,
        distinct_days: condition.distinct_days,
        row: condition.row.clone(),
        within_days: condition.within_days,
        older_than_days: condition.older_than_days,
        ..Condition::default()
    })
}

fn sequence_test(condition: &Condition) -> Option<Condition> {
    condition.sequence.is_some().then(|| Condition {
        sequence: condition.sequence.clone(),
        within_days: condition.within_days,
        older_than_days: condition.older_than_days,
        ..Condition::default()
    })
}
