//! A disk that is full for a while, at every write of a session's life: what was called saved is
//! there, and what wasn't is tried again by itself.

use super::{Folder, Workbench};
use crate::app::{Effect, SaveState};
use crate::store::fault_injection::{PlannedFault, count, plan};

const EDITS: u32 = 8;

/// A session's life: edits, a draft, saves, and a kill. Returns the edits that the screen ever
/// called saved, and those that were made.
fn life(bench: &mut Workbench) -> (u32, u32) {
    let mut called_saved = 0;
    for number in 1..=EDITS {
        bench.park(number);
        let messages = bench
            .host
            .perform(&bench.state, vec![Effect::Draft(Some("half a".into()))]);
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
            let Ok(opened) = super::open(folder.path(), &super::SCREENS) else {
                plan(PlannedFault::None);
                continue;
            };
            let mut bench = Workbench::of(opened);
            let can_change = bench.state.read_only.is_none();
            let (called_saved, made) = life(&mut bench);
            plan(PlannedFault::None);
            let at = format!("full at {after} for {times}");
            if can_change {
                // There is room again: what waited is written without a key.
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
        let Ok(opened) = super::open(folder.path(), &super::SCREENS) else {
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
        if let Ok(opened) = super::open(folder.path(), &super::SCREENS) {
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
