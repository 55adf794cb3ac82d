//! What a lead lacks to qualify (R72): the truly smallest set of further levels.

use super::{Cancel, ProofError};
use crate::model::Reference;
use crate::scoring::machine::{Board, RuleOf, further};
use crate::scoring::{Answers, Scorer};

/// What a lead lacks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Missed {
    /// Each unmet part of the hand-off rule, in the rule's order; empty when qualified.
    pub parts: Vec<Lacking>,
    /// The smallest set of further levels that makes it qualify; `None` where none does. Empty
    /// when it qualifies already.
    pub all: Option<Vec<Reference>>,
}

/// An unmet part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lacking {
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
    answers: &Answers,
    cancel: &Cancel<'_>,
) -> Result<Missed, ProofError> {
    let Some(rule) = scorer.handoff_stage().map(RuleOf::Stage) else {
        return Ok(Missed::default());
    };
    let parts = scorer.unmet_parts(answers);
    let parts = parts.into_iter().map(|(place, part)| {
        let mut board = Board::one(scorer);
        let holds = board.part(0, rule, place)?;
        let smallest = further(&board, holds, answers, cancel)?;
        Ok(Lacking { part, smallest })
    });
    let parts = parts.collect::<Result<_, _>>()?;
    if scorer.qualifies(answers) {
        let all = Some(Vec::new());
        return Ok(Missed { parts, all });
    }
    let mut board = Board::one(scorer);
    let holds = board.qualified(0)?;
    Ok(Missed {
        parts,
        all: further(&board, holds, answers, cancel)?,
    })
}
