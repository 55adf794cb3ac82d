//! Saves the time taken by a running clock to a file, so that a killed program loses at most two
//! seconds of it.

use std::time::{Duration, Instant};

use crate::app::State;
use crate::app::steps::clock_face;
use crate::store::{self, ClockTime, SessionFolder};

/// Interval between writes while the clock runs.
const WRITE_EVERY: Duration = Duration::from_secs(1);

/// Keeps the file up to date with the clock.
#[derive(Default)]
pub(super) struct ClockSaver {
    written: Option<ClockTime>,
    written_at: Option<Instant>,
}

impl ClockSaver {
    /// Writes the time taken, once a second while the clock runs.
    pub(super) fn save(&mut self, state: &State, folder: &SessionFolder) {
        let Some((item, seconds)) = clock_face::item_seconds_taken(state) else {
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

    /// Removes the file once the session holds all of the time.
    pub(super) fn remove(&mut self, folder: &SessionFolder) {
        if self.written.take().is_some() {
            store::remove_clock_time(folder);
        }
    }
}
