//! Questions to ask the room, benchmarks, and the state of the projector.

use crate::app::dialogs::dialog::Dialog;
use crate::app::state::projector::BENCHMARKS_TITLE;
use crate::app::state::workbench::{NoticeLevel, State};
use crate::app::steps::room_questions::questions;

/// Advances to the next question in the room view; in the workbench, lists all of them.
pub(crate) fn next_question(state: &mut State) {
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
pub(crate) fn open_benchmarks(state: &mut State) {
    let mut blocks = Vec::new();
    for benchmark in &state.session().workshop.benchmarks {
        let mut block = format!("{}: {}", benchmark.name, benchmark.figure);
        if !benchmark.source.is_empty() {
            block.push_str(&format!("\n   source: {}", benchmark.source));
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
    let title = BENCHMARKS_TITLE.to_owned();
    let text = blocks.join("\n\n");
    state.dialogs.push(Dialog::Reader(title, text, 0));
}
