//! Compares two rules part by part.

use std::collections::BTreeMap;

use super::titles::short_stage_name;
use crate::model::wording::{count_noun, join_list, points_of, reference, without};
use crate::model::{AtLeast, CountScope, Definition, Reference, Rule};

/// A part of a rule that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RulePartChange {
    /// The sentence.
    pub message: String,
    /// The earlier part, in words.
    pub before: Option<String>,
    /// The later part, in words.
    pub after: Option<String>,
}

/// Compares rules of one owner, with the names to use.
pub(super) struct RuleComparison<'a> {
    /// The owner's title: `MQL`, `route Competitor`.
    pub owner: &'a str,
    pub old: &'a Definition,
    pub new: &'a Definition,
}

/// Returns the differences between two rules, part by part; none if only the order differs.
pub(super) fn changes(
    compared: &RuleComparison<'_>,
    before: &Rule,
    after: &Rule,
) -> Vec<RulePartChange> {
    let mut found = Vec::new();
    compared.minima(before.points.as_ref(), after.points.as_ref(), &mut found);
    compared.required(before.all.as_deref(), after.all.as_deref(), &mut found);
    compared.one_of(before.any.as_deref(), after.any.as_deref(), &mut found);
    compared.counts(&before.at_least, &after.at_least, &mut found);
    compared.excluded(before.none.as_deref(), after.none.as_deref(), &mut found);
    compared.reached(before, after, &mut found);
    found
}

impl RuleComparison<'_> {
    /// Describes one part: required, no longer required, or replaced.
    fn part(&self, before: Option<String>, after: Option<String>) -> RulePartChange {
        let owner = self.owner;
        let message = match (&before, &after) {
            (None, Some(new)) => format!("{owner}: rule now also asks for {new}"),
            (Some(old), None) => format!("{owner}: rule no longer asks for {old}"),
            (Some(old), Some(new)) => format!("{owner}: rule now asks for {new} (was: {old})"),
            (None, None) => String::new(),
        };
        RulePartChange {
            message,
            before,
            after,
        }
    }

    fn minima(
        &self,
        before: Option<&BTreeMap<String, i64>>,
        after: Option<&BTreeMap<String, i64>>,
        found: &mut Vec<RulePartChange>,
    ) {
        let nothing = BTreeMap::new();
        let (before, after) = (before.unwrap_or(&nothing), after.unwrap_or(&nothing));
        let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
        names.sort();
        names.dedup();
        for name in names {
            let (old, new) = (before.get(name).copied(), after.get(name).copied());
            if old == new {
                continue;
            }
            let words = |definition: &Definition, least: i64| {
                let points = count_noun(least, "point");
                format!("at least {points} {}", points_of(definition, name))
            };
            let mut part = self.part(
                old.map(|n| words(self.old, n)),
                new.map(|n| words(self.new, n)),
            );
            if let (Some(old), Some(new)) = (old, new) {
                let moved = if new > old { "raised" } else { "lowered" };
                let what = if name == "total" {
                    format!("{}: threshold", self.owner)
                } else {
                    format!("{}: threshold {}", self.owner, points_of(self.new, name))
                };
                part.message = format!("{what} {moved} from {old} to {new}");
            }
            found.push(part);
        }
    }

    /// References that must all hold; those to one criterion are compared together.
    fn required(
        &self,
        before: Option<&[Reference]>,
        after: Option<&[Reference]>,
        found: &mut Vec<RulePartChange>,
    ) {
        let (mut gone, mut new) = unmatched(before, after);
        gone.retain(|old| {
            let other = new.iter().position(|n| n.criterion == old.criterion);
            let Some(other) = other else { return true };
            let other = new.remove(other);
            found.push(self.part(
                Some(reference(self.old, old)),
                Some(reference(self.new, other)),
            ));
            false
        });
        for one in new {
            found.push(self.part(None, Some(reference(self.new, one))));
        }
        for one in gone {
            found.push(self.part(Some(reference(self.old, one)), None));
        }
    }

    /// References of which one must hold; they form a single part.
    fn one_of(
        &self,
        before: Option<&[Reference]>,
        after: Option<&[Reference]>,
        found: &mut Vec<RulePartChange>,
    ) {
        let (gone, new) = unmatched(before, after);
        if gone.is_empty() && new.is_empty() && before.is_some() == after.is_some() {
            return;
        }
        let words = |definition: &Definition, of: Option<&[Reference]>| {
            of.map(|of| match reference_names(definition, of).as_slice() {
                [one] => one.clone(),
                several => format!("one of ({})", join_list(several, "or")),
            })
        };
        found.push(self.part(words(self.old, before), words(self.new, after)));
    }

    fn counts(&self, before: &[AtLeast], after: &[AtLeast], found: &mut Vec<RulePartChange>) {
        let same = |a: &AtLeast, b: &AtLeast| a.count == b.count && same_scope(&a.of, &b.of);
        let without = |list: &'_ [AtLeast], other: &[AtLeast]| -> Vec<AtLeast> {
            let left = list.iter().filter(|a| !other.iter().any(|b| same(a, b)));
            left.cloned().collect()
        };
        let gone = without(before, after);
        let mut new = without(after, before);
        for old in gone {
            // First the same count of the same things, then the same count of others, then one by
            // one.
            let other = (new.iter().position(|n| same_scope(&n.of, &old.of)))
                .or_else(|| new.iter().position(|n| n.count == old.count))
                .or_else(|| (!new.is_empty()).then_some(0));
            let other = other.map(|i| new.remove(i));
            found.push(self.part(
                Some(count_words(self.old, &old)),
                other.map(|n| count_words(self.new, &n)),
            ));
        }
        for one in new {
            found.push(self.part(None, Some(count_words(self.new, &one))));
        }
    }

    fn excluded(
        &self,
        before: Option<&[Reference]>,
        after: Option<&[Reference]>,
        found: &mut Vec<RulePartChange>,
    ) {
        let (gone, new) = unmatched(before, after);
        let owner = self.owner;
        for one in new {
            let what = reference(self.new, one);
            found.push(RulePartChange {
                message: format!("{owner}: rule now rules out {what}"),
                before: None,
                after: Some(without(&[what])),
            });
        }
        for one in gone {
            let what = reference(self.old, one);
            found.push(RulePartChange {
                message: format!("{owner}: rule no longer rules out {what}"),
                before: Some(without(&[what])),
                after: None,
            });
        }
    }

    fn reached(&self, before: &Rule, after: &Rule, found: &mut Vec<RulePartChange>) {
        if before.reached == after.reached {
            return;
        }
        let words = |definition: &Definition, rule: &Rule| {
            let stage = rule.reached.as_ref()?;
            let found = definition.stage(stage.as_str());
            let name = found.map_or_else(
                || format!("?{stage}?"),
                |s| short_stage_name(&s.name).to_owned(),
            );
            Some(format!("the stage {name}"))
        };
        found.push(self.part(words(self.old, before), words(self.new, after)));
    }
}

/// Returns the references of one list missing in the other, ignoring the order of answers.
fn unmatched<'a>(
    before: Option<&'a [Reference]>,
    after: Option<&'a [Reference]>,
) -> (Vec<&'a Reference>, Vec<&'a Reference>) {
    let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
    let without = |list: &'a [Reference], other: &[Reference]| -> Vec<&'a Reference> {
        let is_in = |one: &Reference| other.iter().any(|o| same_reference(o, one));
        list.iter().filter(|one| !is_in(one)).collect()
    };
    (without(before, after), without(after, before))
}

fn same_reference(a: &Reference, b: &Reference) -> bool {
    let sorted = |reference: &Reference| {
        let mut answers = reference.answers.clone();
        answers.sort();
        answers.dedup();
        answers
    };
    a.criterion == b.criterion && sorted(a) == sorted(b)
}

fn same_scope(a: &CountScope, b: &CountScope) -> bool {
    match (a, b) {
        (CountScope::References(a), CountScope::References(b)) => {
            let within = |a: &[Reference], b: &[Reference]| {
                a.iter().all(|one| b.iter().any(|o| same_reference(o, one)))
            };
            within(a, b) && within(b, a)
        }
        (CountScope::Topics(a), CountScope::Topics(b)) => {
            a.iter().all(|one| b.contains(one)) && b.iter().all(|one| a.contains(one))
        }
        _ => a == b,
    }
}

fn reference_names(definition: &Definition, all: &[Reference]) -> Vec<String> {
    all.iter().map(|one| reference(definition, one)).collect()
}

fn count_words(definition: &Definition, part: &AtLeast) -> String {
    let rule = Rule {
        at_least: vec![part.clone()],
        ..Rule::default()
    };
    crate::model::wording::rule(definition, &rule)
}
