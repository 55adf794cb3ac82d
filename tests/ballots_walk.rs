//! Random keys while votes are open: no vote is lost, and none is seen too early.

mod common;

use accord::model::Ballot;
use common::Bench;
use common::random::Random;
use common::votes::{on_demo, on_disk};

const KEYS: &[&str] = &[
    "v",
    "v",
    "v",
    "V",
    "s",
    "<enter>",
    "<enter>",
    "<enter>",
    "<esc>",
    "<esc>",
    "<up>",
    "<down>",
    "<down>",
    "<down>",
    "<tab>",
    "<home>",
    "<end>",
    "r",
    "y",
    "n",
    "2",
    "w",
    "m",
    "o",
    "a",
    "A",
    "x",
    "u",
    "u",
    "U",
    "+",
    "-",
    "d",
    "5",
    "6",
    "7",
    "8",
    "9",
    "e",
    "<space>",
    "<backspace>",
];

/// A vote that looks like nothing else.
const SECRET: &str = "93471";

/// Revealed votes remain, and so do ballots and decisions; votes change only in a ballot or sheet.
fn assert_record_stands(
    before: &accord::model::Workshop,
    bench: &Bench,
    in_dialog: bool,
    key: &str,
) {
    let now = &bench.session().workshop;
    if !in_dialog && !matches!(key, "v" | "V" | "s") {
        assert_eq!(before.ballots, now.ballots, "{key} changed votes");
        assert_eq!(before.decisions, now.decisions, "{key} changed decisions");
    }
    // Only a ballot without any votes can be withdrawn.
    let voted = |b: &&Ballot| b.rounds.iter().any(accord::model::Round::has_votes);
    for was in before.ballots.iter().filter(voted) {
        let is = now
            .ballots
            .iter()
            .find(|b| b.id == was.id)
            .expect("it stays");
        for (was, is) in was
            .rounds
            .iter()
            .zip(&is.rounds)
            .filter(|r| r.0.revealed.is_some())
        {
            let values = |round: &accord::model::Round| -> Vec<_> {
                let votes = round.votes.iter();
                votes
                    .map(|v| (v.voter.clone(), v.value.clone(), v.absent))
                    .collect()
            };
            assert_eq!(values(was), values(is), "{key}");
        }
    }
    for (was, is) in before.decisions.iter().zip(&now.decisions) {
        assert_eq!(
            (&was.id, &was.value, &was.agreed),
            (&is.id, &is.value, &is.agreed)
        );
        assert!(was.superseded_by.is_none() || was.superseded_by == is.superseded_by);
    }
}

#[test]
fn whatever_is_pressed_no_vote_is_lost_or_seen_too_early() {
    use accord::app::dialogs::dialog::Dialog;
    let (mut cast, mut shown, mut decided) = (0, 0, 0);
    for seed in 1..=4 {
        let mut random = Random(seed);
        let mut bench = on_demo();
        let mut known = false;
        for _ in 0..500 {
            let typing = match bench.state.dialogs.last() {
                Some(Dialog::Ballot(_)) => true,
                Some(Dialog::Sheet(sheet)) => sheet.row.is_some(),
                _ => false,
            };
            let before = bench.session().workshop.clone();
            let in_dialog = !bench.state.dialogs.is_empty();
            let key = match random.next(3) {
                0 if typing && !known => "93471<enter>",
                1 if typing => "3<enter>",
                _ => KEYS[random.next(KEYS.len())],
            };
            bench.keys(key);
            assert_record_stands(&before, &bench, in_dialog, key);
            let rounds = bench
                .session()
                .workshop
                .ballots
                .iter()
                .flat_map(|b| &b.rounds);
            known |= rounds
                .into_iter()
                .any(|r| r.revealed.is_some() && r.votes.iter().any(|v| v.value == SECRET));
            if !known {
                let sizes = [(80, 24), (60, 16), (140, 40)];
                let (columns, rows) = sizes[random.next(3)];
                bench.resize(columns, rows);
                let screen = bench.screen();
                assert!(!screen.trim().is_empty(), "{key}: an empty screen");
                assert!(!screen.contains(SECRET), "{key}\n{screen}");
            }
        }
        let disk = on_disk(&bench);
        assert!(disk.starts_with("accord: session/1"), "{disk}");
        assert!(known || !disk.contains(SECRET), "{disk}");
        let workshop = bench.session().workshop.clone();
        let rounds = || workshop.ballots.iter().flat_map(|b| &b.rounds);
        cast += rounds().map(|r| r.votes.len()).sum::<usize>();
        shown += rounds().filter(|r| r.revealed.is_some()).count();
        decided += workshop.decisions.len();
        // Killed in the middle of it: the journal has every vote.
        let bench = bench.killed();
        assert_eq!(bench.session().workshop.ballots, workshop.ballots);
        assert_eq!(bench.session().workshop.decisions, workshop.decisions);
    }
    assert!(
        cast > 40 && shown > 3 && decided > 2,
        "{cast} cast, {shown} shown, {decided} decided"
    );
}
