//! Both sides' words side by side, and editing the agreed wording from either.

use crate::app::actions::edit_field;
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::text_entry::TextEntry;
use crate::app::input::entry_command::EntryCommand;
use crate::app::input::key::{Key, KeyCode};
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, State};
use crate::document::Edit;
use crate::model::record::Place;
use crate::model::{Sealed, Session, Side};

/// Returns whether a subject has an agreed wording, as a question has not.
pub fn has_agreed_wording(session: &Session, subject: &Place) -> bool {
    let record = session.record(subject);
    record.is_some_and(|record| record.get(AGREED_FIELD).is_some())
}

const AGREED_FIELD: &str = "definition";

/// Returns what a side wrote, once it is revealed.
pub fn revealed_words(session: &Session, subject: &Place, side: Side) -> String {
    let position = session.workshop.position(subject, side);
    position.map(|p| p.text.clone()).unwrap_or_default()
}

/// Handles a key while both sides' words are shown: edits the agreed wording, starting from a
/// side's words or from the present text. The words are shown again once it is saved.
pub(crate) fn key_in_own_words(state: &mut State, subject: &Place, key: Key) -> Vec<Effect> {
    let begin = match key.typed_char().map(|c| c.to_ascii_lowercase()) {
        Some('s') => Some(revealed_words(state.session(), subject, Side::Sales)),
        Some('m') => Some(revealed_words(state.session(), subject, Side::Marketing)),
        Some('e') => None,
        _ if key.code == KeyCode::Enter => None,
        _ => return Vec::new(),
    };
    if !has_agreed_wording(state.session(), subject) {
        return Vec::new();
    }
    state.dialogs.push(Dialog::OwnWords(subject.clone()));
    let focus = state.focus();
    let effects = edit_field::open_field(state, &focus, subject, AGREED_FIELD);
    if let (Some(text), Some(Dialog::TextEntry(entry))) = (begin, state.dialogs.last_mut()) {
        entry.replace_text(&text);
    }
    effects
}

/// Opens a side's own words: as written while they are sealed, read-only once revealed.
pub(crate) fn open_own_words(state: &mut State, subject: &Place, side: Side) -> Vec<Effect> {
    let position = state.session().workshop.position(subject, side);
    if position.is_some_and(|p| p.sealed.is_none()) {
        return state.open(Dialog::OwnWords(subject.clone()));
    }
    let text = position
        .and_then(|p| p.sealed.as_ref())
        .and_then(Sealed::open)
        .unwrap_or_default();
    let title = format!("{} wording", side.possessive());
    let hint = "Sealed until both sides are shown together; Ctrl-S saves it";
    let command = EntryCommand::OwnWords {
        subject: subject.clone(),
        side,
    };
    state.open(Dialog::TextEntry(Box::new(TextEntry::area(
        command, title, hint, &text,
    ))))
}

/// Seals a side's own words; blank ones are taken back.
pub(crate) fn write_own_words(
    state: &mut State,
    subject: &Place,
    side: Side,
    text: &str,
) -> Vec<Effect> {
    let salt = format!("{subject} {side} {}", state.now);
    let words = Some(text.trim())
        .filter(|t| !t.is_empty())
        .map(|t| Sealed::new(t, salt.as_bytes()));
    let at = state.now;
    let become_of_them = if words.is_some() {
        "saved, sealed until both are shown"
    } else {
        "withdrawn"
    };
    let effects = state.edit(Edit::Write {
        subject: subject.into(),
        side,
        words,
        at,
    });
    if !effects.is_empty() {
        let text = format!("{} wording is {become_of_them}", side.possessive());
        state.notify(NoticeLevel::Info, text);
    }
    effects
}
