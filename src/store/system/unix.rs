//! Files on Linux, macOS and their kin.

use std::fs::{File, Metadata, OpenOptions, Permissions};
use std::io;
use std::os::fd::AsFd;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use crate::store::fault_injection;

/// Whether others can read a file that is locked.
pub const LOCKED_IS_READABLE: bool = true;

/// A file, by what the system knows it as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity {
    device: u64,
    number: u64,
    is_file: bool,
}

impl Identity {
    /// Of what is at a path, through links. It isn't opened: a pipe would wait.
    pub fn of(path: &Path) -> io::Result<Self> {
        Ok(Self::by(&std::fs::metadata(path)?))
    }

    /// Of what this program reads from.
    pub fn stdin() -> Option<Self> {
        Self::of_open(&io::stdin())
    }

    /// Of what this program prints to.
    pub fn stdout() -> Option<Self> {
        Self::of_open(&io::stdout())
    }

    /// Of what this program says its messages on.
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

    /// Whether it is a regular file: what could be replaced.
    pub fn is_file(&self) -> bool {
        self.is_file
    }
}

/// Whether a file that is open has no name any more: it was removed, and not moved.
pub fn is_removed(file: &File) -> io::Result<bool> {
    Ok(file.metadata()?.nlink() == 0)
}

/// Opens it to be read; one that turned into a pipe meanwhile isn't waited for.
pub fn open_nonblocking(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.read(true).custom_flags(libc::O_NONBLOCK);
    options.open(path)
}

/// Opens what is at the path itself: a link at its end isn't followed, a pipe not waited for.
pub fn open_no_follow(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    options.custom_flags(libc::O_NOFOLLOW | libc::O_NONBLOCK);
    options.open(path)
}

/// Cuts a file that is open to be appended to.
pub fn cut(file: &File, _path: &Path, length: u64) -> io::Result<()> {
    file.set_len(length)
}

/// Removes a folder with all that is in it, files that may not be changed included.
pub fn remove_folder(path: &Path) -> io::Result<()> {
    std::fs::remove_dir_all(path)
}

/// The mode of a folder for everybody the session is for: what the user's umask leaves of this.
pub const FOLDER_MODE: Option<fn() -> Permissions> = Some(|| Permissions::from_mode(0o777));

/// Waits until a folder's names are on the disk itself.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    fault_injection::sync(&File::open(folder)?)
}

/// Whether a failure says that another program holds the file. None does here.
pub fn is_held(_why: &io::Error) -> bool {
    false
}

/// As [`is_held`].
pub fn is_surely_held(_why: &io::Error) -> bool {
    false
}

/// Whether a path goes, by links, through the list of files a process has open. What such a link
/// says it leads to was opened already, perhaps to be added to.
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

/// Whether a name stands for a device wherever it is that can be written to. Here devices are in
/// a folder of their own.
pub fn is_device_name(_path: &Path) -> bool {
    false
}

/// Whether the system itself takes a reserved name for a device.
pub fn is_reserved_device(_name: &str) -> bool {
    false
}

/// What this machine is called.
pub fn machine() -> Option<String> {
    let name = std::fs::read_to_string("/etc/hostname").ok();
    name.or_else(|| std::env::var("HOSTNAME").ok())
}
