//! Both sides' words side by side, and editing the agreed wording from either.

use crate::app::actions::edit_field;
use crate::app::dialogs::dialog::{Dialog, KeyQuestion};
use crate::app::dialogs::text_entry::TextEntry;
use crate::app::input::command::{Command, WordsCommand};
use crate::app::input::entry_command::EntryCommand;
use crate::app::input::key::{Key, KeyCode};
use crate::app::input::keymap::Action;
use crate::app::input::row::{Row, RowTarget};
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, State};
use crate::document::{Edit, sealed_words};
use crate::model::record::Place;
use crate::model::{Session, Side};

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

/// Opens a side's own words: blank if there are none, and read-only once revealed. Sealed ones are
/// never shown, not even to who wrote them: they can be written anew or taken back.
pub(crate) fn open_own_words(state: &mut State, subject: &Place, side: Side) -> Vec<Effect> {
    match state.session().workshop.position(subject, side) {
        None => open_blank(state, subject, side),
        Some(position) if position.sealed.is_none() => {
            state.open(Dialog::OwnWords(subject.clone()))
        }
        Some(_) => ask_about_sealed(state, subject, side),
    }
}

/// Asks what is to become of sealed words.
fn ask_about_sealed(state: &mut State, subject: &Place, side: Side) -> Vec<Effect> {
    let title = format!("{} wording is written and sealed", side.possessive());
    let text = "It isn't shown again before both sides' are, not even to who wrote it.";
    let run =
        |command: fn(Place, Side) -> WordsCommand| Command::Words(command(subject.clone(), side));
    let question = KeyQuestion::new(title, text)
        .answer('w', "write it anew", run(WordsCommand::WriteAnew))
        .answer('x', "take it back", run(WordsCommand::TakeBack))
        .answer('n', "leave it", Command::Close);
    state.open(Dialog::KeyQuestion(question))
}

/// Takes sealed words back.
pub(crate) fn take_back(state: &mut State, subject: &Place, side: Side) -> Vec<Effect> {
    let at = state.now;
    let effects = state.edit(Edit::Write {
        subject: subject.into(),
        side,
        words: None,
        at,
    });
    if !effects.is_empty() {
        let text = format!("{} wording is taken back", side.possessive());
        state.notify(NoticeLevel::Info, text);
    }
    effects
}

/// Opens a blank text for a side's own words.
pub(crate) fn open_blank(state: &mut State, subject: &Place, side: Side) -> Vec<Effect> {
    let title = format!("{} wording", side.possessive());
    let hint = "Sealed until both sides are shown together; Ctrl-S saves it";
    let command = EntryCommand::OwnWords {
        subject: subject.clone(),
        side,
    };
    state.open(Dialog::TextEntry(Box::new(TextEntry::area(
        command, title, hint, "",
    ))))
}

/// Seals a side's own words, and selects the other side's. Blank ones change nothing.
pub(crate) fn write_own_words(
    state: &mut State,
    subject: &Place,
    side: Side,
    text: &str,
) -> Vec<Effect> {
    let at = state.now;
    if text.trim().is_empty() {
        let is_written = state.session().workshop.position(subject, side).is_some();
        return state.refuse(if is_written {
            "Nothing was typed: the sealed wording stays as it is"
        } else {
            "Nothing was typed"
        });
    }
    let effects = state.edit(Edit::Write {
        subject: subject.into(),
        side,
        words: Some(sealed_words(text.trim(), subject, side, at)),
        at,
    });
    if !effects.is_empty() {
        let text = format!(
            "{} wording is saved, sealed until both are shown",
            side.possessive()
        );
        state.notify(NoticeLevel::Info, text);
        select_next_words(state, subject);
    }
    effects
}

/// Selects the words on a subject that are still to be written, or else the row that shows them
/// all: the next Enter must not be on what was just sealed.
fn select_next_words(state: &mut State, subject: &Place) {
    let workshop = state.session().workshop.clone();
    let (rows, _) = state.detail();
    let is_missing = |row: &Row| {
        matches!(&row.target, RowTarget::Words(on, side)
            if on == subject && workshop.position(on, *side).is_none())
    };
    let shows = |row: &Row| row.target == RowTarget::Action(Action::RevealWords);
    let next = rows.iter().position(is_missing);
    if let Some(index) = next.or_else(|| rows.iter().position(shows)) {
        state.cursor_mut().detail_row = index;
    }
}
