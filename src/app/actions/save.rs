//! Saving at once. Every change is saved by itself; this is for whoever wants to see that it is.

use crate::app::state::message::Effect;
use crate::app::state::workbench::State;
use crate::app::steps::unread;

/// Asks the host to write session.yaml now; its answer is said.
pub(crate) fn save_now(state: &mut State) -> Vec<Effect> {
    if state.recovery_question.is_some() {
        unread::ask_again(state);
        return Vec::new();
    }
    if state.read_only.is_some() {
        return state.warn("Nothing is saved here: this session is open read-only");
    }
    state.save_asked = true;
    vec![Effect::Save]
}
