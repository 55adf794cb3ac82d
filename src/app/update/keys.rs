//! Keys: the top dialog gets them, else they are actions.

use crate::app::actions::{
    add_list, checklist, copy_text, draft, export, findings, mapping, own_words, pages, variants,
};
use crate::app::ballot::{sheet, voting};
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::pick::PickResult;
use crate::app::dialogs::reading;
use crate::app::dialogs::text_entry::EntryResult;
use crate::app::input::command::Command;
use crate::app::input::key::{Key, KeyCode};
use crate::app::input::keymap::{self, Action};
use crate::app::state::message::Effect;
use crate::app::state::workbench::State;
use crate::app::update::drafts::due_draft;
use crate::app::update::run_command::{self, apply_condition_result, run};
use crate::app::update::{form, leave_dialog};

pub(crate) fn on_key(state: &mut State, key: Key) -> Vec<Effect> {
    if let Some(dialog) = state.dialogs.pop() {
        key_in_dialog(state, dialog, key)
    } else {
        if let Some(digit) = key.typed_digit() {
            state.notice = None;
            return run(state, Command::Digit(digit));
        }
        let Some(action) = keymap::action_for(key) else {
            return state.refuse(format!("{key} does nothing here; ? shows the keys"));
        };
        state.notice = None;
        run(state, Command::Action(action))
    }
}

/// Passes a key to a dialog taken off the stack, and puts the dialog back if it stays open.
fn key_in_dialog(state: &mut State, dialog: Dialog, key: Key) -> Vec<Effect> {
    if let Some(action) = action_over_dialog(state, &dialog, key) {
        state.dialogs.push(dialog);
        state.notice = None;
        return run(state, Command::Action(action));
    }
    if is_text(&dialog) {
        // It shows the latest notice, such as what was copied.
        state.notice = None;
    }
    if keymap::action_for(key) == Some(Action::CopyText)
        && let Some(effects) = copy_text::copy_dialog(state, &dialog)
    {
        state.dialogs.push(dialog);
        return effects;
    }
    if leave_dialog::leaves_any_dialog(key) || leave_dialog::leaves_dialog(state, &dialog, key) {
        return leave_dialog::leave_dialog(state, dialog);
    }
    match dialog {
        Dialog::AddList(list) => add_list::key_in_list(state, list, key),
        Dialog::TextEntry(mut entry) if entry.is_secret() && is_curtain(key) => {
            entry.toggle_cover();
            state.open(Dialog::TextEntry(entry))
        }
        Dialog::TextEntry(mut entry) => match entry.key(key) {
            EntryResult::StayOpen => {
                let effects = due_draft(&mut entry);
                state.notice = None;
                state.dialogs.push(Dialog::TextEntry(entry));
                effects
            }
            EntryResult::Cancelled => leave_dialog::discard_entry(state, entry),
            EntryResult::Finished => {
                // What was said about it is over.
                state.notice = None;
                run_command::submit_entry(state, *entry)
            }
        },
        Dialog::Pick(mut pick) => match pick.key(key) {
            PickResult::StayOpen => state.open(Dialog::Pick(pick)),
            PickResult::Cancelled => Vec::new(),
            PickResult::Run(command) => run(state, command),
        },
        Dialog::Condition(mut editor) => {
            let result = editor.key(key, state.recorded.summary());
            apply_condition_result(state, editor, result)
        }
        Dialog::KeyQuestion(question) => {
            let typed = key.typed_char().map(|c| c.to_ascii_lowercase());
            let answer = question
                .answers
                .iter()
                .find(|(k, _, _)| Some(*k) == typed)
                .map(|a| a.2.clone());
            match (answer, key.code) {
                (Some(command), _) => run(state, command),
                (None, KeyCode::Esc) => Vec::new(),
                _ => state.open(Dialog::KeyQuestion(question)),
            }
        }
        Dialog::Ballot(ballot) => voting::key_in_ballot(state, ballot, key),
        Dialog::Sheet(sheet) => sheet::key_in_sheet(state, sheet, key),
        Dialog::Form(form) => form::key_in_form(state, form, key),
        Dialog::Findings(list) => findings::key_in_findings(state, list, key),
        Dialog::Checklist(at) => checklist::key_in_checklist(state, at, key),
        Dialog::Draft(reader) => draft::key_in_draft(state, reader, key),
        Dialog::Export(dialog) => export::key_in_export(state, dialog, key),
        Dialog::OwnWords(subject) => own_words::key_in_own_words(state, &subject, key),
        Dialog::Variants(dialog) => variants::key_in_variants(state, dialog, key),
        Dialog::Mapping(dialog) => mapping::key_in_mapping(state, dialog, key),
        Dialog::Page(dialog) => pages::key_in_page(state, dialog, key),
        Dialog::Help(at) => {
            let last = reading::last_of_help(state.size);
            key_in_reader(state, key, at, last, Dialog::Help)
        }
        Dialog::Reader(title, text, at) => {
            let last = reading::last_of_text(&text, state.size);
            key_in_reader(state, key, at, last, move |at| {
                Dialog::Reader(title, text, at)
            })
        }
    }
}

/// Returns whether a dialog is a text to be read.
fn is_text(dialog: &Dialog) -> bool {
    matches!(
        dialog,
        Dialog::Help(_)
            | Dialog::Reader(..)
            | Dialog::Draft(_)
            | Dialog::Findings(_)
            | Dialog::Export(_)
    )
}

/// Returns the actions that work over shown votes or words as anywhere else: parking a thought,
/// and the clock. A picture of what the room sees is taken whatever is open.
fn action_over_dialog(state: &State, dialog: &Dialog, key: Key) -> Option<Action> {
    use crate::model::ballot::BallotStatus;
    let talking = match dialog {
        Dialog::OwnWords(_) => true,
        Dialog::Ballot(ballot) => {
            let ballot = ballot.ballot(state.session());
            ballot.is_some_and(|ballot| ballot.status() != BallotStatus::Open)
        }
        Dialog::Sheet(sheet) => sheet.row.is_none() && sheet.is_shown(state.session()),
        _ => false,
    };
    let action = keymap::action_for(key)?;
    // Its other key is a letter that a field may take.
    if action == Action::Picture && key == Key::plain(KeyCode::F(9)) {
        return Some(action);
    }
    let action = Some(action).filter(|_| talking)?;
    matches!(action, Action::Park | Action::Timer | Action::MoreTime).then_some(action)
}

/// Returns whether a key hides or shows what a side types.
fn is_curtain(key: Key) -> bool {
    key == Key::plain(KeyCode::F(6)) || (key.ctrl && key.code == KeyCode::Char('t'))
}

/// Scrolls a text whose first line shown is `at`, and at the end of the text `last`.
fn key_in_reader(
    state: &mut State,
    key: Key,
    at: usize,
    last: usize,
    back: impl FnOnce(usize) -> Dialog,
) -> Vec<Effect> {
    let page = usize::from(state.size.1).saturating_sub(6).max(1);
    // A screen that has grown since shows more of the end.
    let at = at.min(last);
    let at = match keymap::action_for(key) {
        Some(Action::Down) => at + 1,
        Some(Action::Up) => at.saturating_sub(1),
        Some(Action::PageDown | Action::Tick) => at + page,
        Some(Action::PageUp) => at.saturating_sub(page),
        Some(Action::First) => 0,
        Some(Action::Last) => last,
        _ => return Vec::new(),
    };
    // Stop at the end, so that scrolling back up starts at once.
    state.open(back(at.min(last)))
}
