//! What `check` asks of a model; each is answered with the smallest lead that shows it.

use super::comparison;
use super::query::{LeadProperty, RuleOwner, find_smallest};
use super::{Cancel, Difference, ProofError, Witness};
use crate::model::Definition;
use crate::scoring::Scorer;

/// The smallest lead whose outcome would be another if this criterion counted no points; `None`
/// where its points can't change any outcome. Which levels a bare reference means stays as it is.
pub fn points_difference(
    scorer: &Scorer,
    criterion: usize,
    cancel: &Cancel<'_>,
) -> Result<Option<Difference>, ProofError> {
    comparison::difference_between(scorer, &scorer.without_points(criterion), cancel)
}

/// The smallest lead that meets all of a rule but this part; `None` where the rest implies it.
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

/// The smallest lead for which a later stage's rule holds and an earlier one's doesn't.
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

/// The smallest lead that qualifies by the levels of one criterion alone.
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

/// The smallest lead that qualifies although the furthest it has shown is research or exploration
/// (R60): some behaviour of those phases, and none of consideration or purchase.
pub fn lead_handed_over_early(
    definition: &Definition,
    scorer: &Scorer,
    cancel: &Cancel<'_>,
) -> Result<Option<Witness>, ProofError> {
    use crate::model::{CriterionKind, Phase};
    let criteria = definition.criteria.iter().enumerate();
    let (mut early, mut wants) = (Vec::new(), vec![LeadProperty::Qualified(true)]);
    for (c, criterion) in criteria.filter(|(_, c)| c.kind == CriterionKind::Behaviour) {
        match criterion.phase {
            Some(Phase::Research | Phase::Exploration) => {
                early.push(LeadProperty::ShowsCriterion(c, true))
            }
            Some(Phase::Consideration | Phase::Purchase) => {
                wants.push(LeadProperty::ShowsCriterion(c, false))
            }
            None => {}
        }
    }
    if early.is_empty() {
        return Ok(None);
    }
    wants.push(LeadProperty::AnyOf(early));
    find_smallest(scorer, &wants, cancel)
}
