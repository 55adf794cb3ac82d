//! Ballots at the keyboard: opening one on the thing in hand, voting unseen, showing the votes,
//! reasons, rounds, and the outcome.

use super::agreeing;
use super::edit::Edit;
use super::entry::{Entry, Purpose};
use super::key::{Key, KeyCode};
use super::keymap::{self, Action};
use super::message::Effect;
use super::overlay::{Answer, Ask, Overlay};
use super::pick::{Choice, Pick, Then};
use super::state::{Level, State};
use super::vote::{self, Vote};
use crate::model::alignment::agreed_by_votes;
use crate::model::ballot::{Progress, Standing, Voter};
use crate::model::{Agreement, Ballot, BallotMethod, Round, Session, Spread, Subject};

/// The outcome that leaves a thing as it is, for later.
pub const KEPT_OPEN: &str = "kept open";

/// A ballot on the screen. What is being typed is never drawn, not even how much of it.
pub struct BallotBox {
    /// On what.
    pub subject: Subject,
    /// Which voter, among [`voters`](crate::model::Workshop::voters).
    pub voter: usize,
    /// Whether names are shown with the votes.
    pub names: bool,
    /// How far down the votes are scrolled.
    pub down: usize,
    /// What was wrong with what was typed; never the text itself.
    pub note: String,
    typed: String,
}

impl BallotBox {
    /// The ballot as it is recorded.
    pub fn ballot<'a>(&self, session: &'a Session) -> Option<&'a Ballot> {
        session.workshop.ballot(&self.subject.to_string())
    }
}

/// `v` on the thing in hand: opens a ballot, goes on with the open one, or shows the votes.
pub fn open(state: &mut State) -> Vec<Effect> {
    let subjects = agreeing::in_hand(state);
    match subjects.as_slice() {
        [] => {
            let text = "There is nothing to vote on here: choose a stage, a word, an answer, a threshold or a sample lead";
            state.say(Level::Info, text);
            Vec::new()
        }
        [one] => open_on(state, one),
        several => choose(state, several, Action::Ballot),
    }
}

/// `s` on the thing in hand: records who agrees to it as it stands.
pub fn agree(state: &mut State) -> Vec<Effect> {
    let subjects = agreeing::in_hand(state);
    match subjects.as_slice() {
        [] => {
            state.say(
                Level::Info,
                "Not here: s agrees to a wording, points or a threshold; on Publish, to all of it",
            );
            Vec::new()
        }
        [one] => agreeing::open_agree(state, one),
        several => choose(state, several, Action::Sign),
    }
}

fn choose(state: &mut State, subjects: &[Subject], action: Action) -> Vec<Effect> {
    let session = state.session();
    let choices = subjects
        .iter()
        .map(|s| Choice::new(s.to_string(), s.title(session), agreeing::line(state, s)))
        .collect();
    let pick = Pick::one("On which?", choices, "", Then::Subject(action));
    state.overlays.push(Overlay::Pick(Box::new(pick)));
    Vec::new()
}

/// One of several subjects was chosen for an action.
pub fn chosen(state: &mut State, action: Action, subject: &str) -> Vec<Effect> {
    match subject.parse() {
        Ok(subject) if action == Action::Sign => agreeing::open_agree(state, &subject),
        Ok(subject) => open_on(state, &subject),
        Err(_) => Vec::new(),
    }
}

/// Opens a ballot on a subject, or goes on with it.
pub fn open_on(state: &mut State, subject: &Subject) -> Vec<Effect> {
    let session = state.session();
    let text = subject.to_string();
    let progress = session.workshop.ballot(&text).map(Ballot::progress);
    if matches!(progress, Some(Progress::Open | Progress::Shown)) {
        show_box(state, subject);
        return Vec::new();
    }
    if !subject.is_there(session) {
        state.say(Level::Info, "There is nothing there to vote on any more");
        return Vec::new();
    }
    if subject.value(session).is_some_and(|value| value.is_empty()) && !subject.hides_figures() {
        state.say(
            Level::Info,
            "There is no agreed wording to vote on yet: write it first, with Enter",
        );
        return Vec::new();
    }
    // The way of voting on words is chosen once, and then remembered.
    let used = session.workshop.ballots.iter().rev().map(|b| b.method);
    let mut used = used.filter(|method| subject.methods().contains(method));
    let method = match (subject.methods(), used.next()) {
        (_, Some(method)) => method,
        ([only], None) => *only,
        (several, None) => {
            let ends = |m: &BallotMethod| match m {
                BallotMethod::Gradients => "5 gladly to 1 no",
                _ => "5 fingers to a fist",
            };
            let note = |m: &BallotMethod| Choice::new(m.word(), m.label(), ends(m));
            let choices = several.iter().map(note).collect();
            let then = Then::Method(subject.clone());
            let pick = Pick::one("How do we vote on words?", choices, "", then);
            state.overlays.push(Overlay::Pick(Box::new(pick)));
            return Vec::new();
        }
    };
    begin(state, subject, method)
}

/// Opens a ballot by a method.
pub fn begin(state: &mut State, subject: &Subject, method: BallotMethod) -> Vec<Effect> {
    let effects = state.edit(Edit::vote(Vote::Open {
        subject: subject.to_string(),
        method,
        at: state.now,
    }));
    if !effects.is_empty() {
        show_box(state, subject);
    }
    effects
}

/// Puts the ballot on the screen, with the next voter chosen.
pub fn show_box(state: &mut State, subject: &Subject) {
    let mut ballot = BallotBox {
        subject: subject.clone(),
        voter: 0,
        names: false,
        down: 0,
        note: String::new(),
        typed: String::new(),
    };
    next_waiting(state.session(), &mut ballot);
    state.overlays.push(Overlay::Ballot(Box::new(ballot)));
}

/// Chooses the next voter who hasn't voted; stays where everybody has.
fn next_waiting(session: &Session, ballot: &mut BallotBox) {
    let voters = session.workshop.voters();
    let Some(round) = ballot.ballot(session).and_then(Ballot::round) else {
        return;
    };
    let waits = |i: &usize| session.workshop.standing(round, &voters[*i]) == Standing::Waiting;
    let after = (ballot.voter..voters.len()).find(waits);
    if let Some(index) = after.or_else(|| (0..voters.len()).find(waits)) {
        ballot.voter = index;
    }
}

/// A key in a ballot.
pub fn key(state: &mut State, mut ballot: Box<BallotBox>, key: Key) -> Vec<Effect> {
    state.notice = None;
    let session = state.session();
    let Some(progress) = ballot.ballot(session).map(Ballot::progress) else {
        return Vec::new();
    };
    if key.code == KeyCode::Esc || keymap::action(key) == Some(Action::Quit) && key.ctrl {
        return left(state, &ballot.subject, progress);
    }
    match progress {
        Progress::Open => voting(state, ballot, key),
        Progress::Shown => shown(state, ballot, key),
        Progress::Decided => {
            if keymap::action(key) == Some(Action::More) {
                ballot.names ^= true;
                state.overlays.push(Overlay::Ballot(ballot));
            }
            Vec::new()
        }
    }
}

fn left(state: &mut State, subject: &Subject, progress: Progress) -> Vec<Effect> {
    let title = subject.title(state.session());
    match progress {
        Progress::Open => {
            let text = format!("The ballot on {title} is open; v goes on with it");
            state.say(Level::Info, text);
        }
        Progress::Shown => {
            let text = format!("The votes on {title} are kept; v shows them again");
            state.say(Level::Info, text);
        }
        Progress::Decided => {}
    }
    Vec::new()
}

/// A key while votes are sealed.
fn voting(state: &mut State, mut ballot: Box<BallotBox>, key: Key) -> Vec<Effect> {
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
        ballot.forget();
        state.overlays.push(Overlay::Ballot(ballot));
        return Vec::new();
    }
    match (key.code, key.typed(), voter) {
        (KeyCode::Enter, _, Some(voter)) => seal(state, ballot, &voter),
        (KeyCode::Backspace, _, _) => {
            ballot.typed.pop();
            state.overlays.push(Overlay::Ballot(ballot));
            Vec::new()
        }
        (_, Some('x'), Some(voter)) => away(state, ballot, &voter),
        (_, Some('r'), _) => {
            let subjects = vec![ballot.subject.to_string()];
            ballot.forget();
            state.overlays.push(Overlay::Ballot(ballot));
            ask_to_show(state, subjects)
        }
        (_, Some(typed), _) => {
            ballot.type_in(&typed.to_string());
            state.overlays.push(Overlay::Ballot(ballot));
            Vec::new()
        }
        _ => {
            state.overlays.push(Overlay::Ballot(ballot));
            Vec::new()
        }
    }
}

impl BallotBox {
    fn forget(&mut self) {
        self.typed.clear();
        self.note.clear();
    }

    /// Takes typed or pasted text; it is never shown.
    pub fn type_in(&mut self, text: &str) {
        self.note.clear();
        if self.typed.len() < 64 {
            self.typed.push_str(text.trim_matches('\n'));
        }
    }
}

fn seal(state: &mut State, mut ballot: Box<BallotBox>, voter: &Voter) -> Vec<Effect> {
    let session = state.session();
    let Some(method) = ballot.ballot(session).map(|b| b.method) else {
        return Vec::new();
    };
    let typed = std::mem::take(&mut ballot.typed);
    let value = match method.read(&typed) {
        Ok(value) => value,
        Err(refused) => {
            ballot.note = super::sentence(&refused.0);
            state.overlays.push(Overlay::Ballot(ballot));
            return Vec::new();
        }
    };
    let subject = ballot.subject.to_string();
    let sealed = vote::seal(&value, &subject, &voter.id, state.now);
    let effects = state.edit(Edit::vote(Vote::Cast {
        voter: voter.id.clone(),
        method,
        votes: vec![(subject, Some(sealed))],
        at: state.now,
    }));
    next_waiting(state.session(), &mut ballot);
    ballot.note.clear();
    state.overlays.push(Overlay::Ballot(ballot));
    effects
}

fn away(state: &mut State, mut ballot: Box<BallotBox>, voter: &Voter) -> Vec<Effect> {
    ballot.forget();
    let session = state.session();
    let round = ballot.ballot(session).and_then(Ballot::round);
    let is = round.map(|round| session.workshop.standing(round, voter));
    let effects = state.edit(Edit::vote(Vote::Away {
        subject: ballot.subject.to_string(),
        voter: voter.id.clone(),
        away: is != Some(Standing::Away),
    }));
    if is != Some(Standing::Away) {
        next_waiting(state.session(), &mut ballot);
    }
    state.overlays.push(Overlay::Ballot(ballot));
    effects
}

/// Shows the votes, asking first where somebody is missing.
pub fn ask_to_show(state: &mut State, subjects: Vec<String>) -> Vec<Effect> {
    let workshop = &state.session().workshop;
    let rounds: Vec<&Round> = subjects
        .iter()
        .filter_map(|s| workshop.ballot(s).and_then(Ballot::round))
        .filter(|round| round.has_votes())
        .collect();
    if rounds.is_empty() {
        let effects = show(state, subjects);
        state.say(Level::Info, "Nobody had voted: the ballot is withdrawn");
        return effects;
    }
    // On a sheet a line left out is no vote missing: somebody is, who gave none at all.
    let mut waiting = workshop.voters();
    waiting.retain(|voter| {
        let waits = |round: &&&Round| workshop.standing(round, voter) == Standing::Waiting;
        rounds.iter().filter(waits).count() == rounds.len()
    });
    if waiting.is_empty() {
        return show(state, subjects);
    }
    let names: Vec<String> = waiting.into_iter().map(|voter| voter.name).collect();
    let names = crate::model::wording::list(&names, "and");
    let ask = Ask::new(
        "Show the votes without everybody?",
        format!("Not in yet: {names}. They count as away; votes that were shown stay as they are."),
    )
    .answer('y', "show them", Answer::ShowVotes(subjects))
    .answer('n', "wait", Answer::Nothing);
    state.overlays.push(Overlay::Ask(ask));
    Vec::new()
}

/// Shows the votes; who is missing was away.
pub fn show(state: &mut State, subjects: Vec<String>) -> Vec<Effect> {
    let effects = state.edit(Edit::vote(Vote::Show {
        subjects,
        leave_out: true,
        at: state.now,
    }));
    if !effects.is_empty() {
        state.notice = None;
        // One that was withdrawn has nothing to show.
        let session = state.document.session();
        let shows = |ballot: &BallotBox| {
            let progress = ballot.ballot(session).map(Ballot::progress);
            matches!(progress, Some(Progress::Open | Progress::Shown))
        };
        state.overlays.retain(|o| match o {
            Overlay::Ballot(ballot) => shows(ballot),
            _ => true,
        });
    }
    effects
}

/// A key while the votes are shown.
fn shown(state: &mut State, mut ballot: Box<BallotBox>, key: Key) -> Vec<Effect> {
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
    let pick = Pick::one("Who says why?", choices, "", then);
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

/// Who said a strong no and not why, in the round last shown.
pub fn unexplained(session: &Session, ballot: &Ballot) -> Vec<String> {
    let votes = ballot.shown().into_iter().flat_map(|round| &round.votes);
    let strong = votes.filter(|v| {
        let number = ballot.method.number(&v.value);
        !v.absent && number.is_some_and(|n| ballot.method.is_strong_no(n))
    });
    let silent = strong.filter(|v| v.reason.is_empty());
    silent
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
