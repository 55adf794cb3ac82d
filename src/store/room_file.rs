//! `.accord/room.json`: what the workbench shows the room, for a second terminal to follow.
//!
//! The workbench writes it and touches it as it lives; who follows only reads.

use std::time::SystemTime;
use std::{fs, io};

use super::{SessionFolder, files, guarded};

const FILE: &str = "room.json";

/// Writes the card, whole or not at all. Doesn't wait for the disk.
pub fn write_room(folder: &SessionFolder, card: &str) -> io::Result<()> {
    folder.make_private()?;
    let path = folder.private().join(FILE);
    files::write_private(&path, card.as_bytes(), files::Durable::No)
}

/// Shows that the workbench still runs.
pub fn touch_room(folder: &SessionFolder) -> io::Result<()> {
    let file = guarded::append_regular(&folder.private().join(FILE))?;
    file.set_modified(SystemTime::now())
}

/// Takes the card away: the workbench is left.
pub fn remove_room(folder: &SessionFolder) {
    if let Err(error) = fs::remove_file(folder.private().join(FILE))
        && error.kind() != io::ErrorKind::NotFound
    {
        tracing::warn!(%error, "the room's card couldn't be removed");
    }
}

/// When the card was last written or touched; `None` where there is none.
pub fn room_stamp(folder: &SessionFolder) -> Option<SystemTime> {
    let found = fs::symlink_metadata(folder.private().join(FILE)).ok()?;
    found.modified().ok()
}

/// The card's text.
pub fn read_room(folder: &SessionFolder) -> Option<String> {
    let path = folder.private().join(FILE);
    let bytes = guarded::read_regular(&path, guarded::MOST_BYTES).ok()?;
    String::from_utf8(bytes).ok()
}
