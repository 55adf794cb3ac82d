//! Questions to put to the room.

use crate::app::state::workbench::State;

/// The row of Room that takes a side's answers to the opening questions as one text.
pub const ALL_ANSWERS: &str = "Paste a side's answers to all of them";

/// Returns the questions of this step: the session's own, else the built-in ones.
pub fn questions(state: &State) -> Vec<String> {
    let word = state.step.word();
    let agenda = &state.session().workshop.agenda;
    let own = agenda.iter().find(|item| item.id == *word);
    let own = own.map(|item| item.questions.clone()).unwrap_or_default();
    if own.is_empty() {
        let built_in = state.room_view.questions.get(&word);
        return built_in.cloned().unwrap_or_default();
    }
    own
}

/// Returns the question to put to the room now.
pub fn current_question(state: &State) -> Option<String> {
    let all = questions(state);
    let count = all.len().max(1);
    all.into_iter().nth(state.room_view.question_index % count)
}
