//! Ballots at the keyboard: opening one on the selected record, voting unseen, showing the votes.
//! Deciding what follows from them is in `outcome`.

use crate::app::ballot::{agree, ballot_outcome};
use crate::app::dialogs::ballot_box::{BallotDialog, select_next_waiting};
use crate::app::dialogs::choice::Choice;
use crate::app::dialogs::dialog::{Dialog, KeyQuestion};
use crate::app::dialogs::pick::Pick;
use crate::app::input::command::{BallotCommand, Command};
use crate::app::input::key::{Key, KeyCode};
use crate::app::input::keymap::{self, Action};
use crate::app::input::sentence;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, State};
use crate::app::steps::agreement;
use crate::app::steps::key_focus::KeyFocus;
use crate::document::{self, BallotEdit, Edit};
use crate::model::ballot::{BallotStatus, Voter, VoterStatus};
use crate::model::{Ballot, BallotMethod, Round, Side, Subject, VoteNaming, Workshop};

/// Opens a ballot on the focused row, returns to an open one, or shows its votes (`v`).
pub fn open_ballot(state: &mut State, focus: &KeyFocus) -> Vec<Effect> {
    let subjects = agreement::focused_subjects(state, focus);
    match subjects.as_slice() {
        [] => {
            let text = "There is nothing to vote on here: choose a stage, a term, an answer, a threshold or a sample lead";
            state.refuse(text)
        }
        [one] => open_on_subject(state, focus, one),
        several => choose_subject(state, several, BallotCommand::Open),
    }
}

/// Asks who agrees to the focused row as it is (`s`).
pub fn open_agreement(state: &mut State, focus: &KeyFocus) -> Vec<Effect> {
    let subjects = agreement::focused_subjects(state, focus);
    match subjects.as_slice() {
        [] => state.refuse(
            "Not here: s agrees to a wording, points or a threshold; on Publish, to all of it",
        ),
        [one] => agree::ask_who_agrees(state, one),
        several => choose_subject(state, several, BallotCommand::AskWhoAgrees),
    }
}

fn choose_subject(
    state: &mut State,
    subjects: &[Subject],
    command: fn(Subject) -> BallotCommand,
) -> Vec<Effect> {
    let session = state.session();
    let choices = subjects
        .iter()
        .map(|subject| {
            let line = agreement::agreement_line(state, subject);
            let run = Command::Ballot(command(subject.clone()));
            Choice::new(subject.to_string(), subject.title(session), line, run)
        })
        .collect();
    let pick = Pick::one("On which?", choices, "");
    state.open(Dialog::Pick(Box::new(pick)))
}

/// Opens a ballot on a subject, or returns to the open one.
pub fn open_on_subject(state: &mut State, focus: &KeyFocus, subject: &Subject) -> Vec<Effect> {
    let session = state.session();
    let status = session.workshop.ballot(subject).map(Ballot::status);
    if matches!(status, Some(BallotStatus::Open | BallotStatus::Revealed)) {
        show_ballot_box(state, subject);
        return Vec::new();
    }
    if !subject.exists(session) {
        return state.refuse("There is nothing left to vote on there");
    }
    if subject.value(session).is_some_and(|value| value.is_empty()) && !subject.hides_figures() {
        return state
            .refuse("There is no agreed wording to vote on yet: write it first, with Enter");
    }
    // The method for voting on wording is asked once, and then remembered.
    let used = session.workshop.ballots.iter().rev().map(|b| b.method);
    let mut used = used.filter(|method| subject.methods().contains(method));
    let method = match (subject.methods(), used.next()) {
        (_, Some(method)) => method,
        ([only], None) => *only,
        (several, None) => {
            let ends = |m: &BallotMethod| match m {
                BallotMethod::Gradients => "from 5 (gladly) to 1 (no)",
                _ => "from 5 fingers to a fist",
            };
            let choice = |m: &BallotMethod| {
                let run = Command::Ballot(BallotCommand::Begin(subject.clone(), *m));
                Choice::new(m.word(), m.label(), ends(m), run)
            };
            let choices = several.iter().map(choice).collect();
            let pick = Pick::one("How shall we vote on the wording?", choices, "");
            return state.open(Dialog::Pick(Box::new(pick)));
        }
    };
    begin_ballot(state, focus, subject, method)
}

/// Opens a ballot with the given method.
pub fn begin_ballot(
    state: &mut State,
    focus: &KeyFocus,
    subject: &Subject,
    method: BallotMethod,
) -> Vec<Effect> {
    let edit = Edit::ballot(BallotEdit::Open {
        subject: subject.into(),
        method,
        at: state.now,
    });
    let effects = state.edit_at(focus, edit);
    if !effects.is_empty() {
        show_ballot_box(state, subject);
    }
    effects
}

/// Puts the ballot on the screen and selects the next voter.
pub fn show_ballot_box(state: &mut State, subject: &Subject) {
    let mut ballot = BallotDialog {
        subject: subject.clone(),
        voter: 0,
        show_names: false,
        scroll: 0,
        note: String::new(),
        typed: String::new(),
    };
    select_next_waiting(state.session(), &mut ballot);
    state.dialogs.push(Dialog::Ballot(Box::new(ballot)));
}

/// Handles a key in a ballot.
pub fn key_in_ballot(state: &mut State, mut ballot: Box<BallotDialog>, key: Key) -> Vec<Effect> {
    state.notice = None;
    let session = state.session();
    let Some(status) = ballot.ballot(session).map(Ballot::status) else {
        return Vec::new();
    };
    if key.code == KeyCode::Esc {
        return notify_left(state, &ballot.subject, status);
    }
    match status {
        BallotStatus::Open => key_while_sealed(state, ballot, key),
        BallotStatus::Revealed => ballot_outcome::key_while_shown(state, ballot, key),
        BallotStatus::Decided => {
            if keymap::action_for(key) == Some(Action::MoreFields) {
                ballot_outcome::toggle_names(state, &mut ballot);
                state.dialogs.push(Dialog::Ballot(ballot));
            }
            Vec::new()
        }
    }
}

/// Closes a ballot; a half-typed vote is dropped so that nobody sees it.
pub(crate) fn leave_ballot(state: &mut State, ballot: &BallotDialog) -> Vec<Effect> {
    match ballot.ballot(state.session()).map(Ballot::status) {
        Some(status) => notify_left(state, &ballot.subject, status),
        None => Vec::new(),
    }
}

fn notify_left(state: &mut State, subject: &Subject, status: BallotStatus) -> Vec<Effect> {
    let title = subject.title(state.session());
    match status {
        BallotStatus::Open => {
            let text = format!("The ballot on {title} is open; v continues it");
            state.notify(NoticeLevel::Info, text);
        }
        BallotStatus::Revealed => {
            let text = format!("The votes on {title} are recorded; v shows them again");
            state.notify(NoticeLevel::Info, text);
        }
        BallotStatus::Decided => {}
    }
    Vec::new()
}

/// Handles a key while votes are sealed.
fn key_while_sealed(state: &mut State, mut ballot: Box<BallotDialog>, key: Key) -> Vec<Effect> {
    let voters = state.session().workshop.voters();
    let last = voters.len().saturating_sub(1);
    ballot.voter = ballot.voter.min(last);
    let voter = voters.get(ballot.voter).cloned();
    let to = match key.code {
        KeyCode::Up | KeyCode::BackTab => Some(ballot.voter.saturating_sub(1)),
        KeyCode::Down | KeyCode::Tab => Some((ballot.voter + 1).min(last)),
        KeyCode::Home => Some(0),
        KeyCode::End => Some(last),
        _ => None,
    };
    if let Some(to) = to {
        ballot.voter = to;
        ballot.clear_typed();
        return state.open(Dialog::Ballot(ballot));
    }
    match (key.code, key.typed_char(), voter) {
        (KeyCode::Enter, _, Some(voter)) => seal_vote(state, ballot, &voter),
        _ if is_clear_key(key) => {
            ballot.clear_typed();
            state.open(Dialog::Ballot(ballot))
        }
        (KeyCode::Backspace, _, _) => {
            ballot.typed.pop();
            state.open(Dialog::Ballot(ballot))
        }
        (_, Some('x'), Some(voter)) => toggle_away(state, ballot, &voter),
        (_, Some('r'), _) => {
            let subjects = vec![ballot.subject.clone()];
            ballot.clear_typed();
            state.dialogs.push(Dialog::Ballot(ballot));
            ask_to_show(state, subjects)
        }
        (_, Some(typed), _) => {
            ballot.insert_text(&typed.to_string());
            state.open(Dialog::Ballot(ballot))
        }
        _ => state.open(Dialog::Ballot(ballot)),
    }
}

/// Returns whether a key clears what is typed unseen: Ctrl-U.
pub(crate) fn is_clear_key(key: Key) -> bool {
    key.ctrl && key.code == KeyCode::Char('u')
}

fn seal_vote(state: &mut State, mut ballot: Box<BallotDialog>, voter: &Voter) -> Vec<Effect> {
    let session = state.session();
    let Some(method) = ballot.ballot(session).map(|b| b.method) else {
        return Vec::new();
    };
    let typed = std::mem::take(&mut ballot.typed);
    let value = match method.parse_vote(&typed) {
        Ok(value) => value,
        Err(refused) => {
            ballot.note = sentence::sentence(&refused.0);
            return state.open(Dialog::Ballot(ballot));
        }
    };
    let sealed = document::sealed_vote(&value, &ballot.subject, &voter.id, state.now);
    let effects = state.edit(Edit::ballot(BallotEdit::Cast {
        voter: voter.id.clone(),
        method,
        votes: vec![((&ballot.subject).into(), Some(sealed))],
        at: state.now,
    }));
    select_next_waiting(state.session(), &mut ballot);
    ballot.note.clear();
    state.dialogs.push(Dialog::Ballot(ballot));
    effects
}

fn toggle_away(state: &mut State, mut ballot: Box<BallotDialog>, voter: &Voter) -> Vec<Effect> {
    ballot.clear_typed();
    let session = state.session();
    let round = ballot.ballot(session).and_then(Ballot::round);
    let is = round.map(|round| session.workshop.voter_status(round, voter));
    let effects = state.edit(Edit::ballot(BallotEdit::Away {
        subject: (&ballot.subject).into(),
        voter: voter.id.clone(),
        away: is != Some(VoterStatus::Away),
    }));
    if is != Some(VoterStatus::Away) {
        select_next_waiting(state.session(), &mut ballot);
    }
    state.dialogs.push(Dialog::Ballot(ballot));
    effects
}

/// Returns whether votes kept without names can be told apart nevertheless: one alone, or, where
/// they are anonymous, those of one side.
fn tells_whose(workshop: &Workshop, round: &Round) -> bool {
    let voted = round.votes.iter().filter(|vote| !vote.absent);
    let mut sides: Vec<Side> = voted
        .filter_map(|vote| workshop.voter(&vote.voter).map(|voter| voter.side))
        .collect();
    sides.sort_unstable();
    match workshop.naming_of(round) {
        VoteNaming::Named => false,
        VoteNaming::BySide => {
            let alone = |side: &Side| sides.iter().filter(|s| *s == side).count() == 1;
            sides.iter().any(alone)
        }
        VoteNaming::Anonymous => {
            sides.dedup();
            sides.len() == 1
        }
    }
}

/// Shows the votes, asking first if somebody hasn't voted.
pub fn ask_to_show(state: &mut State, subjects: Vec<Subject>) -> Vec<Effect> {
    let workshop = &state.session().workshop;
    let rounds: Vec<&Round> = subjects
        .iter()
        .filter_map(|s| workshop.ballot(s).and_then(Ballot::round))
        .filter(|round| round.has_votes())
        .collect();
    if rounds.is_empty() {
        let effects = reveal_votes(state, &subjects);
        state.notify(
            NoticeLevel::Info,
            "Nobody had voted: the ballot is withdrawn",
        );
        return effects;
    }
    // A blank line on a sheet isn't a missing vote: a voter is missing only with no vote at all.
    let mut waiting = workshop.voters();
    waiting.retain(|voter| {
        let waits = |round: &&&Round| workshop.voter_status(round, voter) == VoterStatus::NotVoted;
        rounds.iter().filter(waits).count() == rounds.len()
    });
    if waiting.is_empty() {
        return show_votes(&subjects);
    }
    let names: Vec<String> = waiting.into_iter().map(|voter| voter.name).collect();
    let names = crate::model::wording::join_list(&names, "and");
    let mut text = format!(
        "Not voted yet: {names}. They count as absent; votes that were shown stay as they are."
    );
    if rounds.iter().any(|round| tells_whose(workshop, round)) {
        text.push_str(" So few have voted that it can be known whose vote it is.");
    }
    let question = KeyQuestion::new("Show the votes although not everybody has voted?", text)
        .answer(
            'y',
            "show them",
            Command::Ballot(BallotCommand::ShowVotes(subjects)),
        )
        .answer('n', "wait", Command::Close);
    state.open(Dialog::KeyQuestion(question))
}

/// Has the votes shown once everything before is saved: what can't be saved isn't shown, as it would
/// be secret again after a crash.
pub fn show_votes(subjects: &[Subject]) -> Vec<Effect> {
    let command = BallotCommand::ShowVotes(subjects.to_vec());
    vec![Effect::SaveThenShow(command)]
}

/// Shows the votes; whoever hasn't voted counts as away.
pub(crate) fn reveal_votes(state: &mut State, subjects: &[Subject]) -> Vec<Effect> {
    let mut effects = state.edit(Edit::ballot(BallotEdit::RevealVotes {
        subjects: subjects.iter().map(Into::into).collect(),
        leave_out: true,
        at: state.now,
    }));
    if !effects.is_empty() {
        effects.push(Effect::ForgetVoters);
        state.notice = None;
        // A withdrawn ballot has nothing to show.
        let session = state.document.session();
        let shows = |ballot: &BallotDialog| {
            let status = ballot.ballot(session).map(Ballot::status);
            matches!(status, Some(BallotStatus::Open | BallotStatus::Revealed))
        };
        state.dialogs.retain(|o| match o {
            Dialog::Ballot(ballot) => shows(ballot),
            _ => true,
        });
    }
    effects
}
