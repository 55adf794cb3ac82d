//! The time a running clock has taken, on its way to a file: a kill loses two seconds of it.

use std::time::{Duration, Instant};

use crate::app::{State, clock};
use crate::store::{self, ClockTime, SessionFolder};

/// How often the time is written while the clock runs.
const WRITE_EVERY: Duration = Duration::from_secs(1);

/// Keeps the file as the clock is.
#[derive(Default)]
pub(super) struct ClockSaver {
    written: Option<ClockTime>,
    written_at: Option<Instant>,
}

impl ClockSaver {
    /// Writes what the clock has taken, once a second while it runs.
    pub(super) fn save(&mut self, state: &State, folder: &SessionFolder) {
        let Some((item, seconds)) = clock::item_seconds_taken(state) else {
            return;
        };
        if self.written_at.is_some_and(|at| at.elapsed() < WRITE_EVERY) {
            return;
        }
        let time = ClockTime { item, seconds };
        if self.written.as_ref() == Some(&time) {
            return;
        }
        self.written_at = Some(Instant::now());
        match store::write_clock_time(folder, &time) {
            Ok(()) => self.written = Some(time),
            Err(why) => tracing::warn!(%why, "the clock's time couldn't be kept"),
        }
    }

    /// The session has all of it.
    pub(super) fn remove(&mut self, folder: &SessionFolder) {
        if self.written.take().is_some() {
            store::remove_clock_time(folder);
        }
    }
}
