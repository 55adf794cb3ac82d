//! From a row of a page to what it is about.

use crate::app::state::message::Effect;
use crate::app::state::workbench::State;
use crate::model::Reference;

/// Goes to an answer on Points.
pub(super) fn go_to_answer(state: &mut State, answer: &Reference) -> Vec<Effect> {
    state.refuse(format!("{answer} can't be gone to yet"))
}

/// Goes to a recorded lead on Preview.
pub(super) fn go_to_lead(state: &mut State, lead: usize) -> Vec<Effect> {
    state.refuse(format!("lead {lead} can't be gone to yet"))
}
