//! What the screen hides while votes are sealed: the value they are on, and every figure that
//! hints at it.
//!
//! Everything that draws, lists or checks asks here. Changing a hidden value is refused by
//! [`guard_open_ballots`](crate::document::guard_open_ballots), however it is attempted.

use crate::check::Finding;
use crate::document::open_ballot_refusal;
use crate::evidence::history::{PageId, page};
use crate::model::record::{Kind, Place, Refusal};
use crate::model::{Reference, Session, Subject, SubjectKind};

/// Shown in place of a hidden value.
pub const HIDDEN: &str = "hidden";

/// Shown in place of figures that would hint at it.
pub const FIGURES_HIDDEN: &str = "a ballot is open: figures are hidden";

/// Returns the subjects being voted on.
pub fn open_subjects(session: &Session) -> impl Iterator<Item = Subject> {
    session.workshop.open_ballots().map(|(subject, _)| subject)
}

/// Returns whether figures computed by the model are hidden: a number or a lead is voted on.
pub fn hides_figures(session: &Session) -> bool {
    open_subjects(session).any(|subject| subject.hides_figures())
}

/// Returns whether a page is hidden: one with figures of the model is.
pub fn hides_page(session: &Session, id: PageId) -> bool {
    page(id).uses_model && hides_figures(session)
}

/// Returns whether all points are hidden: points or a threshold are voted on, and any may hint at
/// them.
pub fn hides_points(session: &Session) -> bool {
    let numbers =
        |s: Subject| matches!(s.kind(), Some(SubjectKind::Points | SubjectKind::Threshold));
    open_subjects(session).any(numbers)
}

/// Returns whether the points of this answer are being voted on.
pub fn hides_answer(session: &Session, reference: &Reference) -> bool {
    let criterion = session.definition.criterion(reference.criterion.as_str());
    let hidden = match criterion {
        // Made answers are voted on together, as what each time is worth.
        Some(criterion) if criterion.answers.is_empty() => {
            Subject::of(Place::new(Kind::Criterion, criterion.id.clone()))
        }
        _ => Subject::answer(reference),
    };
    open_subjects(session).any(|subject| subject == hidden)
}

/// Formats an answer's points, unless they are hidden.
pub fn points_text(session: &Session, reference: &Reference, points: i64) -> String {
    if hides_answer(session, reference) {
        "?".into()
    } else {
        points.to_string()
    }
}

/// Returns whether the points a stage requires are being voted on.
pub fn hides_threshold(session: &Session, stage: &Place) -> bool {
    open_subjects(session).any(|s| s.threshold.is_some() && s.place == *stage)
}

/// Returns whether the start of bands is hidden: a total is voted on, where a band often begins.
pub fn hides_bands(session: &Session) -> bool {
    open_subjects(session).any(|s| s.threshold.as_deref() == Some("total"))
}

/// Returns whether a field's value is hidden.
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

/// Returns why a field can't be edited now, if it can't.
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

/// Returns whether a finding may be shown: not if it is about a sealed vote or states its value.
pub fn shows_finding(session: &Session, finding: &Finding) -> bool {
    !open_subjects(session)
        .filter(Subject::hides_figures)
        .any(|subject| {
            let about = finding.place == subject.place
                || subject.place.parent.as_ref() == Some(&finding.place.id)
                || finding.place.kind == Kind::Handoff && subject.threshold.is_some();
            let value = subject.value(session).unwrap_or_default();
            let contains_value = |text: &str| {
                let mut words = text.split(|c: char| !c.is_ascii_digit() && c != '-');
                !value.is_empty() && words.any(|word| word == value)
            };
            about || contains_value(&finding.message) || contains_value(&finding.hint)
        })
}
