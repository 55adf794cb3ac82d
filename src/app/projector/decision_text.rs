//! What was decided on a subject, and by which vote, as a sentence for the room.

use crate::app::secrecy;
use crate::app::state::workbench::State;
use crate::app::steps::agreement;
use crate::model::ballot::LEFT_OPEN;
use crate::model::{Ballot, BallotMethod, Session, Side, Spread, Subject, SubjectKind, wording};

/// Says what was decided, by whom it is agreed, and how the votes were; blank while nothing is
/// decided. Never a name. The value and the votes are left out while votes are open to which they
/// could be a hint.
pub fn decision_text(state: &State, subject: &Subject) -> String {
    let session = state.session();
    let Some(decision) = session.workshop.decision(subject) else {
        return String::new();
    };
    let line = agreement::agreement_line(state, subject);
    if secrecy::hides_figures(session) {
        return line;
    }
    let vote = deciding_ballot(session, subject);
    let left_open = vote.is_some_and(|ballot| ballot.outcome == LEFT_OPEN);
    let value = match subject.kind() {
        _ if left_open => LEFT_OPEN.to_owned(),
        Some(SubjectKind::Points | SubjectKind::Threshold) => {
            let points = decision.value.parse::<i64>();
            points.map_or_else(
                |_| decision.value.clone(),
                |points| wording::count_noun(points, "point"),
            )
        }
        Some(SubjectKind::Forward) => decision.value.clone(),
        // The text itself stands above.
        _ => String::new(),
    };
    let vote = vote.and_then(|ballot| vote_text(session, ballot));
    let parts = [Some(value), Some(line), vote].into_iter().flatten();
    let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    parts.join(". ")
}

/// Returns the ballot that led to the decision in force: no later decision was made without one.
fn deciding_ballot<'a>(session: &'a Session, subject: &Subject) -> Option<&'a Ballot> {
    let ballot = session.workshop.ballot(subject)?;
    let shown = ballot.revealed_round()?.revealed;
    let since = session.workshop.decisions_on(subject);
    let since = since.filter(|decision| decision.at >= shown).count();
    (since == 1 && !ballot.outcome.is_empty()).then_some(ballot)
}

/// The votes of the last round: `Round 2: Sales 5, Marketing 4 (medians), gap 1`.
fn vote_text(session: &Session, ballot: &Ballot) -> Option<String> {
    let round = ballot.revealed_round()?;
    let spread = Spread::of(&session.workshop, ballot.method, round)?;
    let sides = spread.sides.iter().map(|side| {
        let name = side.side.map_or("all votes", Side::label);
        match ballot.method {
            BallotMethod::YesNo => {
                let yes = side.votes.iter().filter(|vote| vote.1 == 1).count();
                format!("{name} {yes} yes, {} no", side.votes.len() - yes)
            }
            _ => format!("{name} {}", side.median),
        }
    });
    let sides = sides.collect::<Vec<_>>();
    let number = ballot.rounds.len();
    Some(match (ballot.method, spread.gap()) {
        (BallotMethod::YesNo, _) => format!("Round {number}: {}", sides.join("; ")),
        (_, Some(gap)) => format!("Round {number}: {} (medians), gap {gap}", sides.join(", ")),
        (_, None) => format!("Round {number}: {} (median)", sides.join(", ")),
    })
}
