//! Files that are there whole or not at all.

use std::fs::{self, File, Permissions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::system::{self, RetryPatience};
use super::{fault_injection, file_guard};

/// Ends the names of files that are being written.
const SUFFIX: &str = ".tmp";
const MAX_LINKS: usize = 40;

/// Replaces a file's content, or makes the file, so that a crash at any moment leaves either
/// the old content or the new. A link is followed, the old file's mode kept, a file marked
/// read-only left alone; when this returns, the content is on the disk itself.
pub fn write_atomic(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write(path, bytes, Durability::Synced)
}

/// Whether a write returns only once the content is on the disk itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Durability {
    /// It does: what a power cut may not take.
    Synced,
    /// It doesn't: what is cheap to lose.
    Unsynced,
}

/// Writes a file of a session's private folder whole: as [`write_atomic`], but a link or a pipe
/// in its place is refused and never followed.
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

/// As [`write_atomic`], waiting for the disk or not.
pub(super) fn write(path: &Path, bytes: &[u8], durable: Durability) -> io::Result<()> {
    let mut file = AtomicFile::create(path)?;
    file.write_all(bytes)?;
    file.move_into_place(durable)
}

/// A file written bit by bit beside its place, which it takes as a whole by
/// [`AtomicFile::commit`]; dropped before that, it leaves nothing. What isn't a regular file (a
/// device, a pipe) is written to as it is.
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
    /// Begins to write a file that replaces whatever is at the path, or is new there.
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

    /// Where it is until it takes its place; nothing where it is written as it is.
    pub fn temporary_path(&self) -> Option<&Path> {
        match &self.0 {
            WriteMethod::Beside { file, .. } => Some(file.path()),
            WriteMethod::Device(_) => None,
        }
    }

    /// Puts the file in its place, without waiting for the disk: what is written bit by bit can
    /// be made again.
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
        // Closed first: Windows moves no file that is open.
        let beside = file.into_temp_path();
        let patience = match durable {
            Durability::Synced => RetryPatience::Screen,
            Durability::Unsynced => RetryPatience::Command,
        };
        system::with_retries(patience, || fs::rename(&beside, &path))?;
        // It isn't there any more under its temporary name.
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
    // As any program's new file: with what the user's umask leaves, and no mark by which Windows
    // and OneDrive pass over temporary files.
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

/// Removes what killed writers of this file left beside it. Only for who holds the lock.
pub(super) fn remove_leftovers(path: &Path) {
    remove_prefixed(parent(path), &prefix(path));
}

/// Removes what killed writers of any file in this folder left there. Only for who holds the
/// lock, and for a folder that is Accord's own.
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
            // A leftover that stays is untidy, nothing worse.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// The file a chain of links ends at, whether it is there or not.
pub(super) fn follow_links(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..MAX_LINKS {
        match fs::read_link(&path) {
            Ok(target) => path = parent(&path).join(target),
            // Not a link, or not there.
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("a link that leads to itself"))
}

/// The folder a path is in.
pub(super) fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

/// Waits until a folder's names are on the disk itself.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    system::sync_folder(folder)
}

/// Moves something out of the way under a new name beside it, and says where it went.
pub(super) fn set_aside(path: &Path) -> io::Result<PathBuf> {
    let to = unreadable_name(path);
    fault_injection::fail_if_planned()?;
    system::with_retries(RetryPatience::Screen, || fs::rename(path, &to))?;
    Ok(to)
}

/// A name beside a path that nothing has yet: `NAME.unreadable`, `NAME.unreadable-2` ...
pub(super) fn unreadable_name(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    free_name(&path.with_file_name(format!("{name}.unreadable")))
}

/// The name itself, or `NAME-2`, `NAME-3` ..., whichever nothing has yet.
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
