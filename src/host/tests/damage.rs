//! Twenty kinds of damage to a journal, each at many places. Every intact record is offered or set
//! aside, both counts are reported, and nothing is overwritten before the answer.

use std::collections::BTreeSet;
use std::fs;

use super::super::open::find_session;
use super::{Folder, Seeded, digest_of, is_half_written};
use crate::store::fault_injection::{PlannedFault, plan};
use crate::store::{Digest, SessionFolder};

const PLACES: usize = 500;
/// Number of edits in the journal, and how many of them session.yaml has.
const EDITS: u32 = 12;
const SAVED: u32 = 5;

/// Damages a journal at a position.
type Damage = fn(&mut Vec<u8>, usize, &mut Seeded);

const KINDS: [(&str, Damage); 20] = [
    ("a bit flipped", |bytes, at, seeded| {
        bytes[at] ^= 1 << seeded.below(8);
    }),
    ("a byte is another", |bytes, at, seeded| {
        bytes[at] = bytes[at].wrapping_add(1 + seeded.below(255) as u8);
    }),
    ("cut off", |bytes, at, _| bytes.truncate(at)),
    ("a few zeros", |bytes, at, seeded| {
        let end = (at + 1 + seeded.below(64)).min(bytes.len());
        bytes[at..end].fill(0);
    }),
    ("zeros to the end", |bytes, at, _| bytes[at..].fill(0)),
    ("a byte is missing", |bytes, at, _| {
        bytes.remove(at);
    }),
    ("a byte too many", |bytes, at, seeded| {
        bytes.insert(at, seeded.below(256) as u8);
    }),
    ("an end of line too many", |bytes, at, _| {
        bytes.insert(at, b'\n');
    }),
    ("an end of line is missing", |bytes, at, _| {
        if let Some(end) = bytes[at..].iter().position(|b| *b == b'\n') {
            bytes.remove(at + end);
        }
    }),
    ("a line stands twice", |bytes, at, _| {
        let line = line_at(bytes, at);
        let copy = bytes[line.clone()].to_vec();
        bytes.splice(line.end..line.end, copy);
    }),
    ("a line is missing", |bytes, at, _| {
        let line = line_at(bytes, at);
        bytes.drain(line);
    }),
    ("two lines changed places", |bytes, at, _| {
        let first = line_at(bytes, at);
        if first.end < bytes.len() {
            let second = line_at(bytes, first.end);
            bytes[first.start..second.end].rotate_left(first.len());
        }
    }),
    ("a block of something else", |bytes, at, seeded| {
        let end = (at + 512).min(bytes.len());
        for byte in &mut bytes[at..end] {
            *byte = seeded.below(256) as u8;
        }
    }),
    ("a piece of itself moved", |bytes, at, seeded| {
        let to = seeded.below(bytes.len());
        let end = (at + 1 + seeded.below(200)).min(bytes.len());
        let piece: Vec<u8> = bytes.drain(at..end).collect();
        let to = to.min(bytes.len());
        bytes.splice(to..to, piece);
    }),
    ("something after the end", |bytes, _, seeded| {
        let length = 1 + seeded.below(100);
        bytes.extend((0..length).map(|_| b'a' + seeded.below(26) as u8));
    }),
    ("a line after the end", |bytes, _, seeded| {
        let length = 1 + seeded.below(100);
        bytes.extend((0..length).map(|_| b'a' + seeded.below(26) as u8));
        bytes.push(b'\n');
    }),
    ("zeros after the end", |bytes, at, _| {
        let length = bytes.len() + 1 + at;
        bytes.resize(length, 0);
    }),
    ("other line ends from here", |bytes, at, _| {
        let rest = bytes.split_off(at);
        for byte in rest {
            if byte == b'\n' {
                bytes.push(b'\r');
            }
            bytes.push(byte);
        }
    }),
    ("its end a second time", |bytes, at, _| {
        let tail = bytes[at..].to_vec();
        bytes.extend(tail);
    }),
    ("its beginning is gone", |bytes, at, _| {
        bytes.drain(..at);
    }),
];

/// Returns the range of the line around a position, including its end.
fn line_at(bytes: &[u8], at: usize) -> std::ops::Range<usize> {
    let start = bytes[..at].iter().rposition(|b| *b == b'\n');
    let start = start.map_or(0, |end| end + 1);
    let end = bytes[at..].iter().position(|b| *b == b'\n');
    start..end.map_or(bytes.len(), |end| at + end + 1)
}

/// Returns a folder with the journal of a killed workbench, and that journal.
fn killed() -> (Folder, Vec<u8>) {
    let folder = Folder::new();
    let mut bench = folder.open();
    for number in 1..=EDITS {
        bench.park(number);
        if number == SAVED {
            bench.wait();
        }
    }
    drop(bench);
    assert_eq!(folder.saved(), (1..=SAVED).collect::<Vec<_>>());
    let journal = folder.journal();
    (folder, journal)
}

/// Returns the numbers of the thoughts whose records are still intact.
fn whole(original: &[u8], damaged: &[u8]) -> BTreeSet<u32> {
    let there: BTreeSet<&[u8]> = damaged.split(|b| *b == b'\n').collect();
    let lines = original.split(|b| *b == b'\n');
    lines
        .filter(|line| there.contains(line))
        .filter_map(|line| {
            let text = std::str::from_utf8(line).ok()?;
            let name = text.split("\"name\":\"t").nth(1)?;
            name.split('"').next()?.parse().ok()
        })
        .collect()
}

/// Returns the numbers in a text, in order.
fn numbers(text: &str) -> Vec<u32> {
    text.split(|c: char| !c.is_ascii_digit())
        .filter_map(|number| number.parse().ok())
        .collect()
}

/// Clears what an earlier opening left and installs the damaged journal.
fn put(folder: &Folder, damaged: &[u8]) {
    for name in folder.left_over() {
        fs::remove_file(folder.private(&name)).unwrap();
    }
    fs::write(folder.private("journal"), damaged).unwrap();
}

#[test]
fn every_whole_record_is_offered_or_set_aside_and_both_are_counted() {
    let (folder, original) = killed();
    let session_folder = folder.session_folder();
    let session_file = folder.path().join("session.yaml");
    let untouched = digest_of(&session_file);
    for (kind, (name, damage)) in KINDS.iter().enumerate() {
        let mut seeded = Seeded(kind as u64);
        for _ in 0..PLACES {
            let mut damaged = original.clone();
            let at = seeded.below(damaged.len());
            damage(&mut damaged, at, &mut seeded);
            put(&folder, &damaged);
            check_found(&session_folder, &folder, &original, &damaged, (name, at));
            assert_eq!(digest_of(&session_file), untouched, "{name} at {at}");
        }
    }
}

fn check_found(
    session_folder: &SessionFolder,
    folder: &Folder,
    original: &[u8],
    damaged: &[u8],
    at: (&str, usize),
) {
    let loaded = session_folder.load().unwrap();
    let found = find_session(session_folder, Some(loaded)).unwrap();
    let offered = super::thoughts(found.document.session());
    let shown: Vec<u32> = (1..=offered.len() as u32).collect();
    assert_eq!(offered, shown, "{at:?}: nothing is taken over a gap");
    let last = offered.len() as u32;
    let whole = whole(original, damaged);
    let unsaved: Vec<u32> = whole.iter().copied().filter(|n| *n > SAVED).collect();
    let missing: Vec<u32> = unsaved.iter().copied().filter(|n| *n > last).collect();
    let asides = folder.left_over();
    let aside = |stem: &str| {
        let named = asides.iter().filter(|name| name.starts_with(stem));
        named
            .map(|name| fs::read(folder.private(name)).unwrap())
            .any(|bytes| bytes == damaged)
    };
    let Some(question) = found.question.as_ref().map(|ask| ask.text.clone()) else {
        assert!(
            missing.is_empty(),
            "{at:?}: {missing:?} are lost in silence"
        );
        assert_eq!(last, SAVED, "{at:?}");
        return;
    };
    // The journal is unchanged until the answer.
    assert_eq!(folder.journal(), damaged, "{at:?}");
    let counts = numbers(&question);
    if found.theirs.is_some() {
        // The last save mark is gone too, so session.yaml could be anybody's.
        assert!(
            question.contains("changed outside Accord"),
            "{at:?}: {question}"
        );
        assert!(missing.is_empty() || aside("journal.unreadable"), "{at:?}");
        return;
    }
    let kept = last.saturating_sub(SAVED);
    if question.contains("no way to tell") {
        assert!(aside("journal.unreadable"), "{at:?}: {question}");
    } else if question.contains("Nothing is lost") || question.contains(" found; ") {
        assert_eq!(counts[0], kept, "{at:?}: {question}");
        assert!(missing.is_empty(), "{at:?}: {missing:?}: {question}");
    } else {
        assert!(aside("journal.unreadable"), "{at:?}: {question}");
        assert_eq!(
            (counts[0], counts[1]),
            (kept, kept + counts[2]),
            "{at:?}: {question}"
        );
        // Any record after those kept tells how many there must have been.
        let known = whole.last().copied().unwrap_or(0).max(last) - SAVED.min(last);
        assert!(counts[1] >= known.min(EDITS - SAVED), "{at:?}: {question}");
    }
}

#[test]
fn what_is_answered_is_done_and_asked_no_more() {
    let (folder, original) = killed();
    let saved = fs::read(folder.path().join("session.yaml")).unwrap();
    for (kind, (name, damage)) in KINDS.iter().enumerate() {
        let mut seeded = Seeded(1_000 + kind as u64);
        for _ in 0..5 {
            let mut damaged = original.clone();
            let at = seeded.below(damaged.len());
            damage(&mut damaged, at, &mut seeded);
            fs::write(folder.path().join("session.yaml"), &saved).unwrap();
            put(&folder, &damaged);
            let mut bench = folder.open();
            let offered = bench.thoughts();
            let has_question = bench.question().is_some();
            // Nobody can make a change or skip the question.
            bench.key('6');
            if has_question {
                bench.park(99);
                assert_eq!(bench.thoughts(), offered);
                assert!(bench.question().is_some());
                assert_eq!(folder.journal(), damaged);
                bench.keep();
            }
            assert_eq!(bench.question(), None, "{name} at {at}");
            let offered = bench.thoughts();
            bench.park(100);
            bench.host.close(&mut bench.state);
            assert!(bench.says_saved());
            drop(bench);
            let expected: Vec<u32> = offered.into_iter().chain([100]).collect();
            assert_eq!(folder.saved(), expected, "{name} at {at}");
            let again = folder.open();
            assert_eq!(again.question(), None, "{name} at {at}");
            assert_eq!(again.thoughts(), expected);
        }
    }
}

#[test]
fn a_kill_while_it_is_recovered_loses_nothing_either() {
    let (folder, original) = killed();
    let saved = fs::read(folder.path().join("session.yaml")).unwrap();
    for (kind, (name, damage)) in KINDS.iter().enumerate() {
        let mut seeded = Seeded(2_000 + kind as u64);
        let mut damaged = original.clone();
        let at = seeded.below(damaged.len());
        damage(&mut damaged, at, &mut seeded);
        let whole = whole(&original, &damaged);
        for after in 0..40 {
            fs::write(folder.path().join("session.yaml"), &saved).unwrap();
            put(&folder, &damaged);
            plan(PlannedFault::Killed { after });
            if let Ok(opened) = super::open(folder.path()) {
                let mut bench = super::Workbench::of(opened);
                bench.key('k');
                bench.key('t');
                bench.host.close(&mut bench.state);
            }
            let struck = crate::store::fault_injection::count() > after;
            plan(PlannedFault::None);

            let mut bench = folder.open();
            bench.keep();
            let here = bench.thoughts();
            bench.host.close(&mut bench.state);
            assert_eq!(folder.saved(), here);
            let lost = whole.iter().any(|n| !here.contains(n));
            let asides = folder.left_over().into_iter();
            let set_aside = asides
                .filter(|name| name.starts_with("journal."))
                .any(|name| digest_of(&folder.private(&name)) == Some(Digest::of(&damaged)));
            assert!(
                !lost || set_aside,
                "{name} at {at}, killed at {after}: {whole:?} against {here:?}"
            );
            let leftovers = folder.left_over();
            assert!(
                !leftovers.iter().any(|name| is_half_written(name)),
                "{leftovers:?}"
            );
            if !struck {
                break;
            }
        }
    }
}

#[test]
fn a_session_file_that_is_gone_comes_back_from_the_journal() {
    let (folder, original) = killed();
    let file = folder.path().join("session.yaml");
    fs::remove_file(&file).unwrap();
    let mut bench = folder.open();
    let question = bench.state.recovery_question.clone().unwrap();
    assert!(
        question.title.starts_with("session.yaml no longer exists"),
        "{question:?}"
    );
    assert_eq!(bench.thoughts(), (1..=EDITS).collect::<Vec<_>>());
    assert!(!file.exists());
    assert_eq!(folder.journal(), original);
    bench.key('k');
    bench.host.close(&mut bench.state);
    assert_eq!(folder.saved(), (1..=EDITS).collect::<Vec<_>>());
    drop(bench);
    assert_eq!(folder.open().question(), None);

    // A journal with a damaged base holds no session: nothing is touched.
    fs::remove_file(&file).unwrap();
    let mut damaged = folder.journal();
    damaged[40] ^= 1;
    fs::write(folder.private("journal"), &damaged).unwrap();
    assert!(super::open(folder.path()).is_err());
    assert_eq!(folder.journal(), damaged);
}

#[test]
fn what_is_dropped_is_kept_beside_and_what_somebody_else_wrote_is_asked_about() {
    let (folder, original) = killed();
    let mut bench = folder.open();
    bench.key('d');
    assert_eq!(bench.thoughts(), (1..=SAVED).collect::<Vec<_>>());
    assert_eq!(bench.question(), None);
    bench.host.close(&mut bench.state);
    drop(bench);
    let dropped = fs::read(folder.private("journal.dropped")).unwrap();
    assert_eq!(dropped, original);

    // Both at once: somebody else's session.yaml, and edits it never had.
    let (folder, _) = killed();
    let other = crate::model::Session::new("theirs");
    let text = crate::store::session_text(&other);
    fs::write(folder.path().join("session.yaml"), &text).unwrap();
    let mut bench = folder.open();
    assert_eq!(bench.thoughts(), (1..=EDITS).collect::<Vec<_>>());
    // It may belong to another session, such as a folder copied over this one.
    let question = bench.question().unwrap();
    let names = "It is the session `theirs`, and the journal belongs to `t`: one of them came from another folder, or the session was renamed outside Accord. The journal has";
    assert!(question.starts_with(names), "{question}");
    bench.key('k');
    bench.wait();
    let file = folder.path().join("session.yaml");
    assert_eq!(
        fs::read_to_string(&file).unwrap(),
        text,
        "theirs is untouched"
    );
    bench.key('m');
    bench.host.close(&mut bench.state);
    assert_eq!(folder.saved(), (1..=EDITS).collect::<Vec<_>>());
}

#[test]
fn an_edit_of_another_version_ends_what_can_be_taken() {
    let (folder, mut journal) = killed();
    // An intact record with an edit this program does not know.
    let unknown = "{\"Edit\":{\"edit\":{\"FromANewerAccord\":{}},\"continues\":false}}";
    let contents = crate::store::JournalContents::of(journal.clone());
    let (length, edits) = contents.appendable().unwrap();
    let session_folder = folder.session_folder();
    let mut writer = crate::store::Journal::resume(&session_folder, length, edits).unwrap();
    writer.append_edit(unknown).unwrap();
    drop(writer);
    journal = folder.journal();
    let mut bench = folder.open();
    assert_eq!(
        bench.question(),
        Some(
            "7 of 8 changes were kept; 1 couldn't be read and is set aside in .accord/journal.unreadable. Publishing waits until somebody gives a reason to continue without them."
        )
    );
    assert_eq!(folder.journal(), journal);
    assert_eq!(
        fs::read(folder.private("journal.unreadable")).unwrap(),
        journal
    );
    bench.key('k');
    assert_eq!(bench.thoughts(), (1..=EDITS).collect::<Vec<_>>());
    assert_eq!(bench.state.unread_changes.len(), 1);
    // The answer is requested before publishing.
    let ask = crate::app::input::command::Command::Disk(
        crate::app::input::command::DiskCommand::AskUnread,
    );
    let message = crate::app::Message::Run(ask);
    bench.host.handle(&mut bench.state, message);
    bench.key('w');
    for key in "a test".chars() {
        bench.key(key);
    }
    bench.host.handle(
        &mut bench.state,
        crate::app::Message::Key(crate::app::Key::plain(crate::app::KeyCode::Enter)),
    );
    assert_eq!(bench.state.unread_changes, []);
    assert!(crate::store::unread_journals(&session_folder).is_empty());
    assert_eq!(crate::store::answered_journals(&session_folder).len(), 1);
}

#[test]
fn what_is_typed_over_an_open_question_waits_beneath_it() {
    let (folder, _) = killed();
    let mut bench = folder.open();
    let key = crate::app::Key::plain;
    let handle = |bench: &mut super::Workbench, key| {
        let message = crate::app::Message::Key(key);
        bench.host.handle(&mut bench.state, message);
    };
    handle(&mut bench, key(crate::app::KeyCode::Esc));
    bench.key('p');
    for typed in "100".chars() {
        bench.key(typed);
    }
    let park = |bench: &mut super::Workbench| handle(bench, key(crate::app::KeyCode::Enter));
    park(&mut bench);
    bench.key('k');
    assert_eq!(bench.question(), None);
    assert_eq!(bench.state.dialogs.len(), 1, "the text is there still");
}

#[test]
fn what_cannot_be_dropped_is_not_dropped() {
    for after in 0..20 {
        let (folder, _) = killed();
        let mut bench = folder.open();
        plan(PlannedFault::Full {
            after,
            times: 1_000,
        });
        bench.key('d');
        bench.park(100);
        plan(PlannedFault::None);
        bench.wait();
        bench.wait();
        if bench.question().is_some() {
            assert_eq!(bench.thoughts(), (1..=EDITS).collect::<Vec<_>>());
            continue;
        }
        bench.host.close(&mut bench.state);
        assert!(bench.says_saved(), "full at {after}");
        assert_eq!(folder.saved().last(), Some(&100), "full at {after}");
    }
}

#[test]
fn a_second_question_still_tells_what_the_first_was_about() {
    let (folder, original) = killed();
    let mut damaged = original;
    let name = b"\"name\":\"t9\"";
    let at = damaged.windows(name.len()).position(|w| w == name).unwrap();
    damaged[at + 9] ^= 1;
    put(&folder, &damaged);
    let mut bench = folder.open();
    bench.key('k');
    // Killed before session.yaml is written.
    drop(bench);
    let again = folder.open();
    let question = again.question().unwrap();
    assert!(!question.contains("Nothing is lost"), "{question}");
    assert!(
        question.contains("Still open from before: 4 changes couldn't be read"),
        "{question}"
    );
}
