//! The queries that `check` makes about a model. Each is answered with the smallest lead that shows
//! the matter.

use super::comparison;
use super::query::{LeadProperty, RuleOwner, find_smallest};
use super::{Cancel, Difference, ProofError, Witness};
use crate::model::Definition;
use crate::scoring::Scorer;

/// Finds the smallest lead whose outcome would differ if this criterion counted no points; `None`
/// if its points can't change any outcome. What a bare reference means stays the same.
///
/// # Errors
///
/// Fails if the budget runs out or the query is cancelled.
pub fn points_difference(
    scorer: &Scorer,
    criterion: usize,
    cancel: &Cancel<'_>,
) -> Result<Option<Difference>, ProofError> {
    comparison::difference_between(scorer, &scorer.without_points(criterion), cancel)
}

/// Finds the smallest lead that meets all of a rule except this part; `None` if the rest implies
/// it.
///
/// # Errors
///
/// Fails if the budget runs out or the query is cancelled.
pub fn lead_failing_part(
    scorer: &Scorer,
    rule: RuleOwner,
    part: usize,
    cancel: &Cancel<'_>,
) -> Result<Option<Witness>, ProofError> {
    let parts = 0..rule.part_texts(scorer).len();
    let properties: Vec<LeadProperty> = parts
        .map(|p| LeadProperty::Part(rule, p, p != part))
        .collect();
    find_smallest(scorer, &properties, cancel)
}

/// Finds the smallest lead that meets a later stage's rule but not an earlier one's.
///
/// # Errors
///
/// Fails if the budget runs out or the query is cancelled.
pub fn lead_skipping_stage(
    scorer: &Scorer,
    later: usize,
    earlier: usize,
    cancel: &Cancel<'_>,
) -> Result<Option<Witness>, ProofError> {
    let properties = [
        LeadProperty::Stage(later, true),
        LeadProperty::Stage(earlier, false),
    ];
    find_smallest(scorer, &properties, cancel)
}

/// Finds the smallest lead that qualifies through the answers of one criterion alone.
///
/// # Errors
///
/// Fails if the budget runs out or the query is cancelled.
pub fn lead_decided_alone(
    scorer: &Scorer,
    criterion: usize,
    cancel: &Cancel<'_>,
) -> Result<Option<Witness>, ProofError> {
    find_smallest(
        scorer,
        &[
            LeadProperty::Qualified(true),
            LeadProperty::OnlyCriterion(criterion),
        ],
        cancel,
    )
}

/// Finds the smallest lead that qualifies although its furthest behaviour is research or
/// exploration: some behaviour of those phases, and none of consideration or purchase.
///
/// # Errors
///
/// Fails if the budget runs out or the query is cancelled.
pub fn lead_handed_over_early(
    definition: &Definition,
    scorer: &Scorer,
    cancel: &Cancel<'_>,
) -> Result<Option<Witness>, ProofError> {
    use crate::model::{CriterionKind, Phase};
    let criteria = definition.criteria.iter().enumerate();
    let (mut early, mut properties) = (Vec::new(), vec![LeadProperty::Qualified(true)]);
    for (c, criterion) in criteria.filter(|(_, c)| c.kind == CriterionKind::Behaviour) {
        match criterion.phase {
            Some(Phase::Research | Phase::Exploration) => {
                early.push(LeadProperty::ShowsCriterion(c, true));
            }
            Some(Phase::Consideration | Phase::Purchase) => {
                properties.push(LeadProperty::ShowsCriterion(c, false));
            }
            None => {}
        }
    }
    if early.is_empty() {
        return Ok(None);
    }
    properties.push(LeadProperty::AnyOf(early));
    find_smallest(scorer, &properties, cancel)
}
