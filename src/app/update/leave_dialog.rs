//! Leaving a dialog without finishing it: Ctrl-C leaves any, `q` those without a text field.
//! Unfinished text is kept, and returns when the same question is asked again.

use crate::app::actions::add_list;
use crate::app::ballot::{sheet, voting};
use crate::app::dialogs::dialog::{Dialog, KeyQuestion};
use crate::app::dialogs::text_entry::TextEntry;
use crate::app::input::command::{Command, WordsCommand};
use crate::app::input::entry_command::EntryCommand;
use crate::app::input::key::Key;
use crate::app::input::keymap::{self, Action};
use crate::app::state::message::Effect;
use crate::app::state::unfinished::UnfinishedText;
use crate::app::state::workbench::{DiscardedText, NoticeLevel, State};

/// Returns whether a key is Ctrl-C, which leaves any dialog.
pub(crate) fn leaves_any_dialog(key: Key) -> bool {
    key.ctrl && keymap::action_for(key) == Some(Action::Quit)
}

/// Returns whether a key is `q` in a dialog that has no text field and no other use for it.
pub(crate) fn leaves_dialog(state: &State, dialog: &Dialog, key: Key) -> bool {
    if keymap::action_for(key) != Some(Action::Quit) {
        return false;
    }
    let takes_text = match dialog {
        Dialog::TextEntry(_) | Dialog::Pick(_) => true,
        Dialog::Ballot(ballot) => ballot.takes_votes(state.session()),
        Dialog::Sheet(sheet) => sheet.row.is_some(),
        Dialog::KeyQuestion(question) => question
            .answers
            .iter()
            .any(|(letter, ..)| key.typed_char() == Some(*letter)),
        Dialog::AddList(_)
        | Dialog::Form(_)
        | Dialog::Condition(_)
        | Dialog::OwnWords(_)
        | Dialog::Findings(_)
        | Dialog::Checklist(_)
        | Dialog::Draft(_)
        | Dialog::Export(_)
        | Dialog::Help(_)
        | Dialog::Reader(..)
        | Dialog::Mapping(_)
        | Dialog::Page(_)
        | Dialog::Variants(_) => false,
    };
    !takes_text
}

/// Leaves a dialog that was taken off the stack.
pub(crate) fn leave_dialog(state: &mut State, dialog: Dialog) -> Vec<Effect> {
    match dialog {
        Dialog::TextEntry(entry) => keep_unfinished(state, &entry),
        Dialog::AddList(list) => {
            add_list::cancel_list(state, list);
            Vec::new()
        }
        Dialog::Ballot(ballot) => voting::leave_ballot(state, &ballot),
        Dialog::Sheet(sheet) => sheet::leave_sheet(state, sheet),
        // A question that must be answered comes back with the next edit.
        Dialog::KeyQuestion(_)
        | Dialog::Pick(_)
        | Dialog::Form(_)
        | Dialog::Condition(_)
        | Dialog::OwnWords(_)
        | Dialog::Findings(_)
        | Dialog::Checklist(_)
        | Dialog::Draft(_)
        | Dialog::Export(_)
        | Dialog::Help(_)
        | Dialog::Reader(..)
        | Dialog::Mapping(_)
        | Dialog::Page(_)
        | Dialog::Variants(_) => Vec::new(),
    }
}

/// How many words may be given up without a way back.
const FEW_WORDS: usize = 3;

/// Gives up a text with Esc. Undo brings a longer one back; never one that the room may not see,
/// so that is asked about first.
pub(crate) fn discard_entry(state: &mut State, entry: Box<TextEntry>) -> Vec<Effect> {
    if entry.is_secret() && entry.is_changed() && !entry.is_blank() {
        return ask_discard(state, entry);
    }
    if entry.command == EntryCommand::Filter {
        state.notify(NoticeLevel::Info, "The list shows all");
    } else if entry.is_changed() {
        let returns = !entry.is_secret() && !entry.command.is_passing();
        if returns && entry.words() > FEW_WORDS {
            state.notify(
                NoticeLevel::Info,
                "Discarded what was typed; u brings it back",
            );
            state.discarded = Some(DiscardedText::Kept(entry));
        } else {
            state.notify(NoticeLevel::Info, "Discarded what was typed");
        }
    }
    vec![Effect::UnfinishedText(None)]
}

/// Asks before a covered text is discarded, which stays beneath the question.
fn ask_discard(state: &mut State, entry: Box<TextEntry>) -> Vec<Effect> {
    let discard = Command::Words(WordsCommand::Discard);
    let text = "It is covered, so undo doesn't bring it back.";
    let question = KeyQuestion::new("Discard what was typed?", text)
        .answer('y', "discard it", discard)
        .answer('n', "go on typing (Ctrl-S seals it)", Command::Close);
    state.dialogs.push(Dialog::TextEntry(entry));
    state.open(Dialog::KeyQuestion(question))
}

/// Discards the covered text that is open. Undo says so before it undoes anything else.
pub(crate) fn discard_secret(state: &mut State) -> Vec<Effect> {
    if !matches!(state.dialogs.last(), Some(Dialog::TextEntry(entry)) if entry.is_secret()) {
        return Vec::new();
    }
    state.dialogs.pop();
    state.discarded = Some(DiscardedText::Gone);
    state.notify(NoticeLevel::Info, "Discarded what was typed");
    vec![Effect::UnfinishedText(None)]
}

/// Keeps an unfinished text, in memory and on disk.
fn keep_unfinished(state: &mut State, entry: &TextEntry) -> Vec<Effect> {
    // A value for the condition editor is useless without what was picked before it.
    if !entry.is_changed() || entry.command.is_passing() {
        return vec![Effect::UnfinishedText(None)];
    }
    let draft = entry.draft();
    state.unfinished_text = Some(UnfinishedText {
        command: entry.command.clone(),
        text: entry.text(),
        draft: draft.clone(),
    });
    let text = "What was typed is saved; it is there when you come back to it";
    state.notify(NoticeLevel::Info, text);
    vec![Effect::UnfinishedText(Some(draft))]
}

/// Restores an unfinished text where the same question is asked again.
pub(crate) fn restore_unfinished(state: &mut State) {
    let Some(Dialog::TextEntry(entry)) = state.dialogs.last_mut() else {
        return;
    };
    let Some(unfinished) = &state.unfinished_text else {
        return;
    };
    if !entry.is_untouched() || !is_same_command(&entry.command, &unfinished.command) {
        return;
    }
    let Some(unfinished) = state.unfinished_text.take() else {
        return;
    };
    entry.bring_back(&unfinished.text);
    state.notify(NoticeLevel::Info, "What was typed here before is back");
}

/// Returns whether two texts are for the same command, ignoring the index of a new record.
fn is_same_command(one: &EntryCommand, other: &EntryCommand) -> bool {
    let mut one = one.clone();
    if let (
        EntryCommand::Name { index, .. },
        EntryCommand::Name {
            index: as_there, ..
        },
    ) = (&mut one, other)
    {
        *index = *as_there;
    }
    one == *other
}

/// Sets the draft that stays on disk when a text entry is finished: the unfinished one, if any.
pub(crate) fn keep_unfinished_draft(state: &State, effects: &mut [Effect]) {
    let Some(unfinished) = &state.unfinished_text else {
        return;
    };
    for effect in effects {
        if *effect == Effect::UnfinishedText(None) {
            *effect = Effect::UnfinishedText(Some(unfinished.draft.clone()));
        }
    }
}
