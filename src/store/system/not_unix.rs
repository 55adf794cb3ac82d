//! Files on Windows.

use std::fs::{File, OpenOptions, Permissions};
use std::io;
use std::path::Path;

use crate::store::portable_names;

/// Whether others can read a file that is locked. A lock keeps them out here.
pub const LOCKED_IS_READABLE: bool = false;

/// Another program has it open and lets nobody in; has a part of it locked; has it mapped.
const HELD: [i32; 3] = [32, 33, 1224];
/// What replacing or renaming says where somebody has a file open; also where it isn't allowed.
const DENIED: i32 = 5;

/// A file, by what the system knows it as.
#[derive(Debug, PartialEq, Eq)]
pub struct Identity {
    handle: same_file::Handle,
    is_file: bool,
}

impl Identity {
    /// Of what is at a path, through links.
    pub fn of(path: &Path) -> io::Result<Self> {
        let mut found = Self::by(same_file::Handle::from_path(path)?)?;
        found.is_file &= !is_device_name(path);
        Ok(found)
    }

    /// Of what this program reads from.
    pub fn stdin() -> Option<Self> {
        Self::by(same_file::Handle::stdin().ok()?).ok()
    }

    /// Of what this program prints to.
    pub fn stdout() -> Option<Self> {
        Self::by(same_file::Handle::stdout().ok()?).ok()
    }

    /// Of what this program says its messages on.
    pub fn stderr() -> Option<Self> {
        Self::by(same_file::Handle::stderr().ok()?).ok()
    }

    fn by(handle: same_file::Handle) -> io::Result<Self> {
        let is_file = handle.as_file().metadata()?.is_file();
        Ok(Self { handle, is_file })
    }

    /// Whether it is a regular file: what could be replaced.
    pub fn is_file(&self) -> bool {
        self.is_file
    }
}

/// Whether a file that is open has no name any more. No folder is moved here while a file in it is
/// open: where it isn't at its place it was removed.
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
pub fn is_removed(_file: &File) -> io::Result<bool> {
    Ok(true)
}

/// Opens it to be read. Pipes have no names in folders here.
pub fn open_nonblocking(path: &Path) -> io::Result<File> {
    super::with_retries(super::RetryPatience::Screen, || File::open(path))
}

/// Opens what is at the path, which was looked at just before.
pub fn open_no_follow(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    super::with_retries(super::RetryPatience::Screen, || options.open(path))
}

/// Cuts a file that is open to be appended to. Who may append may not cut here: it is opened once
/// more.
pub fn cut(_file: &File, path: &Path, length: u64) -> io::Result<()> {
    File::options().write(true).open(path)?.set_len(length)
}

/// Removes a folder with all that is in it. Files that may not be changed may not be removed
/// either here, until that is taken off them.
pub fn remove_folder(path: &Path) -> io::Result<()> {
    for entry in std::fs::read_dir(path)? {
        let entry = entry?;
        let found = entry.metadata()?;
        if found.is_file() && found.permissions().readonly() {
            let mut permissions = found.permissions();
            permissions.set_readonly(false);
            std::fs::set_permissions(entry.path(), permissions)?;
        }
    }
    super::with_retries(super::RetryPatience::Screen, || {
        std::fs::remove_dir_all(path)
    })
}

/// The mode of a folder; here it has what its parent hands down.
pub const FOLDER_MODE: Option<fn() -> Permissions> = None;

/// Waits until a folder's names are on the disk itself. The file system sees to that here.
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
pub fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// Whether a failure may come of another program that holds the file, so that it is worth trying
/// again.
pub fn is_held(why: &io::Error) -> bool {
    why.raw_os_error() == Some(DENIED) || is_surely_held(why)
}

/// Whether a failure says that another program holds the file.
pub fn is_surely_held(why: &io::Error) -> bool {
    why.raw_os_error().is_some_and(|code| HELD.contains(&code))
}

/// Whether a path leads to what this program has open. No path does here.
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
pub fn is_open_here(_path: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Whether a name stands for a device wherever it is that can be written to.
pub fn is_device_name(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| name.eq_ignore_ascii_case("NUL"))
}

/// Whether the system itself takes a reserved name for a device.
pub fn is_reserved_device(name: &str) -> bool {
    portable_names::is_device(name)
}

/// What this machine is called.
pub fn machine() -> Option<String> {
    std::env::var("COMPUTERNAME").ok()
}
