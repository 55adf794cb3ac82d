//! The scorer: a definition compiled for scoring, with names resolved to indices once.

use std::sync::Arc;

use super::rule::{Clause, CompiledRule, Measure, ResolvedRef};
use crate::model::{
    Combine, Condition, CriterionKind, DispositionAction, Id, Readiness, Reference, ServiceLevel,
};

/// A definition compiled for scoring. It owns everything it needs; every index it returns is a
/// position in the definition's own list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scorer {
    pub(in crate::scoring) criteria: Vec<CompiledCriterion>,
    /// Offsets of each criterion's first answer among all answers, followed by the total.
    pub(in crate::scoring) starts: Arc<[usize]>,
    pub(in crate::scoring) groups: Vec<CompiledGroup>,
    pub(in crate::scoring) stages: Vec<CompiledStage>,
    pub(in crate::scoring) handoff: Option<CompiledHandoff>,
    pub(in crate::scoring) bands: Vec<CompiledBand>,
    pub(in crate::scoring) routes: Vec<CompiledRoute>,
    pub(in crate::scoring) never: Vec<CompiledNever>,
    pub(in crate::scoring) dispositions: Vec<CompiledDisposition>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CompiledCriterion {
    pub id: Id,
    pub kind: CriterionKind,
    pub combine: Combine,
    pub yes_no: bool,
    /// Whether its answers are made: from the first time, the second, and so on.
    pub counts_times: bool,
    pub answers: Vec<CompiledAnswer>,
    /// The answer that holds when every other is known not to.
    pub otherwise: Option<usize>,
    /// The group that caps the criterion.
    pub group: Option<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CompiledAnswer {
    pub id: Id,
    pub points: i64,
    pub when: Option<Condition>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CompiledGroup {
    pub id: Id,
    pub kind: CriterionKind,
    pub criteria: Vec<usize>,
    pub min: Option<i64>,
    pub max: Option<i64>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CompiledStage {
    pub id: Id,
    pub readiness: Readiness,
    pub rule: EntryRule,
}

/// How a lead enters a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum EntryRule {
    Always,
    ByPerson,
    Rule(CompiledRule),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CompiledHandoff {
    pub stage: Option<usize>,
    pub disposition: Option<usize>,
    pub service_level: Option<ServiceLevel>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CompiledBand {
    pub id: Id,
    pub from: Option<i64>,
    pub disposition: Option<usize>,
    pub qualified: Option<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CompiledRoute {
    pub id: Id,
    pub rule: CompiledRule,
    pub disposition: Option<usize>,
    pub even_if_qualified: bool,
}

/// What no lead can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CompiledNever {
    pub id: Id,
    /// Clauses of answers alone; one that never holds if the rule isn't well formed.
    pub rule: CompiledRule,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CompiledDisposition {
    pub id: Id,
    pub action: DispositionAction,
    pub track: Option<Id>,
    pub service_level: Option<ServiceLevel>,
}

impl CompiledGroup {
    /// Clamps a sum to the cap. If the minimum exceeds the maximum, the maximum wins.
    pub(crate) fn clamp(&self, sum: i64) -> i64 {
        let raised = self.min.map_or(sum, |min| sum.max(min));
        self.max.map_or(raised, |max| raised.min(max))
    }
}

impl Scorer {
    /// Returns the same model with every answer of one criterion worth 0 points. What a bare
    /// reference means stays the same.
    pub(crate) fn without_points(&self, criterion: usize) -> Self {
        let mut without = self.clone();
        if let Some(compiled) = without.criteria.get_mut(criterion) {
            compiled
                .answers
                .iter_mut()
                .for_each(|answer| answer.points = 0);
        }
        without
    }

    /// Returns the same model with other points for its answers, by index of criterion and answer.
    /// What a bare reference means stays the same.
    #[must_use]
    pub fn with_points(&self, points: impl Fn(usize, usize) -> i64) -> Self {
        let mut other = self.clone();
        for (c, criterion) in other.criteria.iter_mut().enumerate() {
            for (a, answer) in criterion.answers.iter_mut().enumerate() {
                answer.points = points(c, a);
            }
        }
        other
    }

    /// Returns the same model to which one criterion is never known: it counts nothing, and no part
    /// of a stage's or a route's rule that refers to it sees it hold. What no lead can be stays.
    pub(crate) fn with_unknown(&self, criterion: usize) -> Self {
        let mut unknown = self.without_points(criterion);
        for reference in unknown.rule_references_mut() {
            if reference.criterion == Some(criterion) {
                reference.criterion = None;
                reference.answers.clear();
            }
        }
        unknown
    }

    /// Returns the same model as lists of leads see it: answers that people alone give, those without
    /// a condition and an `otherwise` beside them, count nothing, and no part of a stage's or a
    /// route's rule sees them hold. What no lead can be stays.
    pub(crate) fn with_recorded_answers_only(&self) -> Self {
        let asked = |criterion: &CompiledCriterion, a: usize| {
            let mut others = criterion.answers.iter().enumerate();
            match criterion.otherwise {
                Some(otherwise) if otherwise == a => {
                    others.any(|(l, answer)| l != a && answer.when.is_none())
                }
                _ => criterion.answers[a].when.is_none(),
            }
        };
        let criteria = self.criteria.iter();
        let asked: Vec<Vec<bool>> = criteria
            .map(|c| (0..c.answers.len()).map(|a| asked(c, a)).collect())
            .collect();
        let mut recorded = self.with_points(|c, a| {
            let points = self.criteria[c].answers[a].points;
            if asked[c][a] { 0 } else { points }
        });
        for reference in recorded.rule_references_mut() {
            let Some(asked) = reference.criterion.and_then(|c| asked.get(c)) else {
                continue;
            };
            for (holds, asked) in reference.answers.iter_mut().zip(asked) {
                *holds &= !asked;
            }
        }
        recorded
    }

    /// Returns the references in the rules of stages and routes.
    fn rule_references_mut(&mut self) -> impl Iterator<Item = &mut ResolvedRef> {
        let stages = self.stages.iter_mut();
        let stages = stages.filter_map(|stage| match &mut stage.rule {
            EntryRule::Rule(rule) => Some(rule),
            EntryRule::ByPerson | EntryRule::Always => None,
        });
        let routes = self.routes.iter_mut().map(|route| &mut route.rule);
        stages.chain(routes).flat_map(CompiledRule::references_mut)
    }

    /// Returns the same model with what no lead can be taken from another, whose criteria are the
    /// same.
    pub(crate) fn with_never_of(mut self, other: &Self) -> Self {
        self.never.clone_from(&other.never);
        self
    }

    /// Returns the same model with the points of one kind only, and no caps on the other's.
    pub(crate) fn with_points_of(&self, kind: CriterionKind) -> Self {
        let mut only = self.clone();
        for criterion in only.criteria.iter_mut().filter(|c| c.kind != kind) {
            criterion
                .answers
                .iter_mut()
                .for_each(|answer| answer.points = 0);
        }
        for group in only.groups.iter_mut().filter(|group| group.kind != kind) {
            (group.min, group.max) = (None, None);
        }
        only
    }

    /// Returns the number of criteria.
    pub fn criterion_count(&self) -> usize {
        self.criteria.len()
    }

    /// Returns the number of answers of a criterion; 1 if it is yes/no.
    pub fn answer_count(&self, criterion: usize) -> usize {
        self.criteria.get(criterion).map_or(0, |c| c.answers.len())
    }

    /// Returns whether both scorers have the same criteria with the same answers in the same order,
    /// so that responses for one fit the other.
    pub fn has_same_criteria(&self, other: &Self) -> bool {
        let ids = |scorer: &Self| -> Vec<(Id, Vec<Id>)> {
            let criteria = scorer.criteria.iter();
            let answers =
                |c: &CompiledCriterion| c.answers.iter().map(|answer| answer.id.clone()).collect();
            criteria.map(|c| (c.id.clone(), answers(c))).collect()
        };
        ids(self) == ids(other)
    }

    /// Returns the index of a criterion.
    pub fn criterion_index(&self, id: &str) -> Option<usize> {
        self.criteria.iter().position(|c| c.id == *id)
    }

    /// Returns the index of a criterion's answer. A yes/no criterion has the answer `yes`.
    pub fn answer_index(&self, criterion: usize, id: &str) -> Option<usize> {
        let answers = &self.criteria.get(criterion)?.answers;
        answers.iter().position(|answer| answer.id == *id)
    }

    /// Returns the id of a criterion.
    pub fn criterion_id(&self, criterion: usize) -> Option<&Id> {
        self.criteria.get(criterion).map(|c| &c.id)
    }

    /// Returns the id of a criterion's answer.
    pub fn answer_id(&self, criterion: usize, answer: usize) -> Option<&Id> {
        Some(&self.criteria.get(criterion)?.answers.get(answer)?.id)
    }

    /// Returns whether at most one answer of a criterion can hold.
    pub fn is_one_of(&self, criterion: usize) -> bool {
        let criterion = self.criteria.get(criterion);
        criterion.is_some_and(|c| c.combine == Combine::OneOf)
    }

    /// Returns the answer of a criterion that holds when every other is known not to.
    pub fn otherwise(&self, criterion: usize) -> Option<usize> {
        self.criteria.get(criterion)?.otherwise
    }

    /// Returns a reference to an answer as people write it: the bare criterion if it is yes/no.
    pub fn reference_to(&self, criterion: usize, answer: usize) -> Option<Reference> {
        let criterion = self.criteria.get(criterion)?;
        let answer = criterion.answers.get(answer)?;
        Some(if criterion.yes_no {
            Reference::bare(criterion.id.clone())
        } else {
            Reference::answer(criterion.id.clone(), answer.id.clone())
        })
    }

    /// Returns the id of a stage.
    pub fn stage_id(&self, stage: usize) -> Option<&Id> {
        self.stages.get(stage).map(|s| &s.id)
    }

    /// Returns what a stage means for Sales.
    pub fn readiness(&self, stage: usize) -> Option<Readiness> {
        self.stages.get(stage).map(|s| s.readiness)
    }

    /// Returns the id of a band.
    pub fn band_id(&self, band: usize) -> Option<&Id> {
        self.bands.get(band).map(|b| &b.id)
    }

    /// Returns the total a band starts at, `Some(None)` for the lowest band, or `None` if there is
    /// no such band.
    pub fn band_from(&self, band: usize) -> Option<Option<i64>> {
        self.bands.get(band).map(|b| b.from)
    }

    /// Returns the totals in a band, from the first number up to but excluding the second. `None`
    /// if there is no such band or an earlier one starts at the same number.
    pub(crate) fn band_range(&self, band: usize) -> Option<(Option<i64>, Option<i64>)> {
        let from = self.bands.get(band)?.from;
        let shadowed = self.bands[..band].iter().any(|before| before.from == from);
        let later = self.bands.iter().filter_map(|other| other.from);
        let to = later.filter(|to| Some(*to) > from).min();
        (!shadowed).then_some((from, to))
    }

    /// Returns the id of a routing rule.
    pub fn route_id(&self, route: usize) -> Option<&Id> {
        self.routes.get(route).map(|r| &r.id)
    }

    /// Returns the id of a never rule.
    pub fn never_id(&self, never: usize) -> Option<&Id> {
        self.never.get(never).map(|n| &n.id)
    }

    /// Returns the number of never rules.
    pub fn never_count(&self) -> usize {
        self.never.len()
    }

    /// Returns the id of a disposition.
    pub fn disposition_id(&self, disposition: usize) -> Option<&Id> {
        self.dispositions.get(disposition).map(|d| &d.id)
    }

    /// Returns what a disposition does with a lead.
    pub fn action(&self, disposition: usize) -> Option<DispositionAction> {
        self.dispositions.get(disposition).map(|d| d.action)
    }

    /// Returns whether a lead goes to Sales: as its disposition says or, without one, if it
    /// qualifies.
    pub fn forwards(&self, qualified: bool, disposition: Option<usize>) -> bool {
        let action = disposition.and_then(|d| self.action(d));
        action.map_or(qualified, |action| action == DispositionAction::Forward)
    }

    /// Returns whether the leads that go to Sales are exactly those that qualify, for every lead.
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

    /// Returns the nurture track of a disposition.
    pub fn track(&self, disposition: usize) -> Option<&Id> {
        self.dispositions.get(disposition)?.track.as_ref()
    }

    /// Returns whether the hand-off's stage has a rule, without which no lead can qualify.
    pub fn has_handoff_rule(&self) -> bool {
        self.handoff_rule().is_some()
    }

    /// Returns the hand-off's stage, if it has a rule.
    pub fn handoff_stage(&self) -> Option<usize> {
        self.handoff_rule()?;
        self.handoff.as_ref()?.stage
    }

    /// Returns the rule that makes a lead qualified.
    pub(crate) fn handoff_rule(&self) -> Option<&CompiledRule> {
        let stage = self.handoff.as_ref()?.stage?;
        match &self.stages[stage].rule {
            EntryRule::Rule(rule) => Some(rule),
            EntryRule::Always | EntryRule::ByPerson => None,
        }
    }

    /// Returns the total that the hand-off rule requires, if it requires one.
    pub fn required_total(&self) -> Option<i64> {
        let clauses = self.handoff_rule()?.clauses.iter();
        clauses.filter_map(required_total).max()
    }

    /// Returns whether the hand-off rule requires a total and nothing else.
    pub fn requires_total_only(&self) -> bool {
        let is_total = |clause: &Clause| required_total(clause).is_some();
        self.handoff_rule()
            .is_some_and(|rule| !rule.clauses.is_empty() && rule.clauses.iter().all(is_total))
    }

    /// Returns the same model whose hand-off rule requires no total.
    #[must_use]
    pub fn without_required_total(&self) -> Self {
        let mut without = self.clone();
        let stage = self.handoff.as_ref().and_then(|handoff| handoff.stage);
        let stage = stage.and_then(|stage| without.stages.get_mut(stage));
        if let Some(EntryRule::Rule(rule)) = stage.map(|stage| &mut stage.rule) {
            rule.clauses
                .retain(|clause| required_total(clause).is_none());
        }
        without
    }
}

fn required_total(clause: &Clause) -> Option<i64> {
    match clause {
        Clause::Points {
            of: Measure::Total,
            least,
            ..
        } => Some(*least),
        _ => None,
    }
}
