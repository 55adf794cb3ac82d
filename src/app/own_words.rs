//! Both sides' words side by side, and editing the agreed wording from either.

use super::dialog::Dialog;
use super::{Effect, Key, KeyCode, State, edit_field};
use crate::model::record::Place;
use crate::model::{Session, Side};

/// Returns the record that gets the agreed wording; `None` for a question, which has none.
pub fn worded_place(session: &Session, subject: &str) -> Option<Place> {
    let place = subject.parse().ok()?;
    session.record(&place)?.get(AGREED_FIELD)?;
    Some(place)
}

const AGREED_FIELD: &str = "definition";

/// Returns the wording agreed for a subject, if there is one.
pub fn agreed_wording(session: &Session, subject: &str) -> Option<String> {
    session.agreed_wording(&subject.parse().ok()?)
}

/// Returns what a side wrote, once it is revealed.
pub fn revealed_words(session: &Session, subject: &str, side: Side) -> String {
    let position = session.workshop.position(subject, side);
    position.map(|p| p.text.clone()).unwrap_or_default()
}

/// Handles a key while both sides' words are shown: edits the agreed wording, starting from a
/// side's words or from the present text. The words are shown again once it is saved.
pub(super) fn key_in_own_words(state: &mut State, subject: String, key: Key) -> Vec<Effect> {
    let begin = match key.typed_char().map(|c| c.to_ascii_lowercase()) {
        Some('s') => Some(revealed_words(state.session(), &subject, Side::Sales)),
        Some('m') => Some(revealed_words(state.session(), &subject, Side::Marketing)),
        Some('e') => None,
        _ if key.code == KeyCode::Enter => None,
        _ => return Vec::new(),
    };
    let Some(place) = worded_place(state.session(), &subject) else {
        return Vec::new();
    };
    state.dialogs.push(Dialog::OwnWords(subject));
    let effects = edit_field::open_field(state, &place, AGREED_FIELD);
    if let (Some(text), Some(Dialog::TextEntry(entry))) = (begin, state.dialogs.last_mut()) {
        entry.replace_text(&text);
    }
    effects
}
