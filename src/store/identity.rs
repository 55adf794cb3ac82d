//! Which file a name stands for, whatever names it has: `a`, `./a`, a link to it, another name in
//! capitals where case doesn't count.

use std::io;
use std::path::{Path, PathBuf};

use super::files;

/// A file, by what the system knows it as.
#[cfg(unix)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity {
    device: u64,
    number: u64,
    is_file: bool,
}

#[cfg(unix)]
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

    fn of_open(stream: &impl std::os::fd::AsFd) -> Option<Self> {
        let file = std::fs::File::from(stream.as_fd().try_clone_to_owned().ok()?);
        Some(Self::by(&file.metadata().ok()?))
    }

    fn by(found: &std::fs::Metadata) -> Self {
        use std::os::unix::fs::MetadataExt as _;
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

/// A file, by what the system knows it as.
#[cfg(not(unix))]
#[derive(Debug, PartialEq, Eq)]
pub struct Identity {
    handle: same_file::Handle,
    is_file: bool,
}

#[cfg(not(unix))]
impl Identity {
    /// Of what is at a path, through links.
    pub fn of(path: &Path) -> io::Result<Self> {
        Self::by(same_file::Handle::from_path(path)?)
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

/// A place where a file is or could be made: what its name leads to, through links.
#[derive(Debug)]
pub struct Spot {
    /// The folder it is in, as the system calls it.
    pub folder: PathBuf,
    /// Its name in the folder.
    pub name: String,
    /// What is there.
    pub found: Option<Identity>,
    inside: Option<Identity>,
}

impl Spot {
    /// What a path leads to; fails where there is no such folder.
    pub fn of(path: &Path) -> io::Result<Self> {
        let path = files::follow(path)?;
        let folder = files::parent(&path).canonicalize()?;
        let name = path.file_name().unwrap_or_default();
        Ok(Self {
            name: name.to_string_lossy().into(),
            found: Identity::of(&path).ok(),
            inside: Identity::of(&folder).ok(),
            folder,
        })
    }

    /// Whether both are one regular file, or would be once it is made.
    pub fn is(&self, other: &Self) -> bool {
        match (&self.found, &other.found) {
            (Some(one), Some(other)) => one.is_file() && one == other,
            (None, None) => self.inside == other.inside && same_name(&self.name, &other.name),
            _ => false,
        }
    }
}

/// Whether two names in a folder are one where the system usually takes them for one.
pub fn same_name(one: &str, other: &str) -> bool {
    if cfg!(any(windows, target_os = "macos")) {
        one.to_lowercase() == other.to_lowercase()
    } else {
        one == other
    }
}
