//! Removes unfinished output files on Ctrl-C.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::terminal::before_end;

/// Files that are not finished.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Makes a terminating signal remove this file first.
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
        // The file may have been moved into place already.
        let _ = std::fs::remove_file(path);
    }
}
