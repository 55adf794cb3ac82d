//! What a revision begins with: actions and parked thoughts still open since the last version.

use crate::app::input::row::{Row, RowTarget, Tone};
use crate::model::record::{Kind, Place};
use crate::model::{ActionItem, ParkedThought, Session};

/// Returns the places of what is still open since the version a session revises, actions first;
/// empty in a first workshop.
pub fn carried_over(session: &Session) -> Vec<Place> {
    let workshop = &session.workshop;
    if workshop.revises.is_none() {
        return Vec::new();
    }
    let actions = workshop.open_actions();
    let actions = actions.map(|action| Place::new(Kind::ActionItem, action.id.clone()));
    let thoughts = workshop.open_thoughts();
    let thoughts = thoughts.map(|thought| Place::new(Kind::ParkedThought, thought.id.clone()));
    actions.chain(thoughts).collect()
}

/// Returns a row for each of them under a heading.
pub(crate) fn carried_over_rows(session: &Session) -> Vec<Row> {
    let workshop = &session.workshop;
    let places = carried_over(session);
    let Some(version) = workshop.revises.filter(|_| !places.is_empty()) else {
        return Vec::new();
    };
    let actions = workshop.open_actions().map(action_words);
    let thoughts = workshop.open_thoughts().map(thought_words);
    let words = actions.chain(thoughts);
    let heading = Row::heading(
        format!("STILL OPEN SINCE {version}"),
        places.len().to_string(),
    );
    let rows = places.into_iter().zip(words).map(|(place, (name, value))| {
        Row::new(RowTarget::Record(place), name, value)
            .indent(1)
            .tone(Tone::Warn)
    });
    [heading].into_iter().chain(rows).collect()
}

fn action_words(action: &ActionItem) -> (&str, String) {
    let due = action.due.map(|day| format!("by {day}"));
    (&action.name, due.unwrap_or_else(|| "no date".into()))
}

fn thought_words(thought: &ParkedThought) -> (&str, String) {
    (&thought.name, "parked".into())
}
