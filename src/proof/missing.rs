//! What a lead lacks to qualify (R72): the truly smallest set of further levels.

use super::{Cancel, ProofError};
use crate::model::Reference;
use crate::scoring::fold::{RuleOwner, Solver, smallest_completion};
use crate::scoring::{Responses, Scorer};

/// What a lead lacks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Missing {
    /// Each unmet part of the hand-off rule, in the rule's order; empty when qualified.
    pub parts: Vec<ProvedMissingPart>,
    /// The smallest set of further levels that makes it qualify; `None` where none does. Empty
    /// when it qualifies already.
    pub all: Option<Vec<Reference>>,
}

/// An unmet part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProvedMissingPart {
    /// The part, as [`Missing::part`](crate::scoring::Missing::part) writes it.
    pub part: String,
    /// The smallest set of further levels that meets it; `None` where none does.
    pub smallest: Option<Vec<Reference>>,
}

/// What a lead lacks. A further level is any that doesn't hold now, unknown or not; of a `one-of`
/// criterion it takes the place of the one that holds. A `one-of` criterion of which nothing holds
/// falls to its `otherwise`, which isn't counted and is named where it helps. Smallest: fewest
/// levels, ties by listed order.
pub fn missing(
    scorer: &Scorer,
    responses: &Responses,
    cancel: &Cancel<'_>,
) -> Result<Missing, ProofError> {
    let Some(rule) = scorer.handoff_stage().map(RuleOwner::Stage) else {
        return Ok(Missing::default());
    };
    let parts = scorer.missing_with_index(responses);
    let parts = parts.into_iter().map(|(place, part)| {
        let mut solver = Solver::for_model(scorer);
        let holds = solver.part_condition(0, rule, place)?;
        let smallest = smallest_completion(&solver, holds, responses, cancel)?;
        Ok(ProvedMissingPart { part, smallest })
    });
    let parts = parts.collect::<Result<_, _>>()?;
    if scorer.qualifies(responses) {
        let all = Some(Vec::new());
        return Ok(Missing { parts, all });
    }
    let mut solver = Solver::for_model(scorer);
    let holds = solver.qualified_condition(0)?;
    Ok(Missing {
        parts,
        all: smallest_completion(&solver, holds, responses, cancel)?,
    })
}
