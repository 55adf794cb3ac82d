//! Votes that were shown: reasons, another round, and the outcome with its decision.

use super::agreeing;
use super::ballots::{BallotBox, next_waiting};
use super::edit::Edit;
use super::entry::{Entry, Purpose};
use super::key::{Key, KeyCode};
use super::keymap::{self, Action};
use super::message::Effect;
use super::overlay::Overlay;
use super::pick::{Choice, Pick, Then};
use super::sheet::{self, SheetBox};
use super::state::{Level, State};
use super::vote::{self, Vote};
use crate::model::alignment::agreed_by_votes;
use crate::model::{Agreement, Ballot, BallotMethod, Id, Session, Spread, Subject, Vote as Voted};

/// The outcome that leaves a thing as it is, for later.
pub const KEPT_OPEN: &str = "kept open";

/// A key while the votes are shown.
pub(super) fn shown(state: &mut State, mut ballot: Box<BallotBox>, key: Key) -> Vec<Effect> {
    let subject = ballot.subject.clone();
    match (key.code, key.typed(), keymap::action(key)) {
        (KeyCode::Enter, ..) => {
            state.overlays.push(Overlay::Ballot(ballot));
            return open_outcome(state, &subject);
        }
        (_, Some('o'), _) => {
            state.overlays.push(Overlay::Ballot(ballot));
            return set_outcome(state, &subject, KEPT_OPEN);
        }
        (_, Some('w'), _) => {
            state.overlays.push(Overlay::Ballot(ballot));
            return ask_who(state, &subject);
        }
        (_, Some('2' | 'n'), _) => {
            let edit = Vote::Again {
                subject: subject.to_string(),
                at: state.now,
            };
            let effects = state.edit(Edit::vote(edit));
            ballot.voter = 0;
            ballot.names = false;
            ballot.down = 0;
            next_waiting(state.session(), &mut ballot);
            state.overlays.push(Overlay::Ballot(ballot));
            return effects;
        }
        (_, _, Some(Action::More)) => ballot.names ^= true,
        (_, _, Some(Action::Down)) => ballot.down = (ballot.down + 1).min(200),
        (_, _, Some(Action::Up)) => ballot.down = ballot.down.saturating_sub(1),
        _ => {}
    }
    state.overlays.push(Overlay::Ballot(ballot));
    Vec::new()
}

/// The votes last shown on a subject.
pub fn spread(session: &Session, subject: &Subject) -> Option<Spread> {
    let ballot = session.workshop.ballot(&subject.to_string())?;
    Spread::of(&session.workshop, ballot.method, ballot.shown()?)
}

/// Asks who gives a reason.
fn ask_who(state: &mut State, subject: &Subject) -> Vec<Effect> {
    let session = state.session();
    let round = session
        .workshop
        .ballot(&subject.to_string())
        .and_then(Ballot::shown);
    let asked = asked(session, subject);
    let votes = round
        .into_iter()
        .flat_map(|round| &round.votes)
        .filter(|v| !v.absent);
    let choices: Vec<Choice> = votes
        .map(|v| {
            let name = agreeing::who_is(session, v.voter.as_str());
            Choice::new(v.voter.as_str(), name, &v.reason)
        })
        .collect();
    let then = Then::Reason(subject.clone());
    let pick = Pick::one(
        "Who says why?",
        choices,
        asked.as_deref().unwrap_or(""),
        then,
    );
    state.overlays.push(Overlay::Pick(Box::new(pick)));
    Vec::new()
}

/// Asks for somebody's reason.
pub fn open_reason(state: &mut State, subject: &Subject, voter: &str) -> Vec<Effect> {
    let session = state.session();
    let Ok(id) = crate::model::Id::new(voter) else {
        return Vec::new();
    };
    let text = subject.to_string();
    let round = session.workshop.ballot(&text).and_then(Ballot::shown);
    let reason = round.and_then(|r| r.vote(&id)).map(|v| v.reason.clone());
    let title = format!("{}: why?", agreeing::who_is(session, voter));
    let purpose = Purpose::Reason {
        subject: text,
        voter: id,
    };
    let hint = "In their own words; it is kept with the votes";
    let entry = Entry::line(purpose, title, hint, &reason.unwrap_or_default());
    state.overlays.push(Overlay::Entry(Box::new(entry)));
    Vec::new()
}

/// Asks for the outcome: a number, beginning with the middle; else one of a few words.
fn open_outcome(state: &mut State, subject: &Subject) -> Vec<Effect> {
    let session = state.session();
    let Some(ballot) = session.workshop.ballot(&subject.to_string()) else {
        return Vec::new();
    };
    if let Some(why) = needs_reason(session, ballot) {
        state.say(Level::Warn, why);
        return Vec::new();
    }
    let (method, middle) = (ballot.method, spread(session, subject).map(|s| s.middle));
    let title = format!("What stands: {}", subject.title(session));
    let then = Then::Outcome(subject.clone());
    let choice = |word: &str, label: &str| Choice::new(word, label, "");
    let keep = choice(KEPT_OPEN, "keep it open: it stays disputed");
    let overlay = match method {
        BallotMethod::Points => {
            let purpose = Purpose::Outcome {
                subject: subject.to_string(),
            };
            let middle = middle.map(|m| m.rounded().to_string()).unwrap_or_default();
            let hint = "Begins with the middle of all votes; what you set becomes the value";
            Overlay::Entry(Box::new(Entry::line(purpose, title, hint, &middle)))
        }
        BallotMethod::YesNo => {
            let present = if middle.is_some_and(|m| m.twice > 1) {
                "yes"
            } else {
                "no"
            };
            let choices = vec![
                choice("yes", "yes: forward it to Sales"),
                choice("no", "no: not to Sales"),
                keep,
            ];
            Overlay::Pick(Box::new(Pick::one(title, choices, present, then)))
        }
        BallotMethod::Gradients | BallotMethod::Fist => {
            let choices = vec![choice("accepted", "accept the wording as it stands"), keep];
            Overlay::Pick(Box::new(Pick::one(title, choices, "accepted", then)))
        }
    };
    state.overlays.push(overlay);
    Vec::new()
}

/// Who is asked why first: a strong no without a reason, else whoever is furthest from the middle
/// and hasn't said.
fn asked(session: &Session, subject: &Subject) -> Option<String> {
    let ballot = session.workshop.ballot(&subject.to_string())?;
    if let Some(vote) = strong_and_silent(ballot).next() {
        return Some(vote.voter.to_string());
    }
    let round = ballot.shown()?;
    let is_silent = |voter: &Id| {
        let mut votes = round.votes.iter();
        votes.any(|v| v.voter == *voter && v.reason.is_empty())
    };
    let far = spread(session, subject)?.outliers(ballot.method);
    let voter = far.into_iter().map(|(voter, _)| voter).find(is_silent)?;
    Some(voter.to_string())
}

fn strong_and_silent(ballot: &Ballot) -> impl Iterator<Item = &Voted> {
    let votes = ballot.shown().into_iter().flat_map(|round| &round.votes);
    votes.filter(|v| {
        let number = ballot.method.number(&v.value);
        let is_strong = number.is_some_and(|n| ballot.method.is_strong_no(n));
        !v.absent && is_strong && v.reason.is_empty()
    })
}

/// Who said a strong no and not why, in the round last shown.
pub fn unexplained(session: &Session, ballot: &Ballot) -> Vec<String> {
    strong_and_silent(ballot)
        .map(|v| agreeing::who_is(session, v.voter.as_str()))
        .collect()
}

fn needs_reason(session: &Session, ballot: &Ballot) -> Option<String> {
    let silent = unexplained(session, ballot);
    let names = crate::model::wording::list(&silent, "and");
    (!silent.is_empty())
        .then(|| format!("A strong no needs its reason first: w writes it for {names}"))
}

/// The edit that decides a shown ballot: outcome, decision and value together.
pub fn decision(state: &State, subject: &Subject, outcome: &str) -> Option<Edit> {
    let session = state.session();
    let ballot = session.workshop.ballot(&subject.to_string())?;
    let mut decision = agreed_by_votes(&session.workshop, ballot, outcome);
    let present = || subject.value(session).unwrap_or_default();
    decision.value = match ballot.method {
        _ if outcome == KEPT_OPEN => present(),
        BallotMethod::Gradients | BallotMethod::Fist => present(),
        BallotMethod::Points | BallotMethod::YesNo => outcome.to_owned(),
    };
    if outcome == KEPT_OPEN {
        // Nobody agreed to anything yet; who had spoken up keeps the reason.
        decision.agreed.clear();
        decision.dissent.retain(|d| !d.reason.is_empty());
        decision.agreement = Some(Agreement::Disputed);
    }
    decision.at = Some(state.now);
    Some(vote::decide(session, decision, Some(outcome.to_owned())))
}

/// Sets the outcome of a ballot.
pub fn set_outcome(state: &mut State, subject: &Subject, outcome: &str) -> Vec<Effect> {
    let session = state.session();
    let Some(ballot) = session.workshop.ballot(&subject.to_string()) else {
        return Vec::new();
    };
    if let Some(why) = needs_reason(session, ballot) {
        state.say(Level::Warn, why);
        return Vec::new();
    }
    let outcome = match ballot.method {
        BallotMethod::Points if outcome != KEPT_OPEN => match ballot.method.read(outcome) {
            Ok(number) => number,
            Err(refused) => {
                state.say(Level::Warn, super::sentence(&refused.0));
                return Vec::new();
            }
        },
        _ => outcome.to_owned(),
    };
    let Some(edit) = decision(state, subject, &outcome) else {
        return Vec::new();
    };
    let before = session.clone();
    let effects = state.edit(edit);
    if effects.is_empty() {
        return effects;
    }
    if matches!(state.overlays.last(), Some(Overlay::Ballot(b)) if b.subject == *subject) {
        state.overlays.pop();
        // A sheet with nothing left to decide has nothing left to show.
        let session = state.document.session();
        let is_over = |sheet: &SheetBox| {
            sheet::shown(session, sheet.method).is_empty()
                && sheet::open_lines(session, sheet.method).is_empty()
        };
        if matches!(state.overlays.last(), Some(Overlay::Sheet(sheet)) if is_over(sheet)) {
            state.overlays.pop();
        }
    }
    let line = agreeing::line(state, subject);
    let text = format!("{}: {line}", subject.title(state.session()));
    state.say(Level::Info, text);
    super::follow::offer(state, &before);
    effects
}

/// Writes somebody's reason.
pub fn write_reason(
    state: &mut State,
    subject: String,
    voter: crate::model::Id,
    reason: String,
) -> Vec<Effect> {
    state.edit(Edit::vote(Vote::Reason {
        subject,
        voter,
        reason,
    }))
}
