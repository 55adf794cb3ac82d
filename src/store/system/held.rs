//! Files held by another program. Only Windows refuses such files.

use std::io;
use std::thread;
use std::time::Duration;

/// Errors of Windows: sharing violation, lock violation, and file mapped by another program.
const HELD: [i32; 3] = [32, 33, 1224];
/// Access denied, which is also the error for replacing or renaming a file that somebody has open.
const DENIED: i32 = 5;

/// How long to wait for another program to release a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) enum RetryPatience {
    /// A moment: somebody is waiting at the screen, and it will be retried anyway.
    Screen,
    /// About two seconds: it will not be retried.
    Command,
}

impl RetryPatience {
    /// Yields the delays between attempts.
    fn waits(self) -> impl Iterator<Item = Duration> {
        let waits: &[u64] = match self {
            Self::Screen => &[10, 20, 40, 80],
            Self::Command => &[10, 20, 40, 80, 150, 300, 600, 800],
        };
        waits.iter().map(|wait| Duration::from_millis(*wait))
    }
}

/// Performs a file operation, retrying for a while if another program holds the file. Only Windows
/// refuses such files. Returns the last result.
pub(in crate::store) fn with_retries<T>(
    patience: RetryPatience,
    act: impl FnMut() -> io::Result<T>,
) -> io::Result<T> {
    retry_while_held(patience.waits(), may_be_held, thread::sleep, act)
}

fn retry_while_held<T>(
    mut waits: impl Iterator<Item = Duration>,
    is_held: impl Fn(&io::Error) -> bool,
    sleep: impl Fn(Duration),
    mut act: impl FnMut() -> io::Result<T>,
) -> io::Result<T> {
    loop {
        match act() {
            Err(why) if is_held(&why) => match waits.next() {
                Some(wait) => sleep(wait),
                None => return Err(why),
            },
            done => return done,
        }
    }
}

/// Whether an error means that another program holds the file.
pub fn is_held(why: &io::Error) -> bool {
    why.kind() == io::ErrorKind::ResourceBusy || is_surely_held(why)
}

/// Whether an error may be due to another program that holds the file, so that retrying helps.
fn may_be_held(why: &io::Error) -> bool {
    is_surely_held(why) || (!cfg!(unix) && why.raw_os_error() == Some(DENIED))
}

/// Whether an error of the system means that another program holds the file.
fn is_surely_held(why: &io::Error) -> bool {
    !cfg!(unix) && why.raw_os_error().is_some_and(|code| HELD.contains(&code))
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn what_another_holds_is_tried_again_for_two_seconds_and_no_longer() {
        let held = |why: &io::Error| why.kind() == io::ErrorKind::ResourceBusy;
        let waited = Cell::new(Duration::ZERO);
        let sleep = |wait: Duration| waited.set(waited.get() + wait);
        let waits = || RetryPatience::Command.waits();
        // It is released at the third attempt.
        let mut tries = 0;
        let done = retry_while_held(waits(), held, sleep, || {
            tries += 1;
            if tries < 3 {
                return Err(io::ErrorKind::ResourceBusy.into());
            }
            Ok(tries)
        });
        assert_eq!(done.unwrap(), 3);
        // It is never released.
        waited.set(Duration::ZERO);
        let failed = retry_while_held(waits(), held, sleep, || -> io::Result<()> {
            Err(io::ErrorKind::ResourceBusy.into())
        });
        assert_eq!(failed.unwrap_err().kind(), io::ErrorKind::ResourceBusy);
        assert_eq!(waited.get(), Duration::from_secs(2));
        // Other errors are not retried.
        let mut tries = 0;
        let failed = retry_while_held(waits(), held, sleep, || -> io::Result<()> {
            tries += 1;
            Err(io::ErrorKind::StorageFull.into())
        });
        assert!(failed.is_err());
        assert_eq!(tries, 1);
        let screen: Duration = RetryPatience::Screen.waits().sum();
        assert!(screen < Duration::from_millis(200), "{screen:?}");
    }
}
