//! Input and output of commands: files, stdin, stdout, a terminal.

use std::io::{self, BufWriter, IsTerminal as _, StdoutLock, Write};
use std::path::Path;

use super::Failure;
use crate::store::{OutputFile, is_stdout};
use crate::widgets::text::{clean, clean_lines};

/// The name that stands for stdin or stdout.
pub(super) const DASH: &str = "-";

/// Prints a text on stdout. A closed pipe is not a failure, as its reader has seen enough.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    emit(text, None)
}

/// Prints what was done. If that fails it is only a warning, as the exit code would make a script
/// do it again.
pub(super) fn report(done: &str) {
    if let Err(why) = print(done) {
        say(&format!(
            "{} (this was done, but couldn't be printed: {})",
            done.trim_end(),
            why.message
        ));
    }
}

/// Prints a text on stdout, or writes it to a file atomically.
pub(super) fn emit(text: &str, out: Option<&Path>) -> Result<(), Failure> {
    let mut sink = Sink::open(out)?;
    let written = sink.write_all(text.as_bytes()).and_then(|()| sink.finish());
    written.or_else(|error| write_failure(out, &error))
}

/// Prints a sanitized line on stderr.
pub(super) fn say(text: &str) {
    let line = format!("{}\n", clean(text));
    // If this fails, there is nobody left to tell.
    let _ = io::stderr().write_all(line.as_bytes());
}

/// Returns a path for use in a sentence, with steering characters made visible.
pub(super) fn display_path(path: &Path) -> String {
    clean(&path.display().to_string())
}

/// Returns a path for use after a command, quoted if a shell would split it.
pub(super) fn shell_argument(path: &Path) -> String {
    let text = display_path(path);
    let plain = |c: char| c.is_alphanumeric() || "/\\._-+:~,@%".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        text
    } else if cfg!(windows) {
        format!("\"{text}\"")
    } else {
        format!("'{}'", text.replace('\'', "'\\''"))
    }
}

/// Turns a failed write into a failure, or into nothing if the reader is gone.
pub(super) fn write_failure(out: Option<&Path>, error: &io::Error) -> Result<(), Failure> {
    match out {
        _ if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Some(path) => Err(Failure::io(path, error)),
        None => Err(Failure::usage(format!("stdout: {error}"))),
    }
}

/// A stream to stdout, or to a file that is written in full or not at all.
pub(super) enum Sink {
    Stdout(BufWriter<StdoutLock<'static>>),
    /// Stdout on a terminal: whole lines only, sanitized.
    Terminal(StdoutLock<'static>),
    File(BufWriter<OutputFile>),
}

impl Sink {
    pub fn open(out: Option<&Path>) -> Result<Self, Failure> {
        match out.filter(|path| *path != Path::new(DASH) && !is_stdout(path)) {
            Some(path) => {
                let file = OutputFile::create(path).map_err(|error| Failure::io(path, &error))?;
                Ok(Self::File(BufWriter::new(file)))
            }
            None if io::stdout().is_terminal() => Ok(Self::Terminal(io::stdout().lock())),
            None => Ok(Self::Stdout(BufWriter::new(io::stdout().lock()))),
        }
    }

    /// Whether lines on stderr would mix with the output.
    pub fn is_terminal(&self) -> bool {
        matches!(self, Self::Terminal(_))
    }

    /// Returns where the file is until it is finished.
    pub fn temporary_path(&self) -> Option<&Path> {
        match self {
            Self::File(file) => file.get_ref().temporary_path(),
            Self::Stdout(_) | Self::Terminal(_) => None,
        }
    }

    /// Finishes the output. If dropped before that, no file is left.
    pub fn finish(self) -> io::Result<()> {
        match self {
            Self::Stdout(mut out) => out.flush(),
            Self::Terminal(mut out) => out.flush(),
            Self::File(file) => {
                let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
                file.commit()
            }
        }
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(out) => out.write(bytes),
            Self::Terminal(out) => {
                let text = clean_lines(&String::from_utf8_lossy(bytes));
                out.write_all(text.as_bytes()).map(|()| bytes.len())
            }
            Self::File(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(out) => out.flush(),
            Self::Terminal(out) => out.flush(),
            Self::File(file) => file.flush(),
        }
    }
}
