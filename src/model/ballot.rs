//! Ballots: what happens to one from opening to outcome. Who votes is in `voter.rs`.
//!
//! Methods that change a [`Workshop`] here are called only through the edits of `document`; they
//! name a subject as the edit does. Lookups are in `subject_in_record.rs`.

use jiff::Timestamp;

use super::record::Refusal;
pub use super::voter::{Voter, VoterStatus};
use super::{Ballot, BallotMethod, Decision, Id, Round, Sealed, SubjectText, Vote, Workshop};

/// The outcome that leaves the value as it is, for later.
pub const LEFT_OPEN: &str = "kept open";

/// The state of a ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BallotStatus {
    /// Voting; the votes are sealed.
    Open,
    /// The last round is revealed; there is no outcome yet.
    Revealed,
    /// It has an outcome.
    Decided,
}

/// What becomes of votes that are missing when the others are revealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissingVotes {
    /// Nothing is revealed until they are in.
    Refused,
    /// Their voters are marked as away.
    LeftOut,
}

/// One vote of a revealed round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VoteRef {
    /// By its place in the round.
    Index(usize),
    /// By the voter's id, where votes are named.
    Voter(Id),
}

impl Round {
    /// Returns a voter's own vote.
    pub fn vote(&self, voter: &Id) -> Option<&Vote> {
        self.votes.iter().find(|vote| vote.voter == *voter)
    }

    /// Whether anybody has voted.
    pub fn has_votes(&self) -> bool {
        self.votes.iter().any(|vote| !vote.absent)
    }

    fn put_vote(&mut self, vote: Vote) {
        match self.votes.iter_mut().find(|v| v.voter == vote.voter) {
            Some(there) => *there = vote,
            None => self.votes.push(vote),
        }
    }
}

impl Ballot {
    /// Returns the state of the ballot.
    pub fn status(&self) -> BallotStatus {
        match self.rounds.last() {
            Some(_) if !self.outcome.is_empty() => BallotStatus::Decided,
            Some(round) if round.revealed.is_none() => BallotStatus::Open,
            Some(_) => BallotStatus::Revealed,
            None => BallotStatus::Decided,
        }
    }

    /// Whether voting is open, with votes sealed.
    pub fn is_open(&self) -> bool {
        self.status() == BallotStatus::Open
    }

    /// Returns the current round, or the last one.
    pub fn round(&self) -> Option<&Round> {
        self.rounds.last()
    }

    /// Returns the last revealed round.
    pub fn revealed_round(&self) -> Option<&Round> {
        self.rounds.iter().rev().find(|r| r.revealed.is_some())
    }
}

impl Workshop {
    /// Returns the last ballot on a subject, to change, if it has this status.
    fn ballot_mut(&mut self, subject: &SubjectText, status: BallotStatus) -> Option<&mut Ballot> {
        let found = self.last_ballot_mut(subject);
        found.filter(|ballot| ballot.status() == status)
    }

    fn last_ballot_mut(&mut self, subject: &SubjectText) -> Option<&mut Ballot> {
        let mut all = self.ballots.iter_mut().rev();
        all.find(|ballot| ballot.subject == *subject)
    }

    /// Opens a ballot; does nothing where one is open already.
    ///
    /// # Errors
    ///
    /// If its votes are revealed and the outcome is still to be set.
    pub fn open_ballot(
        &mut self,
        subject: &SubjectText,
        method: BallotMethod,
        at: Timestamp,
    ) -> Result<(), Refusal> {
        match self.written_ballot(subject).map(Ballot::status) {
            Some(BallotStatus::Open) => return Ok(()),
            Some(BallotStatus::Revealed) => {
                return Err(Refusal(
                    "its votes were shown: set the outcome, or open a second round".into(),
                ));
            }
            Some(BallotStatus::Decided) | None => {}
        }
        let id = fresh_id("b", self.ballots.iter().map(|b| &b.id));
        let round = self.new_round(at);
        self.ballots.push(Ballot {
            id,
            subject: subject.to_string(),
            method,
            rounds: vec![round],
            outcome: String::new(),
        });
        Ok(())
    }

    fn new_round(&self, at: Timestamp) -> Round {
        Round {
            opened: Some(at),
            naming: Some(self.vote_naming()),
            ..Round::default()
        }
    }

    /// Casts a sealed vote in the open round, replacing an earlier one; `None` withdraws it.
    ///
    /// # Errors
    ///
    /// If voting is not open.
    pub fn cast_vote(
        &mut self,
        subject: &SubjectText,
        voter: &Id,
        sealed: Option<&Sealed>,
    ) -> Result<(), Refusal> {
        let round = self.open_round(subject)?;
        match sealed {
            Some(sealed) => round.put_vote(Vote {
                voter: voter.clone(),
                sealed: Some(sealed.clone()),
                ..Vote::default()
            }),
            None => round.votes.retain(|vote| vote.voter != *voter),
        }
        Ok(())
    }

    /// Marks a voter as away. Somebody who has voted cannot be away.
    ///
    /// # Errors
    ///
    /// If voting is not open, or the voter has voted.
    pub fn mark_away(&mut self, subject: &SubjectText, voter: &Id) -> Result<(), Refusal> {
        let round = self.open_round(subject)?;
        if round.vote(voter).is_some_and(|vote| !vote.absent) {
            return Err(Refusal(
                "they have voted already; the vote can be replaced by another".into(),
            ));
        }
        round.put_vote(Vote {
            voter: voter.clone(),
            absent: true,
            ..Vote::default()
        });
        Ok(())
    }

    /// Marks a voter as back again.
    ///
    /// # Errors
    ///
    /// If voting is not open.
    pub fn mark_back(&mut self, subject: &SubjectText, voter: &Id) -> Result<(), Refusal> {
        let round = self.open_round(subject)?;
        round
            .votes
            .retain(|vote| vote.voter != *voter || !vote.absent);
        Ok(())
    }

    fn open_round(&mut self, subject: &SubjectText) -> Result<&mut Round, Refusal> {
        let ballot = self.ballot_mut(subject, BallotStatus::Open);
        let round = ballot.and_then(|ballot| ballot.rounds.last_mut());
        round.ok_or_else(|| Refusal("no ballot is open on it: votes that were shown stay".into()))
    }

    /// Reveals the votes of the open round for good. With [`MissingVotes::LeftOut`], a round
    /// without any votes is withdrawn instead.
    ///
    /// # Errors
    ///
    /// If voting is not open, a vote cannot be read, or votes are missing that are not to be left
    /// out.
    pub fn reveal_votes(
        &mut self,
        subject: &SubjectText,
        missing: MissingVotes,
        at: Timestamp,
    ) -> Result<(), Refusal> {
        let ballot = self
            .written_ballot(subject)
            .filter(|ballot| ballot.is_open());
        let round = ballot.and_then(Ballot::round);
        let mut round = round
            .cloned()
            .ok_or_else(|| Refusal("no ballot is open on it".into()))?;
        if !round.has_votes() {
            if missing == MissingVotes::Refused {
                return Err(Refusal("nobody has voted yet".into()));
            }
            self.withdraw(subject);
            return Ok(());
        }
        for voter in self.missing_voters(&round) {
            if missing == MissingVotes::Refused {
                return Err(Refusal(format!("{} hasn't voted yet", voter.name)));
            }
            round.put_vote(Vote {
                voter: voter.id,
                absent: true,
                ..Vote::default()
            });
        }
        for vote in &mut round.votes {
            if let Some(sealed) = vote.sealed.take() {
                vote.value = sealed.open().ok_or_else(|| {
                    Refusal(format!(
                        "the vote of {} can't be read: vote again",
                        vote.voter
                    ))
                })?;
            }
        }
        self.take_out_names(&mut round);
        round.revealed = Some(at);
        *self.open_round(subject)? = round;
        Ok(())
    }

    /// Puts ballots as they are after their votes were revealed; `None` withdraws the open round.
    pub fn put_revealed(&mut self, ballots: &[(SubjectText, Option<Ballot>)]) {
        for (subject, ballot) in ballots {
            // Nobody had voted in a round that isn't there any more.
            let withdrawn = |open: &&Ballot| {
                let other = ballot.as_ref().is_none_or(|ballot| ballot.id != open.id);
                open.is_open() && other
            };
            if self
                .written_ballot(subject)
                .is_some_and(|open| withdrawn(&open))
            {
                self.withdraw(subject);
            }
            let Some(ballot) = ballot else {
                continue;
            };
            match self.ballots.iter_mut().find(|b| b.id == ballot.id) {
                Some(there) => *there = ballot.clone(),
                None => self.ballots.push(ballot.clone()),
            }
        }
    }

    /// Withdraws the open round, and the ballot if it was the first round.
    fn withdraw(&mut self, subject: &SubjectText) {
        if let Some(ballot) = self.ballot_mut(subject, BallotStatus::Open) {
            ballot.rounds.pop();
        }
        self.ballots.retain(|ballot| !ballot.rounds.is_empty());
    }

    /// Records why somebody voted as they did in the last revealed round, and their name if the
    /// vote has none and they want to be named.
    ///
    /// # Errors
    ///
    /// If no round is revealed, or there is no such vote in it.
    pub fn give_reason(
        &mut self,
        subject: &SubjectText,
        whose: &VoteRef,
        reason: &str,
        by: &str,
    ) -> Result<(), Refusal> {
        let ballot = self.last_ballot_mut(subject);
        let shown = ballot.and_then(|b| b.rounds.iter_mut().rev().find(|r| r.revealed.is_some()));
        let mut votes = shown
            .into_iter()
            .flat_map(|r| r.votes.iter_mut().enumerate());
        let vote = votes.find(|(index, vote)| {
            !vote.absent
                && match whose {
                    VoteRef::Index(at) => at == index,
                    VoteRef::Voter(voter) => vote.voter == *voter,
                }
        });
        let (_, vote) =
            vote.ok_or_else(|| Refusal("they have no vote here that was shown".into()))?;
        reason.trim().clone_into(&mut vote.reason);
        by.trim().clone_into(&mut vote.reason_by);
        Ok(())
    }

    /// Opens another round; earlier ones remain.
    ///
    /// # Errors
    ///
    /// If the ballot has no revealed round, or has an outcome.
    pub fn next_round(&mut self, subject: &SubjectText, at: Timestamp) -> Result<(), Refusal> {
        let round = self.new_round(at);
        let ballot = self.ballot_mut(subject, BallotStatus::Revealed);
        let ballot = ballot.ok_or_else(|| {
            Refusal(
                "there can be another round only once the votes were shown and nothing was decided"
                    .into(),
            )
        })?;
        ballot.rounds.push(round);
        Ok(())
    }

    /// Ends a ballot whose votes were shown with the decision in force, which stays as it is.
    ///
    /// # Errors
    ///
    /// If no votes were shown that still need an outcome, or nothing was decided before.
    pub fn let_agreement_stand(&mut self, subject: &SubjectText) -> Result<(), Refusal> {
        let in_force = self.decisions.iter().rev();
        let mut in_force = in_force.filter(|d| d.superseded_by.is_none());
        let agreed = in_force.find(|d| d.subject == subject.as_str());
        let value = agreed.map(|decision| decision.value.clone());
        let ballot = self.ballot_mut(subject, BallotStatus::Revealed);
        match (ballot, value) {
            (Some(ballot), Some(value)) => {
                ballot.outcome = value;
                Ok(())
            }
            (None, _) => Err(Refusal("its votes weren't shown".into())),
            (_, None) => Err(Refusal("nothing was agreed on it before".into())),
        }
    }

    /// Records a decision that supersedes the one in force, and the outcome of the ballot that led
    /// to it. The decision's id is assigned here.
    ///
    /// # Errors
    ///
    /// If a ballot on the subject is still open.
    pub fn decide(&mut self, decision: &Decision, outcome: Option<&str>) -> Result<(), Refusal> {
        let subject = &SubjectText::from(decision.subject.as_str());
        if self.written_ballot(subject).is_some_and(Ballot::is_open) {
            return Err(Refusal(
                "a ballot on it is open: show the votes first".into(),
            ));
        }
        if let Some(outcome) = outcome
            && let Some(ballot) = self.ballot_mut(subject, BallotStatus::Revealed)
        {
            outcome.clone_into(&mut ballot.outcome);
        }
        let id = fresh_id("d", self.decisions.iter().map(|d| &d.id));
        let all = self.decisions.iter_mut();
        for earlier in all.filter(|d| d.subject == decision.subject) {
            earlier.superseded_by.get_or_insert_with(|| id.clone());
        }
        self.decisions.push(Decision {
            id,
            superseded_by: None,
            ..decision.clone()
        });
        Ok(())
    }
}

/// Returns the highest number in the record plus one, as an id. The id of a withdrawn ballot can be
/// used again.
fn fresh_id<'a>(letter: &str, taken: impl Iterator<Item = &'a Id>) -> Id {
    let numbers = taken.filter_map(|id| id.as_str().strip_prefix(letter)?.parse::<u64>().ok());
    let next = numbers.max().unwrap_or(0) + 1;
    Id::new(format!("{letter}{next}")).expect("a letter and a number are an id")
}
