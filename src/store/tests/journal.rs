//! Nothing confirmed is lost, whatever happens to the file.

use std::fs;
use std::io::Write as _;

use super::super::{
    Digest, Entry, Journal, Opening, Recovered, SessionFolder, read_draft, write_draft,
};
use super::{folder, names};

fn edit(text: &str) -> Entry {
    Entry::Edit(text.into())
}

fn recovered(folder: &SessionFolder) -> Recovered {
    let Opening { recovered, notices } = Journal::open(folder);
    assert_eq!(notices, Vec::<String>::new());
    recovered.unwrap()
}

fn bytes(folder: &SessionFolder) -> Vec<u8> {
    fs::read(folder.private().join("journal")).unwrap()
}

fn write(folder: &SessionFolder, bytes: &[u8]) {
    fs::write(folder.private().join("journal"), bytes).unwrap();
}

#[test]
fn records_come_back_and_appending_goes_on() {
    let (_dir, folder) = folder();
    let none = Journal::open(&folder);
    assert!(none.recovered.is_none() && none.notices.is_empty());

    let base = "accord: session/1\nname: 'é\n\ne 1 x'\n";
    let digest = Digest::of(b"saved");
    let mut journal = Journal::start(&folder, base).unwrap();
    journal.append("{\"a\":1}").unwrap();
    journal.mark_saved(&digest).unwrap();
    journal.append("{\"b\":\"two\\n\"}").unwrap();
    journal.sync().unwrap();
    drop(journal);

    let mut found = recovered(&folder);
    assert_eq!(found.base, base);
    assert_eq!(
        found.entries,
        [
            edit("{\"a\":1}"),
            Entry::Saved(digest.clone()),
            edit("{\"b\":\"two\\n\"}")
        ]
    );
    assert_eq!((found.unsaved(), found.last_saved()), (1, Some(&digest)));
    found.journal.append("").unwrap();
    assert_eq!(recovered(&folder).entries.len(), 4);

    Journal::start(&folder, "new").unwrap();
    let found = recovered(&folder);
    assert_eq!((found.base.as_str(), found.entries.len()), ("new", 0));
    assert_eq!((found.unsaved(), found.last_saved()), (0, None));
}

#[test]
fn a_journal_cut_anywhere_gives_every_whole_record() {
    let (_dir, folder) = folder();
    let mut journal = Journal::start(&folder, "base").unwrap();
    let mut ends = vec![bytes(&folder).len()];
    for text in ["one", "", "three with spaces\nand lines"] {
        journal.append(text).unwrap();
        ends.push(bytes(&folder).len());
    }
    let whole = bytes(&folder);
    for cut in ends[0]..=whole.len() {
        write(&folder, &whole[..cut]);
        let mut found = recovered(&folder);
        let expected = ends.iter().filter(|end| **end <= cut).count() - 1;
        assert_eq!(found.entries.len(), expected, "cut at {cut}");
        // What follows a cut is found too.
        found.journal.append("after").unwrap();
        assert_eq!(
            recovered(&folder).entries.last(),
            Some(&edit("after")),
            "cut at {cut}"
        );
    }
}

#[test]
fn a_journal_cut_in_its_base_is_set_aside() {
    let (_dir, folder) = folder();
    drop(Journal::start(&folder, "base").unwrap());
    let whole = bytes(&folder);
    write(&folder, &whole[..whole.len() - 2]);
    let opening = Journal::open(&folder);
    assert!(opening.recovered.is_none());
    assert_eq!(opening.notices.len(), 1);
    assert!(
        opening.notices[0].starts_with("the journal couldn't be read; it was kept as "),
        "{opening:?}"
    );
    assert_eq!(
        names(&folder.private()),
        [".gitignore", "journal.unreadable"]
    );
    Journal::start(&folder, "base").unwrap();
    write(&folder, b"something else");
    Journal::open(&folder);
    assert_eq!(
        names(&folder.private()),
        [".gitignore", "journal.unreadable", "journal.unreadable-2"]
    );
}

#[test]
fn damage_in_the_middle_is_noticed_and_the_whole_is_kept() {
    let (_dir, folder) = folder();
    let mut journal = Journal::start(&folder, "base").unwrap();
    journal.append("first").unwrap();
    let good = bytes(&folder).len();
    journal.append("second").unwrap();
    journal.append("third").unwrap();
    let mut damaged = bytes(&folder);
    damaged[good + 25] ^= 1;
    write(&folder, &damaged);

    let opening = Journal::open(&folder);
    assert_eq!(opening.notices.len(), 1);
    assert!(
        opening.notices[0].contains("damaged in the middle"),
        "{opening:?}"
    );
    let mut found = opening.recovered.unwrap();
    assert_eq!(found.entries, [edit("first")]);
    found.journal.append("new").unwrap();
    assert_eq!(recovered(&folder).entries, [edit("first"), edit("new")]);
    let kept = fs::read(folder.private().join("journal.unreadable")).unwrap();
    assert_eq!(kept, damaged);
}

#[test]
fn zeros_after_a_power_cut_are_dropped() {
    let (_dir, folder) = folder();
    let mut journal = Journal::start(&folder, "base").unwrap();
    journal.append("first").unwrap();
    let mut file = fs::File::options()
        .append(true)
        .open(folder.private().join("journal"))
        .unwrap();
    file.write_all(&[0; 4096]).unwrap();
    assert_eq!(recovered(&folder).entries, [edit("first")]);
}

#[test]
fn a_folder_in_the_journals_place_is_set_aside() {
    let (_dir, folder) = folder();
    fs::create_dir_all(folder.private().join("journal")).unwrap();
    let opening = Journal::open(&folder);
    assert!(opening.recovered.is_none() && opening.notices.len() == 1);
    fs::create_dir_all(folder.private().join("journal")).unwrap();
    Journal::start(&folder, "base").unwrap();
    assert_eq!(recovered(&folder).base, "base");
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
    assert_eq!(names(&folder.private()), [".gitignore"]);
    fs::write(folder.private().join("draft"), b"\xff").unwrap();
    let (draft, notice) = read_draft(&folder);
    assert!(draft.is_none() && notice.unwrap().contains("draft.unreadable"));
    assert_eq!(read_draft(&folder), (None, None));
}
