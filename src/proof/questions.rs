//! What `check` asks of a model; each is answered with the smallest lead that shows it.

use super::comparison;
use super::query::{RuleOf, Want, exists};
use super::{Cancel, Difference, ProofError, Witness};
use crate::model::Definition;
use crate::scoring::Scorer;

/// The smallest lead whose outcome would be another if this criterion counted no points; `None`
/// where its points can't change any outcome. Which levels a bare reference means stays as it is.
pub fn points_matter(
    scorer: &Scorer,
    criterion: usize,
    cancel: &Cancel<'_>,
) -> Result<Option<Difference>, ProofError> {
    comparison::between(scorer, &scorer.without_points(criterion), cancel)
}

/// The smallest lead that meets all of a rule but this part; `None` where the rest implies it.
pub fn without_part(
    scorer: &Scorer,
    rule: RuleOf,
    part: usize,
    cancel: &Cancel<'_>,
) -> Result<Option<Witness>, ProofError> {
    let parts = 0..rule.parts(scorer).len();
    let wants: Vec<Want> = parts.map(|p| Want::Part(rule, p, p != part)).collect();
    exists(scorer, &wants, cancel)
}

/// The smallest lead for which a later stage's rule holds and an earlier one's doesn't.
pub fn skips(
    scorer: &Scorer,
    later: usize,
    earlier: usize,
    cancel: &Cancel<'_>,
) -> Result<Option<Witness>, ProofError> {
    let wants = [Want::Stage(later, true), Want::Stage(earlier, false)];
    exists(scorer, &wants, cancel)
}

/// The smallest lead that qualifies by the levels of one criterion alone.
pub fn decides_alone(
    scorer: &Scorer,
    criterion: usize,
    cancel: &Cancel<'_>,
) -> Result<Option<Witness>, ProofError> {
    exists(
        scorer,
        &[Want::Qualified(true), Want::Only(criterion)],
        cancel,
    )
}

/// The smallest lead that qualifies although the furthest it has shown is research or exploration
/// (R60): some behaviour of those phases, and none of consideration or purchase.
pub fn handed_over_early(
    definition: &Definition,
    scorer: &Scorer,
    cancel: &Cancel<'_>,
) -> Result<Option<Witness>, ProofError> {
    use crate::model::{CriterionKind, Phase};
    let criteria = definition.criteria.iter().enumerate();
    let (mut early, mut wants) = (Vec::new(), vec![Want::Qualified(true)]);
    for (c, criterion) in criteria.filter(|(_, c)| c.kind == CriterionKind::Behaviour) {
        match criterion.phase {
            Some(Phase::Research | Phase::Exploration) => early.push(Want::Shows(c, true)),
            Some(Phase::Consideration | Phase::Purchase) => wants.push(Want::Shows(c, false)),
            None => {}
        }
    }
    if early.is_empty() {
        return Ok(None);
    }
    wants.push(Want::AnyOf(early));
    exists(scorer, &wants, cancel)
}
