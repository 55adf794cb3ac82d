//! The models the two sides would build: the definition with each side's median estimates as
//! points.

use super::record::Kind;
use super::{Ballot, BallotMethod, Definition, Session, Side, Spread, Subject, SubjectKind};

/// Returns the definition with Sales' medians as points, and with Marketing's; halves round up.
///
/// # Errors
///
/// If the estimate sheet does not cover every answer yet: a sentence that says which one.
pub fn models_by_side(session: &Session) -> Result<(Definition, Definition), String> {
    let subjects = Subject::estimate_subjects(session);
    if subjects.is_empty() {
        return Err("There is nothing to estimate yet: add criteria on Points".into());
    }
    let (mut sales, mut marketing) = (
        Definition::clone(&session.definition),
        Definition::clone(&session.definition),
    );
    for subject in &subjects {
        let spread = spread(session, subject);
        for (side, model) in [(Side::Sales, &mut sales), (Side::Marketing, &mut marketing)] {
            let votes = spread.as_ref().and_then(|spread| spread.side(side));
            let Some(votes) = votes else {
                return Err(missing_estimate(session, subject, side));
            };
            set_points(model, subject, votes.median.rounded());
        }
    }
    Ok((sales, marketing))
}

/// Whether points of any answer were estimated and revealed.
pub fn has_estimates(session: &Session) -> bool {
    let mut ballots = session.workshop.ballots_by_subject();
    ballots.any(|(subject, ballot)| {
        ballot.revealed_round().is_some() && subject.kind() == Some(SubjectKind::Points)
    })
}

fn spread(session: &Session, subject: &Subject) -> Option<Spread> {
    let ballot = session.workshop.ballot(subject)?;
    Spread::of(
        &session.workshop,
        BallotMethod::Points,
        ballot.revealed_round()?,
    )
}

fn missing_estimate(session: &Session, subject: &Subject, side: Side) -> String {
    let title = subject.title(session);
    let ballot = session.workshop.ballot(subject);
    if ballot.is_some_and(Ballot::is_open) {
        return format!("The estimate sheet isn't complete: {title} is being voted on");
    }
    let side = side.label();
    format!("The estimate sheet isn't complete: {side} gave no points to {title}")
}

fn set_points(definition: &mut Definition, subject: &Subject, points: i64) {
    let place = &subject.place;
    let of = match place.kind {
        Kind::Answer => place.parent.as_ref(),
        _ => Some(&place.id),
    };
    let mut criteria = definition.criteria.iter_mut();
    let Some(criterion) = criteria.find(|c| Some(&c.id) == of) else {
        return;
    };
    if place.kind != Kind::Answer {
        criterion.points = Some(
            criterion
                .points
                .map_or(points.into(), |now| now.with_number(points)),
        );
    } else if let Some(answer) = criterion.answers.iter_mut().find(|l| l.id == place.id) {
        answer.points = points;
    }
}
