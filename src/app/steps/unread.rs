//! The question about what was found at startup, and changes that couldn't be read, in words.

use crate::app::dialogs::dialog::Dialog;
use crate::app::state::unread::UnreadChanges;
use crate::app::state::workbench::State;
use crate::model::wording::count_noun;

/// Formats a count, such as `14 changes`.
pub(crate) fn changes_text(count: u64) -> String {
    count_noun(i64::try_from(count).unwrap_or(i64::MAX), "change")
}

/// Describes the changes that couldn't be read while they need a reason.
pub fn unread_text(unread: &[UnreadChanges]) -> Option<String> {
    let first = unread.first()?;
    let known: Option<u64> = unread.iter().map(|unread| unread.changes).sum();
    let what = known.map_or("Changes".to_owned(), changes_text);
    let more = match unread.len() {
        1 => String::new(),
        n => format!(" and {} more", count_noun(n as i64 - 1, "file")),
    };
    Some(format!(
        "{what} couldn't be read; set aside in {}{more}",
        first.path
    ))
}

/// Explains what happens to edits that couldn't be saved on exit; `unwritten` of them exist only
/// in memory.
pub fn unsaved_edits_text(unwritten: usize) -> String {
    if unwritten == 0 {
        return "Your edits are in the journal and come back at the next start.".into();
    }
    let edits = count_noun(unwritten as i64, "edit");
    format!("The last {edits} couldn't be written anywhere and are lost; those before are saved.")
}

/// Shows the open question again; returns whether there is one.
pub(crate) fn ask_again(state: &mut State) -> bool {
    let Some(question) = state.recovery_question.clone() else {
        return false;
    };
    let shown =
        |dialog: &Dialog| matches!(dialog, Dialog::KeyQuestion(shown) if *shown == question);
    if !state.dialogs.iter().any(shown) {
        state.dialogs.push(Dialog::KeyQuestion(question));
    }
    true
}
