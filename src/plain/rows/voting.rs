//! What an open ballot and the estimate sheet ask. Votes are never repeated.

use crate::app::State;
use crate::app::dialogs::ballot_box::BallotDialog;
use crate::app::dialogs::sheet_box::SheetDialog;
use crate::app::projector::ballot_lines;
use crate::plain::Typist;

/// What a line to a sealed ballot may be.
const SEALED_HELP: &str =
    "A vote, or NAME: VOTE; absent [NAME]; reveal shows all votes; esc leaves it open.";
/// What a line may be once votes are shown.
pub(in crate::plain) const SHOWN_HELP: &str =
    "decide [WHAT]; why [NAME: REASON]; again for another round; names; open keeps it open; esc.";
/// What a line to a row may be.
const ROW_HELP: &str = "Votes separated by spaces; an empty line skips, - clears one, esc stops here and keeps the votes so far.";
/// What a line to the sheet may be.
const SHEET_HELP: &str = "NAME: VOTES, one for each line, separated by spaces; NAME alone asks line by line; Sales: or Marketing: for a whole side; absent NAME; remove NAME takes a row back; reveal shows all; esc leaves it open.";
/// What a line may be once the sheet is shown.
const RESULTS_HELP: &str = "A number opens that line for discussion; accept takes the median where the sides are close, all takes it everywhere; lead shows the room the lead you differ on most; more adds rows; esc.";
/// Warning for somebody who votes at a terminal.
const VISIBLE_TYPING_NOTE: &str =
    "This terminal shows what is typed on it: clear it, or don't let anyone see the screen.";

/// Returns the prompt of an open ballot.
pub(in crate::plain) fn ballot_prompt(
    state: &State,
    ballot: &BallotDialog,
    typist: Typist,
) -> Vec<String> {
    let mut lines = ballot_lines::ballot_lines(state, ballot);
    let sealed = ballot_lines::is_sealed(state, ballot);
    lines.push(if sealed { SEALED_HELP } else { SHOWN_HELP }.into());
    lines.extend((sealed && typist == Typist::Person).then(|| VISIBLE_TYPING_NOTE.to_owned()));
    lines
}

/// Returns the prompt of the estimate sheet.
pub(in crate::plain) fn sheet_prompt(
    state: &State,
    sheet: &SheetDialog,
    typist: Typist,
) -> Vec<String> {
    let mut lines = ballot_lines::sheet_text_lines(state, sheet);
    let shown = sheet.is_shown(state.session());
    let what = match &sheet.row {
        Some(_) => ROW_HELP,
        None if shown => RESULTS_HELP,
        None => SHEET_HELP,
    };
    lines.push(what.into());
    lines.extend((!shown && typist == Typist::Person).then(|| VISIBLE_TYPING_NOTE.to_owned()));
    lines
}
