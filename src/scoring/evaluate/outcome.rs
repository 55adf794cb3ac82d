//! The outcome of scoring a lead, as numbers and indices.

use super::Responses;
use super::points::LeadPoints;
use crate::model::{DispositionAction, ServiceLevel};
use crate::scoring::compile::{EntryRule, Scorer};

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

/// What decided a lead's disposition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Decider {
    /// A routing rule, by index.
    Route(usize),
    /// A band's disposition.
    Band(usize),
    /// A band's disposition for qualified leads.
    BandQualified(usize),
    /// The hand-off's disposition.
    Handoff,
    /// The definition names no disposition for this lead.
    Nothing,
}

impl Scorer {
    /// Computes the outcome of a lead.
    pub fn outcome(&self, responses: &Responses) -> Outcome {
        self.outcome_with(responses, &self.points(responses))
    }

    pub(super) fn outcome_with(&self, responses: &Responses, points: &LeadPoints) -> Outcome {
        let qualified = self.qualifies_with(responses, points);
        let band = self.band_of(points.total());
        let (decided_by, disposition) = self.decide(responses, points, qualified, band);
        Outcome {
            fit: points.fit,
            behaviour: points.behaviour,
            total: points.total(),
            stage: self.furthest_stage(responses, points),
            qualified,
            band,
            disposition,
            decided_by,
        }
    }

    /// Returns whether the hand-off stage's rule holds.
    pub fn qualifies(&self, responses: &Responses) -> bool {
        self.qualifies_with(responses, &self.points(responses))
    }

    pub(super) fn qualifies_with(&self, responses: &Responses, points: &LeadPoints) -> bool {
        self.handoff_rule()
            .is_some_and(|rule| self.rule_holds(rule, responses, points))
    }

    fn furthest_stage(&self, responses: &Responses, points: &LeadPoints) -> Option<usize> {
        let computed = |s: &usize| !matches!(self.stages[*s].rule, EntryRule::ByPerson);
        (0..self.stages.len())
            .rev()
            .filter(computed)
            .find(|s| self.stage_holds(*s, responses, points))
    }

    /// Returns the band that contains a total: of the bands that start at or below it, the one that
    /// starts highest. A well-formed definition always has one.
    pub fn band_of(&self, total: i64) -> Option<usize> {
        let mut best: Option<usize> = None;
        for (b, band) in self.bands.iter().enumerate() {
            let reached = band.from.is_none_or(|from| from <= total);
            // `None`, where the lowest band starts, is less than any number.
            if reached && best.is_none_or(|best| self.bands[best].from < band.from) {
                best = Some(b);
            }
        }
        best
    }

    fn decide(
        &self,
        responses: &Responses,
        points: &LeadPoints,
        qualified: bool,
        band: Option<usize>,
    ) -> (Decider, Option<usize>) {
        let route = |even: bool| {
            self.routes.iter().position(|route| {
                route.even_if_qualified == even && self.rule_holds(&route.rule, responses, points)
            })
        };
        if let Some(r) = route(true) {
            return (Decider::Route(r), self.routes[r].disposition);
        }
        if qualified {
            if let Some(b) = band
                && let Some(disposition) = self.bands[b].qualified
            {
                return (Decider::BandQualified(b), Some(disposition));
            }
            let handoff = self.handoff.as_ref().and_then(|h| h.disposition);
            return (Decider::Handoff, handoff);
        }
        if let Some(r) = route(false) {
            return (Decider::Route(r), self.routes[r].disposition);
        }
        if let Some(b) = band
            && let Some(disposition) = self.bands[b].disposition
        {
            return (Decider::Band(b), Some(disposition));
        }
        (Decider::Nothing, None)
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
