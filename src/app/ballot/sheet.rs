//! The estimate sheet: one row of votes per voter, typed unseen in the order of the sheet, shown
//! all at once, and sorted by the gap between the sides.
//!
//! On Points the lines are answers and their points; on Preview they are sample leads to forward
//! or not. Each line is a ballot of its own; a whole row is sealed by one edit.

use crate::app::actions::disagreement;
use crate::app::ballot::sheet_outcome::{accept_medians, ask_accept_all};
use crate::app::ballot::sheet_row::{RowEnd, key_in_row, seal_row};
use crate::app::ballot::voting::{self, ask_to_show};
use crate::app::dialogs::dialog::{Dialog, KeyQuestion};
use crate::app::dialogs::sheet_box::{
    SheetDialog, ShownLine, ballot_progress, open_lines, select_next_waiting, sheet_lines,
    shown_lines, votable_lines,
};
use crate::app::dialogs::sheet_row::SheetRow;
use crate::app::input::command::{AcceptedLines, BallotCommand, Command};
use crate::app::input::key::{Key, KeyCode};
use crate::app::input::keymap::{self, Action};
use crate::app::input::step::Step;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, State};
use crate::document::{BallotEdit, Edit};
use crate::model::ballot::{BallotStatus, Voter, VoterStatus};
use crate::model::{Ballot, BallotMethod, Id, Side, Subject, wording};

/// Opens the sheet of a step.
pub fn open_sheet(state: &mut State) -> Vec<Effect> {
    let method = match state.step {
        Step::Preview => BallotMethod::YesNo,
        Step::Points => BallotMethod::Points,
        _ => {
            let text = "The estimate sheet is on Points, and for sample leads on Preview";
            return state.refuse(text);
        }
    };
    if sheet_lines(state.session(), method).is_empty() {
        return state.refuse("There is nothing to put on a sheet yet");
    }
    let mut sheet = SheetDialog::new(method);
    select_next_waiting(state.session(), &mut sheet);
    state.open(Dialog::Sheet(Box::new(sheet)))
}

/// Handles a key in the sheet.
pub fn key_in_sheet(state: &mut State, mut sheet: Box<SheetDialog>, key: Key) -> Vec<Effect> {
    state.notice = None;
    let leaves = key.code == KeyCode::Esc;
    if let Some(row) = sheet.row.take() {
        if leaves {
            return seal_row(state, sheet, &row, RowEnd::Early);
        }
        return key_in_row(state, sheet, row, key);
    }
    if leaves {
        return notify_left(state, &sheet);
    }
    if sheet.is_shown(state.session()) {
        key_in_results(state, sheet, key)
    } else {
        key_in_voters(state, sheet, key)
    }
}

/// Closes the sheet; votes typed so far are sealed.
pub(crate) fn leave_sheet(state: &mut State, mut sheet: Box<SheetDialog>) -> Vec<Effect> {
    let Some(row) = sheet.row.take() else {
        return notify_left(state, &sheet);
    };
    let effects = seal_row(state, sheet, &row, RowEnd::Early);
    state.dialogs.pop();
    effects
}

fn notify_left(state: &mut State, sheet: &SheetDialog) -> Vec<Effect> {
    let session = state.session();
    if !open_lines(session, sheet.method).is_empty() {
        state.notify(
            NoticeLevel::Info,
            "The sheet is open, its votes sealed; V continues it",
        );
    } else if !shown_lines(session, sheet.method).is_empty() {
        state.notify(
            NoticeLevel::Info,
            "The votes are recorded; V shows them again",
        );
    }
    Vec::new()
}

fn move_cursor(cursor: &mut usize, key: Key, count: usize) {
    let last = count.saturating_sub(1);
    *cursor = match keymap::action_for(key) {
        Some(Action::Up) => cursor.saturating_sub(1),
        Some(Action::Down) => (*cursor + 1).min(last),
        Some(Action::First) => 0,
        Some(Action::Last) => last,
        _ => (*cursor).min(last),
    };
}

/// Handles a key while the next voter is chosen.
fn key_in_voters(state: &mut State, mut sheet: Box<SheetDialog>, key: Key) -> Vec<Effect> {
    let voters = sheet.voters(state.session());
    move_cursor(&mut sheet.cursor, key, voters.len());
    let voter = voters.get(sheet.cursor).cloned();
    let mut effects = Vec::new();
    match (key.code, key.typed_char(), voter) {
        (KeyCode::Enter, _, Some(voter)) => {
            let lines = votable_lines(state.session(), sheet.method);
            if state.read_only.is_some() {
                state.notify(
                    NoticeLevel::Warn,
                    "Nothing can be changed here: this session is open read-only",
                );
            } else if lines.is_empty() {
                state.notify(
                    NoticeLevel::Info,
                    "Every line was shown: set the outcomes first",
                );
            } else {
                // From the first row on, nothing on the sheet hints at the present values.
                effects = open_ballots(state, &lines, sheet.method);
                sheet.row = Some(SheetRow::new(voter, lines));
            }
        }
        (_, Some('x'), Some(voter)) => effects = toggle_away(state, &mut sheet, &voter),
        (KeyCode::Delete, _, Some(voter)) | (_, Some('d'), Some(voter)) => {
            let method = sheet.method;
            state.dialogs.push(Dialog::Sheet(sheet));
            return ask_remove_row(state, &SheetDialog::new(method), &voter);
        }
        (_, Some('r'), _) => {
            let open = open_lines(state.session(), sheet.method);
            if open.is_empty() {
                state.notify(
                    NoticeLevel::Info,
                    "Nobody has filled in a row yet: Enter starts one",
                );
            } else {
                sheet.cursor = 0;
                sheet.adding_rows = false;
                let subjects = open;
                state.dialogs.push(Dialog::Sheet(sheet));
                return ask_to_show(state, subjects);
            }
        }
        _ => {}
    }
    state.dialogs.push(Dialog::Sheet(sheet));
    effects
}

/// Opens a ballot on each line without an open one. Showing a ballot without votes withdraws it.
fn open_ballots(state: &mut State, lines: &[Subject], method: BallotMethod) -> Vec<Effect> {
    let session = state.session();
    let closed = lines
        .iter()
        .filter(|line| ballot_progress(session, line) != Some(BallotStatus::Open));
    let edits: Vec<Edit> = closed
        .map(|line| {
            Edit::ballot(BallotEdit::Open {
                subject: line.into(),
                method,
                at: state.now,
            })
        })
        .collect();
    if edits.is_empty() {
        return Vec::new();
    }
    let label = "open the estimate sheet".to_owned();
    state.edit(Edit::Several { label, edits })
}

fn toggle_away(state: &mut State, sheet: &mut SheetDialog, voter: &Voter) -> Vec<Effect> {
    let session = state.session();
    let open = open_lines(session, sheet.method);
    if open.is_empty() {
        return state.refuse(
            "Nobody has filled in a row yet: whoever has none by the end counts as absent",
        );
    }
    let away = sheet.standing(session, voter).1 != VoterStatus::Away;
    // Lines they voted on count; away applies to the others.
    let has_vote = |subject: &&Subject| {
        let round = session.workshop.ballot(subject).and_then(Ballot::round);
        round.is_some_and(|r| r.vote(&voter.id).is_some_and(|v| !v.absent))
    };
    let edits: Vec<Edit> = open
        .iter()
        .filter(|subject| !has_vote(subject))
        .map(|subject| {
            Edit::ballot(BallotEdit::Away {
                subject: subject.into(),
                voter: voter.id.clone(),
                away,
            })
        })
        .collect();
    let label = format!("{} is absent", voter.name);
    let effects = state.edit(Edit::Several { label, edits });
    select_next_waiting(state.session(), sheet);
    effects
}

/// Handles a key while the votes are shown.
fn key_in_results(state: &mut State, mut sheet: Box<SheetDialog>, key: Key) -> Vec<Effect> {
    let results = shown_lines(state.session(), sheet.method);
    move_cursor(&mut sheet.cursor, key, results.len());
    let subject = results.get(sheet.cursor).map(|line| line.subject.clone());
    let method = sheet.method;
    let typed = key.typed_char();
    if typed == Some('e') {
        // Without a line left to vote on, the sheet for further rows would be empty.
        sheet.adding_rows = !votable_lines(state.session(), method).is_empty();
        if !sheet.adding_rows {
            state.refuse(
                "Every line was shown: set the outcomes first, then there are lines to vote on",
            );
        }
    }
    state.dialogs.push(Dialog::Sheet(sheet));
    match (key.code, typed, subject) {
        (KeyCode::Enter, _, Some(subject)) => {
            voting::show_ballot_box(state, &subject);
            Vec::new()
        }
        (_, Some('a'), _) => accept_medians(state, method, AcceptedLines::Close),
        (_, Some('A'), _) => ask_accept_all(state, method),
        (_, Some('M'), _) if method == BallotMethod::Points => {
            disagreement::find_disagreement(state)
        }
        _ => Vec::new(),
    }
}

/// Asks before a row is removed.
fn ask_remove_row(state: &mut State, sheet: &SheetDialog, voter: &Voter) -> Vec<Effect> {
    let (filled, _) = sheet.standing(state.session(), voter);
    if filled == 0 {
        return state.refuse(format!("{} has no row here", voter.name));
    }
    let title = format!("Remove the row of {}?", voter.name);
    let text = format!(
        "{} taken back. They aren't shown.",
        wording::count_noun(filled, "sealed vote")
    );
    let run = BallotCommand::RemoveRow(sheet.method, voter.id.clone());
    let question = KeyQuestion::new(title, text)
        .answer('y', "remove it", Command::Ballot(run))
        .answer('n', "keep it", Command::Close);
    state.open(Dialog::KeyQuestion(question))
}

/// Takes back every sealed vote of a row.
pub(crate) fn remove_row(state: &mut State, method: BallotMethod, voter: &Id) -> Vec<Effect> {
    let session = state.session();
    let Some(whose) = session.workshop.voter(voter) else {
        return Vec::new();
    };
    let open = open_lines(session, method).into_iter();
    let has_vote = |subject: &Subject| {
        let round = session.workshop.ballot(subject).and_then(Ballot::round);
        round.is_some_and(|round| round.vote(voter).is_some())
    };
    let votes: Vec<_> = open
        .filter(has_vote)
        .map(|on| ((&on).into(), None))
        .collect();
    let edit = BallotEdit::Cast {
        voter: voter.clone(),
        method,
        votes,
        at: state.now,
    };
    let effects = state.edit(Edit::ballot(edit));
    if !effects.is_empty() {
        let text = format!("The row of {} is removed", whose.name);
        state.notify(NoticeLevel::Info, text);
    }
    effects
}

/// Describes the result of a line: both medians, the gap and the spread.
pub fn result_text(line: &ShownLine, method: BallotMethod) -> String {
    let Some(spread) = &line.spread else {
        return "nobody voted".into();
    };
    let side = |side: Side| {
        spread
            .side(side)
            .map_or("-".to_owned(), |s| s.median.to_string())
    };
    let (sales, marketing) = (side(Side::Sales), side(Side::Marketing));
    if method == BallotMethod::YesNo {
        let yes = |side: Side| {
            let votes = spread.side(side).map(|s| &s.votes);
            let yes = votes.map_or(0, |v| v.iter().filter(|v| v.1 == 1).count());
            format!("{yes}/{}", votes.map_or(0, Vec::len))
        };
        return format!(
            "yes: Sales {}  Marketing {}",
            yes(Side::Sales),
            yes(Side::Marketing)
        );
    }
    let (least, most) = spread.range();
    format!(
        "S {sales}  M {marketing}  gap {}  {least} to {most}",
        spread.gap().as_deref().unwrap_or("-")
    )
}
