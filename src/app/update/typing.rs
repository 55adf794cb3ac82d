//! Text that is typed or pasted.

use crate::app::ballot::sheet_row;
use crate::app::dialogs::dialog::Dialog;
use crate::app::input::command::Command;
use crate::app::input::key::Key;
use crate::app::input::keymap::Action;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, State};
use crate::app::update::drafts::due_draft;
use crate::app::update::keys::on_key;
use crate::app::update::run_command::run;

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
            // A paste outside a text is a list to add: none of it is taken for keys.
            let mut effects = run(state, Command::Action(Action::QuickList));
            if let Some(Dialog::TextEntry(entry)) = state.dialogs.last_mut() {
                entry.paste(text);
                effects.extend(due_draft(entry));
            } else {
                state.notify(
                    NoticeLevel::Info,
                    "Pasted text goes into a field or a quick list: press A or Enter first",
                );
            }
            effects
        }
    }
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
