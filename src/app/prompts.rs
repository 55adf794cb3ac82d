//! Questions worth asking the room, benchmarks, and the projector's own state.

use std::collections::BTreeMap;

use super::dialog::Dialog;
use super::state::{NoticeLevel, State};

/// What the projector shows, and what one mirrored screen hides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Projector {
    /// Whether the room view shows in place of the workbench.
    pub is_on: bool,
    /// Whether what a side types shows as a count of words.
    pub curtain: bool,
    /// The built-in questions, by the word of their step.
    pub questions: BTreeMap<String, Vec<String>>,
    /// Which question is asked, counted on by its key.
    pub question_index: usize,
}

/// The questions of this step: the session's own, else the built-in ones.
pub fn questions(state: &State) -> Vec<String> {
    let word = state.step.word();
    let agenda = &state.session().workshop.agenda;
    let own = agenda.iter().find(|item| item.id == *word);
    let own = own.map(|item| item.questions.clone()).unwrap_or_default();
    if own.is_empty() {
        let built_in = state.projector.questions.get(&word);
        return built_in.cloned().unwrap_or_default();
    }
    own
}

/// The question the room is asked now.
pub fn current_question(state: &State) -> Option<String> {
    let all = questions(state);
    let count = all.len().max(1);
    all.into_iter().nth(state.projector.question_index % count)
}

/// In the room view, the next question; in the workbench, all of them to read.
pub(super) fn next_question(state: &mut State) {
    if state.projector.is_on {
        state.projector.question_index += 1;
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

/// All figures from elsewhere, each with who published it.
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
