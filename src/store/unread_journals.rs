//! Journals that were set aside, and what was said of the changes in them.
//!
//! A journal with changes that can't be read or used is copied to `.accord/journal.unreadable`
//! (`-2`, `-3` ...) before anything else happens. Such a file is *unread* until somebody says why
//! the session goes on without it: in the workbench, or by `accord publish --without-unread`. What
//! was said stands in `.accord/unread.json` until the next publication's minutes have it; where
//! that list can't be read, every such file is unread again.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Digest, SessionFolder, file_guard, files};

const LIST: &str = "unread.json";
const UNREADABLE: &str = "journal.unreadable";

/// A journal that was set aside with changes in it that couldn't be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnreadJournal {
    /// Its name within `.accord`.
    pub file: String,
    /// The digest of its bytes: another file of the same name is another.
    #[serde(default)]
    pub digest: String,
    /// How many changes in it are in no session; `None` where that can't be told.
    pub changes: Option<u64>,
    /// Why the session goes on without them; `None` until somebody says so.
    pub reason: Option<String>,
    /// When that was said.
    pub at: Option<Timestamp>,
    /// Whether the minutes of a publication have it.
    #[serde(default)]
    pub printed: bool,
}

impl UnreadJournal {
    /// Whether nobody has said why the session goes on without it.
    pub fn is_unanswered(&self) -> bool {
        self.reason.as_deref().unwrap_or("").trim().is_empty()
    }

    /// `.accord/journal.unreadable`
    pub fn path(&self) -> String {
        format!(".accord/{}", self.file)
    }
}

/// Copies a journal's bytes aside as unread, on the disk itself before this returns. One with the
/// same bytes that is there already serves.
pub fn save_unread(
    folder: &SessionFolder,
    bytes: &[u8],
    changes: Option<u64>,
) -> io::Result<UnreadJournal> {
    let path = copy_bytes(folder, UNREADABLE, bytes)?;
    let file = name_of(&path);
    let digest = Digest::of(bytes).as_str().to_owned();
    let mut list = read_list(folder);
    let same = |aside: &&UnreadJournal| aside.file == file && aside.digest == digest;
    if let Some(known) = list.iter().find(same) {
        return Ok(known.clone());
    }
    // What was answered of a file that is gone says nothing of this one.
    list.retain(|aside| aside.file != file || aside.is_unanswered());
    let aside = UnreadJournal {
        file,
        digest,
        changes,
        reason: None,
        at: None,
        printed: false,
    };
    list.push(aside.clone());
    write_list(folder, &list)?;
    Ok(aside)
}

/// What a copy of a journal is, about which nobody has to say anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JournalCopy {
    /// One whose history can't be read; every change of it is in the session.
    Damaged,
    /// One with changes that somebody chose to drop.
    Dropped,
}

/// Keeps a copy of a journal's bytes beside it, on the disk itself before this returns.
pub fn copy_journal(folder: &SessionFolder, of: JournalCopy, bytes: &[u8]) -> io::Result<PathBuf> {
    let stem = match of {
        JournalCopy::Damaged => "journal.damaged",
        JournalCopy::Dropped => "journal.dropped",
    };
    copy_bytes(folder, stem, bytes)
}

/// Whether these bytes are among what was set aside as unread, answered for or not.
pub fn is_set_aside(folder: &SessionFolder, bytes: &[u8]) -> bool {
    same_bytes(folder, UNREADABLE, bytes).is_some()
}

/// The journals set aside of which nobody has said yet why the session goes on without them.
pub fn unread_journals(folder: &SessionFolder) -> Vec<UnreadJournal> {
    let all = all_unread(folder).into_iter();
    all.filter(UnreadJournal::is_unanswered).collect()
}

/// Those of which it was said, for the minutes of the next publication.
pub fn answered_journals(folder: &SessionFolder) -> Vec<UnreadJournal> {
    let all = all_unread(folder).into_iter();
    all.filter(|aside| !aside.is_unanswered() && !aside.printed)
        .collect()
}

/// Says why the session goes on without all that is unread.
pub fn answer_unread(folder: &SessionFolder, reason: &str, now: Timestamp) -> io::Result<()> {
    let mut list = all_unread(folder);
    for aside in list.iter_mut().filter(|aside| aside.is_unanswered()) {
        aside.reason = Some(reason.trim().into());
        aside.at = Some(now);
    }
    write_list(folder, &list)
}

/// Notes that a publication's minutes have what was said.
pub fn mark_printed(folder: &SessionFolder) -> io::Result<()> {
    let mut list = read_list(folder);
    let open = |aside: &UnreadJournal| !aside.is_unanswered() && !aside.printed;
    if !list.iter().any(open) {
        return Ok(());
    }
    for aside in list.iter_mut().filter(|aside| open(aside)) {
        aside.printed = true;
    }
    write_list(folder, &list)
}

/// All that was ever set aside as unreadable and still is there, be it listed or not.
fn all_unread(folder: &SessionFolder) -> Vec<UnreadJournal> {
    let mut list = read_list(folder);
    let mut there: Vec<String> = matching_files(folder, UNREADABLE);
    there.sort();
    // That its file was removed answers for nothing.
    list.retain(|aside| there.contains(&aside.file) || aside.is_unanswered());
    for file in there {
        if !list.iter().any(|aside| aside.file == file) {
            list.push(UnreadJournal {
                file,
                digest: String::new(),
                changes: None,
                reason: None,
                at: None,
                printed: false,
            });
        }
    }
    list
}

fn read_list(folder: &SessionFolder) -> Vec<UnreadJournal> {
    let path = folder.private_folder().join(LIST);
    let bytes = file_guard::read_regular(&path, file_guard::MAX_BYTES);
    bytes
        .ok()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default()
}

fn write_list(folder: &SessionFolder, list: &[UnreadJournal]) -> io::Result<()> {
    let path = folder.make_private()?.join(LIST);
    let text = serde_json::to_vec_pretty(list).expect("a list of names is plain data");
    files::write_private(&path, &text, files::Durability::Synced)
}

/// The files of the private folder that were set aside under this name.
fn matching_files(folder: &SessionFolder, stem: &str) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder.private_folder()) else {
        return Vec::new();
    };
    let names = entries.flatten().map(|entry| name_of(&entry.path()));
    let numbered = |name: &String| {
        let rest = name.strip_prefix(stem);
        let digits = |n: &str| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit());
        rest.is_some_and(|rest| rest.is_empty() || rest.strip_prefix('-').is_some_and(digits))
    };
    names.filter(numbered).collect()
}

fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// The file that has these bytes, made if there is none.
fn copy_bytes(folder: &SessionFolder, stem: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    if let Some(path) = same_bytes(folder, stem, bytes) {
        return Ok(path);
    }
    let private = folder.make_private()?;
    let path = files::free_name(&private.join(stem));
    files::write_private(&path, bytes, files::Durability::Synced)?;
    Ok(path)
}

/// The file under this name that has these bytes.
fn same_bytes(folder: &SessionFolder, stem: &str, bytes: &[u8]) -> Option<PathBuf> {
    let paths = matching_files(folder, stem).into_iter();
    let mut paths = paths.map(|name| folder.private_folder().join(name));
    paths.find(|path| {
        let there = file_guard::read_regular(path, file_guard::MAX_BYTES);
        there.is_ok_and(|there| there == bytes)
    })
}
