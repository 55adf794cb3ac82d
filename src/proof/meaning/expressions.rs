//! Conditions as expressions over atoms, each distinct expression once.
//!
//! An atom is a single test: one operator on one field, or one condition on events. What an
//! expression comes to once some atoms are known is again an expression, in Kleene's three values.

use rustc_hash::FxHashMap;

use crate::scoring::Truth;

/// The number of an expression.
pub(crate) type ExpressionId = u32;

/// The number of an atom.
pub(super) type AtomId = u32;

/// An expression. Its parts are sorted and each is there once.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Expression {
    Known(Truth),
    Atom(AtomId),
    All(Box<[ExpressionId]>),
    Any(Box<[ExpressionId]>),
    Not(ExpressionId),
}

/// Expressions, numbered; equal ones have one number.
#[derive(Clone, Debug, Default)]
pub(super) struct Expressions {
    list: Vec<Expression>,
    ids: FxHashMap<Expression, ExpressionId>,
}

/// What the expressions met so far come to, for one assignment of atoms.
pub(super) type Substituted = FxHashMap<ExpressionId, ExpressionId>;

impl Expressions {
    fn id(&mut self, expression: Expression) -> ExpressionId {
        if let Some(id) = self.ids.get(&expression) {
            return *id;
        }
        let id = self.list.len() as ExpressionId;
        self.list.push(expression.clone());
        self.ids.insert(expression, id);
        id
    }

    /// Returns the expression with a known truth.
    pub(super) fn known(&mut self, truth: Truth) -> ExpressionId {
        self.id(Expression::Known(truth))
    }

    /// Returns the expression of one atom.
    pub(super) fn atom(&mut self, atom: AtomId) -> ExpressionId {
        self.id(Expression::Atom(atom))
    }

    /// Returns the truth of an expression, if it is known.
    pub(super) fn truth(&self, id: ExpressionId) -> Option<Truth> {
        match self.list[id as usize] {
            Expression::Known(truth) => Some(truth),
            _ => None,
        }
    }

    /// Returns the negation of an expression.
    pub(super) fn not(&mut self, id: ExpressionId) -> ExpressionId {
        match &self.list[id as usize] {
            Expression::Known(truth) => {
                let truth = !*truth;
                self.known(truth)
            }
            Expression::Not(inner) => *inner,
            _ => self.id(Expression::Not(id)),
        }
    }

    /// Returns the conjunction of expressions.
    pub(super) fn all(&mut self, parts: impl IntoIterator<Item = ExpressionId>) -> ExpressionId {
        let mut kept = Vec::new();
        for part in parts {
            match &self.list[part as usize] {
                Expression::Known(Truth::Yes) => {}
                Expression::Known(Truth::No) => return part,
                Expression::All(inner) => kept.extend_from_slice(inner),
                _ => kept.push(part),
            }
        }
        kept.sort_unstable();
        kept.dedup();
        match kept[..] {
            [] => self.known(Truth::Yes),
            [one] => one,
            _ => self.id(Expression::All(kept.into())),
        }
    }

    /// Returns the disjunction of expressions.
    pub(super) fn any(&mut self, parts: impl IntoIterator<Item = ExpressionId>) -> ExpressionId {
        let mut kept = Vec::new();
        for part in parts {
            match &self.list[part as usize] {
                Expression::Known(Truth::No) => {}
                Expression::Known(Truth::Yes) => return part,
                Expression::Any(inner) => kept.extend_from_slice(inner),
                _ => kept.push(part),
            }
        }
        kept.sort_unstable();
        kept.dedup();
        match kept[..] {
            [] => self.known(Truth::No),
            [one] => one,
            _ => self.id(Expression::Any(kept.into())),
        }
    }

    /// Returns what an expression comes to once the atoms that `known` returns a truth for are
    /// known. `done` keeps what was found for the same assignment.
    pub(super) fn substitute(
        &mut self,
        id: ExpressionId,
        known: &impl Fn(AtomId) -> Option<Truth>,
        done: &mut Substituted,
    ) -> ExpressionId {
        if let Some(found) = done.get(&id) {
            return *found;
        }
        let found = match self.list[id as usize].clone() {
            Expression::Known(_) => id,
            Expression::Atom(atom) => match known(atom) {
                Some(truth) => self.known(truth),
                None => id,
            },
            Expression::Not(inner) => {
                let inner = self.substitute(inner, known, done);
                self.not(inner)
            }
            Expression::All(parts) => {
                let parts: Vec<_> = parts
                    .iter()
                    .map(|part| self.substitute(*part, known, done))
                    .collect();
                self.all(parts)
            }
            Expression::Any(parts) => {
                let parts: Vec<_> = parts
                    .iter()
                    .map(|part| self.substitute(*part, known, done))
                    .collect();
                self.any(parts)
            }
        };
        done.insert(id, found);
        found
    }

    /// Calls `note` with every atom of an expression.
    pub(super) fn for_each_atom(&self, id: ExpressionId, note: &mut impl FnMut(AtomId)) {
        match &self.list[id as usize] {
            Expression::Known(_) => {}
            Expression::Atom(atom) => note(*atom),
            Expression::Not(inner) => self.for_each_atom(*inner, note),
            Expression::All(parts) | Expression::Any(parts) => {
                parts
                    .iter()
                    .for_each(|part| self.for_each_atom(*part, note));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scoring::Truth::{No, Unknown, Yes};

    #[test]
    fn what_is_written_otherwise_is_one_expression() {
        let mut e = Expressions::default();
        let [a, b] = [0, 1].map(|atom| e.atom(atom));
        let both = e.all([a, b]);
        assert_eq!(e.all([b, a, b]), both);
        assert_eq!(e.all([both]), both);
        let inner = e.all([both, a]);
        assert_eq!(inner, both);
        let not = e.not(a);
        assert_eq!(e.not(not), a);
        assert_eq!(e.any([a]), a);
    }

    #[test]
    fn substitution_follows_kleene() {
        let mut e = Expressions::default();
        let [a, b] = [0, 1].map(|atom| e.atom(atom));
        let (all, any) = (e.all([a, b]), e.any([a, b]));
        for one in [Yes, No, Unknown] {
            for two in [Yes, No, Unknown] {
                let truths = [one, two];
                let mut done = Substituted::default();
                let mut at = |id| {
                    let known = |atom: AtomId| Some(truths[atom as usize]);
                    let id = e.substitute(id, &known, &mut done);
                    e.truth(id).unwrap()
                };
                assert_eq!(at(all), Truth::all(truths));
                assert_eq!(at(any), Truth::any(truths));
            }
        }
    }
}
