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

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::Decider::{Band, BandQualified, Handoff, Nothing, Route};
    use super::ModelRule as Rule;
    use super::*;

    fn scorer() -> Scorer {
        let definition = json!({
            "stages": [{"id": "lead", "name": ""}, {"id": "mql", "name": "", "rule": {"all": ["x"]}}],
            "handoff": {"stage": "mql", "disposition": "forward"},
            "bands": [
                {"id": "low", "name": ""},
                {"id": "mid", "name": "", "from": 5, "disposition": "nurture"},
                {"id": "high", "name": "", "from": 9, "disposition": "nurture", "qualified": "call"}],
            "routes": [
                {"id": "student", "disposition": "nurture"},
                {"id": "rival", "disposition": "discard", "even_if_qualified": true}],
            "dispositions": [
                {"id": "forward", "name": "", "action": "forward"},
                {"id": "call", "name": "", "action": "forward"},
                {"id": "nurture", "name": "", "action": "nurture"},
                {"id": "discard", "name": "", "action": "discard"}]
        });
        Scorer::new(&serde_json::from_value(definition).unwrap())
    }

    #[rstest]
    #[case(&[], Nothing, None)]
    #[case(&[Rule::Band(0)], Nothing, None)]
    #[case(&[Rule::Band(0), Rule::Band(1)], Band(1), Some("nurture"))]
    #[case(&[Rule::Band(1), Rule::Route(0)], Route(0), Some("nurture"))]
    #[case(&[Rule::Band(1), Rule::Route(0), Rule::Handoff], Handoff, Some("forward"))]
    #[case(&[Rule::Band(1), Rule::Band(2), Rule::Handoff], BandQualified(2), Some("call"))]
    #[case(&[Rule::Band(2), Rule::Handoff, Rule::Route(1)], Route(1), Some("discard"))]
    #[case(&[Rule::Route(0), Rule::Route(1)], Route(1), Some("discard"))]
    fn the_first_part_with_something_to_say_decides(
        #[case] met: &[Rule],
        #[case] decided_by: Decider,
        #[case] disposition: Option<&str>,
    ) {
        let scorer = scorer();
        let class = scorer.decide(|rule| met.contains(&rule));
        let id = class.disposition.and_then(|d| scorer.disposition_id(d));
        assert_eq!(class.decided_by, decided_by);
        assert_eq!(id.map(ToString::to_string).as_deref(), disposition);
        assert_eq!(class.qualified, met.contains(&Rule::Handoff));
    }

    #[test]
    fn the_furthest_stage_counts() {
        let stage = |met: &[Rule]| scorer().decide(|rule| met.contains(&rule)).stage;
        assert_eq!(stage(&[Rule::Stage(0), Rule::Stage(1)]), Some(1));
        assert_eq!(stage(&[Rule::Stage(0)]), Some(0));
        assert_eq!(stage(&[]), None);
    }
}
