//! Equality of conditions regardless of how they are written.

use crate::model::{Condition, Definition};
use crate::scoring::simple_lower;

/// Returns the canonical form of a condition: texts as compared, values sorted, defaults left out.
pub(super) fn canonical(condition: &Condition) -> Condition {
    let lower = |text: &Option<String>| text.as_deref().map(simple_lower);
    let values = |values: &Option<Vec<String>>| {
        values.as_ref().map(|values| {
            let mut lowered: Vec<String> = values.iter().map(|v| simple_lower(v)).collect();
            lowered.sort();
            lowered.dedup();
            lowered
        })
    };
    let parts = |parts: &Option<Vec<Condition>>| {
        parts.as_ref().map(|parts| {
            let mut plain: Vec<Condition> = parts.iter().map(canonical).collect();
            plain.sort_by_cached_key(|part| format!("{part:?}"));
            plain.dedup();
            plain
        })
    };
    Condition {
        is: lower(&condition.is),
        is_in: values(&condition.is_in),
        not_in: values(&condition.not_in),
        contains: lower(&condition.contains),
        event: lower(&condition.event),
        at_least: (condition.at_least).filter(|n| *n != 1 || condition.event.is_none()),
        sequence: (condition.sequence.as_ref())
            .map(|names| names.iter().map(|n| simple_lower(n)).collect()),
        all: parts(&condition.all),
        any: parts(&condition.any),
        none: parts(&condition.none),
        ..condition.clone()
    }
}

/// Whether two conditions are equivalent in this sense.
pub(super) fn same_condition(before: Option<&Condition>, after: Option<&Condition>) -> bool {
    before == after || before.map(canonical) == after.map(canonical)
}

/// Returns the later definition with each condition written as in the earlier one, where they are
/// equivalent. In a proof, an answer with two different conditions would count as two answers.
pub(super) fn align_conditions(before: &Definition, after: &Definition) -> Definition {
    let mut aligned = after.clone();
    for criterion in &mut aligned.criteria {
        let Some(old) = before.criterion(criterion.id.as_str()) else {
            continue;
        };
        align_condition(&mut criterion.when, old.when.as_ref());
        for answer in &mut criterion.answers {
            if let Some(was) = old.answers.iter().find(|was| was.id == answer.id) {
                align_condition(&mut answer.when, was.when.as_ref());
            }
        }
    }
    aligned
}

fn align_condition(new: &mut Option<Condition>, old: Option<&Condition>) {
    if new.as_ref() != old && same_condition(new.as_ref(), old) {
        *new = old.cloned();
    }
}
