//! `.accord/room.json`: what the workbench shows the room, to be followed from a second terminal.
//!
//! The workbench writes the file and touches it regularly; followers only read.

use std::time::SystemTime;
use std::{fs, io};

use super::{SessionFolder, file_guard, files};

const FILE: &str = "room.json";

/// Writes the card atomically, without waiting for the disk.
///
/// # Errors
///
/// If the file cannot be written.
pub fn write_room_card(folder: &SessionFolder, card: &str) -> io::Result<()> {
    folder.make_private()?;
    let path = folder.private_folder().join(FILE);
    files::write_private(&path, card.as_bytes(), files::Durability::Unsynced)
}

/// Touches the file, to show that the workbench is running.
///
/// # Errors
///
/// If the file cannot be touched.
pub fn touch_room_card(folder: &SessionFolder) -> io::Result<()> {
    let file = file_guard::append_regular(&folder.private_folder().join(FILE))?;
    file.set_modified(SystemTime::now())
}

/// Removes the card when the workbench is left.
pub fn remove_room_card(folder: &SessionFolder) {
    if let Err(error) = fs::remove_file(folder.private_folder().join(FILE))
        && error.kind() != io::ErrorKind::NotFound
    {
        tracing::warn!(%error, "the room's card couldn't be removed");
    }
}

/// What tells one card from the next without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoomCardStamp {
    /// When the file was last written or touched.
    pub modified: SystemTime,
    /// Its length in bytes: some file systems know no time within a second.
    pub length: u64,
}

/// Returns the stamp of the card; `None` if there is none.
pub fn room_card_stamp(folder: &SessionFolder) -> Option<RoomCardStamp> {
    let found = fs::symlink_metadata(folder.private_folder().join(FILE)).ok()?;
    Some(RoomCardStamp {
        modified: found.modified().ok()?,
        length: found.len(),
    })
}

/// Returns the card's text.
pub fn read_room_card(folder: &SessionFolder) -> Option<String> {
    let path = folder.private_folder().join(FILE);
    let bytes = file_guard::read_regular(&path, file_guard::MAX_BYTES).ok()?;
    String::from_utf8(bytes).ok()
}
