//! Edits of the record of votes and decisions: open, cast, show, decide.
//!
//! All of these are part of the record: undo and redo skip them, so no vote is lost. A reveal
//! is never taken back: undo steps past it. While votes are sealed the value they are on can't
//! change either, whether by an edit or by undo or redo (see [`guard_open_ballots`]); earlier
//! changes can be undone once the votes are shown. A decision is applied together with its value:
//! undo takes the value back, but the decision stays in the record and the subject shows as open
//! again.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::model::ballot::{MissingVotes, VoteRef};
use crate::model::record::Refusal;
use crate::model::{
    Ballot, BallotMethod, Decision, Id, Sealed, Session, Subject, SubjectText, Workshop,
};

/// One change of the record of votes and decisions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BallotEdit {
    /// Opens a ballot.
    Open {
        /// The subject voted on, such as `stage:mql`.
        subject: SubjectText,
        /// How votes are cast.
        method: BallotMethod,
        /// When it was opened.
        at: Timestamp,
    },
    /// Casts or replaces one voter's votes, opening ballots that aren't open yet.
    Cast {
        /// Id of the voter.
        voter: Id,
        /// How votes are cast, if a ballot is opened.
        method: BallotMethod,
        /// Subjects, each with its sealed vote; `None` takes the vote back.
        votes: Vec<(SubjectText, Option<Sealed>)>,
        /// When the votes were cast.
        at: Timestamp,
    },
    /// Marks a voter as away, or back again.
    Away {
        /// The subject voted on.
        subject: SubjectText,
        /// Id of the voter.
        voter: Id,
        /// Whether they are away.
        away: bool,
    },
    /// Shows the votes, for good.
    #[serde(alias = "Show")]
    RevealVotes {
        /// The subjects whose votes are shown together.
        subjects: Vec<SubjectText>,
        /// Whether missing voters count as away; otherwise the edit is refused if any are missing.
        leave_out: bool,
        /// When they were shown.
        at: Timestamp,
    },
    /// Records why somebody voted as they did.
    Reason {
        /// The subject voted on.
        subject: SubjectText,
        /// Id of the voter, where votes are named.
        voter: Id,
        /// Place of the vote in its round, counted from 0; absent in journals of before votes
        /// could be without names.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        vote: Option<usize>,
        /// The reason, in the voter's words.
        reason: String,
        /// Who gave it, if the vote has no name and they want to be named.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        by: String,
    },
    /// Puts ballots as they were once their votes were shown. It takes the place of
    /// [`RevealVotes`](Self::RevealVotes) in a journal that no longer tells who cast which vote.
    Revealed {
        /// The subjects, each with its ballot; `None` if it was withdrawn, as nobody had voted.
        ballots: Vec<(SubjectText, Option<Ballot>)>,
    },
    /// Opens another round; the earlier ones stay.
    #[serde(alias = "Again")]
    NextRound {
        /// The subject voted on.
        subject: SubjectText,
        /// When the round was opened.
        at: Timestamp,
    },
    /// Ends a ballot whose votes were shown with what was agreed before, which stands as it is.
    AgreementStands {
        /// The subject voted on.
        subject: SubjectText,
    },
    /// Records a decision, replacing the previous one.
    Decide {
        /// What was decided and by whom; its id is assigned when it is applied.
        decision: Decision,
        /// Outcome of the ballot that led to it.
        outcome: Option<String>,
    },
}

impl BallotEdit {
    /// Describes the edit in a few words, without any value.
    pub fn label(&self, before: &Session) -> String {
        let title = |subject: &SubjectText| Subject::title_of_text(subject.as_str(), before);
        match self {
            Self::Open { subject, .. } => format!("open a ballot on {}", title(subject)),
            Self::Cast { voter, .. } => match before.workshop.voter(voter) {
                Some(voter) => format!("{} votes", voter.name),
                None => "vote".into(),
            },
            Self::Away { subject, .. } => format!("who is absent for {}", title(subject)),
            Self::RevealVotes { .. } | Self::Revealed { .. } => "show the votes".into(),
            Self::Reason { subject, .. } => format!("a reason for {}", title(subject)),
            Self::NextRound { subject, .. } => format!("another round for {}", title(subject)),
            Self::AgreementStands { subject } => format!("{} stands as agreed", title(subject)),
            Self::Decide { decision, .. } => {
                format!(
                    "decide {}",
                    Subject::title_of_text(&decision.subject, before)
                )
            }
        }
    }

    /// Applies the edit.
    ///
    /// # Errors
    ///
    /// Returns why the edit doesn't fit the record, for example a vote on a ballot that was shown.
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
                if !workshop
                    .written_ballot(subject)
                    .is_some_and(Ballot::is_open)
                {
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
            } if *away => workshop.mark_away(subject, voter),
            Self::Away { subject, voter, .. } => workshop.mark_back(subject, voter),
            Self::RevealVotes {
                subjects,
                leave_out,
                at,
            } => {
                let missing = if *leave_out {
                    MissingVotes::LeftOut
                } else {
                    MissingVotes::Refused
                };
                let mut subjects = subjects.iter();
                subjects.try_for_each(|subject| workshop.reveal_votes(subject, missing, *at))
            }
            Self::Reason {
                subject,
                voter,
                vote,
                reason,
                by,
            } => {
                let named = || VoteRef::Voter(voter.clone());
                let whose = vote.map_or_else(named, VoteRef::Index);
                workshop.give_reason(subject, &whose, reason, by)
            }
            Self::Revealed { ballots } => {
                workshop.put_revealed(ballots);
                Ok(())
            }
            Self::NextRound { subject, at } => workshop.next_round(subject, *at),
            Self::AgreementStands { subject } => workshop.let_agreement_stand(subject),
            Self::Decide { decision, outcome } => workshop.decide(decision, outcome.as_deref()),
        }
    }
}

/// Seals a voter's vote, so that equal votes look different.
pub fn sealed_vote(value: &str, subject: &Subject, voter: &Id, at: Timestamp) -> Sealed {
    Sealed::new(value, format!("{subject} {voter} {at}").as_bytes())
}

/// Refuses a change of a value that is being voted on in secret.
///
/// # Errors
///
/// Returns the refusal for the first such subject.
pub fn guard_open_ballots(before: &Session, after: &Session) -> Result<(), Refusal> {
    for (subject, _) in before.workshop.open_ballots() {
        if subject.exists(before) != subject.exists(after)
            || subject.value(before) != subject.value(after)
        {
            return Err(open_ballot_refusal(before, &subject));
        }
    }
    guard_voters(before, after)
}

/// Refuses to move a voter to another side while their vote is sealed: shown by side, it would
/// stand alone.
fn guard_voters(before: &Session, after: &Session) -> Result<(), Refusal> {
    for (subject, ballot) in before.workshop.open_ballots() {
        let votes = ballot.round().into_iter().flat_map(|round| &round.votes);
        for vote in votes.filter(|vote| !vote.absent) {
            let side = |session: &Session| session.workshop.voter(&vote.voter).map(|v| v.side);
            if side(before) != side(after) {
                return Err(Refusal(format!(
                    "{} has voted on {}: the side stays as it is until the votes are shown",
                    before.workshop.voter_name(vote.voter.as_str()),
                    subject.title(before)
                )));
            }
        }
    }
    Ok(())
}

/// Returns why a subject can't change while its ballot is open.
pub fn open_ballot_refusal(session: &Session, subject: &Subject) -> Refusal {
    Refusal(format!(
        "a ballot on {} is open: it stays as it is until the votes are shown (v)",
        subject.title(session)
    ))
}
