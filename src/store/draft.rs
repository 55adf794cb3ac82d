//! The text of an open field, kept in case the process is killed before Enter.

use std::{fs, io};

use super::{SessionFolder, fault_injection, file_guard, files};

/// Writes the draft, or removes it if blank. Does not wait for the disk.
///
/// # Errors
///
/// If the file cannot be written or removed.
pub fn write_draft(folder: &SessionFolder, draft: &str) -> io::Result<()> {
    let path = folder.private_folder().join("draft");
    if draft.is_empty() {
        fault_injection::fail_if_planned()?;
        return match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
    }
    folder.make_private()?;
    files::write_private(&path, draft.as_bytes(), files::Durability::Unsynced)
}

/// Reads the draft, if any. An unreadable one is set aside; the second value then says so.
pub fn read_draft(folder: &SessionFolder) -> (Option<String>, Option<String>) {
    let path = folder.private_folder().join("draft");
    match file_guard::read_regular(&path, file_guard::MAX_BYTES).map(String::from_utf8) {
        Ok(Ok(draft)) => (Some(draft).filter(|draft| !draft.is_empty()), None),
        Err(error) if error.kind() == io::ErrorKind::NotFound => (None, None),
        _ => (
            None,
            Some(super::journal::moved_aside(&path, "the open field's draft")),
        ),
    }
}

/// Sets aside a draft that cannot be restored, and returns where it is.
pub fn set_draft_aside(folder: &SessionFolder) -> String {
    super::journal::moved_aside(
        &folder.private_folder().join("draft"),
        "the open field's draft",
    )
}
