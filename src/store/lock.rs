//! One writer at a time: the lock that a running workbench holds on its session.

use std::fs::{File, TryLockError};
use std::io::{self, Read as _, Write as _};
use std::path::PathBuf;

use jiff::Zoned;

use super::error::StoreError;
use super::{SessionFolder, file_guard, files, system};
use crate::model::printable::clean;

/// Names the lock's holder on systems where a locked file cannot be read.
const HOLDER_FILE: &str = "holder";

/// The lock on a session folder, held until dropped. It is the operating system's, so a dead
/// process holds nothing, whatever text it left behind.
#[derive(Debug)]
pub struct Lock {
    file: File,
    path: PathBuf,
}

/// Why the lock was not taken.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Somebody else holds it.
    #[error("this session is open already: {who}")]
    Held {
        /// Name, machine, process and start time, as far as known.
        who: String,
    },
    /// Nothing can be written in this folder.
    #[error("nothing can be written in this session's folder")]
    ReadOnly,
    /// The lock file cannot be used.
    #[error(transparent)]
    Failed(#[from] StoreError),
}

impl Lock {
    /// Takes the lock, and removes what killed processes left half written.
    ///
    /// # Errors
    ///
    /// If somebody else holds the lock, or the folder or lock file cannot be used.
    pub fn take(folder: &SessionFolder) -> Result<Self, LockError> {
        let path = folder.private_folder().join("lock");
        let failed = |error: io::Error| match error.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                LockError::ReadOnly
            }
            _ => LockError::Failed(StoreError::io(&path, &error)),
        };
        folder.guard_private()?;
        folder.make_private().map_err(failed)?;
        let mut file = file_guard::open_or_make(&path).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(LockError::Held {
                    who: holder(folder, &mut file),
                });
            }
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        files::remove_leftovers(&folder.session_file());
        files::remove_folder_leftovers(&folder.private_folder());
        files::remove_folder_leftovers(&folder.private_folder().join("signed"));
        file.set_len(0).map_err(failed)?;
        let sign = format!("{}\n", holder_text());
        file.write_all(sign.as_bytes()).map_err(failed)?;
        if !system::LOCKED_IS_READABLE {
            let beside = folder.private_folder().join(HOLDER_FILE);
            // Without this file the holder is not named to others; nothing worse.
            let _ = files::write_private(&beside, sign.as_bytes(), files::Durability::Unsynced);
        }
        Ok(Self { file, path })
    }

    /// Whether somebody holds the lock, without taking it.
    pub fn is_held(folder: &SessionFolder) -> bool {
        let lock = file_guard::open_regular(&folder.private_folder().join("lock"));
        lock.is_ok_and(|lock| matches!(lock.try_lock_shared(), Err(TryLockError::WouldBlock)))
    }

    /// Whether the locked file still is the session's lock. If another program removed the folder,
    /// nothing is held.
    pub fn is_in_place(&self) -> bool {
        let same = |ours: File| -> io::Result<bool> {
            let there = file_guard::open_regular(&self.path)?;
            Ok(same_file::Handle::from_file(ours)? == same_file::Handle::from_file(there)?)
        };
        self.file.try_clone().and_then(same).unwrap_or(false)
    }
}

fn holder(folder: &SessionFolder, file: &mut File) -> String {
    let mut bytes = Vec::new();
    // If it cannot be read, the holder is not named.
    let _ = if system::LOCKED_IS_READABLE {
        file.take(1000).read_to_end(&mut bytes)
    } else {
        file_guard::open_regular(&folder.private_folder().join(HOLDER_FILE))
            .and_then(|beside| beside.take(1000).read_to_end(&mut bytes))
    };
    match String::from_utf8_lossy(&bytes).trim() {
        "" => "another Accord has it".into(),
        who => clean(who),
    }
}

fn holder_text() -> String {
    let known = |names: [&str; 2]| names.iter().find_map(|name| std::env::var(name).ok());
    let user = known(["USER", "USERNAME"]).unwrap_or_else(|| "somebody".into());
    let machine = system::machine()
        .map(|name| format!(" on {}", name.trim()))
        .unwrap_or_default();
    let process = std::process::id();
    let since = Zoned::now().strftime("%Y-%m-%d %H:%M").to_string();
    clean(&format!(
        "{user}{machine}, process {process}, since {since}"
    ))
}
