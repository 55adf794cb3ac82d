//! Ballots whose votes are shown: reasons, another round, and the outcome with its decision.

use crate::app::actions::linked_threshold;
use crate::app::dialogs::ballot_box::{BallotDialog, select_next_waiting, shown_spread};
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::pick::{Choice, Pick};
use crate::app::dialogs::sheet_box::{self, SheetDialog};
use crate::app::dialogs::text_entry::TextEntry;
use crate::app::input::command::{BallotCommand, Command};
use crate::app::input::entry_command::EntryCommand;
use crate::app::input::key::{Key, KeyCode};
use crate::app::input::keymap::{self, Action};
use crate::app::input::sentence;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, State};
use crate::app::steps::agreement;
use crate::document::{self, BallotEdit, Edit};
use crate::model::alignment::agreed_by_votes;
use crate::model::ballot::LEFT_OPEN;
use crate::model::{Agreement, Ballot, BallotMethod, Id, Session, Subject, Vote as Voted};

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
        (_, _, Some(Action::MoreFields)) => ballot.show_names ^= true,
        (_, _, Some(Action::Down)) => ballot.scroll = (ballot.scroll + 1).min(200),
        (_, _, Some(Action::Up)) => ballot.scroll = ballot.scroll.saturating_sub(1),
        _ => {}
    }
    state.open(Dialog::Ballot(ballot))
}

/// Asks who gives a reason.
fn ask_who_explains(state: &mut State, subject: &Subject) -> Vec<Effect> {
    let session = state.session();
    let round = session
        .workshop
        .ballot(subject)
        .and_then(Ballot::revealed_round);
    let first = first_to_explain(session, subject);
    let votes = round
        .into_iter()
        .flat_map(|round| &round.votes)
        .filter(|v| !v.absent);
    let choices: Vec<Choice> = votes
        .map(|v| {
            let name = agreement::voter_name(session, v.voter.as_str());
            let run = BallotCommand::AskReason(subject.clone(), v.voter.clone());
            Choice::new(v.voter.as_str(), name, &v.reason, Command::Ballot(run))
        })
        .collect();
    let pick = Pick::one(
        "Whose reason is it?",
        choices,
        first.as_deref().unwrap_or(""),
    );
    state.open(Dialog::Pick(Box::new(pick)))
}

/// Asks for a voter's reason.
pub fn open_reason(state: &mut State, subject: &Subject, voter: &Id) -> Vec<Effect> {
    let session = state.session();
    let round = session
        .workshop
        .ballot(subject)
        .and_then(Ballot::revealed_round);
    let reason = round.and_then(|r| r.vote(voter)).map(|v| v.reason.clone());
    let title = format!("{}: why?", agreement::voter_name(session, voter.as_str()));
    let command = EntryCommand::Reason {
        subject: subject.clone(),
        voter: voter.clone(),
    };
    let hint = "In their own words; it is kept with the votes";
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

/// Returns who should give a reason first: a strong no without one, else the voter furthest from
/// the median who hasn't given one.
fn first_to_explain(session: &Session, subject: &Subject) -> Option<String> {
    let ballot = session.workshop.ballot(subject)?;
    if let Some(vote) = unexplained_strong_noes(ballot).next() {
        return Some(vote.voter.to_string());
    }
    let round = ballot.revealed_round()?;
    let is_silent = |voter: &Id| {
        let mut votes = round.votes.iter();
        votes.any(|v| v.voter == *voter && v.reason.is_empty())
    };
    let far = shown_spread(session, subject)?.outliers(ballot.method);
    let voter = far.into_iter().map(|(voter, _)| voter).find(is_silent)?;
    Some(voter.to_string())
}

fn unexplained_strong_noes(ballot: &Ballot) -> impl Iterator<Item = &Voted> {
    let votes = ballot
        .revealed_round()
        .into_iter()
        .flat_map(|round| &round.votes);
    votes.filter(|v| {
        let number = ballot.method.vote_value(&v.value);
        let is_strong = number.is_some_and(|n| ballot.method.is_strong_no(n));
        !v.absent && is_strong && v.reason.is_empty()
    })
}

/// Returns who voted a strong no in the latest round without giving a reason.
pub fn unexplained_voters(session: &Session, ballot: &Ballot) -> Vec<String> {
    unexplained_strong_noes(ballot)
        .map(|v| agreement::voter_name(session, v.voter.as_str()))
        .collect()
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
    let before = session.clone();
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
    let text = format!("{}: {line}", subject.title(state.session()));
    state.notify(NoticeLevel::Info, text);
    effects.extend(linked_threshold::offer_linked_edit(state, &before));
    effects
}

/// Records a voter's reason.
pub fn write_reason(state: &mut State, subject: &Subject, voter: Id, reason: &str) -> Vec<Effect> {
    state.edit(Edit::ballot(BallotEdit::Reason {
        subject: subject.into(),
        voter,
        reason: reason.to_owned(),
    }))
}
