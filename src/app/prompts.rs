//! Questions to ask the room, benchmarks, and the state of the projector.

use std::collections::BTreeMap;

use super::dialog::Dialog;
use super::state::{NoticeLevel, State};

/// What the projector shows, and what is hidden when a single screen is mirrored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoomViewState {
    /// Whether the room view replaces the workbench.
    pub is_on: bool,
    /// Whether a side's text shows only as a word count while it is typed.
    pub curtain: bool,
    /// The built-in questions by step key.
    pub questions: BTreeMap<String, Vec<String>>,
    /// Index of the current question, advanced by its key.
    pub question_index: usize,
}

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

/// Advances to the next question in the room view; in the workbench, lists all of them.
pub(super) fn next_question(state: &mut State) {
    if state.room_view.is_on {
        state.room_view.question_index += 1;
        return;
    }
    let all = questions(state);
    if all.is_empty() {
        state.notify(
            NoticeLevel::Info,
            "No questions for this step; write some in its agenda item on Room",
        );
        return;
    }
    let lines: Vec<String> = all.iter().map(|question| format!("- {question}")).collect();
    let title = format!("Worth asking: {}", state.step.name());
    let text = lines.join("\n\n");
    state.dialogs.push(Dialog::Reader(title, text, 0));
}

/// Opens the list of benchmarks, each with its source.
pub(super) fn open_benchmarks(state: &mut State) {
    let mut blocks = Vec::new();
    for benchmark in &state.session().workshop.benchmarks {
        let mut block = format!("{}: {}", benchmark.name, benchmark.figure);
        if !benchmark.source.is_empty() {
            block.push_str(&format!("\n   published by {}", benchmark.source));
        }
        if !benchmark.own.is_empty() {
            block.push_str(&format!("\n   our own: {}", benchmark.own));
        }
        blocks.push(block);
    }
    if blocks.is_empty() {
        state.notify(
            NoticeLevel::Info,
            "No figures from elsewhere; add some on Room",
        );
        return;
    }
    let title = "From elsewhere, not our own figures".to_owned();
    let text = blocks.join("\n\n");
    state.dialogs.push(Dialog::Reader(title, text, 0));
}
