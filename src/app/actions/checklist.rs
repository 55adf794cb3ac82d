//! The seven points on the screen, and the way to where each is settled.

use crate::app::actions::navigate;
use crate::app::dialogs::dialog::Dialog;
use crate::app::input::key::Key;
use crate::app::input::keymap::{self, Action};
use crate::app::input::row::{RowTarget, StepAction};
use crate::app::secrecy::{self, FIGURES_HIDDEN};
use crate::app::state::message::Effect;
use crate::app::state::workbench::State;
use crate::check::{ChecklistPoint, checklist};
use crate::model::record::{Kind, Place};

/// Opens the seven points with the first open one selected.
pub(crate) fn open_checklist(state: &mut State) -> Vec<Effect> {
    let points = shown_points(state);
    let first = points.iter().position(|point| !point.done);
    state.open(Dialog::Checklist(first.unwrap_or(0)))
}

/// Returns the seven points as they are shown: while votes are open, without the figures that would
/// hint at them.
pub fn shown_points(state: &State) -> Vec<ChecklistPoint> {
    let mut points = checklist(state.session());
    if secrecy::hides_figures(state.session()) {
        let figures = points.iter_mut().filter(|point| point.has_figures());
        figures.for_each(|point| FIGURES_HIDDEN.clone_into(&mut point.proof));
    }
    points
}

/// Handles a key in the list of the seven points.
pub(crate) fn key_in_checklist(state: &mut State, at: usize, key: Key) -> Vec<Effect> {
    let points = shown_points(state);
    let last = points.len() - 1;
    let to = match keymap::action_for(key) {
        Some(Action::Down | Action::NextFinding) => (at + 1).min(last),
        Some(Action::Up | Action::PreviousFinding) => at.saturating_sub(1),
        Some(Action::First | Action::PageUp) => 0,
        Some(Action::Last | Action::PageDown) => last,
        Some(Action::Edit) => return go_to(state, &points[at.min(last)].place),
        Some(Action::Back | Action::SevenPoints) => return Vec::new(),
        _ => at,
    };
    state.open(Dialog::Checklist(to))
}

/// Goes to where a point is settled.
fn go_to(state: &mut State, place: &Place) -> Vec<Effect> {
    let effects = state.go_to_place(place);
    if place.kind == Kind::Handoff {
        if state.session().definition.handoff.is_none() {
            let make = RowTarget::StepAction(StepAction::MakeHandoff);
            state.cursor_mut().selected = Some(make);
        } else {
            navigate::focus_detail(state);
        }
    }
    effects
}

/// Returns the seven points as lines, each with what proves it or what is open.
pub fn spoken_lines(state: &State) -> Vec<String> {
    let line = |point: ChecklistPoint| {
        let word = if point.done { "done" } else { "open" };
        format!("{word}: {}: {}", point.name, point.proof)
    };
    let points = shown_points(state).into_iter().map(line);
    ["== The seven points".to_owned()]
        .into_iter()
        .chain(points)
        .collect()
}
