//! Both sides' words side by side, and how the agreed wording is begun from either.

use super::overlay::Overlay;
use super::{Effect, Key, KeyCode, State, fields};
use crate::model::record::Place;
use crate::model::{Session, Side};

/// The thing whose agreed wording both sides' words end in; nothing for a question, which has none.
pub fn worded(session: &Session, subject: &str) -> Option<Place> {
    let place = subject.parse().ok()?;
    session.record(&place)?.get(AGREED)?;
    Some(place)
}

const AGREED: &str = "definition";

/// The wording agreed for a subject, where there is one.
pub fn agreed_wording(session: &Session, subject: &str) -> Option<String> {
    session.agreed_wording(&subject.parse().ok()?)
}

/// What a side wrote, once it is shown.
pub fn written(session: &Session, subject: &str, side: Side) -> String {
    let position = session.workshop.position(subject, side);
    position.map(|p| p.text.clone()).unwrap_or_default()
}

/// A key, typed while both sides' words are shown: writes the agreed wording, beginning with a
/// side's words or with what is there. The words come back when it is kept.
pub(super) fn key(state: &mut State, subject: String, key: Key) -> Vec<Effect> {
    let begin = match key.typed().map(|c| c.to_ascii_lowercase()) {
        Some('s') => Some(written(state.session(), &subject, Side::Sales)),
        Some('m') => Some(written(state.session(), &subject, Side::Marketing)),
        Some('e') => None,
        _ if key.code == KeyCode::Enter => None,
        _ => return Vec::new(),
    };
    let Some(place) = worded(state.session(), &subject) else {
        return Vec::new();
    };
    state.overlays.push(Overlay::Words(subject));
    let effects = fields::open(state, &place, AGREED);
    if let (Some(text), Some(Overlay::Entry(entry))) = (begin, state.overlays.last_mut()) {
        entry.begin_with(&text);
    }
    effects
}
