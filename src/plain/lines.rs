//! The lines that come in, read beside the work so that time goes on while nobody types.

use std::io::BufRead;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

/// How long nobody may say anything before time is looked at.
const POLL_INTERVAL: Duration = Duration::from_millis(300);

/// The lines.
pub(super) struct LineReader {
    lines: Receiver<String>,
}

/// What came in.
pub(super) enum LineEvent {
    /// A line, without its end.
    Line(String),
    /// Nothing for a while.
    Timeout,
    /// There is no more.
    End,
}

impl LineReader {
    /// Reads lines until their end; what isn't UTF-8 is read as well as can be.
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

    /// The next line.
    pub(super) fn next_event(&self) -> LineEvent {
        match self.lines.recv_timeout(POLL_INTERVAL) {
            Ok(line) => LineEvent::Line(line),
            Err(RecvTimeoutError::Timeout) => LineEvent::Timeout,
            Err(RecvTimeoutError::Disconnected) => LineEvent::End,
        }
    }
}
