//! How far the sides agree on each subject. Computed each time from positions, ballots, decisions
//! and the present value, and never stored.

use jiff::Timestamp;

use super::ballot::BallotStatus;
use super::{
    Agreement, Ballot, Decision, Id, Session, Side, Spread, Subject, SubjectKind, VoteNaming,
    Workshop,
};

/// How far the sides agree on a subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alignment<'a> {
    /// The degree of agreement.
    pub agreement: Agreement,
    /// The decision in force, if any.
    pub decision: Option<&'a Decision>,
    /// Whether the value has changed since that decision, which reopens the subject.
    pub reopened: bool,
    /// Whether a ballot on the subject is open, with its votes still sealed.
    pub voting: bool,
}

impl Alignment<'_> {
    /// Whether both sides have agreed to the present value.
    pub fn is_settled(&self) -> bool {
        self.agreement == Agreement::Both && !self.voting
    }

    /// When the decision in force was made.
    pub fn decided_at(&self) -> Option<Timestamp> {
        self.decision?.at
    }

    /// Whether the sides haven't settled the subject: it is disputed, agreed by one side only, or
    /// being voted on.
    pub fn is_unsettled(&self) -> bool {
        let apart = matches!(self.agreement, Agreement::Disputed | Agreement::OneSide);
        apart || self.voting
    }

    /// Whether the subject was agreed and its value has changed since: it is to be agreed again.
    pub fn is_changed(&self) -> bool {
        self.reopened && !self.is_unsettled()
    }

    /// Says what became of an agreed value: "agreed at 5, then changed to 3: agree again". `when`
    /// follows the value, with a blank before it.
    pub fn changed_text(&self, session: &Session, subject: &Subject, when: &str) -> String {
        let agreed = self.decision.map_or("", |decision| &decision.value);
        let now = subject.value(session).unwrap_or_default();
        let was_cleared = now.trim().is_empty();
        if subject.kind() == Some(SubjectKind::Wording) {
            let what = if was_cleared { "cleared" } else { "reworded" };
            return format!("agreed{when}, then {what}: agree again");
        }
        let at = if agreed.is_empty() {
            "no value"
        } else {
            agreed
        };
        if was_cleared {
            return format!("agreed at {at}{when}, then cleared: agree again");
        }
        format!("agreed at {at}{when}, then changed to {now}: agree again")
    }
}

/// Returns how far the sides agree on a subject.
pub fn alignment<'a>(session: &'a Session, subject: &Subject) -> Alignment<'a> {
    let workshop = &*session.workshop;
    let ballot = workshop.ballot(subject);
    let decision = workshop.decision(subject);
    let voting = ballot.is_some_and(Ballot::is_open);
    let shown = ballot.filter(|b| b.status() == BallotStatus::Revealed);
    let value = subject.value(session);
    let mut reopened = false;
    // What both sides agreed stands until votes on it have another outcome.
    let stands = decision.is_some_and(|decision| {
        decision.agreement == Some(Agreement::Both)
            && value.as_ref().is_none_or(|now| *now == decision.value)
    });
    let agreement = if !stands && shown.is_some_and(|b| votes_differ(workshop, b)) {
        Agreement::Disputed
    } else if let Some(decision) = decision {
        let agreed = decision.agreement.unwrap_or_default();
        reopened = agreed != Agreement::Disputed
            && value.as_ref().is_some_and(|now| *now != decision.value);
        if reopened {
            Agreement::Proposed
        } else {
            agreed
        }
    } else if ballot.is_some() || workshop.has_position(subject) || has_value(session, subject) {
        Agreement::Proposed
    } else {
        Agreement::Untouched
    };
    Alignment {
        agreement,
        decision,
        reopened,
        voting,
    }
}

/// Returns every subject that is disputed, agreed by one side only or being voted on.
pub fn unsettled_subjects(session: &Session) -> Vec<Subject> {
    let mut all = recorded_subjects(session);
    all.retain(|subject| alignment(session, subject).is_unsettled());
    all
}

/// Returns every subject that was agreed and whose value has changed since.
pub fn changed_subjects(session: &Session) -> Vec<Subject> {
    let mut all = recorded_subjects(session);
    all.retain(|subject| alignment(session, subject).is_changed());
    all
}

/// Returns all subjects, or none without a record of the meeting: there is nothing to agree on.
fn recorded_subjects(session: &Session) -> Vec<Subject> {
    let workshop = &session.workshop;
    if workshop.ballots.is_empty() && workshop.decisions.is_empty() {
        return Vec::new();
    }
    Subject::all(session)
}

fn votes_differ(workshop: &Workshop, ballot: &Ballot) -> bool {
    let spread = ballot
        .revealed_round()
        .and_then(|r| Spread::of(workshop, ballot.method, r));
    spread.is_some_and(|spread| spread.is_disputed(ballot.method))
}

/// Whether somebody gave the subject a value. For points, any answer of the criterion counts, so
/// that zero can be a proposal.
fn has_value(session: &Session, subject: &Subject) -> bool {
    if subject.kind() == Some(SubjectKind::Points) {
        let criterion = subject.place.parent.as_ref().unwrap_or(&subject.place.id);
        let found = session.definition.criterion(criterion.as_str());
        return found.is_some_and(super::Criterion::has_points);
    }
    subject
        .value(session)
        .is_some_and(|value| !value.is_empty())
}

/// Returns each side's view of a sample lead: the majority of its votes in the last revealed round,
/// or else the view kept with the lead.
pub fn side_views(session: &Session, sample: &Id) -> [Option<bool>; 2] {
    let subject = Subject::sample(sample);
    let workshop = &*session.workshop;
    let shown = workshop.ballot(&subject).filter(|b| !b.is_open());
    let spread = shown.and_then(|b| Spread::of(workshop, b.method, b.revealed_round()?));
    let kept = session.samples.iter().find(|s| s.id == *sample);
    [Side::Sales, Side::Marketing].map(|side| match &spread {
        // A tie is no view.
        Some(spread) => match spread.side(side)?.median.doubled {
            0 => Some(false),
            2 => Some(true),
            _ => None,
        },
        None => kept?.views.get(side.word()).copied(),
    })
}

/// Whether Sales, Marketing and the model disagree on a sample lead. A side whose votes are still
/// sealed has no say.
pub fn is_contested(session: &Session, sample: &Id, model: bool) -> bool {
    side_views(session, sample)
        .into_iter()
        .flatten()
        .any(|view| view != model)
}

/// Returns how far a vote may be from points and still agree with them: one, or a tenth of them.
pub fn points_near(points: i64) -> i64 {
    (points.abs() / 10).max(1)
}

/// Returns the decision that follows from a ballot's votes: who agrees, who dissents and why, and
/// how far the sides agree.
///
/// A vote agrees with points that differ from it by at most one (a tenth of them for large
/// numbers), with a wording it favours, and with an equal yes or no. A side agrees if most of its
/// votes do.
pub fn agreed_by_votes(workshop: &Workshop, ballot: &Ballot, outcome: &str) -> Decision {
    let mut decision = Decision {
        subject: ballot.subject.clone(),
        ..Decision::default()
    };
    let Some(round) = ballot.revealed_round() else {
        return decision;
    };
    let agrees = |number: i64| match ballot.method {
        super::BallotMethod::Points => outcome
            .parse::<i64>()
            .is_ok_and(|set| (number - set).abs() <= points_near(set)),
        super::BallotMethod::YesNo => ballot.method.vote_value(outcome) == Some(number),
        method => method.is_in_favour(number),
    };
    let mut balance = std::collections::BTreeMap::<Option<Side>, i64>::new();
    for vote in round.votes.iter().filter(|vote| !vote.absent) {
        let Some(number) = ballot.method.vote_value(&vote.value) else {
            continue;
        };
        let side = workshop.voter(&vote.voter).map(|voter| voter.side);
        let tally = balance.entry(side).or_default();
        if agrees(number) {
            *tally += 1;
            decision.agreed.push(vote.voter.to_string());
        } else {
            *tally -= 1;
            let who = match vote.reason_by.as_str() {
                "" => vote.voter.to_string(),
                name => name.to_owned(),
            };
            decision.dissent.push(super::Dissent {
                who,
                reason: vote.reason.clone(),
            });
        }
    }
    let is_for = |side: Option<Side>| balance.get(&side).is_some_and(|balance| *balance > 0);
    decision.agreement = Some(match round.naming() {
        // Of anonymous votes nobody knows the side: most of the room agrees, or it doesn't.
        VoteNaming::Anonymous if is_for(None) => Agreement::Both,
        VoteNaming::Anonymous => Agreement::Disputed,
        _ => {
            let mut sides = Side::ALL.to_vec();
            sides.retain(|side| is_for(Some(*side)));
            agreement_of(&sides)
        }
    });
    decision.naming = Some(round.naming()).filter(|naming| *naming != VoteNaming::Named);
    decision
}

/// Returns the degree of agreement when these sides agree.
pub fn agreement_of(sides: &[Side]) -> Agreement {
    let agrees = |side| sides.contains(&side);
    match (agrees(Side::Sales), agrees(Side::Marketing)) {
        (true, true) => Agreement::Both,
        (false, false) => Agreement::Disputed,
        _ => Agreement::OneSide,
    }
}
