//! Compiled rules: criteria, groups and stages are named by their indices.

use crate::model::{Covers, CriterionKind, Reference};

/// A compiled rule: a conjunction of clauses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CompiledRule {
    pub clauses: Vec<Clause>,
}

impl CompiledRule {
    /// Returns the references of all its clauses.
    pub(super) fn references_mut(&mut self) -> Vec<&mut ResolvedRef> {
        let mut references = Vec::new();
        for clause in &mut self.clauses {
            match clause {
                Clause::All(one) | Clause::Not(one) => references.push(one),
                Clause::Any(several) | Clause::AtLeast { of: several, .. } => {
                    references.extend(several);
                }
                Clause::AtLeastTopics { topics, .. } => {
                    references.extend(topics.iter_mut().flatten());
                }
                Clause::Points { .. } | Clause::Reached(_) | Clause::Never(_) => {}
            }
        }
        references
    }
}

/// One clause of a rule. Missing parts are reported clause by clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Clause {
    All(ResolvedRef),
    Any(Vec<ResolvedRef>),
    Not(ResolvedRef),
    AtLeast {
        count: u32,
        /// One reference for each criterion.
        of: Vec<ResolvedRef>,
        /// What is counted, as people write it.
        label: String,
    },
    /// Counts topics: one holds when one of its references does.
    AtLeastTopics {
        count: u32,
        /// The references of each topic, one for each criterion that covers it.
        topics: Vec<Vec<ResolvedRef>>,
        /// The topics' words, in the order of `topics`.
        names: Vec<Covers>,
        /// What is counted, as people write it.
        label: String,
    },
    Points {
        of: Measure,
        name: String,
        least: i64,
    },
    Reached(usize),
    /// A malformed clause, as written. It never holds.
    Never(String),
}

/// A sum of points that a clause can compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Measure {
    Total,
    Kind(CriterionKind),
    Group(usize),
}

/// A resolved reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ResolvedRef {
    /// The reference as written.
    pub reference: Reference,
    /// The criterion; `None` if it is gone, and then the reference never holds.
    pub criterion: Option<usize>,
    /// For each answer of the criterion, whether it satisfies the reference.
    pub answers: Vec<bool>,
}
