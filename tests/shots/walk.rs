//! A random walk: whatever is pressed, nothing breaks and everything can be taken back.

use std::path::Path;

use accord::app::vote::Vote;
use accord::app::{Edit, Key, KeyCode, Message};
use accord::model::Session;
use accord::store::{parse_session, session_text};

use crate::common::Bench;

/// Keys, those that lead on more often than those that lead out.
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
    "V",
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

const PASTES: &[&str] = &[
    "One\t3\nTwo\t-4\n",
    "Ann, sales\nBo, marketing",
    "12",
    "a\u{1b}[31m\u{202e}b\r\n\n\nc",
    "",
];

/// A small generator of pseudo-random numbers (`SplitMix64`), so that a failure comes back.
struct Random(u64);

impl Random {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % below as u64).expect("it is below")
    }
}

fn press(bench: &mut Bench, key: Key) {
    bench.host.handle(&mut bench.state, Message::Key(key));
}

/// The session with the meeting's record of another: what undo leaves alone.
fn with_record_of(session: &Session, other: &Session) -> Session {
    let mut session = session.clone();
    let workshop = std::sync::Arc::make_mut(&mut session.workshop);
    workshop.positions.clone_from(&other.workshop.positions);
    workshop.ballots.clone_from(&other.workshop.ballots);
    workshop.decisions.clone_from(&other.workshop.decisions);
    workshop.sign_offs.clone_from(&other.workshop.sign_offs);
    workshop.visited.clone_from(&other.workshop.visited);
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

/// Undo stops at what is being voted on: shows what is open.
fn show_every_vote(bench: &mut Bench) {
    let open = bench.session().workshop.open_ballots();
    let subjects: Vec<String> = open.map(|b| b.subject.clone()).collect();
    let at = bench.state.now;
    let leave_out = true;
    let effects = bench.state.edit(Edit::vote(Vote::Show {
        subjects,
        leave_out,
        at,
    }));
    bench.host.perform(&bench.state, effects);
}

/// Back to the beginning and forward again.
fn assert_undone_and_redone(bench: &mut Bench, first: &Session) {
    for _ in 0..20 {
        if bench.state.overlays.is_empty() {
            break;
        }
        press(bench, Key::plain(KeyCode::Esc));
    }
    assert!(bench.state.overlays.is_empty(), "Esc leads out");
    show_every_vote(bench);
    let last = bench.session().clone();
    let mut steps = 0;
    while bench.state.document.undo_label().is_some() {
        press(bench, Key::char('u'));
        steps += 1;
    }
    assert_eq!(*bench.session(), with_record_of(first, &last));
    for _ in 0..steps {
        press(bench, Key::char('U'));
    }
    assert_eq!(*bench.session(), last);
}

#[test]
fn three_thousand_keys() {
    let sizes = [
        (60, 16),
        (80, 24),
        (140, 40),
        (20, 5),
        (64, 20),
        (250, 80),
        (1, 1),
    ];
    let mut bench = Bench::example("worked-example");
    let mut random = Random(7);
    let mut first = bench.session().clone();
    let mut published = 0;
    let mut checked = first.clone();
    let mut trail: Vec<String> = Vec::new();
    let mut changes = 0;
    for number in 1..=3_000 {
        if random.next(40) == 0 {
            let text = PASTES[random.next(PASTES.len())];
            trail.push(format!("paste {text:?}"));
            bench
                .host
                .handle(&mut bench.state, Message::Paste(text.into()));
        } else {
            // A dialog takes whatever is typed: now and then it is finished or left.
            let finishes = !bench.state.overlays.is_empty() && random.next(2) == 0;
            let keys = if finishes { FINISHING } else { KEYS };
            let key = keys[random.next(keys.len())];
            trail.push(key.into());
            for key in Key::parse_all(key) {
                press(&mut bench, key);
            }
        }
        if trail.len() > 30 {
            trail.remove(0);
        }
        if bench.state.versions.len() > published {
            // Undo ends at a publication.
            published = bench.state.versions.len();
            first = bench.session().clone();
        }
        let (columns, rows) = sizes[random.next(sizes.len())];
        bench.resize(columns, rows);
        let _ = bench.screen();
        if *bench.session() != checked {
            changes += 1;
            checked = bench.session().clone();
            assert_round_trips(&checked, &trail);
        }
        if number % 1_000 == 0 {
            assert_undone_and_redone(&mut bench, &first);
        }
    }
    assert!(changes > 100, "the walk hardly did anything: {changes}");
    assert_eq!(bench.state.read_only, None);
}
