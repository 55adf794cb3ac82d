//! What the customer advisory board said of a definition, where the definition is.

use crate::app::input::row::{Addable, Row, RowTarget};
use crate::model::record::{Kind, Place};
use crate::model::{BoardCheck, Session, Subject};
use crate::scoring::{same_text, simple_lower};

/// Returns a heading, and a row for each verdict on a thing: when, who, and what they said. Nothing
/// if there is none.
pub(crate) fn board_rows(session: &Session, place: &Place) -> Vec<Row> {
    let checks = session.workshop.board_checks.iter();
    let mut rows: Vec<Row> = checks
        .filter(|check| is_about(session, check, place))
        .map(check_row)
        .collect();
    if !rows.is_empty() {
        rows.insert(0, Row::heading("ADVISORY BOARD", ""));
    }
    rows
}

fn check_row(check: &BoardCheck) -> Row {
    let target = RowTarget::Record(Place::new(Kind::BoardCheck, check.id.clone()));
    let verdict = match check.verdict.trim() {
        "" => "no verdict yet",
        verdict => verdict,
    };
    Row::new(target, who_and_when(check), verdict)
}

/// Returns who checked and when, in one text: `Ann Hill, 2026-11-21`.
pub(crate) fn who_and_when(check: &BoardCheck) -> String {
    let day = check.date.map(|day| day.to_string()).unwrap_or_default();
    let parts = [check.who.trim(), day.as_str()];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    match parts.join(", ") {
        empty if empty.is_empty() => "somebody".into(),
        text => text,
    }
}

/// Returns whether a verdict is about a thing: its text names the thing or a part of it as a subject
/// does, or is its name or id.
fn is_about(session: &Session, check: &BoardCheck, place: &Place) -> bool {
    let text = check.subject.trim();
    if let Ok(Subject { place: about, .. }) = text.parse::<Subject>() {
        let parent = about.parent.as_ref();
        let is_answer = about.kind == Kind::Answer && place.kind == Kind::Criterion;
        return about == *place || is_answer && parent == Some(&place.id);
    }
    let same = |name: &str| !text.is_empty() && same_text(text, &simple_lower(name.trim()));
    same(place.id.as_str()) || same(&session.title_of(place))
}

/// Returns a verdict of the advisory board on a thing, to be added.
pub(crate) fn addable(place: &Place) -> Addable {
    Addable::new(Kind::BoardCheck)
        .with_field("subject", Subject::of(place.clone()).to_string())
        .with_label("verdict of the advisory board")
}
