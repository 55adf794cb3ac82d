//! Journals that were set aside, and the reasons given for going on without them.
//!
//! A journal with changes that cannot be read or replayed is first of all copied to
//! `.accord/journal.unreadable` (`-2`, `-3` ...). It counts as *unread* until somebody gives a
//! reason to go on without it, in the workbench or with `accord publish --without-unread`.
//! `.accord/unread.json` holds these reasons until they are in the minutes of the next publication.
//! If that list cannot be read, every such file is unread again.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Digest, SessionFolder, file_guard, files};

const LIST: &str = "unread.json";
const UNREADABLE: &str = "journal.unreadable";

/// A journal set aside because of unreadable changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnreadJournal {
    /// File name within `.accord`.
    pub file: String,
    /// Digest of its bytes, to notice if the file is replaced.
    #[serde(default)]
    pub digest: String,
    /// Number of changes in it that no session has; `None` if unknown.
    pub changes: Option<u64>,
    /// The reason to go on without them; `None` until somebody gives one.
    pub reason: Option<String>,
    /// When the reason was given.
    pub at: Option<Timestamp>,
    /// Whether the reason is in the minutes of a publication.
    #[serde(default)]
    pub printed: bool,
}

impl UnreadJournal {
    /// Whether nobody has given a reason yet.
    pub fn is_unanswered(&self) -> bool {
        self.reason.as_deref().unwrap_or("").trim().is_empty()
    }

    /// Returns the path within the session, such as `.accord/journal.unreadable`.
    pub fn path(&self) -> String {
        format!(".accord/{}", self.file)
    }
}

/// Copies a journal's bytes aside as unread and syncs them to disk. An existing copy with the same
/// bytes is reused.
///
/// # Errors
///
/// If the copy or the list cannot be written.
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
    // Reasons given for a file that is gone do not apply to this one.
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

/// Why a journal is copied, for copies that need no reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JournalCopy {
    /// Its history is unreadable, but the session has every change in it.
    Damaged,
    /// Somebody chose to discard its changes.
    Dropped,
}

/// Copies a journal's bytes beside it and syncs them to disk.
///
/// # Errors
///
/// If the copy cannot be written.
pub fn copy_journal(folder: &SessionFolder, of: JournalCopy, bytes: &[u8]) -> io::Result<PathBuf> {
    let stem = match of {
        JournalCopy::Damaged => "journal.damaged",
        JournalCopy::Dropped => "journal.dropped",
    };
    copy_bytes(folder, stem, bytes)
}

/// Whether these bytes were set aside as unread, with or without a reason.
pub fn is_set_aside(folder: &SessionFolder, bytes: &[u8]) -> bool {
    same_bytes(folder, UNREADABLE, bytes).is_some()
}

/// Returns the journals set aside for which no reason was given.
pub fn unread_journals(folder: &SessionFolder) -> Vec<UnreadJournal> {
    let all = all_unread(folder).into_iter();
    all.filter(UnreadJournal::is_unanswered).collect()
}

/// Returns those with a reason, for the minutes of the next publication.
pub fn answered_journals(folder: &SessionFolder) -> Vec<UnreadJournal> {
    let all = all_unread(folder).into_iter();
    all.filter(|aside| !aside.is_unanswered() && !aside.printed)
        .collect()
}

/// Records the reason to go on without any of the unread journals.
///
/// # Errors
///
/// If the list cannot be written.
pub fn answer_unread(folder: &SessionFolder, reason: &str, now: Timestamp) -> io::Result<()> {
    let mut list = all_unread(folder);
    for aside in list.iter_mut().filter(|aside| aside.is_unanswered()) {
        aside.reason = Some(reason.trim().into());
        aside.at = Some(now);
    }
    write_list(folder, &list)
}

/// Records that the reasons are in the minutes of a publication.
///
/// # Errors
///
/// If the list cannot be written.
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

/// Returns every journal set aside that still exists, listed or not.
fn all_unread(folder: &SessionFolder) -> Vec<UnreadJournal> {
    let mut list = read_list(folder);
    let mut there: Vec<String> = matching_files(folder, UNREADABLE);
    there.sort();
    // Removing an unread file does not account for it.
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

/// Returns the files of the private folder set aside under a name.
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

/// Returns the file with these bytes, creating it if needed.
fn copy_bytes(folder: &SessionFolder, stem: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    if let Some(path) = same_bytes(folder, stem, bytes) {
        return Ok(path);
    }
    let private = folder.make_private()?;
    let path = files::free_name(&private.join(stem));
    files::write_private(&path, bytes, files::Durability::Synced)?;
    Ok(path)
}

/// Returns the file under a name that has these bytes.
fn same_bytes(folder: &SessionFolder, stem: &str, bytes: &[u8]) -> Option<PathBuf> {
    let paths = matching_files(folder, stem).into_iter();
    let mut paths = paths.map(|name| folder.private_folder().join(name));
    paths.find(|path| {
        let there = file_guard::read_regular(path, file_guard::MAX_BYTES);
        there.is_ok_and(|there| there == bytes)
    })
}
