//! The edit that records a decision and sets the value decided on.

use super::ballot_edit::BallotEdit;
use super::edit::Edit;
use crate::model::rule_parts::rule_at;
use crate::model::{Decision, Kind, Place, Session, Subject, SubjectKind};

/// Returns the edit that gives a subject a value, or `None` if it has none or already has this one.
pub fn set_value_edit(session: &Session, subject: &Subject, value: &str) -> Option<Edit> {
    if subject.value(session)? == value {
        return None;
    }
    let of_total = |of: &str| {
        let mut rule = rule_at(session, &subject.place);
        let points = value.parse().ok()?;
        rule.points.as_mut()?.insert(of.to_owned(), points);
        Some(Edit::set_rule(&subject.place, &rule))
    };
    match (subject.kind()?, &subject.threshold) {
        (SubjectKind::Points, _) => {
            let text = points_text(session, &subject.place, "points", value);
            Some(Edit::set(&subject.place, "points", text))
        }
        (SubjectKind::Threshold, Some(of)) => of_total(of),
        _ => None,
    }
}

/// Returns the text that sets a field to what was typed or decided: a bare number for points that
/// are for each time changes what each time is worth, and the number of times stays.
pub fn points_text(session: &Session, at: &Place, key: &str, value: &str) -> String {
    let criterion = session.definition.criterion(at.id.as_str());
    let criterion = criterion.filter(|_| at.kind == Kind::Criterion && key == "points");
    let points = criterion.and_then(|c| c.points);
    match (points, value.trim().parse()) {
        (Some(points), Ok(number)) => points.with_number(number).to_string(),
        _ => value.to_owned(),
    }
}

/// Returns a decision together with the value it sets, as one edit.
pub fn decision_edit(session: &Session, decision: Decision, outcome: Option<String>) -> Edit {
    let subject = decision.subject.parse::<Subject>().ok();
    let set = subject.and_then(|s| set_value_edit(session, &s, &decision.value));
    let decide = BallotEdit::Decide { decision, outcome };
    let label = decide.label(session);
    let edits: Vec<Edit> = set.into_iter().chain([Edit::ballot(decide)]).collect();
    Edit::Several { label, edits }
}
