//! Atomic writes: a file is there in full or not at all.

use std::fs::{self, File, Permissions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::system::{self, RetryPatience};
use super::{fault_injection, file_guard};

/// Suffix of files being written.
const SUFFIX: &str = ".tmp";
const MAX_LINKS: usize = 40;

/// Replaces or creates a file, so that a crash at any moment leaves either the old content or the
/// new. Follows links, keeps the mode of the old file, and refuses a read-only one. The content is
/// on disk when this returns.
///
/// # Errors
///
/// If the file is read-only or cannot be written.
pub fn write_atomic(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write(path, bytes, Durability::Synced)
}

/// Whether a write waits until the content is on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Durability {
    /// It waits, for what a power cut must not lose.
    Synced,
    /// It does not, for what is cheap to lose.
    Unsynced,
}

/// Writes a file of the private folder like [`write_atomic`], except that a link or pipe in its
/// place is refused.
pub(super) fn write_private(path: &Path, bytes: &[u8], durable: Durability) -> io::Result<()> {
    file_guard::refuse_link(path)?;
    if path.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let mut file = AtomicFile(WriteMethod::Beside {
        file: temporary(path, parent(path))?,
        path: path.into(),
        mode: None,
    });
    file.write_all(bytes)?;
    file.move_into_place(durable)
}

/// Like [`write_atomic`], with a choice of durability.
pub(super) fn write(path: &Path, bytes: &[u8], durable: Durability) -> io::Result<()> {
    let mut file = AtomicFile::create(path)?;
    file.write_all(bytes)?;
    file.move_into_place(durable)
}

/// A file written gradually beside its destination, which it replaces on [`AtomicFile::commit`].
/// Dropped before that, it leaves nothing. Anything but a regular file (a device, a pipe) is
/// written to directly.
#[derive(Debug)]
pub struct AtomicFile(WriteMethod);

#[derive(Debug)]
enum WriteMethod {
    Beside {
        file: NamedTempFile,
        path: PathBuf,
        mode: Option<Permissions>,
    },
    Device(File),
}

impl AtomicFile {
    /// Starts to write a file that will replace whatever is at the path.
    ///
    /// # Errors
    ///
    /// If the temporary file cannot be created.
    pub fn create(path: &Path) -> io::Result<Self> {
        let path = follow_links(path)?;
        let mode = match fs::metadata(&path) {
            Ok(old) if old.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
            Ok(old) if !old.is_file() => {
                let device = File::options().write(true).open(&path)?;
                return Ok(Self(WriteMethod::Device(device)));
            }
            Ok(old) if old.permissions().readonly() => {
                return Err(io::ErrorKind::PermissionDenied.into());
            }
            Ok(old) => Some(old.permissions()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        let file = temporary(&path, parent(&path))?;
        Ok(Self(WriteMethod::Beside { file, path, mode }))
    }

    /// Returns where the file is until it is committed; `None` if it is written directly.
    pub fn temporary_path(&self) -> Option<&Path> {
        match &self.0 {
            WriteMethod::Beside { file, .. } => Some(file.path()),
            WriteMethod::Device(_) => None,
        }
    }

    /// Moves the file to its destination, without waiting for the disk, as such content can be made
    /// again.
    ///
    /// # Errors
    ///
    /// If the content cannot be flushed or the file cannot be moved.
    pub fn commit(self) -> io::Result<()> {
        self.move_into_place(Durability::Unsynced)
    }

    fn move_into_place(self, durable: Durability) -> io::Result<()> {
        let WriteMethod::Beside { file, path, mode } = self.0 else {
            return Ok(());
        };
        if let Some(mode) = mode {
            file.as_file().set_permissions(mode)?;
        }
        if durable == Durability::Synced {
            fault_injection::sync(file.as_file())?;
        }
        fault_injection::fail_if_planned()?;
        // Closed first, as Windows does not move an open file.
        let beside = file.into_temp_path();
        let patience = match durable {
            Durability::Synced => RetryPatience::Screen,
            Durability::Unsynced => RetryPatience::Command,
        };
        system::with_retries(patience, || fs::rename(&beside, &path))?;
        // The temporary name no longer exists.
        let _ = beside.keep();
        if durable == Durability::Synced {
            sync_folder(parent(&path))
        } else {
            Ok(())
        }
    }
}

impl io::Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.0 {
            WriteMethod::Beside { file, .. } => {
                fault_injection::fail_write_if_planned(file.as_file_mut(), bytes)?;
                file.write(bytes)
            }
            WriteMethod::Device(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.0 {
            WriteMethod::Beside { file, .. } => file.flush(),
            WriteMethod::Device(file) => file.flush(),
        }
    }
}

fn temporary(path: &Path, folder: &Path) -> io::Result<NamedTempFile> {
    fault_injection::fail_if_planned()?;
    let mut builder = tempfile::Builder::new();
    let prefix = prefix(path);
    builder.prefix(&prefix).suffix(SUFFIX);
    // Created like any new file, subject to the user's umask, and without the attribute that makes
    // Windows and OneDrive skip temporary files.
    builder.make_in(folder, |path| {
        File::options()
            .read(true)
            .write(true)
            .create_new(true)
            .open(path)
    })
}

fn prefix(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    format!(".{name}.")
}

/// Removes what killed writers of this file left beside it. The caller must hold the lock.
pub(super) fn remove_leftovers(path: &Path) {
    remove_prefixed(parent(path), &prefix(path));
}

/// Removes what killed writers of any file left in this folder, which must be Accord's own. The
/// caller must hold the lock.
pub(super) fn remove_folder_leftovers(folder: &Path) {
    remove_prefixed(folder, ".");
}

fn remove_prefixed(folder: &Path, prefix: &str) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(prefix) && name.ends_with(SUFFIX) {
            // A leftover that cannot be removed is harmless.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Returns the path at the end of a chain of links, whether it exists or not.
pub(super) fn follow_links(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..MAX_LINKS {
        match fs::read_link(&path) {
            Ok(target) => path = parent(&path).join(target),
            // Not a link, or it does not exist.
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("a link that leads to itself"))
}

/// Returns the folder of a path.
pub(super) fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

/// Syncs the names in a folder to disk.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    system::sync_folder(folder)
}

/// Renames something out of the way, beside its old place, and returns the new path.
pub(super) fn set_aside(path: &Path) -> io::Result<PathBuf> {
    let to = unreadable_name(path);
    fault_injection::fail_if_planned()?;
    system::with_retries(RetryPatience::Screen, || fs::rename(path, &to))?;
    Ok(to)
}

/// Returns a free name beside a path: `NAME.unreadable`, `NAME.unreadable-2` ...
pub(super) fn unreadable_name(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    free_name(&path.with_file_name(format!("{name}.unreadable")))
}

/// Returns the path itself, or `NAME-2`, `NAME-3` ..., whichever is free.
pub(super) fn free_name(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let named = |n: u32| match n {
        1 => path.to_path_buf(),
        n => path.with_file_name(format!("{name}-{n}")),
    };
    (1..=u32::MAX)
        .map(named)
        .find(|to| fs::symlink_metadata(to).is_err())
        .expect("some number is free")
}
