//! Decisions and votes for the minutes: what was decided and by whom, each revealed round by side,
//! and the reasons given.
//!
//! Votes are listed by side and without names, as the room saw them. Anybody who gave a reason or
//! dissented is named. Sealed votes are not printed.

use serde::Serialize;

use super::sign_off_row::timestamp_text;
use crate::model::alignment::alignment;
use crate::model::{
    Agreement, Ballot, BallotMethod, Decision, Dissent, Id, Round, Session, SideVotes, Spread,
    Subject,
};

/// Returns a participant's name, a side's label, or else the text itself.
fn person_name(session: &Session, text: &str) -> String {
    let voter = Id::new(text)
        .ok()
        .and_then(|id| session.workshop.voter(&id));
    voter.map_or_else(|| text.to_owned(), |voter| voter.name)
}

/// A decision in the minutes.
#[derive(Serialize)]
pub(super) struct DecisionRow {
    subject: String,
    value: String,
    at: String,
    agreed: String,
    dissent: String,
    note: &'static str,
}

/// Returns every decision, in the order they were made.
pub(super) fn decisions(session: &Session) -> Vec<DecisionRow> {
    let all = session.workshop.decisions.iter();
    all.map(|decision| decision_row(session, decision))
        .collect()
}

fn decision_row(session: &Session, decision: &Decision) -> DecisionRow {
    let names: Vec<String> = decision
        .agreed
        .iter()
        .map(|text| person_name(session, text))
        .collect();
    let dissent = |dissent: &Dissent| match dissent.reason.as_str() {
        "" => person_name(session, &dissent.who),
        reason => format!("{}: {reason}", person_name(session, &dissent.who)),
    };
    let dissent: Vec<String> = decision.dissent.iter().map(dissent).collect();
    let subject = decision.subject.parse::<Subject>().ok();
    let reopened = subject.is_some_and(|subject| alignment(session, &subject).reopened);
    let note = if decision.superseded_by.is_some() {
        "replaced by a later one"
    } else if decision.agreement == Some(Agreement::Disputed) {
        "left open"
    } else if reopened {
        "changed since, so open again"
    } else {
        ""
    };
    DecisionRow {
        subject: Subject::title_of_text(&decision.subject, session),
        value: decision.value.clone(),
        at: decision.at.map(timestamp_text).unwrap_or_default(),
        agreed: match (names.as_slice(), decision.agreement) {
            ([], Some(agreement)) => agreement.label().into(),
            _ => names.join(", "),
        },
        dissent: dissent.join("; "),
        note,
    }
}

/// A revealed round of votes.
#[derive(Serialize)]
pub(super) struct RoundRow {
    subject: String,
    round: usize,
    sides: Vec<String>,
    reasons: Vec<String>,
    outcome: String,
}

/// Returns every revealed round.
pub(super) fn votes(session: &Session) -> Vec<RoundRow> {
    let mut all = Vec::new();
    for ballot in &session.workshop.ballots {
        for (index, round) in ballot.rounds.iter().enumerate() {
            if round.revealed.is_some() {
                all.push(round_row(session, ballot, index, round));
            }
        }
    }
    all
}

fn round_row(session: &Session, ballot: &Ballot, index: usize, round: &Round) -> RoundRow {
    let spread = Spread::of(&session.workshop, ballot.method, round);
    let mut sides: Vec<String> = spread
        .iter()
        .flat_map(|spread| &spread.sides)
        .map(|side| by_side(ballot.method, side))
        .collect();
    let counted = spread.filter(|_| ballot.method != BallotMethod::YesNo);
    if let Some(gap) = counted.and_then(|spread| spread.gap()) {
        sides.push(format!("Gap between the sides: {gap}"));
    }
    let spoken = round.votes.iter().filter(|vote| !vote.reason.is_empty());
    let reason = |vote: &crate::model::Vote| {
        format!(
            "{}, {}: {}",
            person_name(session, vote.voter.as_str()),
            vote.value,
            vote.reason
        )
    };
    let last = index + 1 == ballot.rounds.len();
    RoundRow {
        subject: Subject::title_of_text(&ballot.subject, session),
        round: index + 1,
        sides,
        reasons: spoken.map(reason).collect(),
        outcome: if last {
            ballot.outcome.clone()
        } else {
            String::new()
        },
    }
}

fn by_side(method: BallotMethod, side: &SideVotes) -> String {
    let word = |n: i64| match (method, n) {
        (BallotMethod::YesNo, 0) => "no".to_owned(),
        (BallotMethod::YesNo, _) => "yes".to_owned(),
        _ => n.to_string(),
    };
    let votes: Vec<String> = side.votes.iter().map(|v| word(v.1)).collect();
    let middle = match method {
        BallotMethod::YesNo => String::new(),
        _ => format!(" (median {})", side.median),
    };
    format!("{}: {}{middle}", side.side.label(), votes.join(", "))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::ballot::MissingVotes;
    use crate::model::{Criterion, Participant, Sealed, Side, SubjectText, Version};

    fn id(text: &str) -> Id {
        Id::new(text).unwrap()
    }

    /// A session with one criterion, two participants and one revealed round.
    fn session() -> Session {
        let mut session = Session::new("Acme");
        Arc::make_mut(&mut session.definition)
            .criteria
            .push(Criterion {
                id: id("demo"),
                name: "Demo".into(),
                points: Some(3),
                ..Criterion::default()
            });
        let workshop = Arc::make_mut(&mut session.workshop);
        for (person, side) in [("ann", Side::Sales), ("bo", Side::Marketing)] {
            workshop.participants.push(Participant {
                id: id(person),
                name: person.to_uppercase(),
                side,
                ..Participant::default()
            });
        }
        let at = jiff::Timestamp::UNIX_EPOCH;
        let subject = &SubjectText::from("criterion:demo");
        workshop
            .open_ballot(subject, BallotMethod::Points, at)
            .unwrap();
        for (voter, value) in [("ann", "7"), ("bo", "2")] {
            let sealed = Sealed::new(value, voter.as_bytes());
            workshop
                .cast_vote(subject, &id(voter), Some(&sealed))
                .unwrap();
        }
        workshop
            .reveal_votes(subject, MissingVotes::Refused, at)
            .unwrap();
        workshop
            .give_reason(subject, &id("bo"), "we never saw one")
            .unwrap();
        workshop.next_round(subject, at).unwrap();
        let sealed = Sealed::new("977", b"s");
        workshop
            .cast_vote(subject, &id("ann"), Some(&sealed))
            .unwrap();
        session
    }

    #[test]
    fn the_minutes_tell_rounds_reasons_and_decisions_and_nothing_sealed() {
        let mut session = session();
        let at = jiff::Timestamp::UNIX_EPOCH;
        let minutes = |session: &Session| crate::export::recap(session, Version::FIRST, at, &[]);
        let open = minutes(&session);
        assert!(open.contains("### Demo, round 1\n\n- Sales: 7 (median 7)\n- Marketing: 2 (median 2)\n- Gap between the sides: 5\n- BO, 2: we never saw one\n"), "{open}");
        assert!(!open.contains("round 2") && !open.contains("977"), "{open}");

        let workshop = Arc::make_mut(&mut session.workshop);
        workshop
            .reveal_votes(&"criterion:demo".into(), MissingVotes::LeftOut, at)
            .unwrap();
        for value in ["4", "5"] {
            let decision = Decision {
                subject: "criterion:demo".into(),
                value: value.into(),
                at: Some(at),
                agreed: vec!["ann".into()],
                dissent: vec![Dissent {
                    who: "bo".into(),
                    reason: "too many".into(),
                }],
                agreement: Some(Agreement::OneSide),
                ..Decision::default()
            };
            workshop.decide(&decision, Some(value)).unwrap();
        }
        let decided = minutes(&session);
        let row =
            |value: &str| format!("| Demo | {value} | 1970-01-01 00:00 UTC | ANN | BO: too many |");
        assert!(
            decided.contains(&row("4 \\(replaced by a later one\\)"))
                || decided.contains(&row("4 (replaced by a later one)")),
            "{decided}"
        );
        // The draft still has 3.
        assert!(
            decided.contains("changed since, so open again"),
            "{decided}"
        );
        assert!(
            decided.contains("### Demo, round 2\n\n- Sales: 977 (median 977)\n"),
            "{decided}"
        );
    }
}
