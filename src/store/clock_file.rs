//! `.accord/clock.json`: the time a running clock has taken, so that a kill loses two seconds of
//! it and not a minute. The session itself gets it with every minute, pause and step.

use std::{fs, io};

use serde::{Deserialize, Serialize};

use super::{SessionFolder, fault_injection, file_guard, files};
use crate::model::Id;

const FILE: &str = "clock.json";

/// What an agenda item has taken so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockTime {
    /// The agenda item.
    pub item: Id,
    /// Seconds in all.
    pub seconds: u32,
}

/// Keeps the time taken. Doesn't wait for the disk.
pub fn write_clock_time(folder: &SessionFolder, time: &ClockTime) -> io::Result<()> {
    let text = serde_json::to_vec(time).expect("a time is plain data");
    let path = folder.make_private()?.join(FILE);
    files::write_private(&path, &text, files::Durability::Unsynced)
}

/// The time that was kept; `None` where there is none or it can't be read: it is a minute at most.
pub fn read_clock_time(folder: &SessionFolder) -> Option<ClockTime> {
    let path = folder.private_folder().join(FILE);
    let bytes = file_guard::read_regular(&path, file_guard::MAX_BYTES).ok()?;
    serde_json::from_slice(&bytes).ok()
}

/// Throws away what was kept: the session has it.
pub fn remove_clock_time(folder: &SessionFolder) {
    let removed = fault_injection::fail_if_planned()
        .and_then(|()| fs::remove_file(folder.private_folder().join(FILE)));
    if let Err(error) = removed
        && error.kind() != io::ErrorKind::NotFound
    {
        tracing::warn!(%error, "the clock's time couldn't be removed");
    }
}
