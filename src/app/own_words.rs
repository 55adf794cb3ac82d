//! Both sides' words side by side, and how the agreed wording is begun from either.

use super::dialog::Dialog;
use super::{Effect, Key, KeyCode, State, edit_field};
use crate::model::record::Place;
use crate::model::{Session, Side};

/// The thing whose agreed wording both sides' words end in; nothing for a question, which has none.
pub fn worded_place(session: &Session, subject: &str) -> Option<Place> {
    let place = subject.parse().ok()?;
    session.record(&place)?.get(AGREED_FIELD)?;
    Some(place)
}

const AGREED_FIELD: &str = "definition";

/// The wording agreed for a subject, where there is one.
pub fn agreed_wording(session: &Session, subject: &str) -> Option<String> {
    session.agreed_wording(&subject.parse().ok()?)
}

/// What a side wrote, once it is shown.
pub fn revealed_words(session: &Session, subject: &str, side: Side) -> String {
    let position = session.workshop.position(subject, side);
    position.map(|p| p.text.clone()).unwrap_or_default()
}

/// A key, typed while both sides' words are shown: writes the agreed wording, beginning with a
/// side's words or with what is there. The words come back when it is kept.
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
