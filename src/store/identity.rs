//! Which file a name stands for, whatever names it has: `a`, `./a`, a link to it, another name in
//! capitals where case doesn't count.

use std::io;
use std::path::{Path, PathBuf};

use super::portable_names::same_name;
use super::system::Identity;
use super::{files, system};

/// A place where a file is or could be made: what its name leads to, through links.
#[derive(Debug)]
pub struct FileLocation {
    /// The folder it is in, as the system calls it.
    pub folder: PathBuf,
    /// Its name in the folder.
    pub name: String,
    /// What is there.
    pub existing: Option<Identity>,
    folder_identity: Option<Identity>,
}

impl FileLocation {
    /// What a path leads to; fails where there is no such folder.
    pub fn of(path: &Path) -> io::Result<Self> {
        let path = files::follow_links(path)?;
        let folder = files::parent(&path).canonicalize()?;
        let name = path.file_name().unwrap_or_default();
        Ok(Self {
            name: name.to_string_lossy().into(),
            existing: Identity::of(&path).ok(),
            folder_identity: Identity::of(&folder).ok(),
            folder: system::as_written(&folder),
        })
    }

    /// Whether both are one regular file, or would be once it is made.
    pub fn is_same_file(&self, other: &Self) -> bool {
        match (&self.existing, &other.existing) {
            (Some(one), Some(other)) => one.is_file() && one == other,
            (None, None) => {
                let is_device = system::is_device_name(Path::new(&self.name));
                !is_device
                    && self.folder_identity == other.folder_identity
                    && same_name(&self.name, &other.name)
            }
            _ => false,
        }
    }
}
