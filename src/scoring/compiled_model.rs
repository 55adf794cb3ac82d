//! The compiled model to read from outside: the one door by which `proof` and `export` see how a [`Scorer`]
//! is built.
//!
//! Everything here is read-only. Indices are positions in the definition's own lists, as everywhere
//! in `scoring`.

pub(crate) use super::compile::{
    Clause, CompiledCriterion, CompiledGroup, CompiledRule, EntryRule, Measure, ResolvedRef,
};
use super::compile::{CompiledBand, CompiledHandoff, CompiledNever, CompiledRoute, CompiledStage};
pub(crate) use super::evaluate::{ModelRule, OutcomeClass, held_answers};
use super::{Responses, Scorer};
use crate::model::Combine;
use std::sync::Arc;

impl Scorer {
    /// Returns the criteria with their answers.
    pub(crate) fn criteria(&self) -> &[CompiledCriterion] {
        &self.criteria
    }

    /// Returns what is shared by all copies of a compiled model that differ in points alone.
    pub(crate) fn shape(&self) -> &Arc<[usize]> {
        &self.starts
    }

    /// Returns the groups that cap points.
    pub(crate) fn groups(&self) -> &[CompiledGroup] {
        &self.groups
    }

    /// Returns the stages with their entry rules.
    pub(crate) fn stages(&self) -> &[CompiledStage] {
        &self.stages
    }

    /// Returns the bands of the total.
    pub(crate) fn bands(&self) -> &[CompiledBand] {
        &self.bands
    }

    /// Returns the routing rules.
    pub(crate) fn routes(&self) -> &[CompiledRoute] {
        &self.routes
    }

    /// Returns the rules that no lead meets; their clauses are about answers alone.
    pub(crate) fn never(&self) -> &[CompiledNever] {
        &self.never
    }

    /// Returns the hand-off to Sales.
    pub(crate) fn handoff(&self) -> Option<&CompiledHandoff> {
        self.handoff.as_ref()
    }

    /// Returns whether a criterion's points are part of a measure.
    pub(crate) fn counts_towards(&self, criterion: usize, measure: Measure) -> bool {
        let criterion = &self.criteria[criterion];
        match measure {
            Measure::Total => true,
            Measure::Kind(kind) => criterion.kind == kind,
            Measure::Group(g) => criterion.group == Some(g),
        }
    }

    /// Returns the `otherwise` answer that a `one-of` criterion falls back to, if it has one and
    /// none of its answers holds.
    pub(crate) fn fallback_answer(&self, criterion: usize, responses: &Responses) -> Option<usize> {
        let compiled = &self.criteria[criterion];
        let nothing = !responses
            .criterion_truths(criterion)
            .iter()
            .any(|truth| truth.is_yes());
        let one_of = compiled.combine == Combine::OneOf;
        compiled.otherwise.filter(|_| one_of && nothing)
    }
}
