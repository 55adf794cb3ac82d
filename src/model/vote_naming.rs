//! Whether votes are kept with names: the session says so before the first vote, and nothing is
//! kept beyond it once the votes are revealed.

use super::ballot::Voter;
use super::record::Refusal;
use super::wording::count_noun;
use super::{Decision, Id, Round, Side, Vote, VoteNaming, Workshop};

impl Round {
    /// Returns how the votes are kept. Rounds of before this could be chosen are named.
    pub fn naming(&self) -> VoteNaming {
        self.naming.unwrap_or(VoteNaming::Named)
    }
}

impl Workshop {
    /// Returns how votes are kept: by side unless said otherwise. A session with votes of before
    /// this could be chosen stays named.
    pub fn vote_naming(&self) -> VoteNaming {
        self.vote_naming.unwrap_or_else(|| {
            let mut rounds = self.ballots.iter().flat_map(|ballot| &ballot.rounds);
            if rounds.any(|round| round.naming.is_none() && round.has_votes()) {
                VoteNaming::Named
            } else {
                VoteNaming::BySide
            }
        })
    }

    /// Returns how a round's votes are kept, or will be once they are revealed.
    pub fn naming_of(&self, round: &Round) -> VoteNaming {
        match round.revealed {
            Some(_) => round.naming(),
            None => round.naming().max(self.vote_naming()),
        }
    }

    /// Whether anybody has voted on anything.
    pub fn has_any_votes(&self) -> bool {
        let mut rounds = self.ballots.iter().flat_map(|ballot| &ballot.rounds);
        rounds.any(Round::has_votes)
    }

    /// Whether some votes that were shown are kept without names.
    pub fn keeps_nameless_votes(&self) -> bool {
        let mut rounds = self.ballots.iter().flat_map(|ballot| &ballot.rounds);
        rounds.any(|round| round.revealed.is_some() && round.naming() != VoteNaming::Named)
    }

    /// Says how votes are kept. Rounds that are revealed stay as they are.
    ///
    /// # Errors
    ///
    /// If somebody has voted already and more would be kept than was said then.
    pub fn set_vote_naming(&mut self, naming: VoteNaming) -> Result<(), Refusal> {
        let present = self.vote_naming();
        if naming < present && self.has_any_votes() {
            return Err(Refusal(format!(
                "votes were cast as {}: less can be kept of them, never more",
                present.label().to_lowercase()
            )));
        }
        self.vote_naming = Some(naming);
        let rounds = self
            .ballots
            .iter_mut()
            .flat_map(|ballot| &mut ballot.rounds);
        for round in rounds.filter(|round| round.revealed.is_none() && !round.has_votes()) {
            round.naming = Some(naming);
        }
        Ok(())
    }

    /// Returns the id that stands for every voter of an anonymous round.
    pub fn anonymous_voter(&self) -> Id {
        let taken = self.participants.iter().any(|p| p.id == "anonymous");
        let word = if taken { "anonymous-vote" } else { "anonymous" };
        Id::new(word).expect("a word is an id")
    }

    /// Returns the only voter of a side, if several sides vote: by side, their vote has their name.
    pub fn lone_voters(&self) -> Vec<Voter> {
        let voters = self.voters();
        let mut lone = voters.clone();
        lone.retain(|voter| {
            let of_side = voters.iter().filter(|other| other.side == voter.side);
            !voter.whole_side && of_side.count() == 1
        });
        lone
    }

    /// Returns a participant's name, a side's label, or the text itself.
    pub fn voter_name(&self, who: &str) -> String {
        let voter = Id::new(who).ok().and_then(|id| self.voter(&id));
        voter.map_or_else(|| who.to_owned(), |voter| voter.name)
    }

    /// Names those behind a decision. Where votes are kept without names each entry is a vote, and
    /// they are counted: `Sales 2 votes`.
    pub fn voter_names<'a>(
        &self,
        naming: Option<VoteNaming>,
        all: impl IntoIterator<Item = &'a str>,
    ) -> Vec<String> {
        let all = all.into_iter();
        if naming.is_none_or(|naming| naming == VoteNaming::Named) {
            return all.map(|who| self.voter_name(who)).collect();
        }
        let mut counted: Vec<(String, i64)> = Vec::new();
        for who in all {
            let name = self.vote_label(who);
            match counted.iter_mut().find(|(there, _)| *there == name) {
                Some((_, count)) => *count += 1,
                None => counted.push((name, i64::from(self.is_nameless(who)))),
            }
        }
        let text = |(name, count): (String, i64)| match (name.as_str(), count) {
            // Somebody who gave their name with a reason.
            (_, 0) => name,
            ("", _) => count_noun(count, "vote"),
            _ => format!("{name} {}", count_noun(count, "vote")),
        };
        counted.into_iter().map(text).collect()
    }

    /// Returns who didn't agree to a decision, each with the reason; those without one together
    /// and first, with a blank reason.
    pub fn dissents<'a>(&self, decision: &'a Decision) -> Vec<(String, &'a str)> {
        let all = &decision.dissent;
        let (given, silent): (Vec<_>, Vec<_>) = all.iter().partition(|d| !d.reason.is_empty());
        let silent = silent.iter().map(|d| d.who.as_str());
        let silent = self.voter_names(decision.naming, silent).into_iter();
        let given = given.into_iter().map(|d| {
            let who = self.voter_names(decision.naming, [d.who.as_str()]);
            (who.concat(), d.reason.as_str())
        });
        silent.map(|who| (who, "")).chain(given).collect()
    }

    /// Returns a decision with no more names than are kept of votes now. Where votes were named
    /// when it was made and aren't any more, whoever stands in it becomes a vote of their side, or
    /// of nobody; sides that agreed as such stay.
    #[must_use]
    pub fn without_unkept_names(&self, decision: &Decision) -> Decision {
        let (then, now) = (
            decision.naming.unwrap_or(VoteNaming::Named),
            self.vote_naming(),
        );
        let mut kept = decision.clone();
        if now <= then {
            return kept;
        }
        let mut takes_out = false;
        let dissenters = kept.dissent.iter_mut().map(|dissent| &mut dissent.who);
        for who in kept.agreed.iter_mut().chain(dissenters) {
            let voter = Id::new(who.as_str()).ok().and_then(|id| self.voter(&id));
            let Some(voter) = voter.filter(|v| !v.whole_side || then == VoteNaming::BySide) else {
                continue;
            };
            let kept_as = if now == VoteNaming::Anonymous {
                self.anonymous_voter()
            } else {
                self.whole_side(voter.side).id
            };
            *who = kept_as.to_string();
            takes_out = true;
        }
        if takes_out {
            kept.naming = Some(now);
        }
        kept
    }

    /// Whether an entry of a vote without a name stands for one, and not for a person.
    fn is_nameless(&self, who: &str) -> bool {
        let voter = Id::new(who).ok().and_then(|id| self.voter(&id));
        voter.is_some_and(|voter| voter.whole_side) || *self.anonymous_voter().as_str() == *who
    }

    /// Returns what a vote without a name goes by: its side, or nothing if it is anonymous.
    pub fn vote_label(&self, voter: &str) -> String {
        if *self.anonymous_voter().as_str() == *voter {
            return String::new();
        }
        self.voter_name(voter)
    }

    /// Puts the votes of a round that is being revealed in an order that doesn't tell who voted
    /// first, and takes out the names that aren't kept.
    pub(super) fn take_out_names(&self, round: &mut Round) {
        let naming = self.naming_of(round);
        match naming {
            VoteNaming::Named => {
                let order: Vec<Id> = self.voters().into_iter().map(|v| v.id).collect();
                let place = |vote: &Vote| order.iter().position(|id| *id == vote.voter);
                round.votes.sort_by_key(|v| place(v).unwrap_or(usize::MAX));
                return;
            }
            VoteNaming::BySide => {
                for vote in &mut round.votes {
                    let side = self.voter(&vote.voter).map(|voter| voter.side);
                    vote.voter = match side {
                        Some(side) => self.whole_side(side).id,
                        None => self.anonymous_voter(),
                    };
                }
            }
            VoteNaming::Anonymous => {
                for vote in &mut round.votes {
                    vote.voter = self.anonymous_voter();
                }
            }
        }
        round.naming = Some(naming);
        let side_place = |vote: &Vote| {
            let side = self.voter(&vote.voter).map(|voter| voter.side);
            side.and_then(|side| Side::ALL.iter().position(|s| *s == side))
        };
        round.votes.sort_by_cached_key(|vote| {
            let number = vote.value.parse::<i64>().unwrap_or_default();
            let place = side_place(vote).unwrap_or(usize::MAX);
            (place, vote.absent, number, vote.value.clone())
        });
    }
}
