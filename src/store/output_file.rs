//! Output files named on the command line: written in full or not at all, or written to directly if
//! they are not regular files.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use super::files::AtomicFile;
use super::portable_names;
use super::system::{self, Identity};

/// An output named by the user. A regular file is replaced on [`OutputFile::commit`] and otherwise
/// left as it was. A pipe, a device, or a file already open as this program's stdout, stderr or
/// another descriptor is written to directly, from its present position.
#[derive(Debug)]
pub struct OutputFile(OutputKind);

#[derive(Debug)]
enum OutputKind {
    File(AtomicFile),
    Stdout(io::Stdout),
    Stderr(io::Stderr),
    Device(File),
}

impl OutputFile {
    /// Starts to write.
    ///
    /// # Errors
    ///
    /// If the output cannot be opened or created.
    pub fn create(path: &Path) -> io::Result<Self> {
        Ok(Self(if is_stdout(path) {
            OutputKind::Stdout(io::stdout())
        } else if Identity::of(path).is_ok_and(|found| Some(found) == Identity::stderr()) {
            OutputKind::Stderr(io::stderr())
        } else if system::is_open_here(path)? || system::is_device_name(path) {
            OutputKind::Device(File::options().append(true).open(path)?)
        } else {
            portable_names::refuse_unportable(path)?;
            OutputKind::File(AtomicFile::create(path)?)
        }))
    }

    /// Returns where the file is until it is committed; `None` if it is written directly.
    pub fn temporary_path(&self) -> Option<&Path> {
        match &self.0 {
            OutputKind::File(file) => file.temporary_path(),
            OutputKind::Stdout(_) | OutputKind::Stderr(_) | OutputKind::Device(_) => None,
        }
    }

    /// Finishes the output, which is complete once this returns.
    ///
    /// # Errors
    ///
    /// If the rest cannot be written or the file cannot be moved into place.
    pub fn commit(self) -> io::Result<()> {
        match self.0 {
            OutputKind::File(file) => file.commit(),
            OutputKind::Stdout(mut out) => out.flush(),
            OutputKind::Stderr(mut out) => out.flush(),
            OutputKind::Device(mut file) => file.flush(),
        }
    }
}

impl Write for OutputFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.0 {
            OutputKind::File(file) => file.write(bytes),
            OutputKind::Stdout(out) => out.write(bytes),
            OutputKind::Stderr(out) => out.write(bytes),
            OutputKind::Device(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.0 {
            OutputKind::File(file) => file.flush(),
            OutputKind::Stdout(out) => out.flush(),
            OutputKind::Stderr(out) => out.flush(),
            OutputKind::Device(file) => file.flush(),
        }
    }
}

/// Whether a path is this program's stdout, under any name.
pub fn is_stdout(path: &Path) -> bool {
    Identity::of(path).is_ok_and(|found| Some(found) == Identity::stdout())
}
