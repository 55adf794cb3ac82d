//! A random walk: whatever is pressed, whatever is open, nothing panics, no vote is lost and
//! everything can be undone. `ACCORD_WALK_KEYS` sets the number of keys.

use std::path::Path;

use accord::app::dialogs::dialog::Dialog;
use accord::app::{Key, KeyCode, Message};
use accord::document::{BallotEdit, Edit};
use accord::model::{Ballot, Id, Round, Session, Subject, VoteNaming, Workshop};
use accord::store::{parse_session, session_text};

use crate::common::Bench;
use crate::common::random::Random;

/// Keys; those that lead further in occur more often than those that lead out.
const KEYS: &[&str] = &[
    "<up>",
    "<down>",
    "<down>",
    "<down>",
    "<left>",
    "<right>",
    "<tab>",
    "<home>",
    "<end>",
    "<pageup>",
    "<pagedown>",
    "<enter>",
    "<enter>",
    "<enter>",
    "<enter>",
    "<esc>",
    "<ctrl-s>",
    "<space>",
    "<space>",
    "<backspace>",
    "<delete>",
    "<backtab>",
    "<ctrl-u>",
    "<ctrl-k>",
    "<ctrl-w>",
    "<ctrl-z>",
    "<ctrl-left>",
    "a",
    "a",
    "A",
    "d",
    "K",
    "J",
    "+",
    "+",
    "-",
    "m",
    "o",
    "r",
    "b",
    "s",
    "v",
    "v",
    "V",
    "e",
    "w",
    "t",
    "T",
    "M",
    "R",
    "B",
    "!",
    "N",
    "<f5>",
    "<f6>",
    "5",
    "P",
    "p",
    "u",
    "U",
    "/",
    ":",
    "?",
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
    "7",
    "8",
    "9",
    "[",
    "]",
    "g",
    "G",
    "x",
    "y",
    "n",
    "\u{5546}",
    "\u{301}",
    "\u{1f469}",
    "\u{200d}",
    "Z",
    ",",
    "0",
    "q",
];

const FINISHING: &[&str] = &["<enter>", "<enter>", "<ctrl-s>", "<esc>"];

/// What is typed into ballots and rows.
const VOTES: &[&str] = &["3<enter>", "5<enter>", "y<enter>", "<enter>", "r", "w"];

const PASTES: &[&str] = &[
    "One\t3\nTwo\t-4\n",
    "Ann, sales\nBo, marketing",
    "12",
    "a\u{1b}[31m\u{202e}b\r\n\n\nc",
    "",
];

fn press(bench: &mut Bench, key: Key) {
    bench.host.handle(&mut bench.state, Message::Key(key));
}

/// A session with the meeting's record of another, which undo does not change.
fn with_record_of(session: &Session, other: &Session) -> Session {
    let mut session = session.clone();
    let workshop = std::sync::Arc::make_mut(&mut session.workshop);
    workshop.positions.clone_from(&other.workshop.positions);
    workshop.ballots.clone_from(&other.workshop.ballots);
    workshop.decisions.clone_from(&other.workshop.decisions);
    workshop.sign_offs.clone_from(&other.workshop.sign_offs);
    workshop.visited.clone_from(&other.workshop.visited);
    for item in &mut workshop.agenda {
        let now = other.workshop.agenda.iter().find(|i| i.id == item.id);
        if let Some(now) = now {
            item.taken_seconds = now.taken_seconds;
            item.extended_minutes = now.extended_minutes;
        }
    }
    session
}

fn assert_round_trips(session: &Session, trail: &[String]) {
    let text = session_text(session);
    let again = parse_session(Path::new("session.yaml"), &text);
    assert_eq!(
        again.as_ref().ok(),
        Some(session),
        "{again:?}, after {trail:?}"
    );
}

/// Reveals what is open, as undo stops at a subject being voted on.
fn show_every_vote(bench: &mut Bench) {
    let open = bench.session().workshop.open_ballots();
    let subjects = open.map(|(subject, _)| (&subject).into()).collect();
    let at = bench.state.now;
    let leave_out = true;
    let effects = bench.state.edit(Edit::ballot(BallotEdit::RevealVotes {
        subjects,
        leave_out,
        at,
    }));
    bench.host.perform(&bench.state, effects);
}

/// The values that something voted on has had since its votes were shown.
type ValuesSince = Vec<(Subject, Vec<Option<String>>)>;

/// Returns the ballots that were shown.
fn shown_ballots(session: &Session) -> impl Iterator<Item = (Subject, &Ballot)> {
    let ballots = session.workshop.ballots_by_subject();
    ballots.filter(|(_, ballot)| ballot.revealed_round().is_some())
}

/// Undoes everything and redoes it.
fn assert_undone_and_redone(bench: &mut Bench, first: &Session, values: &ValuesSince) {
    for _ in 0..20 {
        if bench.state.dialogs.is_empty() {
            break;
        }
        let asked = matches!(bench.state.dialogs.last(), Some(Dialog::KeyQuestion(_)));
        press(bench, Key::plain(KeyCode::Esc));
        if !asked && matches!(bench.state.dialogs.last(), Some(Dialog::KeyQuestion(_))) {
            // Covered words are discarded only when told.
            press(bench, Key::char('y'));
        }
    }
    assert!(bench.state.dialogs.is_empty(), "Esc leads out");
    show_every_vote(bench);
    // Undo would bring a text given up back first.
    bench.state.discarded = None;
    let last = bench.session().clone();
    let mut steps = 0;
    while bench.state.document.undo_label().is_some() {
        // At a reveal the first press only says what comes next.
        if let Some(stop) = bench.state.document.undo_stop() {
            if stop.next.is_none() {
                break;
            }
            press(bench, Key::char('u'));
        }
        let before = bench.state.document.undo_label().map(str::to_owned);
        let present = bench.session().clone();
        press(bench, Key::char('u'));
        if *bench.session() == present && bench.screen().contains("was voted on and stays") {
            // Undo ends at the addition of something that was voted on, and says so.
            break;
        }
        steps += 1;
        assert!(steps < 2_000, "{before:?} is undone");
    }
    let mut any_shown = false;
    for (subject, _) in shown_ballots(&last) {
        any_shown = true;
        // What was renamed, or deleted and came back, is another subject.
        if !subject.exists(&last) || !subject.exists(bench.session()) {
            continue;
        }
        let value = subject.value(bench.session());
        let since = values.iter().find(|(s, _)| *s == subject);
        assert!(
            since.is_none_or(|(_, since)| since.contains(&value)),
            "{subject:?} had {since:?} since its votes were shown, and undo gives {value:?}"
        );
    }
    if !any_shown {
        assert_same(bench.session(), &with_record_of(first, &last), "undone");
    }
    for _ in 0..steps {
        press(bench, Key::char('U'));
    }
    assert_same(bench.session(), &last, "redone");
}

/// Checks that two sessions are equal, and reports differences line by line.
fn assert_same(found: &Session, expected: &Session, when: &str) {
    let (found_text, text) = (session_text(found), session_text(expected));
    let differing = found_text.lines().zip(text.lines()).filter(|(a, b)| a != b);
    let reported: Vec<_> = differing.take(6).collect();
    assert!(
        found == expected && reported.is_empty(),
        "{when}: {reported:#?}"
    );
}

/// Votes stay: revealed rounds are unchanged, and sealed votes remain unless somebody withdraws one
/// in a row of the sheet.
fn assert_no_vote_lost(before: &Workshop, now: &Workshop, in_row: bool, trail: &[String]) {
    if before.revises != now.revises {
        // Another workshop begins; the record of the previous one is with its version.
        return;
    }
    for was in before
        .ballots
        .iter()
        .filter(|b| b.rounds.iter().any(Round::has_votes))
    {
        let is = now.ballots.iter().find(|b| b.id == was.id);
        let is = is.unwrap_or_else(|| panic!("{} is gone after {trail:?}", was.subject));
        for (was, is) in was.rounds.iter().zip(&is.rounds) {
            let cast = |r: &Round| -> Vec<(Id, String)> {
                let votes = r.votes.iter().filter(|v| !v.absent);
                votes.map(|v| (v.voter.clone(), v.value.clone())).collect()
            };
            if was.revealed.is_some() {
                assert_eq!(cast(was), cast(is), "after {trail:?}");
            } else if is.revealed.is_some() && is.naming() != VoteNaming::Named {
                // Without names, as many are there.
                assert!(
                    in_row || cast(was).len() <= cast(is).len(),
                    "after {trail:?}"
                );
            } else if !in_row {
                let there = |voter: &Id| is.vote(voter).is_some_and(|v| !v.absent);
                let lost = cast(was).into_iter().find(|(voter, _)| !there(voter));
                assert_eq!(lost, None, "after {trail:?}");
            }
        }
        assert!(was.rounds.iter().filter(|r| r.has_votes()).count() <= is.rounds.len());
    }
    assert!(
        before.decisions.len() <= now.decisions.len(),
        "after {trail:?}"
    );
}

/// What is open when a walk starts, in turn.
const BEGINNINGS: &[&str] = &[
    "",
    "/Demo criterion<enter><enter>v5<enter>",
    "V<enter>5 3 ",
    "t",
    "!",
    "R",
    "5/Marketing qualified stage<enter><tab><down><down><enter>words<f6>",
    "<f5>",
    "/Demo criterion<enter><tab><enter>m",
    "8V<enter>yyn",
];

/// Returns the number of votes cast.
fn votes(workshop: &Workshop) -> usize {
    let rounds = workshop.ballots.iter().flat_map(|ballot| &ballot.rounds);
    let votes = rounds.flat_map(|round| &round.votes);
    votes.filter(|vote| !vote.absent).count()
}

/// Somebody who presses random keys.
struct Walk {
    bench: Bench,
    random: Random,
    /// The earliest session that undo leads back to.
    first: Session,
    published: usize,
    trail: Vec<String>,
    changes: usize,
    votes: usize,
    values: ValuesSince,
}

impl Walk {
    fn begin(seed: u64) -> Self {
        let mut bench = Bench::example("worked-example");
        let first = bench.session().clone();
        let at = usize::try_from(seed).expect("few") % BEGINNINGS.len();
        bench.keys(BEGINNINGS[at]);
        Self {
            first,
            bench,
            random: Random(seed),
            published: 0,
            trail: vec![format!("seed {seed}"), BEGINNINGS[at].to_owned()],
            changes: 0,
            votes: 0,
            values: Vec::new(),
        }
    }

    /// Notes the values of what was voted on.
    fn note_values(&mut self) {
        let session = self.bench.session();
        for (subject, _) in shown_ballots(session) {
            let value = subject.value(session);
            match self.values.iter_mut().find(|(s, _)| *s == subject) {
                Some((_, since)) if since.contains(&value) => {}
                Some((_, since)) => since.push(value),
                None => self.values.push((subject, vec![value])),
            }
        }
    }

    /// A key, a paste or a pause.
    fn step(&mut self) {
        let bench = &mut self.bench;
        match self.random.next(80) {
            0 | 1 => {
                let text = PASTES[self.random.next(PASTES.len())];
                self.trail.push(format!("paste {text:?}"));
                bench
                    .host
                    .handle(&mut bench.state, Message::Paste(text.into()));
            }
            2 | 3 => {
                self.trail.push("time".into());
                let now = bench.state.now + jiff::SignedDuration::from_secs(30);
                let today = bench.state.today;
                bench
                    .host
                    .handle(&mut bench.state, Message::ClockTick { now, today });
            }
            _ => {
                // A dialog takes whatever is typed; sometimes it is finished or left.
                let votes = match bench.state.dialogs.last() {
                    Some(Dialog::Ballot(_)) => true,
                    Some(Dialog::Sheet(sheet)) => sheet.row.is_some(),
                    _ => false,
                };
                let finishes = !bench.state.dialogs.is_empty() && self.random.next(2) == 0;
                let keys = match (votes, finishes) {
                    (true, true) => VOTES,
                    (_, true) => FINISHING,
                    _ => KEYS,
                };
                let key = keys[self.random.next(keys.len())];
                self.trail.push(key.into());
                for key in Key::parse_all(key) {
                    press(bench, key);
                }
            }
        }
    }

    fn go(&mut self, keys: usize) {
        const SIZES: [(u16, u16); 7] = [
            (60, 16),
            (80, 24),
            (140, 40),
            (20, 5),
            (64, 20),
            (250, 80),
            (1, 1),
        ];
        for _ in 0..keys {
            let before = self.bench.session().clone();
            let in_row = matches!(
                self.bench.state.dialogs.last(),
                Some(Dialog::Sheet(sheet)) if sheet.row.is_some()
            );
            self.step();
            if self.trail.len() > 40 {
                self.trail.remove(2);
            }
            let (columns, rows) = SIZES[self.random.next(SIZES.len())];
            self.bench.resize(columns, rows);
            let _ = self.bench.screen();
            self.note_values();
            let now = self.bench.session();
            self.votes += votes(&now.workshop).saturating_sub(votes(&before.workshop));
            assert_no_vote_lost(&before.workshop, &now.workshop, in_row, &self.trail);
            if *now != before {
                self.changes += 1;
                assert_round_trips(now, &self.trail);
            }
            if self.bench.state.versions.len() > self.published {
                // Undo stops at a publication.
                self.published = self.bench.state.versions.len();
                self.first = self.bench.session().clone();
            }
        }
    }

    /// Killed and opened again: the same session is there, and can be undone.
    fn end(self) {
        let Self {
            bench,
            trail,
            first,
            values,
            ..
        } = self;
        assert_eq!(bench.state.read_only, None);
        let session = bench.session().clone();
        let mut bench = bench.killed();
        assert_same(
            bench.session(),
            &session,
            &format!("killed after {trail:?}"),
        );
        for _ in 0..3 {
            if let Some(Dialog::KeyQuestion(_)) = bench.state.dialogs.last() {
                bench.keys("k");
            }
        }
        assert_undone_and_redone(&mut bench, &first, &values);
    }
}

/// The total number of keys.
fn how_many() -> usize {
    let keys_wanted = std::env::var("ACCORD_WALK_KEYS").ok();
    keys_wanted.and_then(|n| n.parse().ok()).unwrap_or(3_000)
}

#[test]
fn whatever_is_pressed_with_whatever_is_open() {
    const EACH: usize = 500;
    let seeds = how_many().div_ceil(EACH);
    let (mut changes, mut votes) = (0, 0);
    for seed in 0..seeds {
        let mut walk = Walk::begin(seed as u64);
        walk.go(EACH);
        changes += walk.changes;
        votes += walk.votes;
        walk.end();
    }
    assert!(
        changes > 15 * seeds && votes > 2 * seeds,
        "the walk hardly did anything: {changes} changes, {votes} votes"
    );
}
