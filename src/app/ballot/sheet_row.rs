//! A row of the estimate sheet, typed or pasted unseen and sealed by one edit.

use crate::app::ballot::voting::is_clear_key;
use crate::app::dialogs::dialog::{Dialog, KeyQuestion};
use crate::app::dialogs::sheet_box::{SheetDialog, select_next_waiting};
use crate::app::dialogs::sheet_row::{RowVote, SheetRow, accept_vote};
use crate::app::input::command::{BallotCommand, Command, SecretText};
use crate::app::input::key::{Key, KeyCode};
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, State};
use crate::document::{self, BallotEdit, Edit};
use crate::model::BallotMethod;
use crate::model::wording::count_noun;

/// Handles a key while a row is typed.
pub(crate) fn key_in_row(
    state: &mut State,
    mut sheet: Box<SheetDialog>,
    mut row: SheetRow,
    key: Key,
) -> Vec<Effect> {
    if is_clear_key(key) {
        row.typed.clear();
        row.note.clear();
        sheet.row = Some(row);
        return state.open(Dialog::Sheet(sheet));
    }
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
            return seal_row(state, sheet, &row, RowEnd::LastLine);
        }
        return continue_row(state, sheet, row);
    }
    sheet.row = Some(row);
    state.open(Dialog::Sheet(sheet))
}

/// Puts the sheet back on the screen and stores a draft of the row.
fn continue_row(state: &mut State, mut sheet: Box<SheetDialog>, row: SheetRow) -> Vec<Effect> {
    let draft = row.draft(sheet.method);
    sheet.row = Some(row);
    state.dialogs.push(Dialog::Sheet(sheet));
    vec![Effect::UnfinishedText(Some(draft))]
}

/// Pastes votes into a row, one per cell, starting at the current line. Cells are separated by
/// tabs and line breaks, else by commas or semicolons, else by blanks; an empty cell skips a line.
pub fn paste_votes(state: &mut State, text: &str) -> Vec<Effect> {
    let sealed = match state.dialogs.last() {
        Some(Dialog::Sheet(sheet)) => sheet.row.as_ref().map_or(0, |row| {
            let lines = row.line_index..row.lines.len();
            lines
                .filter(|line| row.is_sealed(state.session(), *line))
                .count()
        }),
        _ => return Vec::new(),
    };
    if sealed > 0 {
        return ask_paste_over(state, sealed, text);
    }
    paste_over(state, text)
}

/// Asks before sealed votes are replaced by pasted ones.
fn ask_paste_over(state: &mut State, sealed: usize, text: &str) -> Vec<Effect> {
    let Some(Dialog::Sheet(sheet)) = state.dialogs.last() else {
        return Vec::new();
    };
    let who = sheet.row.as_ref().map_or("", |row| row.voter.name.as_str());
    let title = format!("Paste over the sealed row of {who}?");
    let what = format!(
        "{} sealed from here on; an empty cell leaves one as it is.",
        count_noun(sealed, "vote")
    );
    let run = BallotCommand::PasteVotes(SecretText::new(text));
    let question = KeyQuestion::new(title, what)
        .answer('y', "replace them", Command::Ballot(run))
        .answer('n', "keep what is sealed", Command::Close);
    state.open(Dialog::KeyQuestion(question))
}

/// Pastes votes into a row, whatever is sealed.
pub(crate) fn paste_over(state: &mut State, text: &str) -> Vec<Effect> {
    let Some(Dialog::Sheet(mut sheet)) = state.dialogs.pop() else {
        return Vec::new();
    };
    let Some(mut row) = sheet.row.take() else {
        state.dialogs.push(Dialog::Sheet(sheet));
        return state.refuse("Choose whose row it is first, with Enter; then paste");
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
            "{} for {}: nothing was entered",
            count_noun(cells.len(), "value"),
            count_noun(left, "line")
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
        return seal_row(state, sheet, &row, RowEnd::LastLine);
    }
    continue_row(state, sheet, row)
}

/// Where a row was ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowEnd {
    /// After its last line.
    LastLine,
    /// Before that.
    Early,
}

/// Seals the votes of a row as one edit and returns to the voters.
pub(crate) fn seal_row(
    state: &mut State,
    mut sheet: Box<SheetDialog>,
    row: &SheetRow,
    end: RowEnd,
) -> Vec<Effect> {
    let at = state.now;
    let mut votes = Vec::new();
    for (subject, vote) in row.lines.iter().zip(&row.votes) {
        match vote {
            RowVote::Nothing => {}
            RowVote::Vote(value) => {
                let sealed = document::sealed_vote(value, subject, &row.voter.id, at);
                votes.push((subject.into(), Some(sealed)));
            }
            RowVote::TakenBack => votes.push((subject.into(), None)),
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
        let so_far = if end == RowEnd::Early { " so far" } else { "" };
        let text = format!(
            "{}: {count} of {} sealed{so_far}",
            row.voter.name,
            count_noun(row.lines.len(), "line")
        );
        state.notify(NoticeLevel::Info, text);
    }
    select_next_waiting(state.session(), &mut sheet);
    state.dialogs.push(Dialog::Sheet(sheet));
    effects
}
