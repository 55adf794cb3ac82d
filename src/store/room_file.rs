//! `.accord/room.json`: what the workbench shows the room, for a second terminal to follow.
//!
//! The workbench writes it and touches it as it lives; who follows only reads.

use std::time::SystemTime;
use std::{fs, io};

use super::{SessionFolder, files};

const FILE: &str = "room.json";

/// Writes the card, whole or not at all. Doesn't wait for the disk.
pub fn write_room(folder: &SessionFolder, card: &str) -> io::Result<()> {
    folder.make_private()?;
    files::write_quickly(&folder.private().join(FILE), card.as_bytes())
}

/// Shows that the workbench still runs.
pub fn touch_room(folder: &SessionFolder) -> io::Result<()> {
    let file = fs::File::options()
        .write(true)
        .open(folder.private().join(FILE))?;
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
    fs::metadata(folder.private().join(FILE))
        .ok()?
        .modified()
        .ok()
}

/// The card's text.
pub fn read_room(folder: &SessionFolder) -> Option<String> {
    fs::read_to_string(folder.private().join(FILE)).ok()
}
