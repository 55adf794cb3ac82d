//! What the screen keeps to itself while votes are sealed: the value they are on, and every
//! figure that hints at it.
//!
//! Whoever draws, lists or checks asks here; changing a hidden value is refused by
//! [`vote::guard`](super::vote::guard), whichever way it is tried.

use super::ballot_edit::open_ballot_refusal;
use super::pick::Choice;
use crate::check::Finding;
use crate::model::record::{Kind, Place, Refusal};
use crate::model::{Reference, Session, Subject, SubjectKind};

/// What stands in place of a hidden value.
pub const HIDDEN: &str = "hidden";
/// What stands in place of figures that would hint at it.
pub const FIGURES_HIDDEN: &str = "a ballot is open: figures are hidden";

/// The subjects being voted on.
pub fn open_subjects(session: &Session) -> impl Iterator<Item = Subject> {
    let open = session.workshop.open_ballots();
    open.filter_map(|ballot| ballot.subject.parse().ok())
}

/// Whether figures that come of the model are hidden: a number or a lead is being voted on.
pub fn hides_figures(session: &Session) -> bool {
    open_subjects(session).any(|subject| subject.hides_figures())
}

/// Whether points or a threshold are being voted on: what any answer is worth may hint at them.
pub fn hides_points(session: &Session) -> bool {
    let numbers =
        |s: Subject| matches!(s.kind(), Some(SubjectKind::Points | SubjectKind::Threshold));
    open_subjects(session).any(numbers)
}

/// Whether the points of an answer are being voted on.
pub fn hides_answer(session: &Session, reference: &Reference) -> bool {
    let asked = Subject::answer(reference);
    open_subjects(session).any(|subject| subject == asked)
}

/// An answer's points as they may be seen.
pub fn points_text(session: &Session, reference: &Reference, points: i64) -> String {
    if hides_answer(session, reference) {
        "?".into()
    } else {
        points.to_string()
    }
}

/// Whether the points a stage asks for are being voted on.
pub fn hides_threshold(session: &Session, stage: &Place) -> bool {
    open_subjects(session).any(|s| s.threshold.is_some() && s.place == *stage)
}

/// Whether where bands begin is hidden: a total is being voted on, and a band often begins there.
pub fn hides_bands(session: &Session) -> bool {
    open_subjects(session).any(|s| s.threshold.as_deref() == Some("total"))
}

/// Whether a field's value is hidden.
pub fn hides_field(session: &Session, at: &Place, key: &str) -> bool {
    let part = if at.kind == Kind::Stage && key == "rule" {
        return hides_threshold(session, at);
    } else if at.kind == Kind::Band && key == "from" {
        return hides_bands(session);
    } else {
        (matches!(at.kind, Kind::Answer | Kind::Criterion), key)
    };
    part == (true, "points") && open_subjects(session).any(|s| s.place == *at)
}

/// Why a field can't be edited now, if so.
pub fn edit_refusal(session: &Session, at: &Place, key: &str) -> Option<Refusal> {
    if at.kind == Kind::Band && key == "from" {
        let total = |s: &Subject| s.threshold.as_deref() == Some("total");
        let subject = open_subjects(session).find(total)?;
        return Some(open_ballot_refusal(session, &subject));
    }
    let asks = match key {
        "points" => SubjectKind::Points,
        "definition" => SubjectKind::Wording,
        _ => return None,
    };
    let mut open = open_subjects(session);
    let subject = open.find(|s| s.place == *at && s.kind() == Some(asks))?;
    Some(open_ballot_refusal(session, &subject))
}

/// Whether a finding may be shown: none about what is being voted on, none that says its value.
pub fn shows_finding(session: &Session, finding: &Finding) -> bool {
    !open_subjects(session)
        .filter(Subject::hides_figures)
        .any(|subject| {
            let about = finding.place == subject.place
                || subject.place.parent.as_ref() == Some(&finding.place.id)
                || finding.place.kind == Kind::Handoff && subject.threshold.is_some();
            let value = subject.value(session).unwrap_or_default();
            let says = |text: &str| {
                let mut words = text.split(|c: char| !c.is_ascii_digit() && c != '-');
                !value.is_empty() && words.any(|word| word == value)
            };
            about || says(&finding.message) || says(&finding.hint)
        })
}

/// Takes what answers are worth off a list to pick from.
pub fn strip_points(session: &Session, choices: &mut [Choice]) {
    if hides_points(session) {
        for choice in choices {
            choice.note.clear();
        }
    }
}
