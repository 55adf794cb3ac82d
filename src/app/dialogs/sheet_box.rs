//! The estimate sheet on the screen, and its lines.

use crate::app::dialogs::ballot_box;
use crate::app::dialogs::sheet_row::{SheetDraft, SheetRow};
use crate::model::ballot::{BallotStatus, Voter, VoterStatus};
use crate::model::record::Kind;
use crate::model::{Ballot, BallotMethod, Sealed, Session, Side, Spread, Subject, SubjectText};

/// The sheet on the screen.
pub struct SheetDialog {
    /// How votes are cast: points, or yes and no.
    pub method: BallotMethod,
    /// Index of the selected voter or result.
    pub cursor: usize,
    /// Whether rows are typed while shown lines still need an outcome.
    pub adding_rows: bool,
    /// The row being typed.
    pub row: Option<SheetRow>,
}

/// A line whose votes were shown and that has no outcome yet.
pub struct ShownLine {
    /// What was voted on.
    pub subject: Subject,
    /// Spread of the votes; `None` if nobody voted.
    pub spread: Option<Spread>,
}

/// Returns every line of the sheet.
pub(crate) fn sheet_lines(session: &Session, method: BallotMethod) -> Vec<Subject> {
    match method {
        BallotMethod::YesNo => {
            let places = session.places(Kind::Sample);
            places.into_iter().map(Subject::of).collect()
        }
        _ => Subject::estimate_subjects(session),
    }
}

pub(crate) fn ballot_progress(session: &Session, subject: &Subject) -> Option<BallotStatus> {
    session.workshop.ballot(subject).map(Ballot::status)
}

/// Returns the lines open to votes: those never shown, and those already decided.
pub fn votable_lines(session: &Session, method: BallotMethod) -> Vec<Subject> {
    let mut lines = sheet_lines(session, method);
    lines.retain(|subject| ballot_progress(session, subject) != Some(BallotStatus::Revealed));
    lines
}

/// Returns the lines whose votes are sealed.
pub fn open_lines(session: &Session, method: BallotMethod) -> Vec<Subject> {
    let mut lines = sheet_lines(session, method);
    lines.retain(|subject| ballot_progress(session, subject) == Some(BallotStatus::Open));
    lines
}

/// Returns the lines that were shown and need an outcome, by largest gap, then widest spread.
pub fn shown_lines(session: &Session, method: BallotMethod) -> Vec<ShownLine> {
    let lines = sheet_lines(session, method).into_iter();
    let mut shown: Vec<ShownLine> = lines
        .filter(|subject| ballot_progress(session, subject) == Some(BallotStatus::Revealed))
        .map(|subject| ShownLine {
            spread: ballot_box::shown_spread(session, &subject),
            subject,
        })
        .collect();
    shown.sort_by_key(|line| {
        let apart = line
            .spread
            .as_ref()
            .map(|s| (s.doubled_gap, s.range().1 - s.range().0));
        std::cmp::Reverse(apart)
    });
    shown
}

/// Returns the number of a line's round: the one being voted, or the last one shown.
pub fn line_round(session: &Session, subject: &Subject) -> usize {
    let ballot = session.workshop.ballot(subject);
    let in_progress = ballot.filter(|ballot| ballot.status() != BallotStatus::Decided);
    in_progress.map_or(1, |ballot| ballot.rounds.len())
}

/// Returns the lowest and the highest number of a round among the open lines, else the shown ones.
pub fn sheet_rounds(session: &Session, method: BallotMethod) -> (usize, usize) {
    let mut lines = open_lines(session, method);
    if lines.is_empty() {
        let shown = shown_lines(session, method).into_iter();
        lines = shown.map(|line| line.subject).collect();
    }
    let rounds: Vec<usize> = lines.iter().map(|s| line_round(session, s)).collect();
    let (least, most) = (rounds.iter().min(), rounds.iter().max());
    (least.copied().unwrap_or(1), most.copied().unwrap_or(1))
}

impl SheetDialog {
    /// Creates a sheet without a row.
    pub(crate) fn new(method: BallotMethod) -> Self {
        Self {
            method,
            cursor: 0,
            adding_rows: false,
            row: None,
        }
    }

    /// Returns whether the votes are on the screen, rather than who has finished a row.
    pub fn is_shown(&self, session: &Session) -> bool {
        !self.adding_rows
            && open_lines(session, self.method).is_empty()
            && !shown_lines(session, self.method).is_empty()
    }

    /// Returns who can fill in a row: every voter, and each side as a whole.
    pub fn voters(&self, session: &Session) -> Vec<Voter> {
        let mut voters = session.workshop.voters();
        for side in [Side::Sales, Side::Marketing] {
            let whole = session.workshop.whole_side(side);
            if !voters.contains(&whole) {
                voters.push(whole);
            }
        }
        voters
    }

    /// Returns how many lines a voter has filled in, and the status of the whole row.
    pub fn standing(&self, session: &Session, voter: &Voter) -> (usize, VoterStatus) {
        let workshop = &session.workshop;
        let open = open_lines(session, self.method);
        let rounds = open.iter().filter_map(|s| workshop.ballot(s)?.round());
        let (mut filled, mut away, mut covered) = (0, 0, 0);
        for round in rounds {
            match round.vote(&voter.id) {
                Some(vote) if vote.absent => away += 1,
                Some(_) => filled += 1,
                None if workshop.voter_status(round, voter) == VoterStatus::BySide => covered += 1,
                None => {}
            }
        }
        let status = match (filled, covered, away) {
            (0, 0, 0) => VoterStatus::NotVoted,
            (0, 0, _) => VoterStatus::Away,
            (0, _, _) => VoterStatus::BySide,
            _ => VoterStatus::Voted,
        };
        (filled, status)
    }
}

pub(crate) fn select_next_waiting(session: &Session, sheet: &mut SheetDialog) {
    let voters = sheet.voters(session);
    let waits = |i: &usize| {
        let voter = &voters[*i];
        let needed = !voter.whole_side || session.workshop.voters().contains(voter);
        needed && sheet.standing(session, voter).1 == VoterStatus::NotVoted
    };
    let after = (sheet.cursor..voters.len()).find(waits);
    if let Some(index) = after.or_else(|| (0..voters.len()).find(waits)) {
        sheet.cursor = index;
    }
}

/// Restores the sheet and row from a draft, as far as its lines are still open to votes.
pub fn sheet_from_draft(session: &Session, draft: &str) -> Option<SheetDialog> {
    let sealed: Sealed = serde_json::from_str(draft).ok()?;
    let draft: SheetDraft = serde_json::from_str(&sealed.open()?).ok()?;
    let voter = session.workshop.voter(&draft.voter)?;
    let mut sheet = SheetDialog::new(draft.sheet);
    sheet.cursor = sheet.voters(session).iter().position(|v| *v == voter)?;
    let mut row = SheetRow::new(voter, open_lines(session, draft.sheet));
    let place = |row: &SheetRow, line: SubjectText| {
        let mut lines = row.lines.iter();
        lines.position(|subject| SubjectText::from(subject) == line)
    };
    for (line, vote) in draft.votes {
        if let Some(index) = place(&row, line) {
            row.votes[index] = vote;
        }
    }
    row.line_index = place(&row, draft.at?)?;
    sheet.row = Some(row);
    Some(sheet)
}
