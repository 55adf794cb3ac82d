//! Opens files named in a session or on the command line without blocking: a pipe may have no
//! writer, and a device no end.

use std::fs::{self, File, FileType};
use std::io::{self, Read as _};
use std::path::Path;

use super::file_guard::UnsafeFile;
use super::system;

/// Opens a regular file for reading, through links.
///
/// # Errors
///
/// If the file cannot be opened or is anything but a regular file.
pub fn open_regular(path: &Path) -> io::Result<File> {
    // Checked before opening, as opening a device can have effects.
    require_regular(fs::metadata(path)?.file_type())?;
    let file = system::open_nonblocking(path)?;
    // The file may have been replaced since it was checked.
    require_regular(file.metadata()?.file_type())?;
    Ok(file)
}

/// Reads a regular file, through links, of at most `limit` bytes.
pub(super) fn read_bounded(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let file = open_regular(path)?;
    let length = file.metadata()?.len();
    let mut bytes = Vec::new();
    if length <= limit {
        bytes.reserve(usize::try_from(length).unwrap_or(0));
        // It may grow while it is being read.
        file.take(limit + 1).read_to_end(&mut bytes)?;
    }
    if length > limit || bytes.len() as u64 > limit {
        let what = format!("this file is larger than {} MiB", limit >> 20);
        return Err(UnsafeFile::error(
            what,
            "check that it is the file you mean",
        ));
    }
    Ok(bytes)
}

fn require_regular(kind: FileType) -> io::Result<()> {
    if kind.is_file() {
        return Ok(());
    }
    if kind.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let what = "this isn't a file but a pipe, a socket or a device";
    Err(UnsafeFile::error(what, "give a file"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_up_to_its_limit_and_a_folder_is_none() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("file");
        fs::write(&path, "twelve bytes").unwrap();
        assert_eq!(read_bounded(&path, 12).unwrap(), b"twelve bytes");
        let error = read_bounded(&path, 11).unwrap_err();
        assert!(error.to_string().contains("larger than"), "{error}");
        let folder = open_regular(dir.path()).unwrap_err();
        assert_eq!(folder.kind(), io::ErrorKind::IsADirectory);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_followed_and_what_is_no_file_is_refused_at_once() {
        let dir = tempfile::tempdir().unwrap();
        let (file, link) = (dir.path().join("file"), dir.path().join("link"));
        fs::write(&file, "x").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        assert_eq!(read_bounded(&link, 1).unwrap(), b"x");
        let pipe = dir.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.unwrap().success());
        for path in [pipe.as_path(), Path::new("/dev/zero")] {
            let error = open_regular(path).unwrap_err();
            assert!(error.to_string().contains("a pipe"), "{error}");
        }
    }
}
