//! Suggested points: taking one, and pinning it.

use crate::app::input::keymap::Action;
use crate::app::state::message::Effect;
use crate::app::state::workbench::State;
use crate::model::Reference;

/// Takes the points suggested for an answer, or pins them.
pub(super) fn use_suggestion(
    state: &mut State,
    _action: Action,
    answer: &Reference,
    _points: i64,
) -> Vec<Effect> {
    state.refuse(format!("{answer} can't be set from here yet"))
}
