//! One writer at a time: the lock a running workbench holds on its session.

use std::fs::{File, TryLockError};
use std::io::{self, Read as _, Write as _};

use jiff::Zoned;

use super::error::StoreError;
use super::{SessionFolder, files};
use crate::model::printable::clean;

/// The lock on a session folder, held until dropped. The operating system keeps it, so a dead
/// process holds nothing, whatever text it left behind.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Why the lock wasn't taken.
#[derive(Debug, thiserror::Error)]
pub enum NotLocked {
    /// Somebody else holds it.
    #[error("this session is open already: {who}")]
    Held {
        /// Name, machine, process and since when, as far as known.
        who: String,
    },
    /// The lock's file can't be used.
    #[error(transparent)]
    Failed(#[from] StoreError),
}

impl Lock {
    /// Takes the lock, and clears away what killed processes left half written.
    pub fn take(folder: &SessionFolder) -> Result<Self, NotLocked> {
        let path = folder.private().join("lock");
        let failed = |error: io::Error| NotLocked::Failed(StoreError::io(&path, &error));
        folder.make_private().map_err(failed)?;
        let mut file = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(NotLocked::Held {
                    who: holder(&mut file),
                });
            }
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        files::sweep(&folder.session_file());
        file.set_len(0).map_err(failed)?;
        let sign = format!("{}\n", signature());
        file.write_all(sign.as_bytes()).map_err(failed)?;
        Ok(Self { _file: file })
    }
}

fn holder(file: &mut File) -> String {
    let mut bytes = Vec::new();
    // Some systems don't let others read a locked file: then nobody is named.
    let _ = file.take(1000).read_to_end(&mut bytes);
    match String::from_utf8_lossy(&bytes).trim() {
        "" => "another Accord has it".into(),
        who => clean(who),
    }
}

fn signature() -> String {
    let known = |names: [&str; 2]| names.iter().find_map(|name| std::env::var(name).ok());
    let user = known(["USER", "USERNAME"]).unwrap_or_else(|| "somebody".into());
    let machine = std::fs::read_to_string("/etc/hostname")
        .ok()
        .or_else(|| known(["HOSTNAME", "COMPUTERNAME"]))
        .map(|name| format!(" on {}", name.trim()))
        .unwrap_or_default();
    let process = std::process::id();
    let since = Zoned::now().strftime("%Y-%m-%d %H:%M").to_string();
    clean(&format!(
        "{user}{machine}, process {process}, since {since}"
    ))
}
