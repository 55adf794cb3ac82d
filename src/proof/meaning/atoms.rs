//! The atoms of some conditions, grouped by what they are about: a field, or events that are asked
//! about together.

use rustc_hash::FxHashMap;

use super::expressions::{AtomId, ExpressionId, Expressions};
use crate::model::{Condition, EventNames};
use crate::scoring::{Truth, field_key, simple_lower};

/// Expressions made of conditions, and the atoms in them.
#[derive(Clone, Debug, Default)]
pub(super) struct Atoms {
    pub expressions: Expressions,
    list: Vec<Condition>,
    ids: FxHashMap<String, AtomId>,
}

/// What some atoms are about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum VariableKind {
    /// A field, by the name that it is first written with.
    Field(String),
    /// Events that some condition names together, in simple lower case, sorted.
    Events(Vec<String>),
}

/// A variable of a lead: the value of a field, or the history of some events.
#[derive(Clone, Debug)]
pub(super) struct Variable {
    pub kind: VariableKind,
    pub atoms: Vec<AtomId>,
}

impl Atoms {
    /// Returns the condition of an atom.
    pub(super) fn condition(&self, atom: AtomId) -> &Condition {
        &self.list[atom as usize]
    }

    /// Makes the expression of a condition. A malformed one is unknown for every lead.
    pub(super) fn expression(&mut self, condition: &Condition) -> ExpressionId {
        if condition.problem().is_some() {
            return self.expressions.known(Truth::Unknown);
        }
        let mut parts: Vec<ExpressionId> = self.field_atoms(condition);
        for about in event_atoms(condition) {
            parts.push(self.atom(about));
        }
        if let Some(all) = &condition.all {
            parts.extend(self.each(all));
        }
        if let Some(any) = &condition.any {
            let any = self.each(any);
            parts.push(self.expressions.any(any));
        }
        if let Some(none) = &condition.none {
            let none = self.each(none);
            let any = self.expressions.any(none);
            parts.push(self.expressions.not(any));
        }
        self.expressions.all(parts)
    }

    fn each(&mut self, conditions: &[Condition]) -> Vec<ExpressionId> {
        conditions
            .iter()
            .map(|part| self.expression(part))
            .collect()
    }

    /// Splits the operators on a field into atoms of one operator.
    fn field_atoms(&mut self, condition: &Condition) -> Vec<ExpressionId> {
        let Some(field) = &condition.field else {
            return Vec::new();
        };
        let blank = || Condition {
            field: Some(field.clone()),
            ..Condition::default()
        };
        let mut tests: Vec<(Condition, bool)> = Vec::new();
        let mut add = |test: Condition, holds: bool| tests.push((test, holds));
        if let Some(text) = &condition.is {
            let is_in = Some(vec![text.clone()]);
            add(Condition { is_in, ..blank() }, true);
        }
        if let Some(texts) = &condition.is_in {
            let is_in = Some(texts.clone());
            add(Condition { is_in, ..blank() }, true);
        }
        if let Some(texts) = &condition.not_in {
            let is_in = Some(texts.clone());
            add(Condition { is_in, ..blank() }, false);
        }
        if let Some(known) = condition.known {
            let test = Condition {
                known: Some(true),
                ..blank()
            };
            add(test, known);
        }
        // The other operators, each alone.
        let alone = [
            Condition {
                contains: condition.contains.clone(),
                ..blank()
            },
            Condition {
                starts_with: condition.starts_with.clone(),
                ..blank()
            },
            Condition {
                ends_with: condition.ends_with.clone(),
                ..blank()
            },
            Condition {
                has: condition.has.clone(),
                ..blank()
            },
            Condition {
                min: condition.min.clone(),
                ..blank()
            },
            Condition {
                max: condition.max.clone(),
                ..blank()
            },
            Condition {
                on_or_after: condition.on_or_after,
                ..blank()
            },
            Condition {
                on_or_before: condition.on_or_before,
                ..blank()
            },
            Condition {
                within_days: condition.within_days,
                ..blank()
            },
            Condition {
                older_than_days: condition.older_than_days,
                ..blank()
            },
        ];
        let asked = alone.into_iter().filter(|test| {
            let days = test.within_days.is_some() || test.older_than_days.is_some();
            test.has_field_operator() && !(days && condition.is_about_events())
        });
        tests.extend(asked.map(|test| (test, true)));
        let mut parts = Vec::new();
        for (test, holds) in tests {
            let atom = self.atom(test);
            parts.push(if holds {
                atom
            } else {
                self.expressions.not(atom)
            });
        }
        parts
    }

    fn atom(&mut self, condition: Condition) -> ExpressionId {
        let key = format!("{:?}", canonical(&condition));
        let next = self.list.len() as AtomId;
        let id = *self.ids.entry(key).or_insert(next);
        if id == next {
            self.list.push(condition);
        }
        self.expressions.atom(id)
    }

    /// Groups all atoms by what they are about. Fields come first, in the order in which they were
    /// first asked about.
    pub(super) fn variables(&self) -> Vec<Variable> {
        let mut fields: Vec<(String, Variable)> = Vec::new();
        let mut events: Vec<(Vec<String>, Vec<AtomId>)> = Vec::new();
        for (condition, atom) in self.list.iter().zip(0..) {
            if let Some(field) = &condition.field {
                let key = field_key(field);
                match fields.iter_mut().find(|(other, _)| *other == key) {
                    Some((_, variable)) => variable.atoms.push(atom),
                    None => fields.push((
                        key,
                        Variable {
                            kind: VariableKind::Field(field.trim().to_owned()),
                            atoms: vec![atom],
                        },
                    )),
                }
                continue;
            }
            let (mut names, mut atoms) = (event_names(condition), vec![atom]);
            // What shares a name with it belongs to it.
            let (joined, apart) = std::mem::take(&mut events)
                .into_iter()
                .partition::<Vec<_>, _>(|(others, _)| others.iter().any(|n| names.contains(n)));
            for (others, more) in joined {
                names.extend(others);
                atoms.extend(more);
            }
            names.sort();
            names.dedup();
            atoms.sort_unstable();
            events = apart;
            events.push((names, atoms));
        }
        events.sort_by_key(|(_, atoms)| atoms[0]);
        let events = events.into_iter().map(|(names, atoms)| Variable {
            kind: VariableKind::Events(names),
            atoms,
        });
        let fields = fields.into_iter().map(|(_, variable)| variable);
        fields.chain(events).collect()
    }
}

/// Returns the names of the events that an atom asks about, in simple lower case.
pub(super) fn event_names(condition: &Condition) -> Vec<String> {
    let mut names = Vec::new();
    condition.for_each_event(&mut |name| names.push(simple_lower(name)));
    names
}

/// Returns only what a condition asks about events, and what it asks about a sequence.
fn event_atoms(condition: &Condition) -> impl Iterator<Item = Condition> {
    let event = condition.event.is_some().then(|| Condition {
        event: condition.event.clone(),
        at_least: condition.at_least,
        at_most: condition.at_most,
        within_days: condition.within_days,
        older_than_days: condition.older_than_days,
        distinct_days: condition.distinct_days,
        row: condition.row.clone(),
        ..Condition::default()
    });
    let sequence = condition.sequence.is_some().then(|| Condition {
        sequence: condition.sequence.clone(),
        within_days: condition.within_days,
        older_than_days: condition.older_than_days,
        ..Condition::default()
    });
    event.into_iter().chain(sequence)
}

/// Returns an atom as it is written in one way only.
fn canonical(condition: &Condition) -> Condition {
    let lower = |text: &Option<String>| text.as_deref().map(simple_lower);
    let sorted = |texts: &[String]| {
        let mut lowered: Vec<String> = texts.iter().map(|text| simple_lower(text)).collect();
        lowered.sort();
        lowered.dedup();
        lowered
    };
    let names = condition.sequence.as_ref();
    let at_least = match (condition.at_least, condition.at_most) {
        (None, None) if condition.event.is_some() => Some(1),
        (at_least, _) => at_least,
    };
    Condition {
        field: condition.field.as_deref().map(field_key),
        is_in: condition.is_in.as_deref().map(sorted),
        contains: lower(&condition.contains),
        starts_with: lower(&condition.starts_with),
        ends_with: lower(&condition.ends_with),
        has: lower(&condition.has),
        event: (condition.event.as_ref()).and_then(|names| EventNames::new(sorted(names.names()))),
        sequence: names.map(|names| names.iter().map(|name| simple_lower(name)).collect()),
        at_least: at_least.or(condition.event.as_ref().map(|_| 0)),
        row: (condition.row.as_ref()).map(|row| Box::new(canonical_row(row))),
        ..condition.clone()
    }
}

/// Returns a condition on an event's row with its own operators as they are compared.
fn canonical_row(row: &Condition) -> Condition {
    let parts = |parts: &Option<Vec<Condition>>| {
        let parts = parts.as_ref()?.iter();
        Some(parts.map(canonical_row).collect())
    };
    Condition {
        all: parts(&row.all),
        any: parts(&row.any),
        none: parts(&row.none),
        ..canonical(row)
    }
}
