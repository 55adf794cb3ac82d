//! The smallest set of further answers with which a condition holds.

use crate::model::Reference;
use crate::scoring::Responses;

use super::super::cancel::{Cancel, ProofError};
use super::factor_effects::LeadSpace;
use super::solver::{ANY_TOTAL, FoldQuery, Solver};
use super::tracked_conditions::TrackedCondition;

/// Finds the smallest set of further answers with which a condition holds, in listed order; `None`
/// if there is none. In a `one-of` criterion a further answer replaces the one that holds. An
/// `otherwise` that a criterion falls back to is named where it helps.
pub(crate) fn smallest_completion(
    solver: &Solver<'_>,
    holds: TrackedCondition,
    responses: &Responses,
    cancel: &Cancel<'_>,
) -> Result<Option<Vec<Reference>>, ProofError> {
    let TrackedCondition::Bit(bit) = holds else {
        return Ok((holds == TrackedCondition::Always).then(Vec::new));
    };
    let query = FoldQuery {
        leads: LeadSpace::Further(responses),
        required: 1 << bit,
        total_range: ANY_TOTAL,
        classify: &mut |mask| holds.holds_for(mask).then_some(0),
    };
    let smallest = solver.smallest_leads(query, cancel)?;
    let Some(places) = smallest.get(&0) else {
        return Ok(None);
    };
    let scorer = solver.models[0];
    let mut named = Vec::new();
    for (t, factor) in solver.factors().iter().enumerate() {
        let Some(c) = factor.criteria[0] else {
            continue;
        };
        let fallback = scorer.fallback_answer(c, responses);
        let answers =
            (0..factor.answers.len()).filter(|l| places.contains(&(factor.first_place + l)));
        let worth_naming =
            |l: &usize| fallback != Some(*l) || solver.condition_benefits(bit, t, *l);
        let answers = answers.filter(worth_naming);
        named.extend(answers.filter_map(|l| scorer.reference_to(c, l)));
    }
    Ok(Some(named))
}
