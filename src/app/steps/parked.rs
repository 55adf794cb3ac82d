//! A parked thought on Publish: it is settled, becomes an action with owner and date, or goes back
//! to whoever brought it up.

use crate::app::input::command::{Command, RecordCommand, ThoughtOutcome};
use crate::app::input::row::{Row, RowTarget, StepAction, Tone};
use crate::app::state::workbench::State;
use crate::app::steps::key_focus::KeyFocus;
use crate::app::steps::record_fields;
use crate::model::record::{Kind, Place};

/// Returns a row for each possible outcome of a thought while it is open.
pub fn outcome_rows(state: &State, place: &Place) -> Vec<Row> {
    let get = |key: &str| record_fields::field_of(state, place, key);
    if place.kind != Kind::ParkedThought || !get("resolution").is_empty() {
        return Vec::new();
    }
    let sponsor = get("sponsor");
    let back = match sponsor.as_str() {
        "" => "first say who brought it up".to_owned(),
        sponsor => format!("to {sponsor}"),
    };
    vec![
        Row::heading("WHAT BECOMES OF IT", ""),
        Row::new(
            RowTarget::StepAction(StepAction::SettleThought),
            "Settled",
            "Enter records how",
        ),
        Row::new(
            RowTarget::StepAction(StepAction::ThoughtToAction),
            "An action",
            "Enter gives it an owner and a date",
        ),
        Row::new(
            RowTarget::StepAction(StepAction::GiveThoughtBack),
            "Goes back",
            back,
        )
        .tone(Tone::Plain),
    ]
}

/// Returns whether a row is one of them.
pub fn is_outcome_row(target: &RowTarget) -> bool {
    matches!(
        target,
        RowTarget::StepAction(
            StepAction::SettleThought | StepAction::ThoughtToAction | StepAction::GiveThoughtBack
        )
    )
}

/// Returns the command for Enter on one of them.
pub fn outcome_command(focus: &KeyFocus) -> Option<Command> {
    let RowTarget::Record(place) = focus.list_target() else {
        return None;
    };
    let outcome = match focus.target() {
        _ if place.kind != Kind::ParkedThought => return None,
        RowTarget::StepAction(StepAction::SettleThought) => ThoughtOutcome::Settled,
        RowTarget::StepAction(StepAction::ThoughtToAction) => ThoughtOutcome::Action,
        RowTarget::StepAction(StepAction::GiveThoughtBack) => ThoughtOutcome::GivenBack,
        _ => return None,
    };
    Some(Command::Record(RecordCommand::Thought(
        place.clone(),
        outcome,
    )))
}
