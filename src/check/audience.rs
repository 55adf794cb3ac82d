//! Findings about segments, personas, journeys, targets and sample leads.

use super::collector::FindingCollector;
use crate::model::{CriterionKind, Id, JourneyStep, Kind, Place, Session, wording};
use crate::scoring::{Responses, Scorer};

impl FindingCollector<'_> {
    pub(super) fn check_audience(&mut self) {
        for segment in &self.definition.segments {
            let place = Place::new(Kind::Segment, segment.id.clone());
            self.check_condition(place, segment.when.as_ref());
        }
        for persona in &self.definition.personas {
            let place = Place::new(Kind::Persona, persona.id.clone());
            self.check_condition(place, persona.when.as_ref());
        }
        for journey in &self.definition.journeys {
            let place = Place::new(Kind::Journey, journey.id.clone());
            self.check_buyers(
                "A180",
                &place,
                "the journey",
                &journey.persona,
                &journey.segment,
            );
            for step in &journey.steps {
                self.check_step(&journey.id, step);
            }
        }
        for target in &self.definition.targets {
            let place = Place::new(Kind::Target, target.id.clone());
            self.check_buyers(
                "A183",
                &place,
                "the target",
                &target.persona,
                &target.segment,
            );
            if target.qualified > 0 && target.activity.trim().is_empty() {
                let message = format!(
                    "{} qualified leads are wanted from {} in {}, but nothing is planned",
                    target.qualified, target.persona, target.segment
                );
                self.add("A222", place, message);
            }
        }
    }

    fn check_buyers(
        &mut self,
        code: &'static str,
        place: &Place,
        whose: &str,
        persona: &Id,
        segment: &Id,
    ) {
        if self.definition.persona(persona.as_str()).is_none() {
            let message = format!("{whose} refers to persona `{persona}`, which no longer exists");
            self.add(code, place.clone(), message);
        }
        if self.definition.segment(segment.as_str()).is_none() {
            let message = format!("{whose} refers to segment `{segment}`, which no longer exists");
            self.add(code, place.clone(), message);
        }
    }

    fn check_step(&mut self, journey: &Id, step: &JourneyStep) {
        let place = Place::part(Kind::Step, journey.clone(), step.id.clone());
        for id in &step.behaviours {
            match self.definition.criterion(id.as_str()) {
                None => {
                    let message = format!(
                        "`{}` refers to behaviour `{id}`, which no longer exists",
                        step.name
                    );
                    self.add("A181", place.clone(), message);
                }
                Some(criterion) if criterion.kind == CriterionKind::Fit => {
                    let message = format!("`{}` is fit, not a behaviour", criterion.name);
                    self.add("A223", place.clone(), message);
                }
                Some(_) => {}
            }
        }
        if let Some(stage) = &step.stage
            && self.definition.stage(stage.as_str()).is_none()
        {
            let message = format!(
                "`{}` refers to stage `{stage}`, which no longer exists",
                step.name
            );
            self.add("A182", place, message);
        }
    }

    /// Reports sample leads that meet a rule that no lead can meet.
    fn check_contradicting_samples(&mut self, session: &Session) {
        if self.definition.never.is_empty() {
            return;
        }
        let scorer = Scorer::new(self.definition);
        for sample in session.samples.iter() {
            let responses = Responses::from_sample(&scorer, sample);
            for never in scorer.contradicted(&responses) {
                let never = wording::never(self.definition, &self.definition.never[never]);
                let message = format!("sample lead `{}` contradicts: {never}", sample.name);
                self.add("A270", Place::new(Kind::Sample, sample.id.clone()), message);
            }
        }
    }

    pub(super) fn check_samples(&mut self, session: &Session) {
        let definition = self.definition;
        for sample in session.samples.iter() {
            let stale: Vec<String> = sample
                .yes
                .iter()
                .chain(&sample.no)
                .filter(|reference| {
                    let Some(criterion) = definition.criterion(reference.criterion.as_str()) else {
                        return true;
                    };
                    let answers = criterion.answer_list();
                    let gone = |id: &Id| !answers.iter().any(|answer| *id == answer.id);
                    // A bare reference is meaningful only without listed answers.
                    (reference.answers.is_empty() && !criterion.answers.is_empty())
                        || reference.answers.iter().any(gone)
                })
                .map(|reference| format!("`{reference}`"))
                .collect();
            if !stale.is_empty() {
                let message = format!(
                    "sample lead `{}` has answers that no longer exist: {}",
                    sample.name,
                    stale.join(", ")
                );
                self.add("A301", Place::new(Kind::Sample, sample.id.clone()), message);
            }
        }
        self.check_contradicting_samples(session);
    }
}
