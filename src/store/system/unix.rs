//! Files on Linux, macOS and other Unix systems.

use std::fs::{File, Metadata, OpenOptions, Permissions};
use std::io;
use std::os::fd::AsFd;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use crate::store::fault_injection;

/// Whether others can read a locked file.
pub const LOCKED_IS_READABLE: bool = true;

/// The system's identity of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity {
    device: u64,
    number: u64,
    is_file: bool,
}

impl Identity {
    /// Identifies what is at a path, through links, without opening it, as a pipe would block.
    ///
    /// # Errors
    ///
    /// If there is nothing at the path.
    pub fn of(path: &Path) -> io::Result<Self> {
        Ok(Self::by(&std::fs::metadata(path)?))
    }

    /// Identifies this program's stdin.
    pub fn stdin() -> Option<Self> {
        Self::of_open(&io::stdin())
    }

    /// Identifies this program's stdout.
    pub fn stdout() -> Option<Self> {
        Self::of_open(&io::stdout())
    }

    /// Identifies this program's stderr.
    pub fn stderr() -> Option<Self> {
        Self::of_open(&io::stderr())
    }

    fn of_open(stream: &impl AsFd) -> Option<Self> {
        let file = File::from(stream.as_fd().try_clone_to_owned().ok()?);
        Some(Self::by(&file.metadata().ok()?))
    }

    fn by(found: &Metadata) -> Self {
        Self {
            device: found.dev(),
            number: found.ino(),
            is_file: found.is_file(),
        }
    }

    /// Whether it is a regular file, and so could be replaced.
    pub fn is_file(&self) -> bool {
        self.is_file
    }
}

/// Whether an open file has no name any more: it was removed rather than moved.
pub fn is_removed(file: &File) -> io::Result<bool> {
    Ok(file.metadata()?.nlink() == 0)
}

/// Opens a file for reading without blocking if it has become a pipe.
pub fn open_nonblocking(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.read(true).custom_flags(libc::O_NONBLOCK);
    options.open(path)
}

/// Opens a path without following a final link or blocking on a pipe.
pub fn open_no_follow(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    options.custom_flags(libc::O_NOFOLLOW | libc::O_NONBLOCK);
    options.open(path)
}

/// Truncates a file open for appending.
pub fn cut(file: &File, _path: &Path, length: u64) -> io::Result<()> {
    file.set_len(length)
}

/// Removes a folder and its content, including read-only files.
pub fn remove_folder(path: &Path) -> io::Result<()> {
    std::fs::remove_dir_all(path)
}

/// The mode of a new folder, subject to the user's umask.
pub const FOLDER_MODE: Option<fn() -> Permissions> = Some(|| Permissions::from_mode(0o777));

/// Syncs the names in a folder to disk.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    fault_injection::sync(&File::open(folder)?)
}

/// Whether a path leads through links into the list of a process's open files. The target of such a
/// link is already open, perhaps for appending.
pub fn is_open_here(path: &Path) -> io::Result<bool> {
    const MOST_LINKS: usize = 40;
    let mut path: PathBuf = std::path::absolute(path)?;
    for _ in 0..MOST_LINKS {
        let folder = path.parent();
        let in_proc = |folder: &Path| folder.starts_with("/proc") && folder.ends_with("fd");
        if folder.is_some_and(|folder| folder == Path::new("/dev/fd") || in_proc(folder)) {
            return Ok(true);
        }
        match (std::fs::read_link(&path), folder) {
            (Ok(target), Some(folder)) => path = folder.join(target),
            _ => return Ok(false),
        }
    }
    Ok(false)
}

/// Whether a name means a device that can be written to, in any folder. Here devices have a folder
/// of their own.
pub fn is_device_name(_path: &Path) -> bool {
    false
}

/// Whether the system itself takes a reserved name for a device.
pub fn is_reserved_device(_name: &str) -> bool {
    false
}

/// Returns the name of this machine.
pub fn machine() -> Option<String> {
    let name = std::fs::read_to_string("/etc/hostname").ok();
    name.or_else(|| std::env::var("HOSTNAME").ok())
}
