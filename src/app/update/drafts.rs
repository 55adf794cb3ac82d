//! Drafts of what is being typed, for the disk.

use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::text_entry::TextEntry;
use crate::app::state::message::Effect;
use crate::app::state::workbench::State;

/// Returns the draft of the text typed into, if one is due.
pub(crate) fn due_draft(entry: &mut TextEntry) -> Vec<Effect> {
    let draft = entry.due_draft();
    draft
        .map(|draft| Effect::UnfinishedText(Some(draft)))
        .into_iter()
        .collect()
}

/// Returns the draft that wasn't due before.
pub(crate) fn pending_draft(state: &mut State) -> Option<Effect> {
    let texts = state.dialogs.iter_mut().rev();
    let mut texts = texts.filter_map(|dialog| match dialog {
        Dialog::TextEntry(entry) => Some(entry),
        _ => None,
    });
    let draft = texts.next()?.pending_draft()?;
    Some(Effect::UnfinishedText(Some(draft)))
}
