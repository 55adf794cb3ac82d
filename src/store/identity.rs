//! File identity: tells whether two paths mean the same file, such as `a`, `./a`, a link to it, or
//! the same name in capitals where case does not matter.

use std::io;
use std::path::{Path, PathBuf};

use super::portable_names::same_name;
use super::system::Identity;
use super::{files, system};

/// The place a path leads to through links, whether or not there is a file yet.
#[derive(Debug)]
pub struct FileLocation {
    /// Identity of the folder.
    pub folder: PathBuf,
    /// File name within the folder.
    pub name: String,
    /// Identity of the file there, if any.
    pub existing: Option<Identity>,
    folder_identity: Option<Identity>,
}

impl FileLocation {
    /// Resolves a path.
    ///
    /// # Errors
    ///
    /// If its folder does not exist.
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

    /// Whether both are the same regular file, or would be once it is created.
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
