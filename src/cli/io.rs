//! Where commands read and write: files, stdin, stdout, a terminal.

use std::io::{self, BufWriter, IsTerminal as _, StdoutLock, Write};
use std::path::Path;

use super::Failure;
use crate::store::{OutputFile, is_stdout};
use crate::widgets::text::{clean, clean_lines};

/// What stands for stdin or stdout.
pub(super) const DASH: &str = "-";

/// Prints a whole text on stdout. A closed pipe is no failure: whoever read it has had enough.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    emit(text, None)
}

/// Prints what was done. That it can't be printed undoes nothing, so it is a warning and no
/// failure: whoever reads the exit code would do it once more.
pub(super) fn report(done: &str) {
    if let Err(why) = print(done) {
        say(&format!(
            "{} (it is done; {})",
            done.trim_end(),
            why.message
        ));
    }
}

/// Prints a whole text on stdout, or puts it in a file, whole or not at all.
pub(super) fn emit(text: &str, out: Option<&Path>) -> Result<(), Failure> {
    let mut sink = Sink::open(out)?;
    let written = sink.write_all(text.as_bytes()).and_then(|()| sink.finish());
    written.or_else(|error| write_failure(out, &error))
}

/// Says something on stderr, cleaned, on a line of its own.
pub(super) fn say(text: &str) {
    let line = format!("{}\n", clean(text));
    // Nobody is left to tell if this fails.
    let _ = io::stderr().write_all(line.as_bytes());
}

/// A path in a sentence: whatever would steer the terminal is shown and not sent.
pub(super) fn display_path(path: &Path) -> String {
    clean(&path.display().to_string())
}

/// A path as it is typed after a command: in quotes where a shell would take it apart.
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

/// What a failed write means: nothing where the reader has gone.
pub(super) fn write_failure(out: Option<&Path>, error: &io::Error) -> Result<(), Failure> {
    match out {
        _ if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Some(path) => Err(Failure::io(path, error)),
        None => Err(Failure::usage(format!("stdout: {error}"))),
    }
}

/// Stdout, or a file that is there whole or not at all; written to as a stream.
pub(super) enum Sink {
    Stdout(BufWriter<StdoutLock<'static>>),
    /// Stdout where it is a terminal: whole lines only, cleaned.
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

    /// Whether lines on stderr would get between its own.
    pub fn is_terminal(&self) -> bool {
        matches!(self, Self::Terminal(_))
    }

    /// Where a file is until it is ended.
    pub fn temporary_path(&self) -> Option<&Path> {
        match self {
            Self::File(file) => file.get_ref().temporary_path(),
            Self::Stdout(_) | Self::Terminal(_) => None,
        }
    }

    /// Ends it: from now on it is there. Dropped without, a file leaves nothing.
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
