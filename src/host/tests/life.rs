//! Other things that can happen to a folder while it is open: it is cleaned up, links appear in it,
//! its clock is set back.

use std::fs;

use super::{Folder, Workbench};
use crate::app::Message;
#[cfg(unix)]
use crate::app::SaveState;
use crate::host::{LockHolder, disk_status};
use crate::model::AgendaItem;

// Windows does not remove files that are open.
#[cfg(unix)]
#[test]
fn a_private_folder_that_is_removed_is_made_again_with_its_lock() {
    let folder = Folder::new();
    let mut bench = folder.open();
    bench.park(1);
    bench.wait();
    bench.park(2);
    fs::remove_dir_all(folder.path().join(".accord")).unwrap();
    // The next edit notices, and a kill right after it loses nothing.
    bench.park(3);
    assert!(
        bench
            .state
            .notice
            .as_ref()
            .unwrap()
            .text
            .contains("was removed or changed by")
    );
    assert!(
        matches!(
            super::open(folder.path()),
            Err(crate::host::OpenError::Held { .. })
        ),
        "the lock is held again"
    );
    drop(bench);
    assert_eq!(folder.saved(), [1]);
    let mut bench = folder.open();
    assert_eq!(bench.thoughts(), [1, 2, 3]);
    bench.key('k');
    // Without an edit, the next poll notices.
    bench.wait();
    fs::remove_dir_all(folder.path().join(".accord")).unwrap();
    bench.wait();
    assert!(folder.private("journal").exists() && folder.private("lock").exists());
    assert_eq!(bench.state.save_state, SaveState::Saved);
    drop(bench);
    assert_eq!(folder.open().question(), None);
}

/// Nothing is created at the old place, where nobody would look for it, and nothing is lost.
#[cfg(unix)]
#[test]
fn a_folder_that_is_renamed_keeps_what_is_done_and_says_so() {
    for moves_back in [true, false] {
        let folder = Folder::new();
        let mut bench = folder.open();
        bench.park(1);
        bench.wait();
        let new = folder.path().with_extension("renamed");
        fs::rename(folder.path(), &new).unwrap();
        bench.park(2);
        bench.host.write_draft("half a");
        bench.wait();
        let SaveState::Failed(why) = &bench.state.save_state else {
            panic!("{:?}", bench.state.save_state);
        };
        assert!(why.contains("it was moved or renamed"), "{why}");
        assert_eq!(bench.host.unwritten(), 0);
        assert!(bench.state.dialogs.is_empty(), "nothing is asked");
        assert!(!folder.path().exists());
        if moves_back {
            fs::rename(&new, folder.path()).unwrap();
            bench.wait();
            assert_eq!(bench.state.save_state, SaveState::Saved);
            assert_eq!(folder.saved(), [1, 2]);
            continue;
        }
        bench.host.close(&mut bench.state);
        drop(bench);
        assert!(!folder.path().exists());
        let opened = super::open(&new).unwrap();
        let mut again = Workbench::of(opened);
        again.key('k');
        assert_eq!(again.thoughts(), [1, 2]);
        fs::rename(&new, folder.path()).unwrap();
    }
}

/// If the folder is removed with everything in it, it is created again: the screen holds all there
/// is.
#[cfg(unix)]
#[test]
fn a_folder_that_is_removed_is_made_again() {
    let folder = Folder::new();
    let mut bench = folder.open();
    bench.park(1);
    bench.wait();
    fs::remove_dir_all(folder.path()).unwrap();
    bench.park(2);
    bench.wait();
    assert_eq!(bench.state.save_state, SaveState::Saved);
    drop(bench);
    assert_eq!(folder.saved(), [1, 2]);
}

#[cfg(unix)]
#[test]
fn whoever_took_the_lock_meanwhile_keeps_it() {
    let folder = Folder::new();
    let mut first = folder.open();
    first.park(1);
    first.wait();
    fs::remove_dir_all(folder.path().join(".accord")).unwrap();
    let second = folder.open();
    first.park(2);
    assert!(
        first
            .state
            .read_only
            .as_ref()
            .unwrap()
            .contains("has it now")
    );
    first.park(3);
    assert_eq!(first.thoughts(), [1, 2], "nothing can be changed any more");
    // What exists only here is in a file of its own, and nothing is shown as saved.
    assert!(!first.says_saved());
    let beside = fs::read_to_string(folder.path().join("session.not-saved.yaml")).unwrap();
    assert!(beside.contains("name: t2"), "{beside}");
    drop(second);
}

#[test]
fn a_journal_that_is_emptied_in_place_is_made_again() {
    let folder = Folder::new();
    let mut bench = folder.open();
    bench.park(1);
    bench.wait();
    bench.park(2);
    let file = fs::File::options()
        .write(true)
        .open(folder.private("journal"))
        .unwrap();
    file.set_len(0).unwrap();
    bench.park(3);
    drop(bench);
    let mut again = folder.open();
    again.keep();
    assert_eq!(again.thoughts(), [1, 2, 3]);
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    let names = [
        "lock",
        "journal",
        "draft",
        "room.json",
        "signed",
        "clock.json",
        "unread.json",
    ];
    for name in names {
        let folder = Folder::new();
        drop(folder.open());
        let victim = folder.path().join("victim");
        fs::write(&victim, "precious").unwrap();
        let link = folder.private(name);
        let _ = fs::remove_file(&link);
        std::os::unix::fs::symlink(&victim, &link).unwrap();
        let refused = super::open(folder.path()).err().unwrap();
        assert!(
            refused.to_string().contains("symbolic link"),
            "{name}: {refused}"
        );
        assert_eq!(fs::read_to_string(&victim).unwrap(), "precious");

        // A link placed there while the session is open is replaced or refused, never followed.
        fs::remove_file(&link).unwrap();
        let mut bench = folder.open();
        let _ = fs::remove_file(&link);
        std::os::unix::fs::symlink(&victim, &link).unwrap();
        bench.park(1);
        bench.wait();
        bench.host.write_draft("half a");
        bench.host.close(&mut bench.state);
        assert_eq!(fs::read_to_string(&victim).unwrap(), "precious", "{name}");
    }
    // The private folder itself.
    let (folder, elsewhere) = (Folder::new(), tempfile::tempdir().unwrap());
    std::os::unix::fs::symlink(elsewhere.path(), folder.path().join(".accord")).unwrap();
    assert!(super::open(folder.path()).is_err());
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
}

#[test]
fn a_draft_that_is_none_is_set_aside_and_said() {
    let folder = Folder::new();
    drop(folder.open());
    fs::write(folder.private("draft"), "of another version").unwrap();
    let bench = folder.open();
    let notice = bench.state.notice.as_ref().unwrap();
    assert!(notice.text.contains("draft.unreadable"), "{notice:?}");
    let kept = fs::read_to_string(folder.private("draft.unreadable")).unwrap();
    assert_eq!(kept, "of another version");
}

#[test]
fn a_kill_loses_two_seconds_of_the_clock_at_most() {
    let folder = Folder::new();
    let mut bench = folder.open();
    let at = crate::model::record::Place::new(
        crate::model::record::Kind::Agenda,
        crate::model::Id::new("room").unwrap(),
    );
    if bench.state.session().workshop.agenda.is_empty() {
        bench.edit(crate::document::Edit::Add {
            at,
            index: 0,
            name: "Room".into(),
            fields: vec![("minutes".into(), "20".into())],
        });
    }
    bench.key('t');
    assert!(
        bench.state.clock.running_since.is_some(),
        "{:?}",
        bench.state.notice
    );
    let start = bench.state.now;
    let mut seconds = 0;
    while seconds < 45 {
        seconds += 1;
        let now = start + jiff::SignedDuration::from_secs(seconds);
        let today = bench.state.today;
        let host = &mut bench.host;
        host.handle(&mut bench.state, Message::ClockTick { now, today });
        bench.host.clock_saver = crate::host::clock_saver::ClockSaver::default();
        bench
            .host
            .clock_saver
            .save(&bench.state, &folder.session_folder());
    }
    let taken = |bench: &Workbench| {
        let agenda: &[AgendaItem] = &bench.state.session().workshop.agenda;
        let room = agenda.iter().find(|item| item.id == "room");
        room.unwrap().taken_seconds
    };
    assert_eq!(taken(&bench), 0, "a minute isn't over");
    drop(bench);
    let mut again = folder.open();
    if again.question().is_some() {
        again.key('k');
    }
    assert_eq!(taken(&again), 45);
    again.host.close(&mut again.state);
    drop(again);
    assert_eq!(taken(&folder.open()), 45, "it is counted once");
}

#[test]
fn a_clock_that_goes_back_is_said_and_takes_nothing_away() {
    let folder = Folder::new();
    let mut bench = folder.open();
    let today = bench.state.today;
    let start = bench.state.now;
    let tick = |bench: &mut Workbench, seconds: i64| {
        let now = start + jiff::SignedDuration::from_secs(seconds);
        bench
            .host
            .handle(&mut bench.state, Message::ClockTick { now, today });
    };
    tick(&mut bench, 30);
    tick(&mut bench, 29);
    assert_eq!(bench.state.notice, None, "a second is no matter");
    tick(&mut bench, -570);
    let notice = bench.state.notice.as_ref().unwrap();
    assert_eq!(
        notice.text,
        "The computer's clock went back by 09:59; timing continues from there"
    );
}

#[test]
fn commands_say_what_session_yaml_lacks_and_touch_nothing() {
    let folder = Folder::new();
    let session_folder = folder.session_folder();
    let whole = disk_status(&session_folder, LockHolder::Anybody).unwrap();
    assert!(whole.is_complete() && whole.sentences().is_empty());
    let mut bench = folder.open();
    bench.park(1);
    bench.wait();
    bench.park(2);
    bench.park(3);
    // While the session is open, its journal is in use.
    assert!(
        disk_status(&session_folder, LockHolder::Anybody)
            .unwrap()
            .is_complete()
    );
    drop(bench);
    let left = disk_status(&session_folder, LockHolder::Anybody).unwrap();
    assert_eq!((left.recoverable, left.lost), (2, Some(0)));
    let mut damaged = folder.journal();
    let name = b"\"name\":\"t3\"";
    let at = damaged.windows(name.len()).position(|w| w == name).unwrap();
    damaged[at + 9] ^= 1;
    fs::write(folder.private("journal"), &damaged).unwrap();
    let left = disk_status(&session_folder, LockHolder::Anybody).unwrap();
    assert_eq!((left.recoverable, left.lost), (1, Some(1)));
    assert_eq!(folder.journal(), damaged);
    assert_eq!(
        left.sentences(),
        [
            "the workbench was stopped before session.yaml was written; 1 change would be missing",
            "1 change in .accord/journal couldn't be read and would be missing"
        ]
    );
}
