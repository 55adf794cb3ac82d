//! What a model asks of a lead, told apart by column: each test of a field, each look at events.
//!
//! What is known of a lead follows from the answers to these alone, so leads that answer alike
//! get one verdict. [`super::judge`] lives on that.

use crate::model::{Condition, Criterion, Definition};
use crate::scoring::{BoundCondition, Dataset, column_of, simple_lower};

/// What a model asks of a lead.
pub(super) struct AtomicConditions {
    /// By column of the shape, each once.
    pub columns: Vec<(usize, Vec<BoundCondition>)>,
    /// About events.
    pub events: Vec<BoundCondition>,
}

/// The names of the events a definition asks about, in lower case, each once.
pub(super) fn event_names(definition: &Definition) -> Vec<String> {
    let mut names = Vec::new();
    for_each_condition(definition, &mut |condition| {
        let sequence = condition.sequence.iter().flatten();
        let asked = condition.event.iter().chain(sequence);
        names.extend(asked.map(|name| simple_lower(name)));
    });
    names.sort_unstable();
    names.dedup();
    names
}

impl AtomicConditions {
    /// The questions a definition asks of leads of this shape.
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
        let asked = |conditions: Vec<Condition>| -> Vec<BoundCondition> {
            conditions
                .iter()
                .map(|c| BoundCondition::new(c, shape))
                .collect()
        };
        let columns = columns.into_iter();
        Self {
            columns: columns.map(|(at, tests)| (at, asked(tests))).collect(),
            // Without events all of these are unknown.
            events: if shape.has_events {
                asked(events)
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

/// Calls `each` with every condition, those within others too. One that isn't well formed is
/// unknown for all leads, whatever is in it.
fn for_each_condition(definition: &Definition, each: &mut impl FnMut(&Condition)) {
    let answers = definition.criteria.iter().flat_map(Criterion::answer_list);
    for when in answers.filter_map(|answer| answer.when) {
        if when.problem().is_none() {
            for_each_nested(when, each);
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

/// What a condition asks of its field.
fn field_test(condition: &Condition) -> Condition {
    Condition {
        event: None,
        at_least: None,
        sequence: None,
        within_days: None,
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
        within_days: condition.within_days,
        ..Condition::default()
    })
}

fn sequence_test(condition: &Condition) -> Option<Condition> {
    condition.sequence.is_some().then(|| Condition {
        sequence: condition.sequence.clone(),
        within_days: condition.within_days,
        ..Condition::default()
    })
}
