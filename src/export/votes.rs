//! Decisions and votes for the minutes: what was decided and by whom, each revealed round by side,
//! and the reasons given.
//!
//! Votes are listed by side and without names, as the room saw them. Anybody who gave a reason or
//! dissented is named. Sealed votes are not printed.

use jiff::tz::TimeZone;
use serde::Serialize;

use super::decision_record::DecisionRecord;
use crate::model::local_time::date_and_time_text;
use crate::model::{Ballot, BallotMethod, Decision, Round, Session, SideVotes, Spread, Subject};

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
pub(super) fn decisions(session: &Session, zone: &TimeZone) -> Vec<DecisionRow> {
    let all = session.workshop.decisions.iter();
    all.map(|decision| decision_row(session, decision, zone))
        .collect()
}

fn decision_row(session: &Session, decision: &Decision, zone: &TimeZone) -> DecisionRow {
    let record = DecisionRecord::of(session, decision);
    let dissent = record.dissent.iter().map(|dissent| match &*dissent.reason {
        "" => dissent.who.clone(),
        reason => format!("{}: {reason}", dissent.who),
    });
    DecisionRow {
        dissent: dissent.collect::<Vec<_>>().join("; "),
        at: record
            .at
            .map(|at| date_and_time_text(at, zone))
            .unwrap_or_default(),
        agreed: record.agreed_text(),
        note: record.note,
        subject: record.subject,
        value: record.value,
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
    for (nth, ballot) in session.workshop.ballots.iter().enumerate() {
        let before = &session.workshop.ballots[..nth];
        let earlier = before.iter().filter(|b| b.subject == ballot.subject);
        let earlier = earlier.count();
        for (index, round) in ballot.rounds.iter().enumerate() {
            if round.revealed.is_some() {
                let mut row = round_row(session, ballot, index, round);
                if earlier > 0 {
                    row.subject = format!("{}, voted on again ({})", row.subject, earlier + 1);
                }
                all.push(row);
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
    let absent = round.votes.iter().filter(|vote| vote.absent).count();
    if absent > 0 {
        sides.push(format!("Without a vote: {absent}"));
    }
    let counted = spread.filter(|_| ballot.method != BallotMethod::YesNo);
    if let Some(gap) = counted.and_then(|spread| spread.gap()) {
        sides.push(format!("Gap between the sides: {gap}"));
    }
    let spoken = round.votes.iter().filter(|vote| !vote.reason.is_empty());
    let reason = |vote: &crate::model::Vote| {
        let who = match vote.reason_by.as_str() {
            "" => session.workshop.vote_label(vote.voter.as_str()),
            name => name.to_owned(),
        };
        let who = if who.is_empty() {
            who
        } else {
            format!("{who}, ")
        };
        format!("{who}{}: {}", vote.value, vote.reason)
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
    format!("{}: {}{middle}", side.label(), votes.join(", "))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::ballot::{MissingVotes, VoteRef};
    use crate::model::{
        Agreement, Criterion, Dissent, Id, Participant, Sealed, Side, SubjectText, Version,
        VoteNaming,
    };

    fn id(text: &str) -> Id {
        Id::new(text).unwrap()
    }

    /// A session with one criterion, two participants and one revealed round.
    fn session(naming: VoteNaming) -> Session {
        let mut session = Session::new("Acme");
        Arc::make_mut(&mut session.definition)
            .criteria
            .push(Criterion {
                id: id("demo"),
                name: "Demo".into(),
                points: Some(3.into()),
                ..Criterion::default()
            });
        let workshop = Arc::make_mut(&mut session.workshop);
        workshop.vote_naming = Some(naming);
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
            .give_reason(subject, &VoteRef::Index(1), "we never saw one", "")
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
        let mut session = session(VoteNaming::Named);
        let at = jiff::Timestamp::UNIX_EPOCH;
        let minutes = |session: &Session| {
            crate::export::recap(session, Version::FIRST, at, &TimeZone::UTC, &[])
        };
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
        assert!(decided.contains("changed since: agree again"), "{decided}");
        assert!(
            decided.contains("### Demo, round 2\n\n- Sales: 977 (median 977)\n"),
            "{decided}"
        );
    }

    #[test]
    fn a_second_ballot_on_a_subject_has_a_heading_of_its_own() {
        let at = jiff::Timestamp::UNIX_EPOCH;
        let mut session = session(VoteNaming::Named);
        let workshop = Arc::make_mut(&mut session.workshop);
        let subject = &SubjectText::from("criterion:demo");
        workshop
            .reveal_votes(subject, MissingVotes::LeftOut, at)
            .unwrap();
        let decision = Decision {
            subject: subject.to_string(),
            value: "3".into(),
            agreement: Some(Agreement::Both),
            ..Decision::default()
        };
        workshop.decide(&decision, Some("3")).unwrap();
        workshop
            .open_ballot(subject, BallotMethod::Points, at)
            .unwrap();
        let sealed = Sealed::new("4", b"s");
        workshop
            .cast_vote(subject, &id("ann"), Some(&sealed))
            .unwrap();
        workshop
            .reveal_votes(subject, MissingVotes::LeftOut, at)
            .unwrap();
        // What was agreed stands, and the decision isn't replaced.
        workshop.let_agreement_stand(subject).unwrap();
        let minutes = crate::export::recap(&session, Version::FIRST, at, &TimeZone::UTC, &[]);
        assert!(minutes.contains("### Demo, round 1\n"), "{minutes}");
        assert!(
            minutes.contains("### Demo, voted on again (2), round 1\n"),
            "{minutes}"
        );
        assert!(minutes.contains("Without a vote: 1"), "{minutes}");
        assert!(!minutes.contains("replaced by a later one"), "{minutes}");
    }

    #[test]
    fn votes_without_names_are_counted_in_the_minutes_and_nobody_is_named() {
        let at = jiff::Timestamp::UNIX_EPOCH;
        for (naming, agreed, dissent, reason) in [
            (
                VoteNaming::BySide,
                "Sales 1 vote",
                "Marketing 1 vote: we never saw one",
                "Marketing, 2: we",
            ),
            (
                VoteNaming::Anonymous,
                "1 vote",
                "1 vote: too much",
                "7: too much",
            ),
        ] {
            let mut session = session(naming);
            let workshop = Arc::make_mut(&mut session.workshop);
            if naming == VoteNaming::Anonymous {
                // In the order of their values, 2 is first.
                workshop
                    .give_reason(&"criterion:demo".into(), &VoteRef::Index(1), "too much", "")
                    .unwrap();
            }
            workshop.ballots[0].rounds.pop();
            let outcome = if naming == VoteNaming::BySide {
                "7"
            } else {
                "2"
            };
            let decision = crate::model::alignment::agreed_by_votes(
                workshop,
                &workshop.ballots[0].clone(),
                outcome,
            );
            workshop.decide(&decision, Some(outcome)).unwrap();
            let minutes = crate::export::recap(&session, Version::FIRST, at, &TimeZone::UTC, &[]);
            assert!(
                minutes.contains(&format!("| {agreed} | {dissent} |")),
                "{minutes}"
            );
            assert!(minutes.contains(&format!("\n- {reason}")), "{minutes}");
            let after_the_list = minutes.split("## Decisions").nth(1).unwrap();
            assert!(
                !after_the_list.contains("ANN") && !after_the_list.contains("BO"),
                "{minutes}"
            );
        }
    }
}
