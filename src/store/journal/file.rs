//! Where the journal is, and its bytes.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::super::{SessionFolder, file_guard, files};

/// Returns the path of a session's journal.
pub(super) fn path(folder: &SessionFolder) -> PathBuf {
    folder.private_folder().join("journal")
}

/// Sets aside something unreadable and returns a sentence that says so.
pub(in crate::store) fn moved_aside(path: &Path, what: &str) -> String {
    match files::set_aside(path) {
        Ok(to) => format!("{what} couldn't be read; it was kept as {}", to.display()),
        Err(error) => format!("{what} couldn't be read, nor moved aside: {error}"),
    }
}

/// Returns the bytes of the journal; `None` if there is none.
pub(super) fn bytes_of(folder: &SessionFolder) -> io::Result<Option<Vec<u8>>> {
    let path = path(folder);
    match file_guard::read_regular(&path, file_guard::MAX_BYTES) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
            ) =>
        {
            Ok(None)
        }
        Err(error) => {
            // A folder of that name holds no record and can be set aside.
            if fs::symlink_metadata(&path).is_ok_and(|found| found.is_dir()) {
                return Ok(None);
            }
            Err(error)
        }
    }
}
