//! Ballots whose votes are shown: reasons, another round, and the outcome with its decision.

use crate::app::actions::linked_threshold;
use crate::app::dialogs::ballot_box::{BallotDialog, select_next_waiting, shown_spread};
use crate::app::dialogs::choice::Choice;
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::pick::Pick;
use crate::app::dialogs::sheet_box::{self, SheetDialog};
use crate::app::dialogs::text_entry::TextEntry;
use crate::app::input::command::{BallotCommand, Command};
use crate::app::input::entry_command::EntryCommand;
use crate::app::input::key::{Key, KeyCode};
use crate::app::input::keymap::{self, Action};
use crate::app::input::sentence;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, State};
use crate::app::steps::{agreement, conflicts};
use crate::check::CONFLICT_REMEDY;
use crate::document::{self, BallotEdit, Edit};
use crate::model::alignment::agreed_by_votes;
use crate::model::ballot::LEFT_OPEN;
use crate::model::{
    Agreement, Ballot, BallotMethod, Round, Session, Subject, SubjectKind, Vote as Voted,
    VoteNaming, Workshop,
};

/// Handles a key while the votes are shown.
pub(crate) fn key_while_shown(
    state: &mut State,
    mut ballot: Box<BallotDialog>,
    key: Key,
) -> Vec<Effect> {
    let subject = ballot.subject.clone();
    match (key.code, key.typed_char(), keymap::action_for(key)) {
        (KeyCode::Enter, ..) => {
            state.dialogs.push(Dialog::Ballot(ballot));
            return open_outcome(state, &subject);
        }
        (_, Some('o'), _) => {
            state.dialogs.push(Dialog::Ballot(ballot));
            return set_outcome(state, &subject, LEFT_OPEN);
        }
        (_, Some('w'), _) => {
            state.dialogs.push(Dialog::Ballot(ballot));
            return ask_who_explains(state, &subject);
        }
        (_, Some('2' | 'n'), _) => {
            let edit = BallotEdit::NextRound {
                subject: (&subject).into(),
                at: state.now,
            };
            let effects = state.edit(Edit::ballot(edit));
            ballot.voter = 0;
            ballot.show_names = false;
            ballot.scroll = 0;
            select_next_waiting(state.session(), &mut ballot);
            state.dialogs.push(Dialog::Ballot(ballot));
            return effects;
        }
        (_, _, Some(Action::MoreFields)) => {
            toggle_names(state, &mut ballot);
        }
        (_, _, Some(Action::Down)) => ballot.scroll = (ballot.scroll + 1).min(200),
        (_, _, Some(Action::Up)) => ballot.scroll = ballot.scroll.saturating_sub(1),
        _ => {}
    }
    state.open(Dialog::Ballot(ballot))
}

/// Returns whether names are kept with the votes that were shown last.
pub fn keeps_names(recorded: &Ballot) -> bool {
    let naming = recorded.revealed_round().map(Round::naming);
    naming.is_none_or(|naming| naming == VoteNaming::Named)
}

/// Shows or hides names, where they are kept.
pub(crate) fn toggle_names(state: &mut State, ballot: &mut BallotDialog) {
    if ballot.ballot(state.session()).is_none_or(keeps_names) {
        ballot.show_names ^= true;
    } else {
        state.refuse("Nobody's name was kept with these votes");
    }
}

/// Asks who gives a reason.
fn ask_who_explains(state: &mut State, subject: &Subject) -> Vec<Effect> {
    let session = state.session();
    let round = session
        .workshop
        .ballot(subject)
        .and_then(Ballot::revealed_round);
    let Some(round) = round else {
        return Vec::new();
    };
    let first = first_to_explain(session, subject);
    let cast = round.votes.iter().enumerate().filter(|(_, v)| !v.absent);
    let choices: Vec<Choice> = cast
        .map(|(index, vote)| {
            let run = BallotCommand::AskReason(subject.clone(), index);
            let title = vote_title(session, round, index);
            Choice::new(index.to_string(), title, &vote.reason, Command::Ballot(run))
        })
        .collect();
    let title = match round.naming() {
        VoteNaming::Named => "Whose reason is it?",
        _ => "For which vote is it the reason?",
    };
    let first = first.map(|index| index.to_string()).unwrap_or_default();
    let pick = Pick::one(title, choices, &first);
    state.open(Dialog::Pick(Box::new(pick)))
}

/// Returns what a vote goes by: its voter's name; without names its side and value.
fn vote_title(session: &Session, round: &Round, index: usize) -> String {
    let Some(vote) = round.votes.get(index) else {
        return String::new();
    };
    let whose = session.workshop.vote_label(vote.voter.as_str());
    match (round.naming(), whose.as_str()) {
        (VoteNaming::Named, _) => whose,
        (_, "") => vote.value.clone(),
        _ => format!("{whose}, {}", vote.value),
    }
}

/// Asks for the reason of a vote.
pub fn open_reason(state: &mut State, subject: &Subject, index: usize) -> Vec<Effect> {
    let session = state.session();
    let ballot = session.workshop.ballot(subject);
    let Some(round) = ballot.and_then(Ballot::revealed_round) else {
        return Vec::new();
    };
    let reason = round.votes.get(index).map(|v| v.reason.clone());
    let title = format!("{}: why?", vote_title(session, round, index));
    let hint = match round.naming() {
        VoteNaming::Named => "In their own words; it is kept with the votes",
        _ => "In their own words, kept without a name; `Owen: ...` gives Owen's name with it",
    };
    let command = EntryCommand::Reason {
        subject: subject.clone(),
        vote: index,
    };
    let entry = TextEntry::line(command, title, hint, &reason.unwrap_or_default());
    state.open(Dialog::TextEntry(Box::new(entry)))
}

/// Asks for the outcome: a number, with the median as default, or one of a few words.
fn open_outcome(state: &mut State, subject: &Subject) -> Vec<Effect> {
    let session = state.session();
    let Some(ballot) = session.workshop.ballot(subject) else {
        return Vec::new();
    };
    if let Some(why) = missing_reasons_text(session, ballot) {
        return state.warn(why);
    }
    let (method, middle) = (
        ballot.method,
        shown_spread(session, subject).map(|s| s.median),
    );
    let title = format!("Outcome: {}", subject.title(session));
    let choice = |word: &str, label: &str| {
        let run = BallotCommand::Decide(subject.clone(), word.to_owned());
        Choice::new(word, label, "", Command::Ballot(run))
    };
    let keep = choice(LEFT_OPEN, "keep it open: it stays disputed");
    let dialog = match method {
        BallotMethod::Points => {
            let command = EntryCommand::Outcome {
                subject: subject.clone(),
            };
            let middle = middle.map(|m| m.rounded().to_string()).unwrap_or_default();
            let hint = "Starts at the median of all votes; what you set becomes the value";
            Dialog::TextEntry(Box::new(TextEntry::line(command, title, hint, &middle)))
        }
        BallotMethod::YesNo => {
            let present = if middle.is_some_and(|m| m.doubled > 1) {
                "yes"
            } else {
                "no"
            };
            let choices = vec![
                choice("yes", "yes: forward it to Sales"),
                choice("no", "no: not to Sales"),
                keep,
            ];
            Dialog::Pick(Box::new(Pick::one(title, choices, present)))
        }
        BallotMethod::Gradients | BallotMethod::Fist => {
            let choices = vec![choice("accepted", "accept the wording as it stands"), keep];
            Dialog::Pick(Box::new(Pick::one(title, choices, "accepted")))
        }
    };
    state.open(dialog)
}

/// Returns the vote that needs a reason first: a strong no without one, else the one furthest from
/// the median without one. It is given by its place in the round.
fn first_to_explain(session: &Session, subject: &Subject) -> Option<usize> {
    let ballot = session.workshop.ballot(subject)?;
    if let Some((index, _)) = unexplained_strong_noes(ballot).next() {
        return Some(index);
    }
    let round = ballot.revealed_round()?;
    let is_silent = |index: &usize| {
        let vote = round.votes.get(*index);
        vote.is_some_and(|vote| vote.reason.is_empty())
    };
    let far = shown_spread(session, subject)?.outliers(ballot.method);
    far.into_iter().map(|(index, _)| index).find(is_silent)
}

fn unexplained_strong_noes(ballot: &Ballot) -> impl Iterator<Item = (usize, &Voted)> {
    let votes = ballot
        .revealed_round()
        .into_iter()
        .flat_map(|round| &round.votes);
    votes.enumerate().filter(|(_, v)| {
        let number = ballot.method.vote_value(&v.value);
        let is_strong = number.is_some_and(|n| ballot.method.is_strong_no(n));
        !v.absent && is_strong && v.reason.is_empty()
    })
}

/// Returns who voted a strong no in the latest round without giving a reason: names, or the sides
/// of votes without names.
pub fn unexplained_voters(session: &Session, ballot: &Ballot) -> Vec<String> {
    let mut names: Vec<String> = unexplained_strong_noes(ballot)
        .map(
            |(_, v)| match session.workshop.vote_label(v.voter.as_str()) {
                nobody if nobody.is_empty() => "somebody".to_owned(),
                name => name,
            },
        )
        .collect();
    names.dedup();
    names
}

fn missing_reasons_text(session: &Session, ballot: &Ballot) -> Option<String> {
    let silent = unexplained_voters(session, ballot);
    let names = crate::model::wording::join_list(&silent, "and");
    (!silent.is_empty())
        .then(|| format!("A strong no needs a reason first: w writes it for {names}"))
}

/// Returns the edit that decides a shown ballot: outcome, decision and value together.
pub fn outcome_edit(state: &State, subject: &Subject, outcome: &str) -> Option<Edit> {
    let session = state.session();
    let ballot = session.workshop.ballot(subject)?;
    let mut decision = agreed_by_votes(&session.workshop, ballot, outcome);
    let present = || subject.value(session).unwrap_or_default();
    decision.value = match ballot.method {
        _ if outcome == LEFT_OPEN => present(),
        BallotMethod::Gradients | BallotMethod::Fist => present(),
        BallotMethod::Points | BallotMethod::YesNo => outcome.to_owned(),
    };
    if outcome == LEFT_OPEN {
        // Nobody has agreed yet; whoever objected keeps the reason.
        decision.agreed.clear();
        decision.dissent.retain(|d| !d.reason.is_empty());
        decision.agreement = Some(Agreement::Disputed);
    }
    decision.at = Some(state.now);
    Some(document::decision_edit(
        session,
        decision,
        Some(outcome.to_owned()),
    ))
}

/// Sets the outcome of a ballot.
pub fn set_outcome(state: &mut State, subject: &Subject, outcome: &str) -> Vec<Effect> {
    let session = state.session();
    let Some(ballot) = session.workshop.ballot(subject) else {
        return Vec::new();
    };
    if let Some(why) = missing_reasons_text(session, ballot) {
        return state.warn(why);
    }
    let outcome = match ballot.method {
        BallotMethod::Points if outcome != LEFT_OPEN => match ballot.method.parse_vote(outcome) {
            Ok(number) => number,
            Err(refused) => {
                return state.warn(sentence::sentence(&refused.0));
            }
        },
        _ => outcome.to_owned(),
    };
    let Some(edit) = outcome_edit(state, subject, &outcome) else {
        return Vec::new();
    };
    let before = session.definition.clone();
    let mut effects = state.edit(edit);
    if effects.is_empty() {
        return effects;
    }
    if matches!(state.dialogs.last(), Some(Dialog::Ballot(b)) if b.subject == *subject) {
        state.dialogs.pop();
        // Close a sheet with nothing left to decide.
        let session = state.document.session();
        let is_over = |sheet: &SheetDialog| {
            sheet_box::shown_lines(session, sheet.method).is_empty()
                && sheet_box::open_lines(session, sheet.method).is_empty()
        };
        if matches!(state.dialogs.last(), Some(Dialog::Sheet(sheet)) if is_over(sheet)) {
            state.dialogs.pop();
        }
    }
    let line = agreement::agreement_line(state, subject);
    let mut text = format!("{}: {line}", subject.title(state.session()));
    let mut level = NoticeLevel::Info;
    if let Some(conflict) = conflicts::conflict_of(state, &subject.place.id)
        && subject.kind() == Some(SubjectKind::Forward)
    {
        text = format!(
            "{}: {} {CONFLICT_REMEDY}",
            conflict.name,
            conflict.sentence()
        );
        level = NoticeLevel::Warn;
    }
    state.notify(level, text);
    effects.extend(linked_threshold::offer_linked_edit(state, &before));
    effects
}

/// Records the reason of a vote. Where votes have no names, one that begins with a voter's name
/// and a colon is given under that name.
pub fn write_reason(
    state: &mut State,
    subject: &Subject,
    index: usize,
    reason: &str,
) -> Vec<Effect> {
    let workshop = &state.session().workshop;
    let ballot = workshop.ballot(subject);
    let round = ballot.and_then(Ballot::revealed_round);
    let Some((round, vote)) = round.and_then(|round| Some((round, round.votes.get(index)?))) else {
        return Vec::new();
    };
    let (by, reason) = match round.naming() {
        VoteNaming::Named => (String::new(), reason),
        _ => named_reason(workshop, vote, reason),
    };
    let edit = BallotEdit::Reason {
        subject: subject.into(),
        voter: vote.voter.clone(),
        vote: Some(index),
        reason: reason.to_owned(),
        by,
    };
    state.edit(Edit::ballot(edit))
}

/// Splits `Owen: nobody has the data` into the voter's full name and the reason, if exactly one of
/// those who may have cast the vote is called so.
fn named_reason<'a>(workshop: &Workshop, vote: &Voted, text: &'a str) -> (String, &'a str) {
    let nobody = (String::new(), text);
    let Some((begin, reason)) = text.split_once(':') else {
        return nobody;
    };
    let side = workshop.voter(&vote.voter).map(|voter| voter.side);
    let called = begin.trim().to_lowercase();
    let mut voters = workshop.voters();
    voters.retain(|voter| {
        let name = voter.name.to_lowercase();
        let is_called = name == called || name.split_whitespace().next() == Some(&called);
        !voter.whole_side && is_called && side.is_none_or(|side| voter.side == side)
    });
    match voters.as_slice() {
        [one] => (one.name.clone(), reason.trim()),
        _ => nobody,
    }
}
