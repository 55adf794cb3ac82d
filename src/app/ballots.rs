//! Ballots at the keyboard: opening one on the thing in hand, voting unseen, showing the votes.
//! What follows is in `outcomes`.

use super::agreeing;
use super::edit::Edit;
use super::key::{Key, KeyCode};
use super::keymap::{self, Action};
use super::message::Effect;
use super::overlay::{Answer, Ask, Overlay};
use super::pick::{Choice, Pick, Then};
use super::state::{Level, State};
use super::vote::{self, Vote};
use crate::model::ballot::{Progress, Standing, Voter};
use crate::model::{Ballot, BallotMethod, Round, Session, Subject};

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
pub(super) fn next_waiting(session: &Session, ballot: &mut BallotBox) {
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
    if key.code == KeyCode::Esc {
        return left(state, &ballot.subject, progress);
    }
    match progress {
        Progress::Open => voting(state, ballot, key),
        Progress::Shown => super::outcomes::shown(state, ballot, key),
        Progress::Decided => {
            if keymap::action(key) == Some(Action::More) {
                ballot.names ^= true;
                state.overlays.push(Overlay::Ballot(ballot));
            }
            Vec::new()
        }
    }
}

/// Leaves a ballot; what was typed of a vote is forgotten, so that nobody sees it.
pub(super) fn leave(state: &mut State, ballot: &BallotBox) -> Vec<Effect> {
    match ballot.ballot(state.session()).map(Ballot::progress) {
        Some(progress) => left(state, &ballot.subject, progress),
        None => Vec::new(),
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
    /// Whether votes are typed, and not what was voted shown.
    pub fn takes_votes(&self, session: &Session) -> bool {
        let ballot = self.ballot(session);
        ballot.is_some_and(|ballot| ballot.progress() == Progress::Open)
    }

    fn forget(&mut self) {
        self.typed.clear();
        self.note.clear();
    }

    /// Takes typed or pasted text; it is never shown.
    pub fn type_in(&mut self, text: &str) {
        self.note.clear();
        let room = 64_usize.saturating_sub(self.typed.chars().count());
        self.typed
            .extend(text.trim_matches('\n').chars().take(room));
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
