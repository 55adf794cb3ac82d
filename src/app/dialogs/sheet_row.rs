//! A row of the estimate sheet being typed, and its draft.

use serde::{Deserialize, Serialize};

use crate::model::ballot::Voter;
use crate::model::{Ballot, BallotMethod, Id, Sealed, Session, Subject, SubjectText};

/// A row being typed. Its votes are never drawn.
pub struct SheetRow {
    /// The voter.
    pub voter: Voter,
    /// The lines, in the order of the sheet.
    pub lines: Vec<Subject>,
    /// Index of the current line.
    pub line_index: usize,
    /// What was wrong with the last input; never the input itself.
    pub note: String,
    pub(crate) votes: Vec<RowVote>,
    pub(crate) typed: String,
}

/// Vote on one line of the row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum RowVote {
    /// None: an earlier vote stays.
    #[default]
    Nothing,
    /// A vote.
    Vote(String),
    /// An earlier vote is withdrawn.
    #[serde(alias = "Back")]
    TakenBack,
}

impl SheetRow {
    /// Creates an empty row.
    pub fn new(voter: Voter, lines: Vec<Subject>) -> Self {
        Self {
            voter,
            votes: vec![RowVote::Nothing; lines.len()],
            lines,
            line_index: 0,
            note: String::new(),
            typed: String::new(),
        }
    }

    /// Encodes the row so far as a draft for the disk, without the vote being typed; it can't be
    /// read at a glance.
    pub(crate) fn draft(&self, method: BallotMethod) -> String {
        let votes = self.lines.iter().zip(&self.votes);
        let votes = votes.filter(|(_, vote)| **vote != RowVote::Nothing);
        let plain = serde_json::to_string(&SheetDraft {
            sheet: method,
            voter: self.voter.id.clone(),
            at: self.lines.get(self.line_index).map(SubjectText::from),
            votes: votes.map(|(l, g)| (l.into(), g.clone())).collect(),
        })
        .expect("a draft is plain data");
        serde_json::to_string(&Sealed::new(&plain, plain.as_bytes())).expect("a text")
    }

    /// Returns whether a line has a vote by now.
    pub fn has_vote(&self, session: &Session, line: usize) -> bool {
        match self.votes.get(line) {
            Some(RowVote::Vote(_)) => true,
            Some(RowVote::TakenBack) | None => false,
            Some(RowVote::Nothing) => self.is_sealed(session, line),
        }
    }

    /// Returns whether a vote of an earlier time is sealed on a line.
    pub fn is_sealed(&self, session: &Session, line: usize) -> bool {
        let ballot = self
            .lines
            .get(line)
            .and_then(|on| session.workshop.ballot(on));
        let round = ballot.filter(|b| b.is_open()).and_then(Ballot::round);
        round.is_some_and(|r| r.vote(&self.voter.id).is_some_and(|v| !v.absent))
    }

    pub(crate) fn clear_typed(&mut self) {
        self.typed.clear();
        self.note.clear();
    }

    /// Returns whether something is typed for the current line: not what, nor how much.
    pub fn is_typed(&self) -> bool {
        !self.typed.is_empty()
    }
}

/// A row as stored on disk, in case the process is killed.
#[derive(Serialize, Deserialize)]
pub(crate) struct SheetDraft {
    pub(crate) sheet: BallotMethod,
    pub(crate) voter: Id,
    pub(crate) at: Option<SubjectText>,
    #[serde(alias = "given")]
    pub(crate) votes: Vec<(SubjectText, RowVote)>,
}

/// Accepts a vote for the current line and moves on; stays if it isn't valid.
pub(crate) fn accept_vote(row: &mut SheetRow, method: BallotMethod, text: &str) {
    let Some(vote) = row.votes.get_mut(row.line_index) else {
        return;
    };
    match text.trim() {
        "" => {}
        "-" => *vote = RowVote::TakenBack,
        text => match method.parse_vote(text) {
            Ok(value) => *vote = RowVote::Vote(value),
            Err(refused) => {
                row.note = format!("Line {}: {}", row.line_index + 1, refused.0);
                return;
            }
        },
    }
    row.note.clear();
    row.line_index += 1;
}
