//! `.accord/clock.json`: the time taken by a running clock, so that a kill loses at most two
//! seconds of it. The session itself is updated every minute, on pause, and on a change of step.

use std::{fs, io};

use serde::{Deserialize, Serialize};

use super::{SessionFolder, fault_injection, file_guard, files};
use crate::model::Id;

const FILE: &str = "clock.json";

/// The time an agenda item has taken so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockTime {
    /// The agenda item.
    pub item: Id,
    /// Total seconds.
    pub seconds: u32,
}

/// Writes the time taken, without waiting for the disk.
///
/// # Errors
///
/// If the file cannot be written.
pub fn write_clock_time(folder: &SessionFolder, time: &ClockTime) -> io::Result<()> {
    let text = serde_json::to_vec(time).expect("a time is plain data");
    let path = folder.make_private()?.join(FILE);
    files::write_private(&path, &text, files::Durability::Unsynced)
}

/// Reads the time taken; `None` if the file is missing or unreadable, which loses at most a minute.
pub fn read_clock_time(folder: &SessionFolder) -> Option<ClockTime> {
    let path = folder.private_folder().join(FILE);
    let bytes = file_guard::read_regular(&path, file_guard::MAX_BYTES).ok()?;
    serde_json::from_slice(&bytes).ok()
}

/// Removes the file, once the session has the time.
pub fn remove_clock_time(folder: &SessionFolder) {
    let removed = fault_injection::fail_if_planned()
        .and_then(|()| fs::remove_file(folder.private_folder().join(FILE)));
    if let Err(error) = removed
        && error.kind() != io::ErrorKind::NotFound
    {
        tracing::warn!(%error, "the clock's time couldn't be removed");
    }
}
