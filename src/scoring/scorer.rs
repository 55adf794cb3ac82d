//! A definition made ready for scoring: names resolved to indices, once.

use std::sync::Arc;

use super::rules::CompiledRule;
use crate::model::{
    Combine, Condition, CriterionKind, DispositionAction, Id, Readiness, Reference, ServiceLevel,
};

/// A definition made ready for scoring. Owns all it needs; every index it gives out is a
/// position in the definition's own list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scorer {
    pub(super) criteria: Vec<CompiledCriterion>,
    /// Where each criterion's levels begin among all levels, and the end.
    pub(super) starts: Arc<[usize]>,
    pub(super) groups: Vec<CompiledGroup>,
    pub(super) stages: Vec<CompiledStage>,
    pub(super) handoff: Option<CompiledHandoff>,
    pub(super) bands: Vec<CompiledBand>,
    pub(super) routes: Vec<CompiledRoute>,
    pub(super) dispositions: Vec<CompiledDisposition>,
}

/// A criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CompiledCriterion {
    pub id: Id,
    pub kind: CriterionKind,
    pub combine: Combine,
    pub yes_no: bool,
    pub answers: Vec<CompiledAnswer>,
    /// The level that holds when every other is known not to.
    pub otherwise: Option<usize>,
    /// The group that caps it.
    pub group: Option<usize>,
}

/// A level of a criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CompiledAnswer {
    pub id: Id,
    pub points: i64,
    pub when: Option<Condition>,
}

/// A group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CompiledGroup {
    pub id: Id,
    pub kind: CriterionKind,
    pub criteria: Vec<usize>,
    pub min: Option<i64>,
    pub max: Option<i64>,
}

/// A stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CompiledStage {
    pub id: Id,
    pub readiness: Readiness,
    pub rule: EntryRule,
}

/// How a stage is entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum EntryRule {
    Always,
    ByPerson,
    Rule(CompiledRule),
}

/// The hand-off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CompiledHandoff {
    pub stage: Option<usize>,
    pub disposition: Option<usize>,
    pub service_level: Option<ServiceLevel>,
}

/// A band.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CompiledBand {
    pub id: Id,
    pub from: Option<i64>,
    pub disposition: Option<usize>,
    pub qualified: Option<usize>,
}

/// A route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CompiledRoute {
    pub id: Id,
    pub rule: CompiledRule,
    pub disposition: Option<usize>,
    pub even_if_qualified: bool,
}

/// A disposition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CompiledDisposition {
    pub id: Id,
    pub action: DispositionAction,
    pub track: Option<Id>,
    pub service_level: Option<ServiceLevel>,
}

impl CompiledGroup {
    /// A sum within the cap. Where the least is above the most, the most counts.
    pub(super) fn clamp(&self, sum: i64) -> i64 {
        let raised = self.min.map_or(sum, |min| sum.max(min));
        self.max.map_or(raised, |max| raised.min(max))
    }
}

impl Scorer {
    /// The same model but for the points of one criterion, all of whose levels count nothing. Which
    /// levels a bare reference means stays as it is.
    pub(crate) fn without_points(&self, criterion: usize) -> Self {
        let mut without = self.clone();
        if let Some(looked) = without.criteria.get_mut(criterion) {
            looked
                .answers
                .iter_mut()
                .for_each(|answer| answer.points = 0);
        }
        without
    }

    /// How many criteria there are.
    pub fn criterion_count(&self) -> usize {
        self.criteria.len()
    }

    /// How many levels a criterion has; 1 where it is yes/no.
    pub fn answer_count(&self, criterion: usize) -> usize {
        self.criteria.get(criterion).map_or(0, |c| c.answers.len())
    }

    /// Whether it has the same criteria with the same levels in the same order as another, so
    /// that answers to one are answers to both.
    pub fn has_same_criteria(&self, other: &Self) -> bool {
        let ids = |scorer: &Self| -> Vec<(Id, Vec<Id>)> {
            let criteria = scorer.criteria.iter();
            let answers =
                |c: &CompiledCriterion| c.answers.iter().map(|answer| answer.id.clone()).collect();
            criteria.map(|c| (c.id.clone(), answers(c))).collect()
        };
        ids(self) == ids(other)
    }

    /// The index of a criterion.
    pub fn criterion_index(&self, id: &str) -> Option<usize> {
        self.criteria.iter().position(|c| c.id == *id)
    }

    /// The index of a criterion's level; `yes` where it is yes/no.
    pub fn answer_index(&self, criterion: usize, id: &str) -> Option<usize> {
        let answers = &self.criteria.get(criterion)?.answers;
        answers.iter().position(|answer| answer.id == *id)
    }

    /// The id of a criterion.
    pub fn criterion_id(&self, criterion: usize) -> Option<&Id> {
        self.criteria.get(criterion).map(|c| &c.id)
    }

    /// The id of a criterion's level.
    pub fn answer_id(&self, criterion: usize, answer: usize) -> Option<&Id> {
        Some(&self.criteria.get(criterion)?.answers.get(answer)?.id)
    }

    /// Whether only one level of a criterion can hold.
    pub fn is_one_of(&self, criterion: usize) -> bool {
        let criterion = self.criteria.get(criterion);
        criterion.is_some_and(|c| c.combine == Combine::OneOf)
    }

    /// The level of a criterion that holds when every other is known not to.
    pub fn otherwise(&self, criterion: usize) -> Option<usize> {
        self.criteria.get(criterion)?.otherwise
    }

    /// A level as people refer to it: the criterion alone where it is yes/no.
    pub fn reference_to(&self, criterion: usize, answer: usize) -> Option<Reference> {
        let criterion = self.criteria.get(criterion)?;
        let answer = criterion.answers.get(answer)?;
        Some(if criterion.yes_no {
            Reference::bare(criterion.id.clone())
        } else {
            Reference::answer(criterion.id.clone(), answer.id.clone())
        })
    }

    /// The id of a stage.
    pub fn stage_id(&self, stage: usize) -> Option<&Id> {
        self.stages.get(stage).map(|s| &s.id)
    }

    /// What a stage means for Sales.
    pub fn readiness(&self, stage: usize) -> Option<Readiness> {
        self.stages.get(stage).map(|s| s.readiness)
    }

    /// The id of a band.
    pub fn band_id(&self, band: usize) -> Option<&Id> {
        self.bands.get(band).map(|b| &b.id)
    }

    /// Where a band begins; the lowest begins nowhere. Nothing where there is no such band.
    pub fn band_from(&self, band: usize) -> Option<Option<i64>> {
        self.bands.get(band).map(|b| b.from)
    }

    /// The totals that fall in a band: from the first number up to, not including, the second.
    /// Nothing where there is no such band, or an earlier one begins at the same number.
    pub(crate) fn band_range(&self, band: usize) -> Option<(Option<i64>, Option<i64>)> {
        let from = self.bands.get(band)?.from;
        let shadowed = self.bands[..band].iter().any(|before| before.from == from);
        let later = self.bands.iter().filter_map(|other| other.from);
        let to = later.filter(|to| Some(*to) > from).min();
        (!shadowed).then_some((from, to))
    }

    /// The id of a route.
    pub fn route_id(&self, route: usize) -> Option<&Id> {
        self.routes.get(route).map(|r| &r.id)
    }

    /// The id of a disposition.
    pub fn disposition_id(&self, disposition: usize) -> Option<&Id> {
        self.dispositions.get(disposition).map(|d| &d.id)
    }

    /// What becomes of a lead with a disposition.
    pub fn action(&self, disposition: usize) -> Option<DispositionAction> {
        self.dispositions.get(disposition).map(|d| d.action)
    }

    /// Whether a lead that qualifies or doesn't and gets this disposition goes to Sales: as the
    /// disposition says; where there is none yet, if it qualifies.
    pub fn forwards(&self, qualified: bool, disposition: Option<usize>) -> bool {
        let action = disposition.and_then(|d| self.action(d));
        action.map_or(qualified, |action| action == DispositionAction::Forward)
    }

    /// Whether those who go to Sales are just those who qualify, whatever a lead has.
    pub(crate) fn forwards_iff_qualified(&self) -> bool {
        let handoff = self.handoff.as_ref().and_then(|h| h.disposition);
        let bands = || self.bands.iter();
        let qualified = bands().map(|band| band.qualified.or(handoff));
        let others = bands().map(|band| band.disposition);
        let routes = self.routes.iter().map(|route| route.disposition);
        let overruled = self.routes.iter().any(|route| route.even_if_qualified);
        !overruled
            && qualified.chain([handoff]).all(|d| self.forwards(true, d))
            && !others.chain(routes).any(|d| self.forwards(false, d))
    }

    /// The nurture track of a disposition.
    pub fn track(&self, disposition: usize) -> Option<&Id> {
        self.dispositions.get(disposition)?.track.as_ref()
    }

    /// Whether there is a rule on the hand-off's stage, so that a lead can qualify at all.
    pub fn has_handoff_rule(&self) -> bool {
        self.handoff_rule().is_some()
    }

    /// The hand-off's stage, if there is a rule on it.
    pub fn handoff_stage(&self) -> Option<usize> {
        self.handoff_rule()?;
        self.handoff.as_ref()?.stage
    }

    /// The rule that makes a lead qualified.
    pub(super) fn handoff_rule(&self) -> Option<&CompiledRule> {
        let stage = self.handoff.as_ref()?.stage?;
        match &self.stages[stage].rule {
            EntryRule::Rule(rule) => Some(rule),
            EntryRule::Always | EntryRule::ByPerson => None,
        }
    }
}
