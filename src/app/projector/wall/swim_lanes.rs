//! The steps of a journey by phase, with behaviours and what is collected.

use serde::{Deserialize, Serialize};

use crate::app::input::row::RowTarget;
use crate::app::state::workbench::State;
use crate::app::steps::journey::journey_title;
use crate::app::steps::key_focus::KeyFocus;
use crate::model::record::{Kind, Place};
use crate::model::{Collected, Criterion, Definition, Journey, JourneyStep, Phase};

/// The steps of a journey by phase, with behaviours and what is collected.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SwimLanes {
    /// Whose journey it is: `Operations director in Process industry we know`.
    pub title: String,
    /// A lane for each phase, in the order of buying; some may have no step.
    pub lanes: Vec<PhaseLane>,
}

/// The steps of one phase.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PhaseLane {
    /// The phase's name.
    pub phase: String,
    /// Its steps in time order.
    pub steps: Vec<LaneStep>,
}

/// A step of the journey.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LaneStep {
    /// The step's name.
    pub name: String,
    /// What shows that a buyer is here.
    pub behaviours: Vec<StepBehaviour>,
    /// The name of the stage it corresponds to; blank if it names none.
    pub stage: String,
    /// Whether it is the selected one.
    pub is_selected: bool,
}

/// A behaviour that shows a step.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StepBehaviour {
    /// The behaviour's name.
    pub name: String,
    /// Whether its data is collected; `None` if nobody said.
    pub collected: Option<Collected>,
}

impl SwimLanes {
    /// Calls a function for each text that somebody may have written.
    pub(super) fn for_each_text(&mut self, change: &mut dyn FnMut(&mut String)) {
        let Self { title, lanes } = self;
        change(title);
        for PhaseLane { phase, steps } in lanes {
            change(phase);
            for step in steps {
                step.for_each_text(change);
            }
        }
    }

    /// Returns all steps, in time order within each phase.
    pub fn steps(&self) -> impl Iterator<Item = &LaneStep> {
        self.lanes.iter().flat_map(|lane| &lane.steps)
    }
}

impl LaneStep {
    fn for_each_text(&mut self, change: &mut dyn FnMut(&mut String)) {
        let Self {
            name,
            behaviours,
            stage,
            is_selected: _,
        } = self;
        change(name);
        change(stage);
        for StepBehaviour { name, collected: _ } in behaviours {
            change(name);
        }
    }

    /// Returns whether a buyer who is here is seen today.
    pub fn is_seen(&self) -> bool {
        let mut all = self.behaviours.iter();
        all.any(|behaviour| behaviour.collected == Some(Collected::Now))
    }

    fn of(definition: &Definition, step: &JourneyStep, selected: Option<&Place>) -> Self {
        let found = step.behaviours.iter();
        let found = found.filter_map(|id| definition.criterion(id.as_str()));
        let stage = step.stage.as_ref();
        let stage = stage.and_then(|id| definition.stage(id.as_str()));
        Self {
            name: step.name.clone(),
            behaviours: found.map(StepBehaviour::of).collect(),
            stage: stage.map_or_else(String::new, |stage| stage.name.clone()),
            is_selected: selected.is_some_and(|place| place.id == step.id),
        }
    }
}

impl StepBehaviour {
    fn of(criterion: &Criterion) -> Self {
        Self {
            name: criterion.name.clone(),
            collected: criterion.collected,
        }
    }
}

/// Makes it of the selected journey, or of the first; `None` if there is none.
pub(super) fn of(state: &State, focus: &KeyFocus) -> Option<SwimLanes> {
    let definition = &state.session().definition;
    let place = match focus.list_target() {
        RowTarget::Record(place) => Some(place),
        _ => None,
    };
    let journey = match place {
        Some(place) if place.kind == Kind::Journey => Some(&place.id),
        Some(place) if place.kind == Kind::Step => place.parent.as_ref(),
        _ => None,
    };
    let found = journey.and_then(|id| definition.journeys.iter().find(|j| j.id == *id));
    let journey = found.or_else(|| definition.journeys.first())?;
    let step = place.filter(|place| place.kind == Kind::Step);
    let lane = |phase: &Phase| PhaseLane {
        phase: phase.label().to_owned(),
        steps: steps_of(definition, journey, *phase, step),
    };
    Some(SwimLanes {
        title: journey_title(definition, journey),
        lanes: Phase::ALL.iter().map(lane).collect(),
    })
}

fn steps_of(
    definition: &Definition,
    journey: &Journey,
    phase: Phase,
    selected: Option<&Place>,
) -> Vec<LaneStep> {
    let steps = journey.steps.iter().filter(|step| step.phase == phase);
    steps
        .map(|step| LaneStep::of(definition, step, selected))
        .collect()
}
