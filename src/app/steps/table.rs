//! The nine steps, in order.

use crate::app::input::row::StepProgress;
use crate::app::input::step::Step;
use crate::app::state::workbench::State;
use crate::app::steps::screen::Screen;
use crate::app::steps::{
    agreement, evidence, findings, journey, personas, points, preview, publish, room, rules, stages,
};

/// Every step, in order.
static ALL: [&dyn Screen; 9] = [
    &room::RoomScreen,
    &evidence::EvidenceScreen,
    &personas::PersonasScreen,
    &journey::JourneyScreen,
    &stages::StagesScreen,
    &points::PointsScreen,
    &rules::RulesScreen,
    &preview::PreviewScreen,
    &publish::PublishScreen,
];

/// Returns a step.
pub fn screen_of(step: Step) -> &'static dyn Screen {
    ALL[usize::from(step.number() - 1)]
}

/// Returns a step's progress: to do until it is visited, flagged if it contains an error.
pub fn step_progress(state: &State, step: Step) -> StepProgress {
    let session = state.session();
    if !session.workshop.visited.contains(&step.word()) {
        return StepProgress::ToDo;
    }
    let flagged = state.findings.iter().any(|f| {
        f.severity != crate::check::Severity::Note && findings::finding_target(f).step == step
    });
    let (disputed, open) = agreement::step_disputes(state, step);
    if flagged || disputed {
        StepProgress::Flagged
    } else if !open && screen_of(step).is_done(session) {
        StepProgress::Done
    } else {
        StepProgress::Open
    }
}
