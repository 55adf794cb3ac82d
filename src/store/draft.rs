//! The text of an open field, kept for the case that the process is killed before Enter.

use std::{fs, io};

use super::{SessionFolder, files};

/// Keeps a draft; a blank one removes what was kept. Doesn't wait for the disk.
pub fn write_draft(folder: &SessionFolder, draft: &str) -> io::Result<()> {
    let path = folder.private().join("draft");
    if draft.is_empty() {
        return match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
    }
    folder.make_private()?;
    files::write_quickly(&path, draft.as_bytes())
}

/// The draft that was kept, if any. One that can't be read is set aside; the second part then
/// says so.
pub fn read_draft(folder: &SessionFolder) -> (Option<String>, Option<String>) {
    let path = folder.private().join("draft");
    match fs::read(&path).map(String::from_utf8) {
        Ok(Ok(draft)) => (Some(draft).filter(|draft| !draft.is_empty()), None),
        Err(error) if error.kind() == io::ErrorKind::NotFound => (None, None),
        _ => (
            None,
            Some(super::journal::moved(&path, "the open field's draft")),
        ),
    }
}
