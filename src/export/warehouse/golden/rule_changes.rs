//! The single changes of a rule.

use super::single_change::slug;
use crate::model::{CountScope, Reference, Rule};

/// How far a threshold is moved, one after the other, to find a lead near it.
pub(super) const STEPS: [i64; 5] = [1, 2, 4, 8, 16];

/// A rule with a single change.
pub(super) struct ChangedRule {
    /// What a lead that shows it is called after the rule's owner: `at-total-30`.
    pub lead: String,
    /// The change in words: `total 30 becomes 31`.
    pub what: String,
    /// The rule with the change, and then with larger ones of the same number. An empty rule asks
    /// nothing.
    pub changed: Vec<Rule>,
}

/// Returns every single change of a rule.
pub(super) fn rule_changes(rule: &Rule) -> Vec<ChangedRule> {
    let mut changes = point_changes(rule);
    count_changes(rule, &mut changes);
    list_changes(rule, "all", |rule| &mut rule.all, &mut changes);
    list_changes(rule, "any", |rule| &mut rule.any, &mut changes);
    list_changes(rule, "none", |rule| &mut rule.none, &mut changes);
    if let Some(stage) = &rule.reached {
        changes.push(ChangedRule {
            lead: format!("not-reached-{stage}"),
            what: format!("`reached: {stage}` is dropped"),
            changed: vec![Rule {
                reached: None,
                ..rule.clone()
            }],
        });
    }
    changes
}

/// The least points, one more and one less.
fn point_changes(rule: &Rule) -> Vec<ChangedRule> {
    let mut changes = Vec::new();
    for (of, least) in rule.points.iter().flatten() {
        let with = |points: i64| {
            let mut changed = rule.clone();
            let minima = changed.points.get_or_insert_default();
            minima.insert(of.clone(), points);
            changed
        };
        for (where_, sign) in [("at", 1), ("below", -1)] {
            changes.push(ChangedRule {
                lead: format!("{where_}-{of}-{}", slug(&least.to_string())),
                what: format!("{of} {least} becomes {}", least + sign),
                changed: STEPS.map(|step| with(least + sign * step)).into(),
            });
        }
    }
    changes
}

/// The counts, one more and one less, and each reference that is counted.
fn count_changes(rule: &Rule, changes: &mut Vec<ChangedRule>) {
    for (at, counted) in rule.at_least.iter().enumerate() {
        let count = counted.count;
        let place = if at == 0 {
            String::new()
        } else {
            format!("-{}", at + 1)
        };
        for (where_, other) in [
            ("at", count.checked_add(1)),
            ("below", count.checked_sub(1)),
        ] {
            let mut changed = rule.clone();
            match other {
                Some(other) if other > 0 => changed.at_least[at].count = other,
                _ => drop(changed.at_least.remove(at)),
            }
            changes.push(ChangedRule {
                lead: format!("{where_}-count-{count}{place}"),
                what: format!("a count of {count} becomes {}", other.unwrap_or(0)),
                changed: vec![changed],
            });
        }
        let CountScope::References(references) = &counted.of else {
            continue;
        };
        for (r, reference) in references
            .iter()
            .enumerate()
            .filter(|_| references.len() > 1)
        {
            let mut fewer = references.clone();
            fewer.remove(r);
            let mut changed = rule.clone();
            changed.at_least[at].of = CountScope::References(fewer);
            changes.push(ChangedRule {
                lead: format!("counts-{}{place}", slug(&reference.to_string())),
                what: format!("`{reference}` isn't counted"),
                changed: vec![changed],
            });
        }
    }
}

/// Each reference of a list dropped, and each answer of one.
fn list_changes(
    rule: &Rule,
    word: &str,
    list: fn(&mut Rule) -> &mut Option<Vec<Reference>>,
    changes: &mut Vec<ChangedRule>,
) {
    let mut base = rule.clone();
    let references = list(&mut base).take().unwrap_or_default();
    let with = |references: Vec<Reference>| {
        let mut changed = rule.clone();
        *list(&mut changed) = (!references.is_empty()).then_some(references);
        vec![changed]
    };
    for (r, reference) in references.iter().enumerate() {
        let mut fewer = references.clone();
        fewer.remove(r);
        changes.push(ChangedRule {
            lead: format!("{word}-{}", slug(&reference.to_string())),
            what: format!("`{reference}` is dropped from `{word}`"),
            changed: with(fewer),
        });
        for (a, answer) in reference.answers.iter().enumerate() {
            if reference.answers.len() == 1 {
                break;
            }
            let mut other = references.clone();
            other[r].answers.remove(a);
            changes.push(ChangedRule {
                lead: format!("{word}-{}-{}", reference.criterion, slug(answer.as_str())),
                what: format!("`{answer}` is dropped from `{reference}` in `{word}`"),
                changed: with(other),
            });
        }
    }
}
