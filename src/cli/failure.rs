//! Why a command ended without doing what was asked: a sentence, its place, what to do.

use std::fmt::Write as _;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use crate::store::{StoreError, is_held};
use crate::widgets::text::{clean, clean_lines};

/// Why a command failed, with the exit code that says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The exit code: 1 refused, 2 anything else.
    pub code: i32,
    /// What happened, and where.
    pub message: String,
    /// The line of the file with a mark under it.
    pub detail: Option<String>,
    /// What to do.
    pub hints: Vec<String>,
}

impl Failure {
    fn new(code: i32, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            detail: None,
            hints: Vec::new(),
        }
    }

    /// Asked wrongly, or what was asked for can't be read or written.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(2, message)
    }

    /// Read and understood, and refused.
    pub fn refused(message: impl Into<String>) -> Self {
        Self::new(1, message)
    }

    /// A file couldn't be read or written.
    pub fn io(path: &Path, error: &std::io::Error) -> Self {
        let what = match error.kind() {
            _ if is_held(error) => {
                "another program has it open; close it there, such as in Excel".into()
            }
            ErrorKind::NotFound => "there is nothing here".into(),
            ErrorKind::IsADirectory => "this is a folder, not a file".into(),
            // What Windows says where a file that is open elsewhere is to be replaced.
            ErrorKind::PermissionDenied if cfg!(windows) => {
                "no permission, or another program has it open; close it there, such as in Excel"
                    .into()
            }
            ErrorKind::PermissionDenied => "no permission".into(),
            ErrorKind::StorageFull => "the disk is full".into(),
            _ => error.to_string(),
        };
        Self::usage(format!("{}: {what}", path.display()))
    }

    /// With one more thing to do.
    #[must_use]
    pub fn hint(mut self, hint: &str) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Prints it on stderr.
    pub fn report(&self) {
        let mut text = format!("error: {}\n", clean(&self.message));
        if let Some(detail) = &self.detail {
            let _ = writeln!(text, "{}", clean_lines(detail));
        }
        for hint in &self.hints {
            let _ = writeln!(text, "hint: {}", clean(hint));
        }
        // Nobody is left to tell if this fails.
        let _ = std::io::stderr().write_all(text.as_bytes());
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let mut failure = Self::usage(error.problem()).hint(error.remedy());
        failure.detail = error.snippet();
        failure
    }
}
