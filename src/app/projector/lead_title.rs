//! What a sample lead is called in the room view: never by its name.

use crate::app::actions::suggest_samples::MADE_NOTE;
use crate::model::{Id, Session};

/// What a suggested lead is called where its name would tell too much.
pub(super) const POSSIBLE_LEAD: &str = "A possible lead";

/// Returns whether the model suggested a sample lead.
pub(super) fn is_made_by_model(session: &Session, lead: &Id) -> bool {
    let sample = session.samples.iter().find(|s| s.id == *lead);
    sample.is_some_and(|sample| sample.note == MADE_NOTE)
}

/// Returns what a sample lead is called in the room view. Its name is chosen by the room and may be
/// a real person's; a suggested one goes by what the model says of it.
pub fn lead_title(session: &Session, lead: &Id) -> String {
    if is_made_by_model(session, lead) {
        return POSSIBLE_LEAD.into();
    }
    lead.to_string()
}
