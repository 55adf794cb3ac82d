//! A row of the estimate sheet, typed or pasted unseen and sealed by one edit.

use serde::{Deserialize, Serialize};

use super::dialog::Dialog;
use super::key::{Key, KeyCode};
use super::message::Effect;
use super::sheet::{SheetDialog, open_lines, select_next_waiting};
use super::state::{NoticeLevel, State};
use crate::document::Edit;
use crate::document::{self, BallotEdit};
use crate::model::ballot::Voter;
use crate::model::{Ballot, BallotMethod, Id, Sealed, Session, Subject, old_words};

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
    votes: Vec<RowVote>,
    typed: String,
}

/// Vote on one line of the row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
enum RowVote {
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
    fn draft(&self, method: BallotMethod) -> String {
        let votes = self.lines.iter().zip(&self.votes);
        let votes = votes.filter(|(_, vote)| **vote != RowVote::Nothing);
        let plain = serde_json::to_string(&SheetDraft {
            sheet: method,
            voter: self.voter.id.clone(),
            at: self.lines.get(self.line_index).map(ToString::to_string),
            votes: votes.map(|(l, g)| (l.to_string(), g.clone())).collect(),
        })
        .expect("a draft is plain data");
        serde_json::to_string(&Sealed::new(&plain, plain.as_bytes())).expect("a text")
    }

    /// Returns whether a line has a vote by now.
    pub fn has_vote(&self, session: &Session, line: usize) -> bool {
        match self.votes.get(line) {
            Some(RowVote::Vote(_)) => true,
            Some(RowVote::TakenBack) | None => false,
            Some(RowVote::Nothing) => {
                let ballot = session.workshop.ballot(&self.lines[line].to_string());
                let round = ballot.filter(|b| b.is_open()).and_then(Ballot::round);
                round.is_some_and(|r| r.vote(&self.voter.id).is_some_and(|v| !v.absent))
            }
        }
    }
}

/// A row as stored on disk, in case the process is killed.
#[derive(Serialize, Deserialize)]
struct SheetDraft {
    sheet: BallotMethod,
    voter: Id,
    at: Option<String>,
    #[serde(alias = "given", deserialize_with = "old_words::subjects_with")]
    votes: Vec<(String, RowVote)>,
}

/// Restores the sheet and row from a draft, as far as its lines are still open to votes.
pub fn sheet_from_draft(session: &Session, draft: &str) -> Option<SheetDialog> {
    let sealed: Sealed = serde_json::from_str(draft).ok()?;
    let draft: SheetDraft = serde_json::from_str(&sealed.open()?).ok()?;
    let voter = session.workshop.voter(&draft.voter)?;
    let mut sheet = SheetDialog::new(draft.sheet);
    sheet.cursor = sheet.voters(session).iter().position(|v| *v == voter)?;
    let mut row = SheetRow::new(voter, open_lines(session, draft.sheet));
    let place = |row: &SheetRow, line: &str| row.lines.iter().position(|l| l.to_string() == line);
    for (line, vote) in draft.votes {
        if let Some(index) = place(&row, &line) {
            row.votes[index] = vote;
        }
    }
    let at = draft.at.map(old_words::present_subject)?;
    row.line_index = place(&row, &at)?;
    sheet.row = Some(row);
    Some(sheet)
}

/// Handles a key while a row is typed.
pub(super) fn key_in_row(
    state: &mut State,
    mut sheet: Box<SheetDialog>,
    mut row: SheetRow,
    key: Key,
) -> Vec<Effect> {
    let forward = match (key.code, key.typed_char()) {
        (KeyCode::Enter | KeyCode::Tab | KeyCode::Down, _) | (_, Some(' ' | ',' | ';')) => true,
        (KeyCode::Backspace, _) if !row.typed.is_empty() => {
            row.typed.pop();
            false
        }
        (KeyCode::Up | KeyCode::BackTab | KeyCode::Backspace, _) => {
            row.typed.clear();
            row.note.clear();
            row.line_index = row.line_index.saturating_sub(1);
            false
        }
        (_, Some(typed)) => {
            row.note.clear();
            if row.typed.len() < 64 {
                row.typed.push(typed);
            }
            // Yes and no are one key each.
            sheet.method == BallotMethod::YesNo && matches!(typed, 'y' | 'n')
        }
        _ => false,
    };
    if forward {
        let typed = std::mem::take(&mut row.typed);
        accept_vote(&mut row, sheet.method, &typed);
        if row.line_index >= row.lines.len() {
            return seal_row(state, sheet, &row, false);
        }
        return continue_row(state, sheet, row);
    }
    sheet.row = Some(row);
    state.dialogs.push(Dialog::Sheet(sheet));
    Vec::new()
}

/// Puts the sheet back on the screen and stores a draft of the row.
fn continue_row(state: &mut State, mut sheet: Box<SheetDialog>, row: SheetRow) -> Vec<Effect> {
    let draft = row.draft(sheet.method);
    sheet.row = Some(row);
    state.dialogs.push(Dialog::Sheet(sheet));
    vec![Effect::UnfinishedText(Some(draft))]
}

/// Accepts a vote for the current line and moves on; stays if it isn't valid.
fn accept_vote(row: &mut SheetRow, method: BallotMethod, text: &str) {
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

/// Pastes votes into a row, one per cell, starting at the current line. Cells are separated by
/// tabs and line breaks, else by commas or semicolons, else by blanks; an empty cell skips a line.
pub fn paste_votes(state: &mut State, text: &str) -> Vec<Effect> {
    let Some(Dialog::Sheet(mut sheet)) = state.dialogs.pop() else {
        return Vec::new();
    };
    let Some(mut row) = sheet.row.take() else {
        state.dialogs.push(Dialog::Sheet(sheet));
        state.notify(
            NoticeLevel::Info,
            "Choose whose row it is first, with Enter; then paste",
        );
        return Vec::new();
    };
    row.typed.clear();
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim_matches('\n');
    let cells: Vec<&str> = if text.contains('\t') {
        text.split(['\t', '\n']).collect()
    } else if text.contains('\n') {
        text.split('\n').collect()
    } else if text.contains([',', ';']) {
        text.split([',', ';']).collect()
    } else {
        text.split_whitespace().collect()
    };
    let left = row.lines.len().saturating_sub(row.line_index);
    if cells.len() > left {
        let text = format!(
            "{} values for {left} lines: nothing was entered",
            cells.len()
        );
        row.note.clone_from(&text);
        state.notify(NoticeLevel::Warn, text);
        return continue_row(state, sheet, row);
    }
    for cell in cells {
        accept_vote(&mut row, sheet.method, cell);
        if !row.note.is_empty() || row.line_index >= row.lines.len() {
            break;
        }
    }
    if row.line_index >= row.lines.len() {
        return seal_row(state, sheet, &row, false);
    }
    continue_row(state, sheet, row)
}

/// Seals the votes of a row as one edit and returns to the voters.
pub(super) fn seal_row(
    state: &mut State,
    mut sheet: Box<SheetDialog>,
    row: &SheetRow,
    early: bool,
) -> Vec<Effect> {
    let at = state.now;
    let mut votes = Vec::new();
    for (subject, vote) in row.lines.iter().zip(&row.votes) {
        let text = subject.to_string();
        match vote {
            RowVote::Nothing => {}
            RowVote::Vote(value) => {
                let sealed = document::sealed_vote(value, &text, &row.voter.id, at);
                votes.push((text, Some(sealed)));
            }
            RowVote::TakenBack => votes.push((text, None)),
        }
    }
    let count = votes.len();
    let mut effects = if votes.is_empty() {
        Vec::new()
    } else {
        state.edit(Edit::ballot(BallotEdit::Cast {
            voter: row.voter.id.clone(),
            method: sheet.method,
            votes,
            at,
        }))
    };
    // Only after the votes are in the journal.
    effects.push(Effect::UnfinishedText(None));
    if count > 0 {
        let so_far = if early { " so far" } else { "" };
        let lines = row.lines.len();
        let text = format!(
            "{}: {count} of {lines} lines sealed{so_far}",
            row.voter.name
        );
        state.notify(NoticeLevel::Info, text);
    }
    select_next_waiting(state.session(), &mut sheet);
    state.dialogs.push(Dialog::Sheet(sheet));
    effects
}
