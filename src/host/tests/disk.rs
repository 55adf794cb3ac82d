//! A disk that is full for a while, at every write in a session's life: whatever was shown as saved
//! is there, and the rest is retried automatically.

use std::time::{Duration, Instant};

use super::{Folder, Workbench};
use crate::app::{Effect, SaveState};
use crate::host::running::SAVE_AT_THE_LATEST;
use crate::host::{OpenError, open_or_look};
use crate::store::fault_injection::{PlannedFault, count, plan};

const EDITS: u32 = 8;

/// Plays a session's life: edits, a draft, saves, and a kill. Returns how many edits the screen
/// showed as saved, and how many were made.
fn life(bench: &mut Workbench) -> (u32, u32) {
    let mut called_saved = 0;
    for number in 1..=EDITS {
        bench.park(number);
        let messages = bench.host.perform(
            &bench.state,
            vec![Effect::UnfinishedText(Some("half a".into()))],
        );
        assert!(messages.is_empty());
        if number % 3 == 0 {
            bench.wait();
        }
        if bench.says_saved() {
            called_saved = bench.thoughts().len() as u32;
        }
    }
    bench.wait();
    if bench.says_saved() {
        called_saved = bench.thoughts().len() as u32;
    }
    (called_saved, bench.thoughts().len() as u32)
}

#[test]
fn what_was_called_saved_is_there_whatever_the_disk_does() {
    plan(PlannedFault::None);
    let folder = Folder::new();
    life(&mut folder.open());
    let writes = count();
    assert!(writes > 30, "{writes}");
    for times in [1, 3, 1_000] {
        for after in 0..writes {
            let folder = Folder::new();
            plan(PlannedFault::Full { after, times });
            let Ok(opened) = super::open(folder.path()) else {
                plan(PlannedFault::None);
                continue;
            };
            let mut bench = Workbench::of(opened);
            let can_change = bench.state.read_only.is_none();
            let (called_saved, made) = life(&mut bench);
            plan(PlannedFault::None);
            let at = format!("full at {after} for {times}");
            if can_change {
                // There is space again: waiting edits are written without a key press.
                bench.wait();
                bench.wait();
                assert_eq!(bench.state.save_state, SaveState::Saved, "{at}");
                assert_eq!(folder.saved().len() as u32, made, "{at}");
            }
            drop(bench);
            let again = folder.open();
            let here = again.thoughts().len() as u32;
            assert!(
                here >= called_saved,
                "{at}: {called_saved} saved, {here} there"
            );
            assert_eq!(again.question(), None, "{at}");
        }
    }
}

#[test]
fn what_was_called_saved_is_there_after_a_kill_on_a_full_disk() {
    plan(PlannedFault::None);
    let folder = Folder::new();
    life(&mut folder.open());
    let writes = count();
    for after in 0..writes {
        let folder = Folder::new();
        plan(PlannedFault::Full {
            after,
            times: 1_000,
        });
        let Ok(opened) = super::open(folder.path()) else {
            plan(PlannedFault::None);
            continue;
        };
        let mut bench = Workbench::of(opened);
        let (called_saved, _) = life(&mut bench);
        if bench.thoughts().len() as u32 > called_saved {
            assert!(!bench.says_saved(), "full at {after}");
        }
        drop(bench);
        plan(PlannedFault::None);
        let mut again = folder.open();
        if again.question().is_some() {
            again.key('k');
        }
        let here = again.thoughts().len() as u32;
        assert!(
            here >= called_saved,
            "full at {after}: {called_saved} against {here}"
        );
    }
}

#[test]
fn a_kill_at_any_write_leaves_what_was_called_saved_and_no_litter() {
    plan(PlannedFault::None);
    let folder = Folder::new();
    life(&mut folder.open());
    let writes = count();
    for after in 0..writes {
        let folder = Folder::new();
        plan(PlannedFault::Killed { after });
        let mut called_saved = 0;
        if let Ok(opened) = super::open(folder.path()) {
            (called_saved, _) = life(&mut Workbench::of(opened));
        }
        plan(PlannedFault::None);
        let mut again = folder.open();
        if again.question().is_some() {
            again.key('k');
        }
        let here = again.thoughts().len() as u32;
        assert!(
            here >= called_saved,
            "killed at {after}: {called_saved} against {here}"
        );
        let litter = folder.left_over();
        let litter: Vec<_> = litter
            .iter()
            .filter(|name| super::is_half_written(name) || name.starts_with("journal."))
            .collect();
        assert!(litter.is_empty(), "killed at {after}: {litter:?}");
    }
}

/// session.yaml is not written while a question about it is open; edits waiting for the journal
/// are.
#[test]
fn what_waits_is_written_while_a_question_is_open() {
    plan(PlannedFault::None);
    let folder = Folder::new();
    let mut bench = folder.open();
    bench.park(1);
    bench.wait();
    let theirs = crate::store::session_text(&crate::model::Session::new("theirs"));
    std::fs::write(folder.path().join("session.yaml"), theirs).unwrap();
    bench.wait();
    assert!(bench.host.is_awaiting_answer());
    plan(PlannedFault::Full {
        after: 0,
        times: 1_000,
    });
    bench.park(2);
    bench.wait();
    assert_eq!(bench.host.unwritten(), 1);
    plan(PlannedFault::None);
    bench.wait();
    assert_eq!(bench.host.unwritten(), 0);
    assert!(bench.host.is_awaiting_answer() && folder.saved().is_empty());
    drop(bench);
    let mut again = folder.open();
    again.key('k');
    assert_eq!(again.thoughts(), [1, 2]);
}

/// A session in an unwritable folder opens read-only, whether or not it was opened before, and
/// nothing is attempted there.
#[test]
fn where_nothing_can_be_written_it_is_looked_at() {
    for unsaved in [None, Some(0), Some(2)] {
        plan(PlannedFault::None);
        let folder = Folder::new();
        if let Some(edits) = unsaved {
            let mut bench = folder.open();
            (1..=edits).for_each(|number| bench.park(number));
        }
        plan(PlannedFault::ReadOnly);
        let refused = super::open(folder.path()).err().unwrap();
        assert!(matches!(refused, OpenError::ReadOnly), "{refused}");
        let opened = open_or_look(folder.path()).unwrap();
        let mut bench = Workbench::of(opened);
        let why = bench.state.read_only.as_deref();
        assert_eq!(why, Some("nothing can be written in the session's folder"));
        let found = bench.state.notice.take().map(|notice| notice.text);
        let stopped = "The workbench was stopped before session.yaml was written; 2 changes would be missing.";
        let expected = unsaved.is_some_and(|edits| edits > 0).then_some(stopped);
        assert_eq!(found.as_deref(), expected);

        let tried = count();
        bench.park(9);
        let notice = bench.state.notice.as_ref().unwrap();
        assert_eq!(
            notice.text,
            "Nothing can be changed here: nothing can be written in the session's folder"
        );
        bench.wait();
        bench.host.close(&mut bench.state);
        assert_eq!((bench.thoughts(), count()), (Vec::new(), tried));
        plan(PlannedFault::None);
    }
}

#[test]
fn a_journal_that_cannot_be_begun_leaves_the_session_to_be_looked_at() {
    let mut only_looked_at = 0;
    for after in 0..20 {
        plan(PlannedFault::None);
        let folder = Folder::new();
        plan(PlannedFault::Full {
            after,
            times: 1_000,
        });
        let opened = super::open(folder.path());
        plan(PlannedFault::None);
        let Ok(opened) = opened else {
            continue;
        };
        let mut bench = Workbench::of(opened);
        let Some(why) = &bench.state.read_only else {
            continue;
        };
        assert!(why.starts_with("its journal can't be written"), "{why}");
        only_looked_at += 1;
        bench.park(1);
        assert!(bench.thoughts().is_empty());
    }
    assert!(only_looked_at > 0);
}

/// session.yaml is written even if typing never stops.
#[test]
fn while_edits_keep_coming_it_is_saved_now_and_then() {
    let folder = Folder::new();
    let mut bench = folder.open();
    let edit = |bench: &mut Workbench, number| {
        bench.park(number);
        // However slow this test runs, the edit counts as just made.
        bench.host.unsaved_since = Some(Instant::now() + Duration::from_secs(600));
        bench.host.poll(&mut bench.state);
    };
    edit(&mut bench, 1);
    let first = bench.host.first_unsaved;
    edit(&mut bench, 2);
    assert_eq!(bench.host.first_unsaved, first, "it is that of the first");
    bench.host.first_unsaved = Some(Instant::now() + Duration::from_secs(600));
    edit(&mut bench, 3);
    assert!(folder.saved().is_empty());
    let long_ago = Instant::now().checked_sub(SAVE_AT_THE_LATEST);
    bench.host.first_unsaved = long_ago;
    edit(&mut bench, 4);
    assert_eq!(folder.saved(), [1, 2, 3, 4]);
    assert_eq!(bench.state.save_state, SaveState::Saved);
    assert_eq!(bench.host.first_unsaved, None);
    // The next delay starts with the next edit.
    edit(&mut bench, 5);
    bench.host.first_unsaved = Some(Instant::now() + Duration::from_secs(600));
    bench.host.poll(&mut bench.state);
    assert_eq!(folder.saved(), [1, 2, 3, 4]);
}

#[test]
fn what_cannot_be_saved_is_not_shown() {
    use crate::app::input::command::{BallotCommand, Command, SecretText};
    use crate::app::{Message, Place};
    use crate::model::record::Kind;
    use crate::model::{Id, Position, Side};

    plan(PlannedFault::None);
    let folder = Folder::new();
    let mut bench = folder.open();
    let question = Place::new(Kind::Question, Id::new("q").unwrap());
    let run = |bench: &mut Workbench, command| {
        bench.host.handle(&mut bench.state, Message::Run(command));
    };
    for side in [Side::Sales, Side::Marketing] {
        let words = SecretText::new("purple elephants");
        run(
            &mut bench,
            Command::WriteOwnWords(question.clone(), side, words),
        );
    }
    bench.wait();
    let is_sealed = |bench: &Workbench| {
        let positions = &bench.state.session().workshop.positions;
        assert_eq!(positions.len(), 2);
        positions.iter().all(|p: &Position| p.sealed.is_some())
    };
    let reveal = || Command::Ballot(BallotCommand::RevealWords(question.clone()));
    assert!(is_sealed(&bench));
    plan(PlannedFault::Full {
        after: 0,
        times: 1_000,
    });
    run(&mut bench, reveal());
    assert!(is_sealed(&bench));
    let notice = bench.state.notice.as_ref().map(|n| n.text.clone());
    assert!(notice.is_some_and(|text| text.contains("Nothing was shown")));
    plan(PlannedFault::None);
    run(&mut bench, reveal());
    assert!(!is_sealed(&bench));
}
