//! Errors of files: what happened, where, and what to do about it.

use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::file_guard::UnsafeFile;
use super::yaml::YamlFault;
use super::{fault_text, system};
use crate::model::printable::clean;

/// The kind of failure, for callers that act on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// There is nothing at the path.
    Missing,
    /// A folder where a file should be, or the reverse.
    WrongShape,
    /// The system denies access.
    NoPermission,
    /// The file is empty.
    Empty,
    /// The bytes are not UTF-8.
    NotText,
    /// The `accord:` line is missing or invalid.
    NoFormat,
    /// A format of a newer version of Accord.
    NewerFormat,
    /// A file of another kind, such as a model where a session should be.
    WrongKind,
    /// Something in the text is invalid; the error has a position.
    Malformed,
    /// Two things share an id; the error has a position.
    DuplicateId,
    /// Something is already there and is not replaced.
    Exists,
    /// The content would not read back the same.
    Unwritable,
    /// Another program has it open.
    Held,
    /// Any other system error.
    Io,
}

/// A position in a text file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextPosition {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The text of the line.
    pub text: String,
}

/// A failure with its place and remedy. Displayed as [`StoreError::sentence`], followed by the
/// marked line if it has a position.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.display_text())]
pub struct StoreError(Box<Inner>);

#[derive(Debug)]
struct Inner {
    cause: Cause,
    path: PathBuf,
    position: Option<TextPosition>,
    what: String,
    remedy: String,
}

/// Why a session was not saved. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// Somebody else changed the file since it was last read or saved.
    #[error(
        "{}: the file was changed by somebody else; reload it, or save over it deliberately",
        clean(&.0.display().to_string())
    )]
    ChangedOnDisk(PathBuf),
    /// Any other failure.
    #[error(transparent)]
    Failed(#[from] StoreError),
}

impl StoreError {
    pub(super) fn new(cause: Cause, path: &Path, what: &str, remedy: &str) -> Self {
        Self(Box::new(Inner {
            cause,
            path: path.into(),
            position: None,
            what: clean(what),
            remedy: clean(remedy),
        }))
    }

    pub(super) fn at(mut self, text: &str, line: usize, column: usize) -> Self {
        if let Some(index) = line.checked_sub(1) {
            let text = text.strip_prefix('\u{feff}').unwrap_or(text);
            self.0.position = Some(TextPosition {
                line,
                column: column.max(1),
                text: text.lines().nth(index).unwrap_or("").into(),
            });
        }
        self
    }

    /// Explains an `io::Error` to whoever opened or wrote this path.
    pub(super) fn io(path: &Path, error: &io::Error) -> Self {
        if let Some(refused) = UnsafeFile::of(error) {
            return Self::new(
                Cause::WrongShape,
                path,
                &refused.to_string(),
                refused.remedy(),
            );
        }
        let (cause, what, remedy) = match error.kind() {
            _ if system::is_held(error) => (
                Cause::Held,
                "another program has it open",
                "close it there (Excel, an editor, OneDrive), then try again; nothing was overwritten",
            ),
            io::ErrorKind::PermissionDenied if cfg!(windows) => (
                Cause::NoPermission,
                "no permission, or another program has it open",
                "close it there, change the file's permissions, or use a copy you own",
            ),
            io::ErrorKind::NotFound => (
                Cause::Missing,
                "there is nothing here",
                "check the path, or create a session with `accord new`",
            ),
            io::ErrorKind::IsADirectory => (
                Cause::WrongShape,
                "this is a folder, not a file",
                "give the file",
            ),
            io::ErrorKind::NotADirectory => (
                Cause::WrongShape,
                "part of this path is a file, not a folder",
                "give a folder with a session.yaml in it",
            ),
            io::ErrorKind::AlreadyExists => (
                Cause::Exists,
                "there is something here already",
                "move it elsewhere; it wasn't overwritten",
            ),
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => (
                Cause::NoPermission,
                "no permission",
                "change the file's permissions, or use a copy you own",
            ),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => (
                Cause::Io,
                "the disk is full",
                "free some space, then try again; nothing was overwritten",
            ),
            _ => {
                let what = error.to_string();
                return Self::new(Cause::Io, path, &what, "check the disk, then try again");
            }
        };
        Self::new(cause, path, what, remedy)
    }

    pub(super) fn fault(path: &Path, text: &str, fault: &YamlFault) -> Self {
        let stripped = text.strip_prefix('\u{feff}').unwrap_or(text);
        let line = stripped.lines().nth(fault.line.saturating_sub(1));
        let (what, remedy) = fault_text::problem_and_remedy(fault, line.unwrap_or(""));
        Self::new(Cause::Malformed, path, &what, &remedy).at(text, fault.line, fault.column)
    }

    /// Returns the kind of failure.
    pub fn cause(&self) -> Cause {
        self.0.cause
    }

    /// Returns the file or folder.
    pub fn path(&self) -> &Path {
        &self.0.path
    }

    /// Returns the position in the file, if there is one.
    pub fn position(&self) -> Option<&TextPosition> {
        self.0.position.as_ref()
    }

    /// Returns one line: where, what, and what to do.
    pub fn sentence(&self) -> String {
        let mut sentence = clean(&self.0.path.display().to_string());
        if let Some(spot) = &self.0.position {
            let _ = write!(sentence, ":{}:{}", spot.line, spot.column);
        }
        let _ = write!(sentence, ": {}; {}", self.0.what, self.0.remedy);
        sentence
    }

    /// Returns where and what, without the remedy.
    pub fn problem(&self) -> String {
        let sentence = self.sentence();
        let remedy = format!("; {}", self.0.remedy);
        sentence.strip_suffix(&remedy).unwrap_or(&sentence).into()
    }

    /// Returns what to do.
    pub fn remedy(&self) -> &str {
        &self.0.remedy
    }

    /// Returns the line with a mark under the word, if the failure has a position.
    pub fn snippet(&self) -> Option<String> {
        self.0.position.as_ref().map(TextPosition::marked_line)
    }

    fn display_text(&self) -> String {
        match &self.0.position {
            Some(spot) => format!("{}\n{}", self.sentence(), spot.marked_line()),
            None => self.sentence(),
        }
    }
}

impl TextPosition {
    /// Returns the numbered line with a mark under the word at the column.
    fn marked_line(&self) -> String {
        let offset = |column: usize| {
            let mut starts = self.text.char_indices().map(|(start, _)| start);
            starts.nth(column).unwrap_or(self.text.len())
        };
        let start = offset(self.column - 1);
        let ends = |c: char| c.is_whitespace() || matches!(c, ':' | ',' | ']' | '}');
        let word = self.text[start..]
            .find(ends)
            .unwrap_or(self.text.len() - start);
        let end = if word == 0 {
            offset(self.column)
        } else {
            start + word
        };
        let snippet = Snippet::source(self.text.as_str())
            .line_start(self.line)
            .annotation(AnnotationKind::Primary.span(start..end));
        Renderer::plain().render(&[Group::with_level(Level::ERROR).element(snippet)])
    }
}
