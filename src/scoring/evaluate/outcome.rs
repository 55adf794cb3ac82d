//! The outcome of scoring a lead, as numbers and indices.

use super::Responses;
use super::decide::{Decider, ModelRule, OutcomeClass};
use super::points::LeadPoints;
use crate::model::{DispositionAction, ServiceLevel};
use crate::scoring::compile::Scorer;

/// The outcome of scoring a lead. Indices are positions in the definition's lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Outcome {
    /// Fit points.
    pub fit: i64,
    /// Behaviour points.
    pub behaviour: i64,
    /// Fit and behaviour points together.
    pub total: i64,
    /// The furthest computed stage whose rule holds.
    pub stage: Option<usize>,
    /// Whether the hand-off stage's rule holds.
    pub qualified: bool,
    /// The band that contains the total.
    pub band: Option<usize>,
    /// The disposition. `None` if the draft doesn't say, or if what it names is gone.
    pub disposition: Option<usize>,
    /// What decided the disposition.
    pub decided_by: Decider,
}

impl Outcome {
    /// Puts together points and what becomes of a lead.
    pub(in crate::scoring) fn new(
        fit: i64,
        behaviour: i64,
        total: i64,
        class: OutcomeClass,
    ) -> Self {
        let OutcomeClass {
            stage,
            qualified,
            band,
            disposition,
            decided_by,
        } = class;
        Self {
            fit,
            behaviour,
            total,
            stage,
            qualified,
            band,
            disposition,
            decided_by,
        }
    }
}

impl Scorer {
    /// Computes the outcome of a lead.
    pub fn outcome(&self, responses: &Responses) -> Outcome {
        self.outcome_with(responses, &self.points(responses))
    }

    pub(super) fn outcome_with(&self, responses: &Responses, points: &LeadPoints) -> Outcome {
        let total = points.total();
        let class = self.decide(|rule| match rule {
            ModelRule::Stage(stage) => self.stage_holds(stage, responses, points),
            ModelRule::Handoff => self.qualifies_with(responses, points),
            ModelRule::Band(band) => self.reaches_band(band, total),
            ModelRule::Route(route) => self.rule_holds(&self.routes[route].rule, responses, points),
        });
        Outcome::new(points.fit, points.behaviour, total, class)
    }

    /// Returns whether the hand-off stage's rule holds.
    pub fn qualifies(&self, responses: &Responses) -> bool {
        self.qualifies_with(responses, &self.points(responses))
    }

    pub(super) fn qualifies_with(&self, responses: &Responses, points: &LeadPoints) -> bool {
        self.handoff_rule()
            .is_some_and(|rule| self.rule_holds(rule, responses, points))
    }

    /// Returns the service level of a disposition: its own or, if it forwards and has none, the
    /// hand-off's.
    pub fn service_level(&self, disposition: usize) -> Option<&ServiceLevel> {
        let next = self.dispositions.get(disposition)?;
        next.service_level.as_ref().or_else(|| {
            (next.action == DispositionAction::Forward)
                .then_some(self.handoff.as_ref()?.service_level.as_ref())?
        })
    }
}
