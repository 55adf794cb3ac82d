//! Ctrl-C in the midst of it: no half file is left.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// Files that aren't finished.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// From now on a signal that ends the program removes this file first.
pub(super) fn remove_on_interrupt(path: &Path) {
    let Ok(mut unfinished) = UNFINISHED.lock() else {
        return;
    };
    if unfinished.is_empty() {
        watch();
    }
    unfinished.push(path.into());
}

#[cfg(unix)]
fn watch() {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;

    // Without it a file would be left, nothing worse.
    let Ok(mut signals) = Signals::new([SIGHUP, SIGINT, SIGTERM]) else {
        return;
    };
    std::thread::spawn(move || {
        for signal in signals.forever() {
            if let Ok(unfinished) = UNFINISHED.lock() {
                for path in unfinished.iter() {
                    // It may be in its place already.
                    let _ = std::fs::remove_file(path);
                }
            }
            let _ = signal_hook::low_level::emulate_default_handler(signal);
        }
    });
}

#[cfg(not(unix))]
fn watch() {}
