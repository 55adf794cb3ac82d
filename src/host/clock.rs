//! The time a running clock has taken, on its way to a file: a kill loses two seconds of it.

use std::time::{Duration, Instant};

use crate::app::{State, clock};
use crate::store::{self, SessionFolder, TakenTime};

/// How often the time is written while the clock runs.
const WRITE_EVERY: Duration = Duration::from_secs(1);

/// Keeps the file as the clock is.
#[derive(Default)]
pub(super) struct KeptTime {
    written: Option<TakenTime>,
    at: Option<Instant>,
}

impl KeptTime {
    /// Writes what the clock has taken, once a second while it runs.
    pub(super) fn follow(&mut self, state: &State, folder: &SessionFolder) {
        let Some((item, seconds)) = clock::taken(state) else {
            return;
        };
        if self.at.is_some_and(|at| at.elapsed() < WRITE_EVERY) {
            return;
        }
        let time = TakenTime { item, seconds };
        if self.written.as_ref() == Some(&time) {
            return;
        }
        self.at = Some(Instant::now());
        match store::write_time(folder, &time) {
            Ok(()) => self.written = Some(time),
            Err(why) => tracing::warn!(%why, "the clock's time couldn't be kept"),
        }
    }

    /// The session has all of it.
    pub(super) fn gone(&mut self, folder: &SessionFolder) {
        if self.written.take().is_some() {
            store::forget_time(folder);
        }
    }
}
