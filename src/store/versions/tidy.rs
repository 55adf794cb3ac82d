//! What a publication that was stopped left to do, done again: for who holds the session's lock.

use std::fs;
use std::path::Path;

use super::publish::PREPARED;
use super::{CHANGELOG_FILE, changelog, latest, newest, write_changelog};
use crate::store::error::StoreError;
use crate::store::{SessionFolder, files, guarded, system};

/// Clears away what a killed publication left in the folder of versions, makes the list of
/// versions again where it is missing or lacks the last one, and notes the newest version.
/// Without versions there is nothing to list.
pub fn tidy(folder: &SessionFolder, name: &str) -> Result<(), StoreError> {
    let last = latest(folder)?;
    let versions = folder.versions();
    sweep(&versions);
    let Some(last) = last else {
        return Ok(());
    };
    newest::catch_up(folder, last)?;
    let list = versions.join(CHANGELOG_FILE);
    match guarded::read_regular(&list, guarded::MOST_BYTES) {
        Ok(text) if changelog::lists(&text, last) => Ok(()),
        _ => write_changelog(folder, name),
    }
}

/// Removes what killed publications left; the folder was made sure to be no link.
pub(super) fn sweep(versions: &Path) {
    for name in [CHANGELOG_FILE, super::publish::ATTRIBUTES_FILE] {
        files::sweep(&versions.join(name));
    }
    let Ok(entries) = fs::read_dir(versions) else {
        return;
    };
    for entry in entries.flatten() {
        if entry.file_name().to_string_lossy().starts_with(PREPARED) {
            // A leftover that stays is untidy, nothing worse: nobody reads it.
            let _ = system::remove_folder(&entry.path());
        }
    }
}
