//! Finishes what an interrupted publication left undone. The caller must hold the session's lock.

use std::fs;
use std::path::Path;

use super::changelog::{self, write_changelog};
use super::file_names::{ATTRIBUTES_FILE, CHANGELOG_FILE, PREPARING_PREFIX};
use super::newest_version;
use super::version_folders::latest;
use crate::store::error::StoreError;
use crate::store::{SessionFolder, file_guard, files, system};

/// Removes what a killed publication left in the folder of versions, regenerates the list if it is
/// missing or lacks the last version, and records the newest version. Without versions it does
/// nothing.
///
/// # Errors
///
/// If the folder of versions cannot be read or the list cannot be written.
pub fn tidy(folder: &SessionFolder, name: &str) -> Result<(), StoreError> {
    let last = latest(folder)?;
    let versions = folder.versions();
    remove_leftovers(&versions);
    let Some(last) = last else {
        return Ok(());
    };
    newest_version::update_newest(folder, last)?;
    let list = versions.join(CHANGELOG_FILE);
    match file_guard::read_regular(&list, file_guard::MAX_BYTES) {
        Ok(text) if changelog::lists_version(&text, last) => Ok(()),
        _ => write_changelog(folder, name),
    }
}

/// Removes what killed publications left. The folder is known not to be a link.
pub(super) fn remove_leftovers(versions: &Path) {
    for name in [CHANGELOG_FILE, ATTRIBUTES_FILE] {
        files::remove_leftovers(&versions.join(name));
    }
    let Ok(entries) = fs::read_dir(versions) else {
        return;
    };
    for entry in entries.flatten() {
        if entry
            .file_name()
            .to_string_lossy()
            .starts_with(PREPARING_PREFIX)
        {
            // A leftover that cannot be removed is harmless, as nobody reads it.
            let _ = system::remove_folder(&entry.path());
        }
    }
}
