//! Files beside a session: its journal in any condition, and published versions, of which no byte
//! changes unnoticed.

use std::fs;
use std::path::Path;
use std::sync::{LazyLock, Mutex, PoisonError};

use accord::model::{GlossaryFile, ModelFile, Session, Version, WorkshopFile};
use accord::store::versions::{
    self, GLOSSARY_FILE, MODEL_FILE, PublishedTexts, RECAP_FILE, WORKSHOP_FILE, first_problem,
    folder_of, verify,
};
use accord::store::{
    Digest, Journal, JournalContents, JournalRecord, RecordContent, SessionFolder, parse_session,
};
use tempfile::TempDir;

use super::script::Script;

const RULES: &str = include_str!("../../fuzz/seeds/yaml/w-rules.yaml");

fn folder() -> (TempDir, SessionFolder) {
    let root = tempfile::tempdir().expect("a folder");
    let folder = SessionFolder::at(root.path());
    (root, folder)
}

/// Any bytes as a journal: opened, continued and opened again.
///
/// Bytes that do not start like a journal damage one instead: the first chooses where, the second
/// how much is overwritten.
pub fn any_journal(bytes: &[u8]) {
    let (_root, folder) = folder();
    let mut journal = Journal::create(&folder, "accord: session/1\nname: x\n").expect("a journal");
    let file = folder.private_folder().join("journal");
    if bytes.starts_with(b"accord journal") {
        fs::write(&file, bytes).expect("a file");
    } else {
        journal.append_edit("one").expect("an edit");
        journal.mark_saved(&Digest::of(b"one")).expect("a mark");
        journal.append_edit("two words \u{e4}").expect("an edit");
        let mut script = Script::new(bytes);
        let mut text = fs::read(&file).expect("the journal");
        let at = usize::from(script.byte()) % (text.len() + 1);
        let cut = usize::from(script.byte() % 64).min(text.len() - at);
        text.splice(at..at + cut, script.rest().iter().copied());
        fs::write(&file, text).expect("a file");
    }
    drop(journal);
    let before = fs::read(&file).expect("a file");
    let Some(found) = JournalContents::read(&folder).expect("a file") else {
        assert!(before.is_empty(), "it is gone in silence");
        return;
    };
    assert_eq!(
        fs::read(&file).expect("a file"),
        before,
        "reading changes nothing"
    );
    let numbers: Vec<u64> = found.records.iter().map(|record| record.number).collect();
    assert!(numbers.is_sorted() && numbers.last().is_none_or(|last| *last <= found.last_edit));
    let Some((length, edits)) = found.appendable() else {
        return;
    };
    let mut journal = Journal::resume(&folder, length, edits).expect("a file");
    journal.append_edit("three").expect("an edit");
    journal.sync().expect("a disk");
    let again = JournalContents::read(&folder)
        .expect("a file")
        .expect("a whole journal");
    let mut expected = found.records;
    expected.push(JournalRecord {
        number: edits + 1,
        content: RecordContent::Edit("three".into()),
    });
    assert_eq!(again.records, expected);
    assert_eq!(again.base, found.base);
}

/// Two versions with one file altered by these bytes: it is detected.
pub fn any_alteration(bytes: &[u8]) {
    // Publishing takes longer than the law, so it is done once; alterations are reverted.
    static PUBLISHED: LazyLock<Mutex<(TempDir, SessionFolder)>> = LazyLock::new(|| {
        let (root, folder) = folder();
        let session = parse_session("session.yaml".as_ref(), RULES).expect("a seed");
        for number in NUMBERS {
            versions::publish(&folder, texts(&session, number)).expect("it can be published");
        }
        Mutex::new((root, folder))
    });
    let published = PUBLISHED.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = &published.1;
    assert_eq!(first_problem(&verify(folder).expect("versions")), None);
    let mut script = Script::new(bytes);
    let number = NUMBERS[script.below(2)];
    let path = folder_of(folder, number).join(script.pick(&[
        GLOSSARY_FILE,
        MODEL_FILE,
        RECAP_FILE,
        WORKSHOP_FILE,
    ]));
    let was = fs::read(&path).expect("a version's file");
    let is = altered(&was, script);
    replace(&path, &is);
    let problem = first_problem(&verify(folder).expect("versions"));
    replace(&path, &was);
    // The kind of line ends is not part of what was published.
    let unix = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace("\r\n", "\n");
    match problem {
        Some(problem) => assert_eq!(problem.lines().count(), 1, "{problem}"),
        None => assert_eq!(unix(&is), unix(&was), "unnoticed"),
    }
}

const NUMBERS: [Version; 2] = [
    Version::FIRST,
    Version {
        minor: 1,
        ..Version::FIRST
    },
];

fn texts(session: &Session, version: Version) -> PublishedTexts {
    PublishedTexts {
        version,
        model: ModelFile::of(&session.definition, "x"),
        glossary: GlossaryFile::of(&session.definition, "x"),
        recap: "# Recap\n\nWe agreed.\n".into(),
        workshop: WorkshopFile::of(&session.workshop, "x"),
        pictures: Vec::new(),
        exports: Vec::new(),
    }
}

/// Overwrites some bytes of a file.
fn altered(was: &[u8], mut script: Script<'_>) -> Vec<u8> {
    let mut is = was.to_vec();
    let at = (usize::from(script.byte()) * 256 + usize::from(script.byte())) % (was.len() + 1);
    let cut = usize::from(script.byte() % 16).min(was.len() - at);
    is.splice(at..at + cut, script.rest().iter().copied());
    is
}

/// Replaces a read-only file, as a determined user would.
fn replace(path: &Path, bytes: &[u8]) {
    fs::remove_file(path).expect("a version's file");
    fs::write(path, bytes).expect("a file");
}
