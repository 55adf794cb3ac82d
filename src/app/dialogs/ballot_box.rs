//! A ballot on the screen.

use crate::model::ballot::{BallotStatus, VoterStatus};
use crate::model::{Ballot, Session, Spread, Subject};

/// A ballot on the screen. What is being typed is never drawn, nor its length.
pub struct BallotDialog {
    /// What is voted on.
    pub subject: Subject,
    /// Index of the current voter among [`voters`](crate::model::Workshop::voters).
    pub voter: usize,
    /// Whether names are shown with the votes.
    pub show_names: bool,
    /// Lines by which the votes are scrolled down.
    pub scroll: usize,
    /// What was wrong with the last input; never the input itself.
    pub note: String,
    pub(crate) typed: String,
}

impl BallotDialog {
    /// Returns the recorded ballot.
    pub fn ballot<'a>(&self, session: &'a Session) -> Option<&'a Ballot> {
        session.workshop.ballot(&self.subject)
    }
}

/// Selects the next voter who hasn't voted; stays if everybody has.
pub(crate) fn select_next_waiting(session: &Session, ballot: &mut BallotDialog) {
    let voters = session.workshop.voters();
    let Some(round) = ballot.ballot(session).and_then(Ballot::round) else {
        return;
    };
    let waits =
        |i: &usize| session.workshop.voter_status(round, &voters[*i]) == VoterStatus::NotVoted;
    let after = (ballot.voter..voters.len()).find(waits);
    if let Some(index) = after.or_else(|| (0..voters.len()).find(waits)) {
        ballot.voter = index;
    }
}

impl BallotDialog {
    /// Returns whether votes are being typed, rather than shown.
    pub fn takes_votes(&self, session: &Session) -> bool {
        let ballot = self.ballot(session);
        ballot.is_some_and(|ballot| ballot.status() == BallotStatus::Open)
    }

    /// Returns whether something is typed: not what, nor how much.
    pub fn is_typed(&self) -> bool {
        !self.typed.is_empty()
    }

    pub(crate) fn clear_typed(&mut self) {
        self.typed.clear();
        self.note.clear();
    }

    /// Inserts typed or pasted text, which is never shown.
    pub fn insert_text(&mut self, text: &str) {
        self.note.clear();
        let room = 64_usize.saturating_sub(self.typed.chars().count());
        self.typed
            .extend(text.trim_matches('\n').chars().take(room));
    }
}

/// Returns the votes last shown on a subject.
pub fn shown_spread(session: &Session, subject: &Subject) -> Option<Spread> {
    let ballot = session.workshop.ballot(subject)?;
    Spread::of(&session.workshop, ballot.method, ballot.revealed_round()?)
}
