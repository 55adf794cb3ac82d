//! Guarded access to a session's own files, so that nothing there makes Accord read or write
//! elsewhere, or block.
//!
//! Everything Accord keeps below a session's folder (`versions`, `.accord`) is a regular file or a
//! real folder that it made. A symbolic link there could redirect a write to any of the user's
//! files, and a pipe or device could block a read; anything of that kind is refused with a
//! sentence. The session's folder itself may be reached through links, as that path is the user's
//! own.

use std::fmt;
use std::fs::{self, File, FileType, OpenOptions};
use std::io::{self, Read as _};
use std::path::Path;

use super::{fault_injection, system};

/// Largest size read of one of a session's files. Accord writes none as large.
pub(super) const MAX_BYTES: u64 = 256 << 20;

/// Something that is neither a regular file nor a real folder, or is too large. It is the inner
/// error of an [`io::Error`] made in this room.
#[derive(Debug)]
pub(super) struct UnsafeFile {
    what: String,
    remedy: &'static str,
}

impl UnsafeFile {
    pub fn error(what: impl Into<String>, remedy: &'static str) -> io::Error {
        let refused = Self {
            what: what.into(),
            remedy,
        };
        io::Error::new(io::ErrorKind::InvalidInput, refused)
    }

    /// Returns the inner error, if this room made it.
    pub fn of(error: &io::Error) -> Option<&Self> {
        error.get_ref()?.downcast_ref()
    }

    /// Returns what to do.
    pub fn remedy(&self) -> &'static str {
        self.remedy
    }
}

impl fmt::Display for UnsafeFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for UnsafeFile {}

/// Reads a regular file of at most `limit` bytes. Links are not followed, and pipes and devices are
/// refused.
pub(super) fn read_regular(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let file = open_regular(path)?;
    let length = file.metadata()?.len();
    let too_large = || {
        let mib = limit >> 20;
        let remedy = "put the file back as it was, from a backup";
        UnsafeFile::error(format!("this file is larger than {mib} MiB"), remedy)
    };
    if length > limit {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
    file.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(too_large());
    }
    Ok(bytes)
}

/// Checks that writing to a path changes nothing elsewhere: there is nothing yet, a regular file,
/// or a real folder.
pub(super) fn refuse_link(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.file_type().is_dir() => Ok(()),
        Ok(found) => require_regular(found.file_type()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// Like [`refuse_link`], but also refuses a file: there is nothing yet, or a real folder.
pub(super) fn refuse_but_folder(path: &Path) -> io::Result<()> {
    refuse_link(path)?;
    match fs::symlink_metadata(path) {
        Ok(found) if !found.file_type().is_dir() => Err(io::ErrorKind::NotADirectory.into()),
        _ => Ok(()),
    }
}

/// Opens a regular file for reading. Links are not followed, and pipes and devices are refused.
pub(super) fn open_regular(path: &Path) -> io::Result<File> {
    require_regular(fs::symlink_metadata(path)?.file_type())?;
    let file = open(path)?;
    // The file may have been replaced since it was checked.
    require_regular(file.metadata()?.file_type())?;
    Ok(file)
}

/// Opens an existing regular file for appending, with the checks of [`open_regular`].
pub(super) fn append_regular(path: &Path) -> io::Result<File> {
    require_regular(fs::symlink_metadata(path)?.file_type())?;
    let file = system::open_no_follow(OpenOptions::new().append(true), path)?;
    require_regular(file.metadata()?.file_type())?;
    Ok(file)
}

/// Opens a regular file for reading and writing, creating it if needed, with the checks of
/// [`open_regular`].
pub(super) fn open_or_make(path: &Path) -> io::Result<File> {
    refuse_link(path)?;
    fault_injection::fail_if_planned()?;
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    let file = system::open_no_follow(&mut options, path)?;
    require_regular(file.metadata()?.file_type())?;
    Ok(file)
}

fn require_regular(kind: FileType) -> io::Result<()> {
    if kind.is_file() {
        return Ok(());
    }
    if kind.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let what = if kind.is_symlink() {
        "this is a symbolic link, and none is followed inside a session"
    } else {
        "this is neither a file nor a folder but a pipe, a socket or a device"
    };
    Err(UnsafeFile::error(
        what,
        "remove it, or replace it with what it points to",
    ))
}

/// Opens a file for reading without following a final link or waiting for the writer of a pipe.
fn open(path: &Path) -> io::Result<File> {
    system::open_no_follow(OpenOptions::new().read(true), path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_regular_file_is_read_up_to_its_limit() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("file");
        fs::write(&path, "twelve bytes").unwrap();
        assert_eq!(read_regular(&path, 12).unwrap(), b"twelve bytes");
        let error = read_regular(&path, 11).unwrap_err();
        assert!(UnsafeFile::of(&error).is_some(), "{error}");
        let missing = read_regular(&dir.path().join("no"), 1).unwrap_err();
        assert_eq!(missing.kind(), io::ErrorKind::NotFound);
        let folder = read_regular(dir.path(), 1).unwrap_err();
        assert_eq!(folder.kind(), io::ErrorKind::IsADirectory);
        for fine in [path.as_path(), dir.path(), &dir.path().join("no")] {
            refuse_link(fine).unwrap();
        }
        refuse_but_folder(dir.path()).unwrap();
        refuse_but_folder(&dir.path().join("no")).unwrap();
        let error = refuse_but_folder(&path).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::NotADirectory);
    }

    #[cfg(unix)]
    #[test]
    fn links_sockets_and_devices_are_refused_with_a_sentence() {
        let dir = tempfile::tempdir().unwrap();
        let target = dir.path().join("target");
        fs::write(&target, "precious").unwrap();
        let link = dir.path().join("link");
        std::os::unix::fs::symlink(&target, &link).unwrap();
        let dangling = dir.path().join("dangling");
        std::os::unix::fs::symlink(dir.path().join("nowhere"), &dangling).unwrap();
        let socket = dir.path().join("socket");
        let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        for (path, word) in [
            (link.as_path(), "symbolic link"),
            (&dangling, "symbolic link"),
            (&socket, "a socket"),
            (Path::new("/dev/zero"), "a device"),
        ] {
            for error in [
                read_regular(path, 9).unwrap_err(),
                refuse_link(path).unwrap_err(),
                refuse_but_folder(path).unwrap_err(),
            ] {
                assert!(UnsafeFile::of(&error).is_some(), "{error}");
                assert!(error.to_string().contains(word), "{error}");
            }
        }
    }
}
