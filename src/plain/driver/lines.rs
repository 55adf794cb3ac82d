//! Reads input lines on a thread, so that time passes while nobody types.

use std::io::BufRead;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

/// How long to wait for a line before letting time pass.
const POLL_INTERVAL: Duration = Duration::from_millis(300);

/// A reader of lines on its own thread.
pub(super) struct LineReader {
    lines: Receiver<String>,
}

/// Result of waiting for a line.
pub(super) enum LineEvent {
    /// A line, without its line break.
    Line(String),
    /// No line for a while.
    Timeout,
    /// The end of the input.
    End,
}

impl LineReader {
    /// Starts reading lines until the end; invalid UTF-8 is replaced.
    pub(super) fn spawn(mut input: impl BufRead + Send + 'static) -> Self {
        let (heard, lines) = mpsc::sync_channel(64);
        std::thread::Builder::new()
            .name("lines".into())
            .spawn(move || {
                let mut bytes = Vec::new();
                while matches!(input.read_until(b'\n', &mut bytes), Ok(1..)) {
                    let text = String::from_utf8_lossy(&bytes);
                    let line = text.trim_end_matches(['\n', '\r']);
                    let line = line.trim_start_matches('\u{feff}').to_owned();
                    if heard.send(line).is_err() {
                        return;
                    }
                    bytes.clear();
                }
            })
            .expect("a thread can be started");
        Self { lines }
    }

    /// Waits for the next line.
    pub(super) fn next_event(&self) -> LineEvent {
        match self.lines.recv_timeout(POLL_INTERVAL) {
            Ok(line) => LineEvent::Line(line),
            Err(RecvTimeoutError::Timeout) => LineEvent::Timeout,
            Err(RecvTimeoutError::Disconnected) => LineEvent::End,
        }
    }
}
