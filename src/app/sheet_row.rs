//! A row of the estimate sheet being typed or pasted, unseen, and sealed by one edit.

use serde::{Deserialize, Serialize};

use super::edit::Edit;
use super::key::{Key, KeyCode};
use super::message::Effect;
use super::overlay::Overlay;
use super::sheet::{SheetBox, next_waiting, open_lines};
use super::state::{Level, State};
use super::vote::{self, Vote};
use crate::model::ballot::Voter;
use crate::model::{Ballot, BallotMethod, Id, Sealed, Session, Subject, old_words};

/// A row being typed. What is typed is never drawn.
pub struct RowBox {
    /// Whose.
    pub voter: Voter,
    /// The lines, in the sheet's order.
    pub lines: Vec<Subject>,
    /// The line being typed.
    pub at: usize,
    /// What was wrong with what was typed; never the text itself.
    pub note: String,
    given: Vec<Given>,
    typed: String,
}

/// What a line was given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
enum Given {
    /// Nothing: what was there stays.
    #[default]
    Nothing,
    /// A vote.
    Vote(String),
    /// What was there is taken back.
    Back,
}

impl RowBox {
    /// An empty row.
    pub fn new(voter: Voter, lines: Vec<Subject>) -> Self {
        Self {
            voter,
            given: vec![Given::Nothing; lines.len()],
            lines,
            at: 0,
            note: String::new(),
            typed: String::new(),
        }
    }

    /// The row so far as a draft for the disk, without the vote being typed: not readable at a
    /// glance.
    fn draft(&self, method: BallotMethod) -> String {
        let given = self.lines.iter().zip(&self.given);
        let given = given.filter(|(_, given)| **given != Given::Nothing);
        let plain = serde_json::to_string(&Draft {
            sheet: method,
            voter: self.voter.id.clone(),
            at: self.lines.get(self.at).map(ToString::to_string),
            given: given.map(|(l, g)| (l.to_string(), g.clone())).collect(),
        })
        .expect("a draft is plain data");
        serde_json::to_string(&Sealed::new(&plain, plain.as_bytes())).expect("a text")
    }

    /// Whether a line has a vote by now.
    pub fn is_given(&self, session: &Session, line: usize) -> bool {
        match self.given.get(line) {
            Some(Given::Vote(_)) => true,
            Some(Given::Back) | None => false,
            Some(Given::Nothing) => {
                let ballot = session.workshop.ballot(&self.lines[line].to_string());
                let round = ballot.filter(|b| b.is_open()).and_then(Ballot::round);
                round.is_some_and(|r| r.vote(&self.voter.id).is_some_and(|v| !v.absent))
            }
        }
    }
}

/// A row as it is kept for the case that the process is killed.
#[derive(Serialize, Deserialize)]
struct Draft {
    sheet: BallotMethod,
    voter: Id,
    at: Option<String>,
    #[serde(deserialize_with = "old_words::subjects_with")]
    given: Vec<(String, Given)>,
}

/// The sheet with the row a draft was made of, as far as its lines are still voted on.
pub fn from_draft(session: &Session, draft: &str) -> Option<SheetBox> {
    let sealed: Sealed = serde_json::from_str(draft).ok()?;
    let draft: Draft = serde_json::from_str(&sealed.open()?).ok()?;
    let voter = session.workshop.voter(&draft.voter)?;
    let mut sheet = SheetBox::new(draft.sheet);
    sheet.cursor = sheet.voters(session).iter().position(|v| *v == voter)?;
    let mut row = RowBox::new(voter, open_lines(session, draft.sheet));
    let place = |row: &RowBox, line: &str| row.lines.iter().position(|l| l.to_string() == line);
    for (line, given) in draft.given {
        if let Some(index) = place(&row, &line) {
            row.given[index] = given;
        }
    }
    let at = draft.at.map(old_words::present_subject)?;
    row.at = place(&row, &at)?;
    sheet.row = Some(row);
    Some(sheet)
}

/// A key while a row is typed.
pub(super) fn in_row(
    state: &mut State,
    mut sheet: Box<SheetBox>,
    mut row: RowBox,
    key: Key,
) -> Vec<Effect> {
    let forward = match (key.code, key.typed()) {
        (KeyCode::Enter | KeyCode::Tab | KeyCode::Down, _) | (_, Some(' ' | ',' | ';')) => true,
        (KeyCode::Backspace, _) if !row.typed.is_empty() => {
            row.typed.pop();
            false
        }
        (KeyCode::Up | KeyCode::BackTab | KeyCode::Backspace, _) => {
            row.typed.clear();
            row.note.clear();
            row.at = row.at.saturating_sub(1);
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
        take(&mut row, sheet.method, &typed);
        if row.at >= row.lines.len() {
            return seal(state, sheet, &row, false);
        }
        return go_on(state, sheet, row);
    }
    sheet.row = Some(row);
    state.overlays.push(Overlay::Sheet(sheet));
    Vec::new()
}

/// Goes on with a row, and keeps what it has so far.
fn go_on(state: &mut State, mut sheet: Box<SheetBox>, row: RowBox) -> Vec<Effect> {
    let draft = row.draft(sheet.method);
    sheet.row = Some(row);
    state.overlays.push(Overlay::Sheet(sheet));
    vec![Effect::Draft(Some(draft))]
}

/// Takes a text for the line in hand and goes on to the next; stays where it is no vote.
fn take(row: &mut RowBox, method: BallotMethod, text: &str) {
    let Some(given) = row.given.get_mut(row.at) else {
        return;
    };
    match text.trim() {
        "" => {}
        "-" => *given = Given::Back,
        text => match method.read(text) {
            Ok(value) => *given = Given::Vote(value),
            Err(refused) => {
                row.note = format!("Line {}: {}", row.at + 1, refused.0);
                return;
            }
        },
    }
    row.note.clear();
    row.at += 1;
}

/// Text pasted into a row: one vote a cell, from the line in hand on. Cells are separated by tabs,
/// line ends, commas or blanks, whichever of these comes first in this order; an empty cell skips.
pub fn paste(state: &mut State, text: &str) -> Vec<Effect> {
    let Some(Overlay::Sheet(mut sheet)) = state.overlays.pop() else {
        return Vec::new();
    };
    let Some(mut row) = sheet.row.take() else {
        state.overlays.push(Overlay::Sheet(sheet));
        state.say(
            Level::Info,
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
    let left = row.lines.len().saturating_sub(row.at);
    if cells.len() > left {
        let text = format!("{} values for {left} lines: nothing was taken", cells.len());
        row.note.clone_from(&text);
        state.say(Level::Warn, text);
        return go_on(state, sheet, row);
    }
    for cell in cells {
        take(&mut row, sheet.method, cell);
        if !row.note.is_empty() || row.at >= row.lines.len() {
            break;
        }
    }
    if row.at >= row.lines.len() {
        return seal(state, sheet, &row, false);
    }
    go_on(state, sheet, row)
}

/// Seals what was typed of a row, by one edit, and goes back to the voters.
pub(super) fn seal(
    state: &mut State,
    mut sheet: Box<SheetBox>,
    row: &RowBox,
    early: bool,
) -> Vec<Effect> {
    let at = state.now;
    let mut votes = Vec::new();
    for (subject, given) in row.lines.iter().zip(&row.given) {
        let text = subject.to_string();
        match given {
            Given::Nothing => {}
            Given::Vote(value) => {
                let sealed = vote::seal(value, &text, &row.voter.id, at);
                votes.push((text, Some(sealed)));
            }
            Given::Back => votes.push((text, None)),
        }
    }
    let count = votes.len();
    let mut effects = if votes.is_empty() {
        Vec::new()
    } else {
        state.edit(Edit::vote(Vote::Cast {
            voter: row.voter.id.clone(),
            method: sheet.method,
            votes,
            at,
        }))
    };
    // After the votes are in the journal.
    effects.push(Effect::Draft(None));
    if count > 0 {
        let so_far = if early { " so far" } else { "" };
        let lines = row.lines.len();
        let text = format!(
            "{}: {count} of {lines} lines sealed{so_far}",
            row.voter.name
        );
        state.say(Level::Info, text);
    }
    next_waiting(state.session(), &mut sheet);
    state.overlays.push(Overlay::Sheet(sheet));
    effects
}
