//! Parking a thought, to come back to it at the end.

use crate::app::actions::add::new_record;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, State};
use crate::model::Session;
use crate::model::record::Kind;

/// Parks a thought.
pub(crate) fn park(state: &mut State, text: &str) -> Vec<Effect> {
    if text.trim().is_empty() {
        return Vec::new();
    }
    let (thought, sponsor) = split_sponsor(state.session(), text);
    let fields = vec![("sponsor".to_owned(), sponsor)];
    let (_, edit) = new_record(
        state.session(),
        Kind::ParkedThought,
        None,
        usize::MAX,
        &thought,
        fields,
    );
    let effects = state.edit(edit);
    if !effects.is_empty() {
        state.notify(NoticeLevel::Info, "Parked; you will find it on Publish");
    }
    effects
}

/// Splits off who brought a thought up: `thought @ines` or `thought / Ines`. The beginning of a
/// name stands for the participant's full name.
fn split_sponsor(session: &Session, text: &str) -> (String, String) {
    let text = text.trim();
    let person = |name: &str| {
        let begins = name.trim().to_lowercase();
        let mut people = session.workshop.participants.iter();
        let known = people.find(|p| p.name.to_lowercase().starts_with(&begins));
        known.map(|p| p.name.clone()).filter(|_| !begins.is_empty())
    };
    if let Some((thought, name)) = text.rsplit_once(" @") {
        let sponsor = person(name).unwrap_or_else(|| name.trim().to_owned());
        return (thought.trim().to_owned(), sponsor);
    }
    // A slash is often part of the thought: it counts only before a participant's name.
    if let Some((thought, name)) = text.rsplit_once(" / ")
        && let Some(sponsor) = person(name)
    {
        return (thought.trim().to_owned(), sponsor);
    }
    (text.to_owned(), String::new())
}
