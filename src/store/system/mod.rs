//! File operations that differ between systems: file identity, opening without blocking, modes of
//! new folders, syncing names to disk, and files held by another program. The rest of the program
//! is independent of the system.
//!
//! `unix.rs` and `not_unix.rs` have the same interface; only one of them is compiled.

#[cfg(not(unix))]
mod not_unix;
#[cfg(unix)]
mod unix;

#[cfg(not(unix))]
use not_unix as here;
#[cfg(unix)]
use unix as here;

pub use here::Identity;
pub(super) use here::{
    FOLDER_MODE, LOCKED_IS_READABLE, cut, is_device_name, is_open_here, is_removed,
    is_reserved_device, machine, open_no_follow, open_nonblocking, remove_folder, sync_folder,
};

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

/// Whether names that differ only in case usually mean the same file.
pub(super) const CASE_INSENSITIVE: bool = cfg!(any(windows, target_os = "macos"));

/// How long to wait for another program to release a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RetryPatience {
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
pub(super) fn with_retries<T>(
    patience: RetryPatience,
    act: impl FnMut() -> io::Result<T>,
) -> io::Result<T> {
    retry_while_held(patience.waits(), here::is_held, thread::sleep, act)
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
    why.kind() == io::ErrorKind::ResourceBusy || here::is_surely_held(why)
}

/// Returns a path as people write it, without the prefix that Windows adds to resolved paths.
pub fn as_written(path: &Path) -> PathBuf {
    let text = path.to_string_lossy();
    if let Some(share) = text.strip_prefix(r"\\?\UNC\") {
        return format!(r"\\{share}").into();
    }
    let Some(rest) = text.strip_prefix(r"\\?\") else {
        return path.to_path_buf();
    };
    let drive = |rest: &str| rest.as_bytes().get(1) == Some(&b':');
    if drive(rest) {
        rest.into()
    } else {
        path.to_path_buf()
    }
}

/// Returns the user's home folder, if known.
pub fn home_folder() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|value: &OsString| !value.is_empty());
    let names: &[&str] = if cfg!(windows) {
        &["USERPROFILE"]
    } else {
        &["HOME"]
    };
    names.iter().find_map(|name| set(name)).map(Into::into)
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

    #[test]
    fn a_resolved_path_is_shown_as_people_write_it() {
        for (path, shown) in [
            (r"\\?\C:\Users\Ann\acme", r"C:\Users\Ann\acme"),
            (r"\\?\UNC\server\sales\acme", r"\\server\sales\acme"),
            (r"\\?\Volume{1}\acme", r"\\?\Volume{1}\acme"),
            (r"C:\acme", r"C:\acme"),
            ("/home/ann/acme", "/home/ann/acme"),
        ] {
            assert_eq!(as_written(Path::new(path)), Path::new(shown));
        }
    }
}
