//! Findings about the leads we keep: what a nurture track must say, and what becomes of a lead that
//! meets the criteria and isn't ready to buy.

use super::collector::FindingCollector;
use super::pipeline::asks_for;
use crate::model::wording::join_list;
use crate::model::{
    CriterionKind, Disposition, DispositionAction, Exit, ExitOutcome, Id, Kind, NO_TRACK, Place,
    Readiness, Track,
};

impl FindingCollector<'_> {
    /// Reports tracks without their buying step, their content or their way back into scoring.
    pub(super) fn check_track_contents(&mut self) {
        let definition = self.definition;
        // Without any buying step, that is what is reported.
        let has_steps = definition.journeys.iter().any(|j| !j.steps.is_empty());
        for track in definition.tracks.iter().filter(|t| t.id != NO_TRACK) {
            let parts = [
                ("step", "buying step", has_steps && track.step.is_none()),
                ("content", "content", is_blank_list(&track.content)),
                (
                    "exit",
                    "way back into scoring",
                    track.exit.trim().is_empty(),
                ),
            ];
            let missing = || parts.iter().filter(|(.., missing)| *missing);
            let Some((field, ..)) = missing().next() else {
                continue;
            };
            let names: Vec<String> = missing().map(|(_, name, _)| format!("no {name}")).collect();
            let message = format!("track `{}` has {}", track.name, join_list(&names, "and"));
            let place = Place::new(Kind::Track, track.id.clone());
            self.add_at_field("A260", place, field, message);
        }
    }

    /// Reports that nothing keeps the leads that meet the criteria and aren't ready to buy.
    pub(super) fn check_not_ready(&mut self) {
        let definition = self.definition;
        if definition.handoff.is_none() || self.keeps_the_not_ready() {
            return;
        }
        let message = "nothing keeps the leads that meet the criteria and aren't ready to buy";
        self.add("A261", Place::single(Kind::Settings), message);
    }

    /// Returns whether a routing rule that asks for fit, an exit of a stage that means something to
    /// Sales, or a band's disposition of qualified leads leads to nurturing; or whether any of
    /// them, or a band, leads to a disposition or track that is called so.
    fn keeps_the_not_ready(&self) -> bool {
        let definition = self.definition;
        let disposition = |id: &Id| definition.disposition(id.as_str());
        let nurtures = |id: &Id| disposition(id).is_some_and(keeps_warm);
        let named = |id: &Id| disposition(id).is_some_and(|d| self.is_for_the_not_ready(d));
        let by_route = definition.routes.iter().any(|route| {
            let rule = route.rule.as_ref();
            let fits = rule.is_some_and(|r| asks_for(definition, r, CriterionKind::Fit, 0));
            named(&route.disposition) || fits && nurtures(&route.disposition)
        });
        let by_exit = definition.stages.iter().any(|stage| {
            let worthy = stage.readiness != Readiness::None;
            stage.exits.iter().any(|exit| {
                let to = exit.disposition.as_ref();
                let kept = to.is_some_and(nurtures) || leads_to_track(exit);
                let returned = exit.outcome == Some(ExitOutcome::SendBack);
                let track = exit.track.as_ref();
                let track = track.and_then(|id| definition.track(id.as_str()));
                worthy && kept && !returned
                    || to.is_some_and(named)
                    || track.is_some_and(speaks_of_the_not_ready)
            })
        });
        by_route
            || by_exit
            || definition.bands.iter().any(|band| {
                band.qualified.as_ref().is_some_and(nurtures)
                    || band.disposition.iter().chain(&band.qualified).any(named)
            })
    }

    /// Returns whether a disposition keeps leads and it or its track is called after those that
    /// aren't ready.
    fn is_for_the_not_ready(&self, disposition: &Disposition) -> bool {
        let track = disposition.track.as_ref();
        let track = track.and_then(|id| self.definition.track(id.as_str()));
        keeps_warm(disposition)
            && (says_not_ready(&disposition.name) || track.is_some_and(speaks_of_the_not_ready))
    }
}

/// Returns whether a disposition keeps its leads on a track.
fn keeps_warm(disposition: &Disposition) -> bool {
    let keeps = matches!(
        disposition.action,
        DispositionAction::Nurture | DispositionAction::Recycle
    );
    keeps && disposition.track.as_ref().is_some_and(|id| *id != NO_TRACK)
}

fn leads_to_track(exit: &Exit) -> bool {
    exit.track.as_ref().is_some_and(|id| *id != NO_TRACK)
}

fn speaks_of_the_not_ready(track: &Track) -> bool {
    says_not_ready(&track.name) || says_not_ready(&track.serves)
}

/// Returns whether a text speaks of leads that aren't ready to buy.
fn says_not_ready(text: &str) -> bool {
    let text = text.to_lowercase();
    ["not ready", "not yet ready", "n't ready", "wrong moment"]
        .iter()
        .any(|words| text.contains(words))
}

fn is_blank_list(lines: &[String]) -> bool {
    lines.iter().all(|line| line.trim().is_empty())
}
