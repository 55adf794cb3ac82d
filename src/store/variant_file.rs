//! `.accord/variant.json`: the points and rules kept as A, so that they are still there when the
//! session is opened again.

use std::{fs, io};

use super::{SessionFolder, fault_injection, file_guard, files};

const FILE: &str = "variant.json";

/// Writes what is kept as A, or removes the file if nothing is. Does not wait for the disk.
///
/// # Errors
///
/// If the file cannot be written or removed.
pub fn write_variant(folder: &SessionFolder, kept: Option<&str>) -> io::Result<()> {
    let Some(kept) = kept else {
        fault_injection::fail_if_planned()?;
        return match fs::remove_file(folder.private_folder().join(FILE)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
    };
    let path = folder.make_private()?.join(FILE);
    files::write_private(&path, kept.as_bytes(), files::Durability::Unsynced)
}

/// Reads what is kept as A; `None` if nothing is, or it can't be read: W keeps it again.
pub fn read_variant(folder: &SessionFolder) -> Option<String> {
    let path = folder.private_folder().join(FILE);
    let bytes = file_guard::read_regular(&path, file_guard::MAX_BYTES).ok()?;
    String::from_utf8(bytes).ok()
}
