//! Findings about stages, the hand-off, bands, routes, dispositions and tracks.

use super::collector::FindingCollector;
use crate::model::wording::{self, count_noun};
use crate::model::{
    CountScope, Criterion, CriterionKind, Definition, Disposition, DispositionAction, Exit,
    Handoff, Id, Kind, NO_TRACK, Place, Reference, Rule, ServiceLevel, Stage,
};

/// The longest time to first response, in hours, that isn't questioned.
const MAX_RESPONSE_HOURS: u32 = 48;
/// The numbers of attempts that aren't questioned.
const USUAL_ATTEMPTS: std::ops::RangeInclusive<u32> = 5..=9;

impl FindingCollector<'_> {
    pub(super) fn check_stages(&mut self) {
        for stage in &self.definition.stages {
            let place = Place::new(Kind::Stage, stage.id.clone());
            if stage.rule.is_some() && stage.decided_by.is_some() {
                let message = format!("`{}` has a rule and is decided by a person", stage.name);
                self.add("A140", place.clone(), message);
            }
            self.check_fit_and_behaviour(stage, &place);
            for exit in &stage.exits {
                self.check_exit(stage, exit);
            }
        }
    }

    /// A stage's rule needs a fit part and a behaviour part.
    fn check_fit_and_behaviour(&mut self, stage: &Stage, place: &Place) {
        let Some(rule) = stage.rule.as_ref().filter(|rule| !rule.is_empty()) else {
            return;
        };
        for (kind, code, word) in [
            (CriterionKind::Fit, "A201", "fit"),
            (CriterionKind::Behaviour, "A202", "behaviour"),
        ] {
            if stage.is_computed() && !asks_for(self.definition, rule, kind, 0) {
                let message = format!("the rule of `{}` has no {word} part", stage.name);
                self.add(code, place.clone(), message);
            }
        }
    }

    fn check_exit(&mut self, stage: &Stage, exit: &Exit) {
        let definition = self.definition;
        let gone = |id: &Option<Id>, known: &dyn Fn(&str) -> bool| {
            id.clone().filter(|id| !known(id.as_str()))
        };
        let track = |id: &str| id == NO_TRACK || definition.track(id).is_some();
        let names = [
            gone(&exit.stage, &|id| definition.stage(id).is_some()),
            gone(&exit.disposition, &|id| {
                definition.disposition(id).is_some()
            }),
            gone(&exit.track, &track),
        ];
        for id in names.into_iter().flatten() {
            let message = format!(
                "`{}` of `{}` refers to `{id}`, which no longer exists",
                exit.name, stage.name
            );
            let place = Place::part(Kind::Exit, stage.id.clone(), exit.id.clone());
            self.add("A141", place, message);
        }
    }

    pub(super) fn check_handoff(&mut self) {
        let place = Place::single(Kind::Handoff);
        let Some(handoff) = &self.definition.handoff else {
            return self.add(
                "A150",
                place,
                "there is no hand-off, so no lead can qualify",
            );
        };
        self.check_handoff_stage(handoff, &place);
        if self
            .definition
            .disposition(handoff.disposition.as_str())
            .is_none()
        {
            let message = format!(
                "the hand-off refers to disposition `{}`, which no longer exists",
                handoff.disposition
            );
            self.add("A154", place.clone(), message);
        }
        if handoff.to.trim().is_empty() {
            self.add(
                "A220",
                place.clone(),
                "nobody receives the leads that qualify",
            );
        }
        self.check_report_back(handoff);
        match &handoff.service_level {
            Some(service_level) => self.check_service_level(&place, "the hand-off", service_level),
            None => self.add("A214", place, "the hand-off has no service level"),
        }
    }

    fn check_handoff_stage(&mut self, handoff: &Handoff, place: &Place) {
        let Some(stage) = self.definition.stage(handoff.stage.as_str()) else {
            let message = format!(
                "the hand-off refers to stage `{}`, which no longer exists",
                handoff.stage
            );
            return self.add("A151", place.clone(), message);
        };
        match &stage.rule {
            _ if !stage.is_computed() => {
                let message = format!(
                    "the hand-off is at `{}`, which a person decides",
                    stage.name
                );
                self.add("A153", place.clone(), message);
            }
            None => {
                let message = format!("the hand-off is at `{}`, which has no rule", stage.name);
                self.add("A152", place.clone(), message);
            }
            Some(_) => {}
        }
    }

    fn check_service_level(&mut self, place: &Place, whose: &str, service_level: &ServiceLevel) {
        if let Some(attempts) = service_level.attempts {
            let (min, max) = (attempts.min, attempts.max);
            if min > max {
                let message = format!(
                    "{whose} asks for at least {min} and at most {}",
                    count_noun(max, "attempt")
                );
                self.add("A155", place.clone(), message);
            } else if !USUAL_ATTEMPTS.contains(&min) || !USUAL_ATTEMPTS.contains(&max) {
                let attempts = wording::attempts(attempts);
                let message = format!("{whose} asks for {attempts}");
                self.add("A213", place.clone(), message);
            }
        }
        if let Some(hours) = service_level
            .response_hours
            .filter(|hours| *hours > MAX_RESPONSE_HOURS)
        {
            let message = format!(
                "{whose} allows {} to the first response",
                count_noun(hours, "hour")
            );
            self.add("A213", place.clone(), message);
        }
    }

    pub(super) fn check_bands(&mut self) {
        let bands = &self.definition.bands;
        if bands.is_empty() {
            let place = Place::single(Kind::Settings);
            return self.add("A219", place, "there are no bands");
        }
        let place = |at: usize| Place::new(Kind::Band, bands[at].id.clone());
        if let Some(from) = bands[0].from {
            let message = format!("the first band begins at {from}: no band covers lower totals");
            self.add("A161", place(0), message);
        }
        for at in 1..bands.len() {
            let name = &bands[at].name;
            match bands[at].from {
                None => {
                    let message = format!("`{name}` has no `from` and is not the first band");
                    self.add("A161", place(at), message);
                }
                Some(from) if bands[at - 1].from.is_some_and(|before| before >= from) => {
                    let message = format!("`{name}` begins at {from}, not above the band before");
                    self.add("A160", place(at), message);
                }
                Some(_) => {}
            }
        }
        for (at, band) in bands.iter().enumerate() {
            for id in band.disposition.iter().chain(&band.qualified) {
                if self.definition.disposition(id.as_str()).is_none() {
                    let message =
                        format!("`{}` refers to `{id}`, which no longer exists", band.name);
                    self.add("A162", place(at), message);
                }
            }
        }
    }

    pub(super) fn check_routes(&mut self) {
        for route in &self.definition.routes {
            let id = &route.disposition;
            if self.definition.disposition(id.as_str()).is_none() {
                let message = format!(
                    "routing rule `{}` refers to `{id}`, which no longer exists",
                    route.title()
                );
                self.add("A163", Place::new(Kind::Route, route.id.clone()), message);
            }
        }
    }

    pub(super) fn check_dispositions(&mut self) {
        for disposition in &self.definition.dispositions {
            let place = Place::new(Kind::Disposition, disposition.id.clone());
            self.check_next_track(disposition, &place);
            if let Some(service_level) = &disposition.service_level {
                let whose = format!("`{}`", disposition.name);
                self.check_service_level(&place, &whose, service_level);
            }
        }
    }

    fn check_next_track(&mut self, disposition: &Disposition, place: &Place) {
        let name = &disposition.name;
        match &disposition.track {
            Some(track) if *track == NO_TRACK => {}
            Some(track) => {
                if self.definition.track(track.as_str()).is_none() {
                    let message =
                        format!("`{name}` refers to track `{track}`, which no longer exists");
                    self.add("A170", place.clone(), message);
                }
            }
            None if disposition.action == DispositionAction::Forward => {}
            None => {
                let message = format!("`{name}` doesn't forward and has no nurture track");
                self.add("A215", place.clone(), message);
            }
        }
    }

    pub(super) fn check_tracks(&mut self) {
        let journeys = &self.definition.journeys;
        for track in &self.definition.tracks {
            let place = Place::new(Kind::Track, track.id.clone());
            if track.id == NO_TRACK {
                let message = format!("track `{}` is called `none`", track.name);
                self.add("A171", place.clone(), message);
            }
            let gone = track.step.as_ref().filter(|id| {
                // A model.yaml has no journeys to look in.
                let mut steps = journeys.iter().flat_map(|journey| &journey.steps);
                !journeys.is_empty() && !steps.any(|step| step.id == **id)
            });
            if let Some(step) = gone {
                let message = format!(
                    "track `{}` refers to step `{step}`, which no longer exists",
                    track.name
                );
                self.add("A172", place, message);
            }
        }
    }
}

/// Returns whether a rule requires something of a kind: by reference, by count, by points, or
/// through a stage it requires. Total points require neither kind.
pub(super) fn asks_for(
    definition: &Definition,
    rule: &Rule,
    kind: CriterionKind,
    depth: usize,
) -> bool {
    let of_kind = |reference: &Reference| {
        let criterion = definition.criterion(reference.criterion.as_str());
        criterion.is_some_and(|c| c.kind == kind)
    };
    let named = rule.all.iter().flatten().any(of_kind);
    let one_named = rule
        .any
        .as_ref()
        .is_some_and(|any| !any.is_empty() && any.iter().all(of_kind));
    let every = |keep: &dyn Fn(&&Criterion) -> bool| {
        let mut matching = definition.criteria.iter().filter(keep).peekable();
        matching.peek().is_some() && matching.all(|c| c.kind == kind)
    };
    let counted = rule.at_least.iter().any(|part| match &part.of {
        // Enough of them that at least one must be of the kind.
        CountScope::References(of) => {
            of.iter().filter(|r| !of_kind(r)).count() < part.count as usize
        }
        CountScope::Phase(_) => kind == CriterionKind::Behaviour,
        CountScope::Covers(covers) => every(&|c| c.covers.contains(covers)),
        // Enough topics that one of them is covered by criteria of the kind alone.
        CountScope::Topics(topics) => {
            let others = topics
                .iter()
                .filter(|topic| !every(&|c| c.covers.contains(*topic)));
            others.count() < part.count as usize
        }
    });
    let points = rule.points.iter().flatten().any(|(of, _)| {
        let group = definition.group(of);
        let first = group.and_then(|g| definition.criterion(g.of.first()?.as_str()));
        of == kind.word() || first.is_some_and(|c| c.kind == kind)
    });
    let before = rule.reached.as_ref().and_then(|id| {
        let rule = definition.stage(id.as_str())?.rule.as_ref()?;
        // A cycle is reported separately.
        (depth < definition.stages.len()).then(|| asks_for(definition, rule, kind, depth + 1))
    });
    named || one_named || counted || points || before == Some(true)
}
