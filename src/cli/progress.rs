//! Progress of a long command, shown on stderr if it is a terminal.

use std::io::{self, IsTerminal as _, Read, Write as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use super::source::InputReader;
use crate::model::wording::count_noun;

/// Nothing is shown for commands that finish sooner.
const SHOW_AFTER: Duration = Duration::from_millis(500);
const REDRAW_EVERY: Duration = Duration::from_millis(100);

/// A line that is rewritten in place and erased at the end.
pub(super) struct ProgressLine {
    shown: bool,
    next: Instant,
    read: Arc<AtomicU64>,
    length: Option<u64>,
}

impl ProgressLine {
    /// Shows the progress of reading an input of this many bytes. Returns `None` if stderr is not a
    /// terminal, or if the line would mix with the results.
    pub fn of(read: Arc<AtomicU64>, length: Option<u64>, in_the_way: bool) -> Option<Self> {
        (io::stderr().is_terminal() && !in_the_way).then(|| Self {
            shown: false,
            next: Instant::now() + SHOW_AFTER,
            read,
            length,
        })
    }

    /// Updates the number of leads done.
    pub fn tick(&mut self, leads: u64) {
        if Instant::now() < self.next {
            return;
        }
        self.next = Instant::now() + REDRAW_EVERY;
        self.shown = true;
        let share = self.length.map(|length| {
            let share = self.read.load(Ordering::Relaxed) as f64 / length as f64 * 100.0;
            format!(", {:.0}% of the file", share.min(100.0))
        });
        let line = format!(
            "\r{} scored{}\x1b[K",
            count_noun(leads, "lead"),
            share.unwrap_or_default()
        );
        // If this fails, there is nobody left to tell.
        let _ = io::stderr().write_all(line.as_bytes());
    }
}

impl Drop for ProgressLine {
    fn drop(&mut self) {
        if self.shown {
            let _ = io::stderr().write_all(b"\r\x1b[K");
        }
    }
}

/// A list that is read whole, with its progress on stderr if that is a terminal.
pub(super) struct WatchedReader {
    source: InputReader,
    read: Arc<AtomicU64>,
    name: String,
    /// When the line is drawn next; `None` where there is no terminal, or no length.
    next: Option<Instant>,
    shown: bool,
}

impl WatchedReader {
    /// Watches the reading of a list with this name.
    pub fn of(source: InputReader, name: String) -> Self {
        let is_watched = io::stderr().is_terminal() && source.length.is_some();
        Self {
            read: source.counter(),
            next: is_watched.then(|| Instant::now() + SHOW_AFTER),
            source,
            name,
            shown: false,
        }
    }

    fn draw(&mut self) {
        let (Some(next), Some(length)) = (self.next, self.source.length) else {
            return;
        };
        if Instant::now() < next {
            return;
        }
        self.next = Some(Instant::now() + REDRAW_EVERY);
        self.shown = true;
        let share = self.read.load(Ordering::Relaxed) as f64 / length as f64 * 100.0;
        let line = format!("\rreading {}, {:.0}%\x1b[K", self.name, share.min(100.0));
        // If this fails, there is nobody left to tell.
        let _ = io::stderr().write_all(line.as_bytes());
    }

    fn erase(&mut self) {
        if std::mem::take(&mut self.shown) {
            let _ = io::stderr().write_all(b"\r\x1b[K");
        }
    }
}

impl Read for WatchedReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        if read == 0 {
            self.erase();
        } else {
            self.draw();
        }
        Ok(read)
    }
}

impl Drop for WatchedReader {
    fn drop(&mut self) {
        self.erase();
    }
}
