//! Text that is typed or pasted.

use crate::app::actions::add;
use crate::app::ballot::sheet_row;
use crate::app::dialogs::dialog::Dialog;
use crate::app::input::command::{Command, SecretText, WordsCommand};
use crate::app::input::key::Key;
use crate::app::input::row::{RowTarget, StepAction};
use crate::app::input::step::Step;
use crate::app::input::typing_run::Typed;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, State};
use crate::app::update::drafts::due_draft;
use crate::app::update::keys::on_key;
use crate::app::update::run_command::run;
use crate::model::record::Kind;
use jiff::Timestamp;

/// Handles a key pressed at a time. Where no field is open, keys that may be the beginning of a
/// sentence wait, and those of a sentence do nothing.
pub(crate) fn on_key_at(state: &mut State, key: Key, at: Timestamp) -> Vec<Effect> {
    if !state.dialogs.is_empty() {
        state.typing.clear();
        return on_key(state, key);
    }
    match state.typing.push(key, at) {
        Typed::Commands(keys) => on_keys(state, keys),
        Typed::Waits => Vec::new(),
        Typed::Prose => state.refuse(
            "No field is open, so this text did nothing: Enter opens the selected item, a adds one",
        ),
    }
}

/// Handles keys one after the other.
pub(crate) fn on_keys(state: &mut State, keys: Vec<Key>) -> Vec<Effect> {
    keys.into_iter()
        .flat_map(|key| on_key(state, key))
        .collect()
}

pub(crate) fn on_paste(state: &mut State, text: &str) -> Vec<Effect> {
    match state.dialogs.last_mut() {
        Some(Dialog::TextEntry(entry)) => {
            entry.paste(text);
            due_draft(entry)
        }
        Some(Dialog::Pick(pick)) => {
            if !pick.insert_text(text) {
                let text = "The pasted text is longer than any entry; only its beginning was used";
                state.notify(NoticeLevel::Info, text);
            }
            Vec::new()
        }
        Some(Dialog::Ballot(ballot)) => {
            ballot.insert_text(text);
            Vec::new()
        }
        Some(Dialog::Sheet(_)) => sheet_row::paste_votes(state, text),
        _ => {
            if text.trim().is_empty() {
                return Vec::new();
            }
            if !state.dialogs.is_empty() {
                // It may be votes or words meant for what lies beneath: it must not come up in sight.
                return state.refuse("Nothing was pasted: answer what is asked first, or Esc");
            }
            let focus = state.focus();
            if is_answers(state, focus.list_target(), text) {
                let text = SecretText::new(text);
                return run(state, Command::Words(WordsCommand::AskWhose(text)));
            }
            // A paste outside a text is a list to add: none of it is taken for keys.
            let effects = add::open_quick_list(state, &focus, text);
            if state.dialogs.is_empty() {
                state.notify(
                    NoticeLevel::Info,
                    "Pasted text goes into a field or a quick list: press A or Enter first",
                );
            }
            effects
        }
    }
}

/// Returns whether a pasted text is a side's answers: it has several lines, and an opening question
/// is selected.
fn is_answers(state: &State, target: &RowTarget, text: &str) -> bool {
    let on_question = match target {
        RowTarget::Record(place) => place.kind == Kind::Question,
        RowTarget::StepAction(StepAction::AllAnswers) => true,
        _ => false,
    };
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    state.step == Step::Room && on_question && lines.count() > 1
}

/// Inserts a run of characters; if no text accepts them any more, each is handled as a key.
pub(crate) fn on_typed_text(state: &mut State, text: &str) -> Vec<Effect> {
    match state.dialogs.last_mut() {
        Some(Dialog::TextEntry(entry)) => {
            entry.insert_text(text);
            due_draft(entry)
        }
        Some(Dialog::Pick(pick)) => {
            // What is too long for any choice narrows no further.
            let _ = pick.insert_text(text);
            Vec::new()
        }
        _ => text
            .chars()
            .flat_map(|c| on_key(state, Key::char(c)))
            .collect(),
    }
}
