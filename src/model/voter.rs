//! Who votes: participants, and sides voting as one.

use super::{Id, Participant, Round, Side, Workshop};

/// The sides that vote as one if nobody in the room speaks for them.
const VOTING_SIDES: [Side; 2] = [Side::Sales, Side::Marketing];

/// A voter: a participant, or a side voting as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voter {
    /// The participant's id, or the side's word.
    pub id: Id,
    /// Their name.
    pub name: String,
    /// The side they vote for.
    pub side: Side,
    /// Whether this one vote stands for the whole side.
    pub whole_side: bool,
}

/// Whether a voter has voted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VoterStatus {
    /// Their own vote is in.
    Voted,
    /// One vote for their whole side is in.
    BySide,
    /// They are marked as away.
    Away,
    /// They have not voted yet.
    NotVoted,
}

impl Workshop {
    /// Returns whether a name is that of a participant of a side, ignoring case.
    pub fn is_participant(&self, side: Side, name: &str) -> bool {
        self.participant_named(side, name).is_some()
    }

    /// Returns a name as the participants list has it; another one stays as it is.
    pub fn name_as_listed(&self, side: Side, name: String) -> String {
        let listed = self.participant_named(side, &name);
        listed.map_or(name, |person| person.name.clone())
    }

    fn participant_named(&self, side: Side, name: &str) -> Option<&Participant> {
        let name = name.to_lowercase();
        let mut of_side = self.participants.iter().filter(|p| p.side == side);
        of_side.find(|person| person.name.to_lowercase() == name)
    }

    /// Returns the voters: everybody except facilitators, and Sales or Marketing as a whole if
    /// nobody speaks for them.
    pub fn voters(&self) -> Vec<Voter> {
        let mut voters: Vec<Voter> = Vec::new();
        for side in [Side::Sales, Side::Marketing, Side::Management] {
            let before = voters.len();
            let people = self.participants.iter().filter(|p| p.side == side);
            voters.extend(people.map(|p| Voter {
                id: p.id.clone(),
                name: p.name.clone(),
                side,
                whole_side: false,
            }));
            if voters.len() == before && VOTING_SIDES.contains(&side) {
                voters.push(self.whole_side(side));
            }
        }
        voters
    }

    /// Returns a side voting as one.
    pub fn whole_side(&self, side: Side) -> Voter {
        let taken = |id: &str| self.participants.iter().any(|p| p.id == id);
        let mut word = side.word().to_owned();
        if taken(&word) {
            word.push_str("-side");
        }
        Voter {
            id: Id::new(word).expect("a side's word is an id"),
            name: side.label().to_owned(),
            side,
            whole_side: true,
        }
    }

    /// Whether somebody's vote is on record, sealed or revealed.
    pub fn has_voted(&self, id: &Id) -> bool {
        let rounds = self.ballots.iter().flat_map(|ballot| &ballot.rounds);
        let mut votes = rounds.flat_map(|round| &round.votes);
        votes.any(|vote| vote.voter == *id && !vote.absent)
    }

    /// Returns the voter with an id.
    pub fn voter(&self, id: &Id) -> Option<Voter> {
        if let Some(person) = self.participants.iter().find(|p| p.id == *id) {
            return Some(Voter {
                id: id.clone(),
                name: person.name.clone(),
                side: person.side,
                whole_side: false,
            });
        }
        let sides = [Side::Sales, Side::Marketing, Side::Management];
        sides
            .into_iter()
            .map(|s| self.whole_side(s))
            .find(|v| v.id == *id)
    }

    /// Returns whether a voter has voted in a round, is away, or hasn't voted.
    pub fn voter_status(&self, round: &Round, voter: &Voter) -> VoterStatus {
        match round.vote(&voter.id) {
            Some(vote) if vote.absent => VoterStatus::Away,
            Some(_) => VoterStatus::Voted,
            None if round
                .vote(&self.whole_side(voter.side).id)
                .is_some_and(|v| !v.absent) =>
            {
                VoterStatus::BySide
            }
            None => VoterStatus::NotVoted,
        }
    }

    /// Returns those who have not voted yet in a round.
    pub fn missing_voters(&self, round: &Round) -> Vec<Voter> {
        let mut voters = self.voters();
        voters.retain(|voter| self.voter_status(round, voter) == VoterStatus::NotVoted);
        voters
    }
}
