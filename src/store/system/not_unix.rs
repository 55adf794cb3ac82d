//! Files on Windows.

use std::fs::{File, OpenOptions, Permissions};
use std::io;
use std::path::Path;

use super::held::{RetryPatience, with_retries};
use super::names;

/// Whether others can read a locked file. Here a lock keeps them out.
pub const LOCKED_IS_READABLE: bool = false;

/// The system's identity of a file.
#[derive(Debug, PartialEq, Eq)]
pub struct Identity {
    handle: same_file::Handle,
    is_file: bool,
}

impl Identity {
    /// Identifies what is at a path, through links.
    ///
    /// # Errors
    ///
    /// If there is nothing at the path.
    pub fn of(path: &Path) -> io::Result<Self> {
        let mut found = Self::by(same_file::Handle::from_path(path)?)?;
        found.is_file &= !is_device_name(path);
        Ok(found)
    }

    /// Identifies this program's stdin.
    pub fn stdin() -> Option<Self> {
        Self::by(same_file::Handle::stdin().ok()?).ok()
    }

    /// Identifies this program's stdout.
    pub fn stdout() -> Option<Self> {
        Self::by(same_file::Handle::stdout().ok()?).ok()
    }

    /// Identifies this program's stderr.
    pub fn stderr() -> Option<Self> {
        Self::by(same_file::Handle::stderr().ok()?).ok()
    }

    fn by(handle: same_file::Handle) -> io::Result<Self> {
        let is_file = handle.as_file().metadata()?.is_file();
        Ok(Self { handle, is_file })
    }

    /// Whether it is a regular file, and so could be replaced.
    pub fn is_file(&self) -> bool {
        self.is_file
    }
}

/// Whether an open file has no name any more. A folder with an open file cannot be moved here, so
/// if it is not in its place it was removed.
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
pub fn is_removed(_file: &File) -> io::Result<bool> {
    Ok(true)
}

/// Opens a file for reading. Pipes have no names in folders here.
pub fn open_nonblocking(path: &Path) -> io::Result<File> {
    with_retries(RetryPatience::Screen, || File::open(path))
}

/// Opens a path that was just checked.
pub fn open_no_follow(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    with_retries(RetryPatience::Screen, || options.open(path))
}

/// Truncates a file open for appending. Such a handle may not truncate here, so the file is opened
/// once more.
pub fn cut(_file: &File, path: &Path, length: u64) -> io::Result<()> {
    File::options().write(true).open(path)?.set_len(length)
}

/// Removes a folder and its content. Read-only files must first be made writable here.
pub fn remove_folder(path: &Path) -> io::Result<()> {
    for entry in std::fs::read_dir(path)? {
        let entry = entry?;
        let found = entry.metadata()?;
        if found.is_dir() {
            remove_folder(&entry.path())?;
        } else if found.is_file() && found.permissions().readonly() {
            let mut permissions = found.permissions();
            permissions.set_readonly(false);
            std::fs::set_permissions(entry.path(), permissions)?;
        }
    }
    with_retries(RetryPatience::Screen, || std::fs::remove_dir_all(path))
}

/// The mode of a new folder; here it inherits from its parent.
pub const FOLDER_MODE: Option<fn() -> Permissions> = None;

/// Syncs the names in a folder to disk. The file system takes care of that here.
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
pub fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// Whether a path leads to a file this program has open. No path does here.
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
pub fn is_open_here(_path: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Whether a name means a device that can be written to, in any folder.
pub fn is_device_name(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| name.eq_ignore_ascii_case("NUL"))
}

/// Whether the system itself takes a reserved name for a device.
pub fn is_reserved_device(name: &str) -> bool {
    names::is_device(name)
}

/// Returns the name of this machine.
pub fn machine() -> Option<String> {
    std::env::var("COMPUTERNAME").ok()
}
