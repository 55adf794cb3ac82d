//! Terminal output, written by a thread of its own: a terminal that stopped reading (Ctrl-S, a
//! stuck window) blocks that thread and nothing else.
//!
//! The loop draws only while nothing waits here, so the next frame is always the newest.

use std::io::{self, ErrorKind, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock};
use std::time::{Duration, Instant};

/// How long to wait before retrying a terminal that would block.
const RETRY_DELAY: Duration = Duration::from_millis(10);

/// Bytes to be written, and the state of the writer.
#[derive(Default)]
struct OutputQueue {
    bytes: Vec<u8>,
    writing: bool,
    gone: bool,
}

/// A queue of bytes to the terminal.
#[derive(Default)]
pub struct TerminalOutput {
    queue: Mutex<OutputQueue>,
    changed: Condvar,
}

impl TerminalOutput {
    /// Returns the output to this program's terminal, started on first use.
    pub fn stdout() -> &'static Arc<Self> {
        static OUTPUT: OnceLock<Arc<TerminalOutput>> = OnceLock::new();
        OUTPUT.get_or_init(|| Self::spawn_writer(io::stdout()))
    }

    /// Starts an output to a writer.
    fn spawn_writer(mut writer: impl Write + Send + 'static) -> Arc<Self> {
        let output = Arc::new(Self::default());
        let of_thread = output.clone();
        std::thread::Builder::new()
            .name("output".into())
            .spawn(move || {
                loop {
                    let bytes = of_thread.wait_for_bytes();
                    let written = write_all(&mut writer, &bytes);
                    of_thread.write_done(written.is_ok());
                }
            })
            .expect("a thread can be started");
        output
    }

    /// Queues bytes; they are written as soon as the terminal accepts them.
    pub fn send(&self, bytes: Vec<u8>) {
        let mut waiting = self.lock();
        // Nobody is left to read it.
        if !waiting.gone {
            waiting.bytes.extend(bytes);
            self.changed.notify_all();
        }
    }

    /// Returns whether everything has been written.
    pub fn is_idle(&self) -> bool {
        is_drained(&self.lock())
    }

    /// Returns whether the terminal is gone.
    pub fn is_gone(&self) -> bool {
        self.lock().gone
    }

    /// Waits until everything has been written, at most this long; returns whether it has.
    pub fn drain(&self, at_most: Duration) -> bool {
        let end = Instant::now() + at_most;
        let mut waiting = self.lock();
        while !is_drained(&waiting) {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            let woken = self.changed.wait_timeout(waiting, left);
            waiting = woken.expect("nobody panics with it").0;
        }
        true
    }

    fn lock(&self) -> MutexGuard<'_, OutputQueue> {
        self.queue.lock().expect("nobody panics with it")
    }

    /// Waits for bytes and takes them from the queue.
    fn wait_for_bytes(&self) -> Vec<u8> {
        let mut waiting = self.lock();
        while waiting.bytes.is_empty() {
            waiting = self.changed.wait(waiting).expect("nobody panics with it");
        }
        waiting.writing = true;
        std::mem::take(&mut waiting.bytes)
    }

    fn write_done(&self, succeeded: bool) {
        let mut waiting = self.lock();
        waiting.writing = false;
        if !succeeded {
            waiting.gone = true;
            waiting.bytes.clear();
        }
        self.changed.notify_all();
    }
}

fn is_drained(waiting: &OutputQueue) -> bool {
    waiting.bytes.is_empty() && !waiting.writing
}

/// Writes everything, retrying whenever the terminal would block.
fn write_all(writer: &mut impl Write, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match writer.write(bytes) {
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            Ok(count) => bytes = &bytes[count..],
            Err(why) => wait_or_fail(why)?,
        }
    }
    while let Err(why) = writer.flush() {
        wait_or_fail(why)?;
    }
    Ok(())
}

fn wait_or_fail(why: io::Error) -> io::Result<()> {
    match why.kind() {
        ErrorKind::Interrupted => Ok(()),
        ErrorKind::WouldBlock => {
            std::thread::sleep(RETRY_DELAY);
            Ok(())
        }
        _ => Err(why),
    }
}

/// Collects drawing output until it is sent in one piece.
#[derive(Clone, Default)]
pub struct FrameBuffer(Arc<Mutex<Vec<u8>>>);

impl FrameBuffer {
    /// Takes the collected bytes.
    pub fn take(&self) -> Vec<u8> {
        std::mem::take(&mut self.0.lock().expect("nobody panics with it"))
    }
}

impl Write for FrameBuffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut drawn = self.0.lock().expect("nobody panics with it");
        drawn.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, Sender, channel};

    use super::*;

    /// A terminal that accepts one write per permission it receives.
    struct Slow {
        takes: Receiver<io::Result<()>>,
        taken: Sender<Vec<u8>>,
    }

    impl Write for Slow {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.takes.recv().expect("the test goes on")?;
            self.taken.send(bytes.to_vec()).expect("the test goes on");
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn slow() -> (
        Arc<TerminalOutput>,
        Sender<io::Result<()>>,
        Receiver<Vec<u8>>,
    ) {
        let ((give, takes), (taken, took)) = (channel(), channel());
        (
            TerminalOutput::spawn_writer(Slow { takes, taken }),
            give,
            took,
        )
    }

    const LONG: Duration = Duration::from_secs(60);

    #[test]
    fn nothing_waits_for_a_terminal_that_takes_nothing() {
        let (output, give, took) = slow();
        output.send(b"one".to_vec());
        assert!(!output.is_idle());
        assert!(!output.drain(Duration::from_millis(1)));
        // "Would block" isn't the end.
        give.send(Err(ErrorKind::WouldBlock.into())).unwrap();
        give.send(Ok(())).unwrap();
        assert!(output.drain(LONG) && output.is_idle() && !output.is_gone());
        assert_eq!(took.recv().unwrap(), b"one");
    }

    #[test]
    fn a_terminal_that_is_gone_takes_everything_at_once() {
        let (output, give, _took) = slow();
        output.send(b"one".to_vec());
        give.send(Err(io::Error::other("the window is closed")))
            .unwrap();
        assert!(output.drain(LONG) && output.is_gone());
        output.send(b"two".to_vec());
        assert!(output.is_idle());
    }
}
