//! The points that the room voted for.

use super::answer_columns::AnswerColumn;
use crate::model::{Agreement, BallotMethod, CriterionPoints, Session, Spread, Subject};

/// Returns the points of an answer that the room agreed on, else the median of its last votes that
/// were shown, else the present ones.
pub(super) fn preferred_points(session: &Session, column: &AnswerColumn) -> i64 {
    let subject = Subject::answer(&column.reference);
    let workshop = &session.workshop;
    let decision = workshop.decision(&subject);
    let agreed = decision.filter(|decision| decision.agreement == Some(Agreement::Both));
    let agreed = agreed.and_then(|decision| decision.value.parse::<CriterionPoints>().ok());
    let median = || {
        let round = workshop.ballot(&subject)?.revealed_round()?;
        let spread = Spread::of(workshop, BallotMethod::Points, round)?;
        Some(spread.median.rounded())
    };
    let agreed = agreed.map(CriterionPoints::number);
    agreed.or_else(median).unwrap_or(column.now)
}
