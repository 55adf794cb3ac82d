//! The unmet parts of the hand-off rule, each with the smallest set of further answers that would
//! meet it.

use serde::{Serialize, Serializer};

use super::super::cancel::{Budget, Cancel};
use super::further_answers::smallest_for_clause;
use crate::model::Reference;
use crate::scoring::{Responses, Scorer};

/// The budget for one lead of many: about ten milliseconds.
pub const ONE_LEAD_BUDGET: Budget = Budget::new(1_000_000, 50_000_000);

/// An unmet part of the hand-off rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MissingPart {
    /// The part as text: see [`Scorer::missing_parts`].
    pub part: String,
    /// The smallest set of further answers that would meet the part, ties broken by listed order;
    /// empty if no set does. The result is a possible lead. An `otherwise` is named where it helps,
    /// but not counted.
    #[serde(serialize_with = "as_texts")]
    pub smallest: Vec<Reference>,
    /// Whether `smallest` is proved. False, with an empty set, if the budget for one lead ran out.
    pub proved: bool,
}

fn as_texts<S: Serializer>(references: &[Reference], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(references.iter().map(ToString::to_string))
}

/// Returns the unmet parts of the hand-off rule, in the rule's order, each with the smallest set of
/// further answers that would meet it; empty if the lead qualifies.
///
/// Only a stage to be reached takes more than a few steps. If the budget runs out over it, the part
/// is there without a set, and says so.
pub fn missing_parts(
    scorer: &Scorer,
    responses: &Responses,
    cancel: &Cancel<'_>,
) -> Vec<MissingPart> {
    let clauses = scorer.handoff_rule().map_or(&[][..], |rule| &rule.clauses);
    let unmet = scorer.unmet_parts(responses).into_iter();
    unmet
        .map(|(index, part)| {
            let smallest = smallest_for_clause(scorer, &clauses[index], responses, cancel);
            MissingPart {
                part,
                proved: smallest.is_ok(),
                smallest: smallest.ok().flatten().unwrap_or_default(),
            }
        })
        .collect()
}
