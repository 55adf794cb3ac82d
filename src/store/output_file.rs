//! What a command writes where it was told to: a file that is there whole or not at all, or
//! something that is written to as it is.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use super::system::{self, Identity};
use super::{AtomicFile, portable_names};

/// An output somebody named. A regular file is replaced as a whole by [`OutputFile::commit`] and
/// left as it was without; a pipe, a device, and what is open as this program's own stdout, stderr
/// or another descriptor is written to from where it stands.
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
    /// Begins to write.
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

    /// Where it is until it takes its place; nothing where it is written as it is.
    pub fn temporary_path(&self) -> Option<&Path> {
        match &self.0 {
            OutputKind::File(file) => file.temporary_path(),
            OutputKind::Stdout(_) | OutputKind::Stderr(_) | OutputKind::Device(_) => None,
        }
    }

    /// Ends it: from now on all of it is there.
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

/// Whether a path is what this program prints to, whatever it is called.
pub fn is_stdout(path: &Path) -> bool {
    Identity::of(path).is_ok_and(|found| Some(found) == Identity::stdout())
}
