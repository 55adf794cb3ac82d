//! Takes a criterion out of a definition, with every reference to it.
//!
//! What is left is a definition that can be written down: no list is left empty, no reference
//! dangles. Whether it decides as before isn't decided here, but proved by whoever asks
//! ([`minimal`](super::minimal())).

use crate::model::{CountScope, CriterionKind, Definition, Id, NeverRule, Reference, Rule};

/// A definition without one of its criteria.
pub(super) struct Removal {
    pub definition: Definition,
    /// Whether it decides exactly as if the criterion were never known: nothing that depended on
    /// the criterion was dropped from a rule.
    pub as_if_unknown: bool,
}

impl Removal {
    /// Takes a criterion out; `None` if a rule of a stage or a route asks for nothing else.
    ///
    /// - From `any`, `none` and `at_least` the reference goes, as one that never holds.
    /// - From `all` it goes too: then the rule asks for less.
    /// - A list that has nothing else goes as a whole, and so do a group of nothing else and the
    ///   points a rule asks of it.
    /// - A never rule only ever says less: one that needs the criterion goes as a whole.
    pub fn of(definition: &Definition, criterion: &Id) -> Option<Self> {
        let mut removal = Self {
            definition: definition.clone(),
            as_if_unknown: true,
        };
        let left = &mut removal.definition;
        left.criteria.retain(|c| c.id != *criterion);
        let mut emptied_groups = Vec::new();
        left.groups.retain_mut(|group| {
            let named = group.of.len();
            group.of.retain(|id| id != criterion);
            let emptied = named > 0 && group.of.is_empty();
            if emptied {
                emptied_groups.push(group.id.to_string());
            }
            !emptied
        });
        removal.as_if_unknown &= emptied_groups.is_empty();
        let scopes = Scopes {
            before: definition,
            criterion,
        };
        let left = &mut removal.definition;
        let stages = left.stages.iter_mut().filter_map(|s| s.rule.as_mut());
        let routes = left.routes.iter_mut().filter_map(|r| r.rule.as_mut());
        for rule in stages.chain(routes).filter(|rule| !rule.is_empty()) {
            removal.as_if_unknown &= scopes.remove_from_rule(rule);
            if let Some(points) = &mut rule.points {
                points.retain(|of, _| !emptied_groups.contains(of));
                if points.is_empty() && !emptied_groups.is_empty() {
                    rule.points = None;
                }
            }
            if rule.is_empty() {
                return None;
            }
        }
        left.never.retain_mut(|never| scopes.remains_sayable(never));
        Some(removal)
    }
}

/// What rules count, with and without a criterion.
struct Scopes<'a> {
    before: &'a Definition,
    criterion: &'a Id,
}

impl Scopes<'_> {
    /// Takes the criterion out of a rule. Returns whether the rule then holds exactly where it did
    /// with the criterion unknown.
    fn remove_from_rule(&self, rule: &mut Rule) -> bool {
        let required = self.remove_from_list(&mut rule.all);
        let alternatives = rule.any.is_some();
        self.remove_from_list(&mut rule.any);
        let dropped_alternatives = alternatives && rule.any.is_none();
        self.remove_from_list(&mut rule.none);
        let counts = rule.at_least.len();
        rule.at_least
            .retain_mut(|part| self.remove_from_scope(&mut part.of));
        !required && !dropped_alternatives && rule.at_least.len() == counts
    }

    /// Takes the criterion out of a list, and the list if nothing else is in it. Returns whether it
    /// was there.
    fn remove_from_list(&self, list: &mut Option<Vec<Reference>>) -> bool {
        let Some(references) = list else {
            return false;
        };
        let named = references.len();
        references.retain(|reference| reference.criterion != *self.criterion);
        let was_there = references.len() < named;
        if was_there && references.is_empty() {
            *list = None;
        }
        was_there
    }

    /// Takes the criterion out of what is counted. Returns whether anything is left, or nothing was
    /// there before.
    fn remove_from_scope(&self, scope: &mut CountScope) -> bool {
        if let CountScope::References(references) = scope {
            let named = references.len();
            references.retain(|reference| reference.criterion != *self.criterion);
            return named == 0 || !references.is_empty();
        }
        let counted: Vec<&Id> = self.counted(scope);
        counted.is_empty() || counted.iter().any(|id| *id != self.criterion)
    }

    /// Returns the criteria that are counted by what they are, before anything is taken out.
    fn counted(&self, scope: &CountScope) -> Vec<&Id> {
        let criteria = self.before.criteria.iter().filter(|c| match scope {
            CountScope::References(_) => false,
            CountScope::Phase(phase) => {
                c.kind == CriterionKind::Behaviour && c.phase == Some(*phase)
            }
            CountScope::Covers(covers) => c.covers.contains(covers),
            CountScope::Topics(topics) => topics.iter().any(|topic| c.covers.contains(topic)),
        });
        criteria.map(|c| &c.id).collect()
    }

    /// Takes the criterion out of a never rule; false if the rule can't be said without it. What is
    /// left holds of fewer leads than before, so it leaves out none that was possible.
    fn remains_sayable(&self, never: &mut NeverRule) -> bool {
        let Some(rule) = &mut never.rule else {
            return true;
        };
        let alternatives = rule.any.is_some();
        if self.remove_from_list(&mut rule.all) {
            return false;
        }
        self.remove_from_list(&mut rule.any);
        let counts = rule.at_least.len();
        rule.at_least
            .retain_mut(|part| self.remove_from_scope(&mut part.of));
        alternatives == rule.any.is_some() && rule.at_least.len() == counts
    }
}
