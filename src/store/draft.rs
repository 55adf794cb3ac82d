//! The text of an open field, kept for the case that the process is killed before Enter.

use std::{fs, io};

use super::{SessionFolder, faults, files, guarded};

/// Keeps a draft; a blank one removes what was kept. Doesn't wait for the disk.
pub fn write_draft(folder: &SessionFolder, draft: &str) -> io::Result<()> {
    let path = folder.private().join("draft");
    if draft.is_empty() {
        faults::strike()?;
        return match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
    }
    folder.make_private()?;
    files::write_private(&path, draft.as_bytes(), files::Durable::No)
}

/// The draft that was kept, if any. One that can't be read is set aside; the second part then
/// says so.
pub fn read_draft(folder: &SessionFolder) -> (Option<String>, Option<String>) {
    let path = folder.private().join("draft");
    match guarded::read_regular(&path, guarded::MOST_BYTES).map(String::from_utf8) {
        Ok(Ok(draft)) => (Some(draft).filter(|draft| !draft.is_empty()), None),
        Err(error) if error.kind() == io::ErrorKind::NotFound => (None, None),
        _ => (
            None,
            Some(super::journal::moved(&path, "the open field's draft")),
        ),
    }
}

/// Sets a draft aside that is no field's, and says where it is.
pub fn set_draft_aside(folder: &SessionFolder) -> String {
    super::journal::moved(&folder.private().join("draft"), "the open field's draft")
}
