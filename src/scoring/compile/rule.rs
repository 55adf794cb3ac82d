//! Compiled rules: criteria, groups and stages are named by their indices.

use crate::model::{CriterionKind, Reference};

/// A compiled rule: a conjunction of clauses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CompiledRule {
    pub clauses: Vec<Clause>,
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
