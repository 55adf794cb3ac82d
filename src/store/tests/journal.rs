//! Nothing confirmed is lost, whatever happens to the file.

use std::fs;

use super::super::{
    Digest, Journal, JournalContents, JournalFormat, RecordContent, SessionFolder, answer_unread,
    answered_journals, mark_printed, read_draft, save_unread, unread_journals, write_draft,
};
use super::{folder, names};

fn edit(text: &str) -> RecordContent {
    RecordContent::Edit(text.into())
}

fn contents(folder: &SessionFolder) -> JournalContents {
    JournalContents::read(folder).unwrap().expect("a journal")
}

/// Returns the numbers and texts of the intact edits.
fn edits(contents: &JournalContents) -> Vec<(u64, String)> {
    let records = contents.records.iter();
    records
        .filter_map(|record| match &record.content {
            RecordContent::Edit(text) => Some((record.number, text.clone())),
            RecordContent::Saved(_) => None,
        })
        .collect()
}

fn numbers(contents: &JournalContents) -> Vec<u64> {
    edits(contents)
        .into_iter()
        .map(|(number, _)| number)
        .collect()
}

fn path(folder: &SessionFolder) -> std::path::PathBuf {
    folder.private_folder().join("journal")
}

fn bytes(folder: &SessionFolder) -> Vec<u8> {
    fs::read(path(folder)).unwrap()
}

fn write(folder: &SessionFolder, bytes: &[u8]) {
    fs::write(path(folder), bytes).unwrap();
}

/// Creates a journal with so many edits.
fn journal(folder: &SessionFolder, edits: u32) -> Journal {
    let mut journal = Journal::create(folder, "base\nof two lines").unwrap();
    for n in 1..=edits {
        journal.append_edit(&format!("{{\"edit\":{n}}}")).unwrap();
    }
    journal
}

#[test]
fn records_come_back_and_appending_goes_on() {
    let (_dir, folder) = folder();
    assert!(JournalContents::read(&folder).unwrap().is_none());

    let base = "accord: session/1\nname: 'é\n\ne 1 x'\n";
    let digest = Digest::of(b"saved");
    let mut journal = Journal::create(&folder, base).unwrap();
    journal.append_edit("{\"a\":1}").unwrap();
    journal.mark_saved(&digest).unwrap();
    journal.append_edit("{\"b\":\"two\\n\"}").unwrap();
    journal.sync().unwrap();
    assert!(journal.is_in_place());
    drop(journal);

    let found = contents(&folder);
    assert_eq!(found.base.as_deref(), Some(base));
    let entries: Vec<_> = found.records.iter().map(|r| r.content.clone()).collect();
    assert_eq!(
        entries,
        [
            edit("{\"a\":1}"),
            RecordContent::Saved(digest.clone()),
            edit("{\"b\":\"two\\n\"}")
        ]
    );
    assert_eq!(
        (found.last_saved(), found.last_edit),
        (Some((&digest, 1)), 2)
    );
    assert!(!found.damaged && !found.torn);
    let (length, edits) = found.appendable().unwrap();
    let mut journal = Journal::resume(&folder, length, edits).unwrap();
    journal.append_edit("").unwrap();
    assert_eq!(numbers(&contents(&folder)), [1, 2, 3]);
    assert!(journal.append_edit("two\nlines").is_err());

    // Not every version of Windows replaces an open file.
    if cfg!(unix) {
        Journal::create(&folder, "new").unwrap();
        let found = contents(&folder);
        assert_eq!((found.base.as_deref(), found.last_edit), (Some("new"), 0));
        assert!(!journal.is_in_place(), "another file has its name");
    }
}

#[test]
fn a_journal_cut_anywhere_gives_every_whole_record() {
    let (_dir, folder) = folder();
    let mut journal = Journal::create(&folder, "base").unwrap();
    let mut ends = vec![bytes(&folder).len()];
    for text in ["one", "", "three with spaces"] {
        journal.append_edit(text).unwrap();
        ends.push(bytes(&folder).len());
    }
    let whole = bytes(&folder);
    for cut in ends[0]..=whole.len() {
        write(&folder, &whole[..cut]);
        let found = contents(&folder);
        // A record is intact even without its line end, as its checksum shows.
        let expected = ends.iter().filter(|end| **end <= cut + 1).count() - 1;
        assert_eq!(found.records.len(), expected, "cut at {cut}");
        assert_eq!(
            found.torn,
            !ends.contains(&cut) && !ends.contains(&(cut + 1))
        );
        let Some((length, edits)) = found.appendable() else {
            assert!(ends.contains(&(cut + 1)), "cut at {cut}");
            continue;
        };
        // Records after a cut are found too, and reading alone changes nothing.
        assert_eq!(bytes(&folder), whole[..cut]);
        let mut journal = Journal::resume(&folder, length, edits).unwrap();
        journal.append_edit("after").unwrap();
        let last = contents(&folder).records.last().unwrap().content.clone();
        assert_eq!(last, edit("after"), "cut at {cut}");
    }
}

#[test]
fn a_damaged_base_costs_no_record() {
    let (_dir, folder) = folder();
    drop(journal(&folder, 3));
    let mut bytes = bytes(&folder);
    bytes[40] ^= 1;
    write(&folder, &bytes);
    let found = contents(&folder);
    assert!(found.base.is_none() && found.damaged);
    assert_eq!(numbers(&found), [1, 2, 3]);
    assert_eq!(found.appendable(), None);
}

#[test]
fn a_damaged_record_is_missed_by_its_number() {
    let (_dir, folder) = folder();
    drop(journal(&folder, 5));
    let whole = bytes(&folder);
    let at = |n: u32| {
        let text = format!("\"edit\":{n}");
        let text = text.as_bytes();
        whole.windows(text.len()).position(|w| w == text).unwrap()
    };
    let damage = |places: &[usize]| {
        let mut damaged = whole.clone();
        for place in places {
            damaged[*place] ^= 1;
        }
        JournalContents::of(damaged)
    };
    let one = damage(&[at(3)]);
    assert_eq!((numbers(&one), one.last_edit), (vec![1, 2, 4, 5], 5));
    let two = damage(&[at(2), at(3)]);
    assert_eq!((numbers(&two), two.last_edit), (vec![1, 4, 5], 5));
    // A line end between two records is damaged: both are lost, as the next number shows.
    let end = whole[..at(3)].iter().rposition(|b| *b == b'\n').unwrap();
    let joined = damage(&[end]);
    assert_eq!((numbers(&joined), joined.last_edit), (vec![1, 4, 5], 5));
    // After the last record there is no number; the damaged line counts.
    let last = damage(&[at(5)]);
    assert_eq!((numbers(&last), last.last_edit), (vec![1, 2, 3, 4], 5));
    // A duplicate line is a single edit.
    let mut twice = whole.clone();
    twice.extend(&whole[end + 1..]);
    let twice = JournalContents::of(twice);
    assert_eq!((numbers(&twice), twice.last_edit), (vec![1, 2, 3, 4, 5], 5));
    assert!(twice.damaged);
}

#[test]
fn journals_of_the_first_format_are_read() {
    let base = "accord: session/1\nname: 'old\n  one'\n";
    let first = "accord journal 1\n\
        b 36 af93efa4a58b7a8b accord: session/1\nname: 'old\n  one'\n\n\
        e 7 ad76b1e58d19e01d {\"a\":1}\n\
        s 71 5d2c3d06f0f1e8ec sha256:0000000000000000000000000000000000000000000000000000000000000000\n\
        e 7 3e0ea5b3e2dda3c1 {\"b\":2}\n";
    let whole = with_checksums(first);
    let found = JournalContents::of(whole.clone());
    assert_eq!(found.format, JournalFormat::First);
    assert_eq!(found.base.as_deref(), Some(base));
    assert_eq!((numbers(&found), found.last_edit), (vec![1, 2], 2));
    assert_eq!(found.last_saved().map(|(_, number)| number), Some(1));
    assert!(!found.damaged);
    assert_eq!(found.appendable(), None, "it is written anew");

    let mut damaged = whole.clone();
    let at = whole.windows(3).position(|w| w == b"\"a\"").unwrap();
    damaged[at + 1] ^= 1;
    let found = JournalContents::of(damaged);
    assert_eq!((numbers(&found), found.last_edit), (vec![2], 2));
    assert!(found.damaged);

    let mut no_base = whole;
    no_base[60] ^= 1;
    let found = JournalContents::of(no_base);
    assert!(found.base.is_none());
    assert_eq!((numbers(&found), found.last_edit), (vec![1, 2], 2));
}

/// Replaces the checksums in a journal of the first format with correct ones.
fn with_checksums(text: &str) -> Vec<u8> {
    use sha2::Digest as _;
    let mut whole = b"accord journal 1\n".to_vec();
    let mut rest = &text.as_bytes()[whole.len()..];
    while !rest.is_empty() {
        let mut fields = rest.splitn(4, |byte| *byte == b' ');
        let (kind, length) = (fields.next().unwrap(), fields.next().unwrap());
        fields.next();
        let after = fields.next().unwrap();
        let length: usize = std::str::from_utf8(length).unwrap().parse().unwrap();
        let content = &after[..length];
        let hash = sha2::Sha256::new().chain_update(kind).chain_update(content);
        let sum = format!("{:x}", hash.finalize());
        whole.extend(kind);
        whole.extend(format!(" {length} {} ", &sum[..16]).bytes());
        whole.extend(content);
        whole.push(b'\n');
        rest = &after[length + 1..];
    }
    whole
}

#[test]
fn what_is_no_journal_of_ours_has_nothing_to_offer_and_stays() {
    let (_dir, folder) = folder();
    drop(journal(&folder, 2));
    let whole = bytes(&folder);
    let mut later = whole.clone();
    later[15] = b'9';
    for strange in [b"something else".to_vec(), vec![0; 4096], later] {
        let found = JournalContents::of(strange);
        assert_eq!(found.format, JournalFormat::Unknown);
        assert!(found.damaged && found.base.is_none() && found.records.is_empty());
    }
    // Only the header is damaged; the rest is intact.
    let mut mark = whole;
    mark[3] ^= 1;
    let found = JournalContents::of(mark);
    assert!(found.damaged && found.base.is_some());
    assert_eq!(numbers(&found), [1, 2]);
    write(&folder, b"");
    assert!(
        JournalContents::read(&folder).unwrap().is_none(),
        "it is empty"
    );
}

#[test]
fn an_end_that_no_crash_in_writing_leaves_is_damage() {
    let (_dir, folder) = folder();
    drop(journal(&folder, 5));
    let whole = bytes(&folder);
    // Zeros after a power cut: there may have been edits.
    let mut zeros = whole.clone();
    zeros.extend([0; 4096]);
    let found = JournalContents::of(zeros);
    assert!(found.damaged && !found.torn && found.end_damaged);
    assert_eq!((numbers(&found), found.last_edit), (vec![1, 2, 3, 4, 5], 6));
    // Zeros over the last records: at least three.
    let from = whole.len() - 70;
    let mut over = whole.clone();
    over[from..].fill(0);
    let found = JournalContents::of(over);
    assert!(found.damaged && found.end_damaged, "{found:?}");
    assert!(found.last_edit > *numbers(&found).last().unwrap());
    // Only the end of the last line is damaged; the record is intact.
    let mut last = whole.clone();
    *last.last_mut().unwrap() ^= 1;
    let found = JournalContents::of(last);
    assert_eq!((numbers(&found), found.last_edit), (vec![1, 2, 3, 4, 5], 5));
    assert_eq!(found.appendable(), None);
    // A record that starts like a mark, but with an edit's number.
    let mut mark = whole.clone();
    let start = whole.len()
        - 1
        - whole
            .iter()
            .rev()
            .skip(1)
            .position(|b| *b == b'\n')
            .unwrap();
    assert_eq!(mark[start], b'e');
    mark[start] = b's';
    let found = JournalContents::of(mark);
    assert_eq!((numbers(&found), found.last_edit), (vec![1, 2, 3, 4], 5));
    // Two records joined at the end: the second one's number is still visible.
    let ends: Vec<usize> = whole
        .iter()
        .enumerate()
        .filter(|(_, b)| **b == b'\n')
        .map(|(at, _)| at)
        .collect();
    let mut joined = whole.clone();
    joined[ends[ends.len() - 2]] = b'x';
    let found = JournalContents::of(joined);
    assert_eq!((numbers(&found), found.last_edit), (vec![1, 2, 3], 5));
    // A bogus number is not a count.
    let mut made_up = whole;
    made_up.extend(super::super::journal::record_for_tests(u64::MAX, "{}"));
    let found = JournalContents::of(made_up);
    assert_eq!((numbers(&found), found.last_edit), (vec![1, 2, 3, 4, 5], 5));
    assert!(found.damaged);
}

#[test]
fn a_folder_in_the_journals_place_is_set_aside() {
    let (_dir, folder) = folder();
    fs::create_dir_all(path(&folder)).unwrap();
    assert!(JournalContents::read(&folder).unwrap().is_none());
    Journal::create(&folder, "base").unwrap();
    assert_eq!(contents(&folder).base.as_deref(), Some("base"));
    assert_eq!(
        names(&folder.private_folder()),
        [".gitignore", "journal", "journal.unreadable"]
    );
}

#[test]
fn what_was_set_aside_is_unread_until_somebody_says_why() {
    let (_dir, folder) = folder();
    let aside = save_unread(&folder, b"one", Some(14)).unwrap();
    assert_eq!(aside.path(), ".accord/journal.unreadable");
    // The same bytes reuse the file; other bytes get another.
    assert_eq!(save_unread(&folder, b"one", Some(14)).unwrap(), aside);
    let other = save_unread(&folder, b"two", None).unwrap();
    assert_eq!(other.path(), ".accord/journal.unreadable-2");
    assert_eq!(unread_journals(&folder), [aside.clone(), other.clone()]);

    answer_unread(&folder, " it was a test ", jiff::Timestamp::UNIX_EPOCH).unwrap();
    assert_eq!(unread_journals(&folder), []);
    let answered = answered_journals(&folder);
    assert_eq!(answered.len(), 2);
    assert_eq!(answered[0].reason.as_deref(), Some("it was a test"));
    mark_printed(&folder).unwrap();
    assert_eq!(answered_journals(&folder), []);

    // A third comes later. Without the list, all are unread again.
    save_unread(&folder, b"three", Some(1)).unwrap();
    assert_eq!(unread_journals(&folder).len(), 1);
    fs::write(folder.private_folder().join("unread.json"), "damaged").unwrap();
    assert_eq!(unread_journals(&folder).len(), 3);
    fs::remove_file(folder.private_folder().join("journal.unreadable-2")).unwrap();
    assert_eq!(unread_journals(&folder).len(), 2);
}

#[test]
fn an_answer_is_about_those_bytes_and_no_others() {
    let (_dir, folder) = folder();
    save_unread(&folder, b"one", Some(14)).unwrap();
    // Removing the file does not account for it, and an empty reason is no reason.
    let path = folder.private_folder().join("journal.unreadable");
    fs::remove_file(&path).unwrap();
    assert_eq!(unread_journals(&folder).len(), 1);
    answer_unread(&folder, "", jiff::Timestamp::UNIX_EPOCH).unwrap();
    assert_eq!(unread_journals(&folder).len(), 1);
    answer_unread(&folder, "known", jiff::Timestamp::UNIX_EPOCH).unwrap();
    mark_printed(&folder).unwrap();
    assert_eq!(unread_journals(&folder), []);
    // Other bytes under the same name are unread again.
    save_unread(&folder, b"two", Some(3)).unwrap();
    assert_eq!(unread_journals(&folder)[0].changes, Some(3));
    assert_eq!(unread_journals(&folder).len(), 1);
}

#[test]
fn a_draft_is_kept_replaced_and_removed() {
    let (_dir, folder) = folder();
    assert_eq!(read_draft(&folder), (None, None));
    write_draft(&folder, "").unwrap();
    for draft in ["A le", "A lead\nthat"] {
        write_draft(&folder, draft).unwrap();
        assert_eq!(read_draft(&folder), (Some(draft.into()), None));
    }
    write_draft(&folder, "").unwrap();
    assert_eq!(names(&folder.private_folder()), [".gitignore"]);
    fs::write(folder.private_folder().join("draft"), b"\xff").unwrap();
    let (draft, notice) = read_draft(&folder);
    assert!(draft.is_none() && notice.unwrap().contains("draft.unreadable"));
    assert_eq!(read_draft(&folder), (None, None));
}
