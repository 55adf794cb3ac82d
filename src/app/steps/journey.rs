//! Step 4, Journey: the buying steps of each persona in each segment, as a timeline by phase.

use crate::app::input::keymap::Action;
use crate::app::input::row::{Addable, Row, RowTarget, Tone};
use crate::app::input::step::Step;
use crate::app::state::workbench::State;
use crate::app::steps::field_rows::every_field_row;
use crate::app::steps::screen::Screen;
use crate::model::record::{Kind, Place};
use crate::model::wording::count_noun;
use crate::model::{self, Definition, Session};

/// The Journey step.
pub struct JourneyScreen;

impl Screen for JourneyScreen {
    fn step(&self) -> Step {
        Step::Journey
    }

    fn rows(&self, state: &State) -> Vec<Row> {
        let definition = &state.session().definition;
        let mut rows = Vec::new();
        for journey in &definition.journeys {
            let place = Place::new(Kind::Journey, journey.id.clone());
            let value = count_noun(journey.steps.len(), "step");
            rows.push(Row::new(
                RowTarget::Record(place),
                journey_title(definition, journey),
                value,
            ));
            for step in &journey.steps {
                let place = Place::part(Kind::Step, journey.id.clone(), step.id.clone());
                rows.push(
                    Row::new(RowTarget::Record(place), &step.name, step.phase.label()).indent(2),
                );
            }
        }
        let open = unlinked_rows(definition);
        if !open.is_empty() {
            rows.push(Row::heading("NOT CONNECTED YET", ""));
            rows.extend(open);
        }
        rows
    }

    fn detail(&self, state: &State, row: &Row) -> Vec<Row> {
        let RowTarget::Record(place) = &row.target else {
            return Vec::new();
        };
        let mut rows = every_field_row(state.session(), place);
        if place.kind == Kind::Journey
            && let Some(journey) = state
                .session()
                .definition
                .journeys
                .iter()
                .find(|j| j.id == place.id)
        {
            rows.push(Row::heading("TODAY", ""));
            rows.extend(visibility_rows(&state.session().definition, journey));
        }
        rows
    }

    fn addable(&self, state: &State, row: Option<&Row>) -> Vec<Addable> {
        let definition = &state.session().definition;
        let journey = match row.map(|r| &r.target) {
            Some(RowTarget::Record(place)) if place.kind == Kind::Journey => Some(place.id.clone()),
            Some(RowTarget::Record(place)) if place.kind == Kind::Step => place.parent.clone(),
            _ => definition.journeys.first().map(|j| j.id.clone()),
        };
        let phase = match row.map(|r| &r.target) {
            Some(RowTarget::Record(place)) if place.kind == Kind::Step => {
                state.session().record(place).and_then(|r| r.get("phase"))
            }
            _ => None,
        };
        let mut all = Vec::new();
        if let Some(journey) = &journey {
            let step = Addable::part(Kind::Step, journey);
            all.push(match phase {
                Some(phase) => step.with_field("phase", phase),
                None => step,
            });
        }
        for persona in &definition.personas {
            for segment in &definition.segments {
                if definition.journey(&persona.id, &segment.id).is_none() {
                    let label = format!("journey: {} in {}", persona.name, segment.name);
                    let add = Addable::new(Kind::Journey)
                        .with_field("persona", persona.id.to_string())
                        .with_field("segment", segment.id.to_string());
                    all.push(add.with_label(label));
                }
            }
        }
        all
    }

    fn is_done(&self, session: &Session) -> bool {
        session
            .definition
            .journeys
            .iter()
            .any(|j| !j.steps.is_empty())
    }

    fn footer_actions(&self) -> &'static [Action] {
        &[Action::Edit, Action::Add, Action::QuickList, Action::MoveUp]
    }

    fn empty_hint(&self) -> &'static str {
        "No journeys yet: press a to begin one, once Personas has a persona and a segment."
    }
}

/// Returns whose journey it is: `Operations director in Process industry we know`.
pub(crate) fn journey_title(definition: &Definition, journey: &model::Journey) -> String {
    let persona = definition
        .persona(journey.persona.as_str())
        .map_or("?", |p| p.name.as_str());
    let segment = definition
        .segment(journey.segment.as_str())
        .map_or("?", |s| s.name.as_str());
    format!("{persona} in {segment}")
}

/// Behaviours that belong to no step, and stages whose steps have no behaviour.
fn unlinked_rows(definition: &Definition) -> Vec<Row> {
    if definition.journeys.is_empty() {
        return Vec::new();
    }
    let steps = || definition.journeys.iter().flat_map(|j| &j.steps);
    let mut rows = Vec::new();
    for criterion in &definition.criteria {
        let named = steps().any(|s| s.behaviours.contains(&criterion.id));
        if criterion.kind == model::CriterionKind::Behaviour && !named {
            let target = RowTarget::GoTo(Place::new(Kind::Criterion, criterion.id.clone()));
            rows.push(
                Row::new(target, &criterion.name, "in no step")
                    .tone(Tone::Warn)
                    .indent(1),
            );
        }
    }
    for stage in &definition.stages {
        let shown =
            steps().any(|s| s.stage.as_ref() == Some(&stage.id) && !s.behaviours.is_empty());
        if !shown {
            let target = RowTarget::GoTo(Place::new(Kind::Stage, stage.id.clone()));
            rows.push(
                Row::new(target, &stage.name, "no behaviour")
                    .tone(Tone::Warn)
                    .indent(1),
            );
        }
    }
    rows
}

/// The distance from what is collected today to being ready to engage, in steps.
fn visibility_rows(definition: &Definition, journey: &model::Journey) -> Vec<Row> {
    let collected = |step: &model::JourneyStep| {
        step.behaviours.iter().any(|id| {
            definition
                .criterion(id.as_str())
                .is_some_and(|c| c.collected == Some(model::Collected::Now))
        })
    };
    let ready = |step: &model::JourneyStep| {
        step.stage
            .as_ref()
            .and_then(|id| definition.stage(id.as_str()))
            .is_some_and(|s| s.readiness == model::Readiness::SalesReady)
    };
    let last_collected = journey.steps.iter().rposition(collected);
    let first_ready = journey.steps.iter().position(ready);
    let seen_text = last_collected.map_or("no step has collected data".to_owned(), |i| {
        journey.steps[i].name.clone()
    });
    let mut rows = vec![Row::info("Furthest seen", seen_text)];
    rows.push(match (last_collected, first_ready) {
        (_, None) => Row::info("Readiness", "no step maps to a sales-ready stage").tone(Tone::Warn),
        (Some(s), Some(w)) if s >= w => {
            Row::info("Readiness", "visible when it happens").tone(Tone::Good)
        }
        (s, Some(w)) => {
            let from = s.map_or(0, |s| s + 1);
            let between: Vec<_> = journey.steps[from..=w]
                .iter()
                .map(|s| s.name.clone())
                .collect();
            Row::info("Invisible until ready", between.join(" > ")).tone(Tone::Warn)
        }
    });
    rows
}
