//! Decides what becomes of a lead: its stage, its band, and where it goes.
//!
//! This is the one place that knows in which order the parts of a model decide. The plain evaluator,
//! the engine and the proofs ask it, each with its own way to tell whether a rule holds.

use crate::scoring::compile::Scorer;

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

/// A rule of a model that a lead meets or doesn't.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ModelRule {
    /// The entry rule of a stage; nobody meets that of a stage decided by a person.
    Stage(usize),
    /// The entry rule of the hand-off's stage, which makes a lead qualified.
    Handoff,
    /// The total reaches the start of a band.
    Band(usize),
    /// A routing rule.
    Route(usize),
}

/// What becomes of a lead: its outcome without its points. Indices are positions in the definition's
/// lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct OutcomeClass {
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

impl Scorer {
    /// Decides what becomes of a lead, given which rules it meets.
    pub(crate) fn decide(&self, holds: impl Fn(ModelRule) -> bool) -> OutcomeClass {
        let qualified = holds(ModelRule::Handoff);
        let band = self.highest_band(|band| holds(ModelRule::Band(band)));
        let route_holds = |route| holds(ModelRule::Route(route));
        let (decided_by, disposition) = self.decide_disposition(qualified, band, route_holds);
        let mut stages = (0..self.stages.len()).rev();
        OutcomeClass {
            stage: stages.find(|stage| holds(ModelRule::Stage(*stage))),
            qualified,
            band,
            disposition,
            decided_by,
        }
    }

    /// Returns the band that contains a total: of the bands that start at or below it, the one that
    /// starts highest. A well-formed definition always has one.
    pub fn band_of(&self, total: i64) -> Option<usize> {
        self.highest_band(|band| self.reaches_band(band, total))
    }

    /// Returns whether a total is at or above the start of a band.
    pub(in crate::scoring) fn reaches_band(&self, band: usize, total: i64) -> bool {
        self.bands[band].from.is_none_or(|from| from <= total)
    }

    fn highest_band(&self, reached: impl Fn(usize) -> bool) -> Option<usize> {
        let mut best: Option<usize> = None;
        for (b, band) in self.bands.iter().enumerate() {
            // `None`, where the lowest band starts, is less than any number.
            if best.is_none_or(|best| self.bands[best].from < band.from) && reached(b) {
                best = Some(b);
            }
        }
        best
    }

    /// Routes that apply even to qualified leads come first, then the hand-off, then the other
    /// routes, then the bands.
    fn decide_disposition(
        &self,
        qualified: bool,
        band: Option<usize>,
        route_holds: impl Fn(usize) -> bool,
    ) -> (Decider, Option<usize>) {
        let route = |even_if_qualified: bool| {
            let mut routes = self.routes.iter().enumerate();
            let taken = routes
                .find(|(r, route)| route.even_if_qualified == even_if_qualified && route_holds(*r));
            taken.map(|(r, route)| (Decider::Route(r), route.disposition))
        };
        if let Some(taken) = route(true) {
            return taken;
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
        if let Some(taken) = route(false) {
            return taken;
        }
        if let Some(b) = band
            && let Some(disposition) = self.bands[b].disposition
        {
            return (Decider::Band(b), Some(disposition));
        }
        (Decider::Nothing, None)
    }
}
