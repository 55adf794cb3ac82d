//! What a lead lacks to qualify, part by part and as a whole, by the fold over states alone.

use super::super::cancel::{Cancel, ProofError};
use super::super::fold::{RuleOwner, Solver, smallest_completion};
use crate::model::Reference;
use crate::scoring::{Responses, Scorer};

/// What a lead lacks to qualify.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Missing {
    /// The unmet parts of the hand-off rule, in the rule's order; empty if the lead qualifies.
    pub parts: Vec<ProvedMissingPart>,
    /// The smallest set of further answers that makes the lead qualify: empty if it already does,
    /// `None` if no set does.
    pub all: Option<Vec<Reference>>,
}

/// An unmet part of the hand-off rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProvedMissingPart {
    /// The part, as [`MissingPart::part`](super::MissingPart::part) writes it.
    pub part: String,
    /// The smallest set of further answers that meets it; `None` if no set does.
    pub smallest: Option<Vec<Reference>>,
}

/// Finds what a lead lacks to qualify.
///
/// A further answer is any that doesn't hold now, whether unknown or known not to; in a `one-of`
/// criterion it replaces the one that holds. A `one-of` criterion without an answer that holds
/// falls back to its `otherwise`, which isn't counted but is named where it helps. Smallest means
/// fewest answers, ties broken by listed order.
///
/// # Errors
///
/// Fails if the budget runs out or the proof is cancelled.
pub fn missing(
    scorer: &Scorer,
    responses: &Responses,
    cancel: &Cancel<'_>,
) -> Result<Missing, ProofError> {
    let Some(rule) = scorer.handoff_stage().map(RuleOwner::Stage) else {
        return Ok(Missing::default());
    };
    let parts = scorer.unmet_parts(responses);
    let parts = parts.into_iter().map(|(place, part)| {
        let mut solver = Solver::for_model(scorer, cancel)?;
        let holds = solver.part_condition(0, rule, place)?;
        let smallest = smallest_completion(&solver, holds, responses, cancel)?;
        Ok(ProvedMissingPart { part, smallest })
    });
    let parts = parts.collect::<Result<_, _>>()?;
    if scorer.qualifies(responses) {
        let all = Some(Vec::new());
        return Ok(Missing { parts, all });
    }
    let mut solver = Solver::for_model(scorer, cancel)?;
    let holds = solver.qualified_condition(0)?;
    Ok(Missing {
        parts,
        all: smallest_completion(&solver, holds, responses, cancel)?,
    })
}
