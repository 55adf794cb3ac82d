//! The record of votes and decisions: the edits that open, cast, show and decide.
//!
//! All of them are record: undo and redo pass them over, so no vote is lost by going back and
//! forth. A reveal is where undo stops: it can't be taken back, and while votes are sealed the
//! value they are on can't change either, neither by an edit nor by undo or redo (see
//! [`guard`]); what was done before the ballot can be taken back one by one once it is shown. A
//! decision comes with its value in one step: undoing that takes the value back, while the
//! decision stays in the record and the thing shows as open again.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::edit::Edit;
use super::rule_parts;
use crate::model::record::Refusal;
use crate::model::{
    Ballot, BallotMethod, Decision, Id, Sealed, Session, Subject, SubjectKind, Workshop, old_words,
};

/// One change of the record of votes and decisions. Subjects are texts as in [`Subject`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BallotEdit {
    /// Opens a ballot.
    Open {
        /// On what.
        #[serde(deserialize_with = "old_words::subject")]
        subject: String,
        /// How votes are cast.
        method: BallotMethod,
        /// When.
        at: Timestamp,
    },
    /// Casts or replaces one voter's votes, opening ballots that aren't open yet.
    Cast {
        /// Who.
        voter: Id,
        /// How votes are cast, where a ballot is opened.
        method: BallotMethod,
        /// On what, and the sealed vote; `None` takes it back.
        #[serde(deserialize_with = "old_words::subjects_with")]
        votes: Vec<(String, Option<Sealed>)>,
        /// When.
        at: Timestamp,
    },
    /// Marks a voter as away, or back again.
    Away {
        /// On what.
        #[serde(deserialize_with = "old_words::subject")]
        subject: String,
        /// Who.
        voter: Id,
        /// Whether they are away.
        away: bool,
    },
    /// Shows the votes, for good.
    Show {
        /// On what: all at once.
        #[serde(deserialize_with = "old_words::subjects")]
        subjects: Vec<String>,
        /// Whether who hasn't voted is left out, as away; else it is refused.
        leave_out: bool,
        /// When.
        at: Timestamp,
    },
    /// Writes why somebody voted as they did.
    Reason {
        /// On what.
        #[serde(deserialize_with = "old_words::subject")]
        subject: String,
        /// Who.
        voter: Id,
        /// Why.
        reason: String,
    },
    /// Opens another round; the earlier ones stay.
    #[serde(alias = "Again")]
    NextRound {
        /// On what.
        #[serde(deserialize_with = "old_words::subject")]
        subject: String,
        /// When.
        at: Timestamp,
    },
    /// Records a decision in place of the one that stood.
    Decide {
        /// What was decided, by whom; its id is made when it is taken.
        decision: Decision,
        /// The outcome of the ballot that led to it.
        outcome: Option<String>,
    },
}

impl BallotEdit {
    /// What it does, in words. Never a value.
    pub fn label(&self, before: &Session) -> String {
        let title = |subject: &str| subject_title(before, subject);
        match self {
            Self::Open { subject, .. } => format!("open a ballot on {}", title(subject)),
            Self::Cast { voter, .. } => match before.workshop.voter(voter) {
                Some(voter) => format!("{} votes", voter.name),
                None => "vote".into(),
            },
            Self::Away { subject, .. } => format!("who is away for {}", title(subject)),
            Self::Show { .. } => "show the votes".into(),
            Self::Reason { subject, .. } => format!("a reason on {}", title(subject)),
            Self::NextRound { subject, .. } => format!("another round on {}", title(subject)),
            Self::Decide { decision, .. } => format!("decide {}", title(&decision.subject)),
        }
    }

    /// Makes the change.
    pub fn apply(&self, workshop: &mut Workshop) -> Result<(), Refusal> {
        match self {
            Self::Open {
                subject,
                method,
                at,
            } => workshop.open_ballot(subject, *method, *at),
            Self::Cast {
                voter,
                method,
                votes,
                at,
            } => votes.iter().try_for_each(|(subject, sealed)| {
                if !workshop.ballot(subject).is_some_and(Ballot::is_open) {
                    if sealed.is_none() {
                        return Ok(());
                    }
                    workshop.open_ballot(subject, *method, *at)?;
                }
                workshop.cast_vote(subject, voter, sealed.as_ref())
            }),
            Self::Away {
                subject,
                voter,
                away,
            } => workshop.mark_away(subject, voter, *away),
            Self::Show {
                subjects,
                leave_out,
                at,
            } => subjects
                .iter()
                .try_for_each(|subject| workshop.reveal_votes(subject, *leave_out, *at)),
            Self::Reason {
                subject,
                voter,
                reason,
            } => workshop.give_reason(subject, voter, reason),
            Self::NextRound { subject, at } => workshop.next_round(subject, *at),
            Self::Decide { decision, outcome } => workshop.decide(decision, outcome.as_deref()),
        }
    }
}

/// What people call a subject; its text where it is gone.
pub fn subject_title(session: &Session, subject: &str) -> String {
    let parsed = subject.parse::<Subject>();
    parsed.map_or_else(|_| subject.to_owned(), |s| s.title(session))
}

/// A vote sealed for a voter: equal votes look different.
pub fn sealed_vote(value: &str, subject: &str, voter: &Id, at: Timestamp) -> Sealed {
    Sealed::new(value, format!("{subject} {voter} {at}").as_bytes())
}

/// Refuses a change of a value that is being voted on in secret.
pub fn guard_open_ballots(before: &Session, after: &Session) -> Result<(), Refusal> {
    for ballot in before.workshop.open_ballots() {
        let Ok(subject) = ballot.subject.parse::<Subject>() else {
            continue;
        };
        if subject.exists(before) != subject.exists(after)
            || subject.value(before) != subject.value(after)
        {
            return Err(open_ballot_refusal(before, &subject));
        }
    }
    Ok(())
}

/// Why a subject can't change now.
pub fn open_ballot_refusal(session: &Session, subject: &Subject) -> Refusal {
    Refusal(format!(
        "a ballot on {} is open: it stays as it is until the votes are shown (v)",
        subject.title(session)
    ))
}

/// The edit that gives a subject a value, where it has one and it is another.
pub fn set_value_edit(session: &Session, subject: &Subject, value: &str) -> Option<Edit> {
    if subject.value(session)? == value {
        return None;
    }
    let of_total = |of: &str| {
        let mut rule = rule_parts::rule_at(session, &subject.place);
        let least = value.parse().ok()?;
        rule.points.as_mut()?.insert(of.to_owned(), least);
        Some(rule_parts::set_rule(&subject.place, &rule))
    };
    match (subject.kind()?, &subject.threshold) {
        (SubjectKind::Points, _) => Some(Edit::set(&subject.place, "points", value)),
        (SubjectKind::Threshold, Some(of)) => of_total(of),
        _ => None,
    }
}

/// A decision with the value it gives, as one step.
pub fn decision_edit(session: &Session, decision: Decision, outcome: Option<String>) -> Edit {
    let subject = decision.subject.parse::<Subject>().ok();
    let set = subject.and_then(|s| set_value_edit(session, &s, &decision.value));
    let decide = BallotEdit::Decide { decision, outcome };
    let label = decide.label(session);
    let edits: Vec<Edit> = set.into_iter().chain([Edit::ballot(decide)]).collect();
    Edit::Several { label, edits }
}
