//! Ctrl-C in the midst of it: no half file is left.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::terminal::before_end;

/// Files that aren't finished.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// From now on a signal that ends the program removes this file first.
pub(super) fn remove_on_interrupt(path: &Path) {
    let Ok(mut unfinished) = UNFINISHED.lock() else {
        return;
    };
    if unfinished.is_empty() {
        before_end(remove_all);
    }
    unfinished.push(path.into());
}

fn remove_all() {
    let Ok(unfinished) = UNFINISHED.lock() else {
        return;
    };
    for path in unfinished.iter() {
        // It may be in its place already.
        let _ = std::fs::remove_file(path);
    }
}
