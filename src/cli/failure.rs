//! The failure of a command: what happened, where, and what to do.

use std::fmt::Write as _;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use serde_json::{Value, json};

use crate::model::printable;
use crate::store::{StoreError, is_held};
use crate::widgets::text::{clean, clean_lines};

/// Why a command failed, with its exit code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The exit code: 1 for refused, 2 for anything else.
    pub code: i32,
    /// What happened, and where.
    pub message: String,
    /// The line of the file, with a mark under the word.
    pub detail: Option<String>,
    /// What to do.
    pub hints: Vec<String>,
    /// Whether stdout must be left alone, as it is a file that isn't to be written.
    pub spares_stdout: bool,
}

impl Failure {
    fn new(code: i32, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            detail: None,
            hints: Vec::new(),
            spares_stdout: false,
        }
    }

    /// A failure of usage, input or output.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(2, message)
    }

    /// A refusal of something that was read and understood.
    pub fn refused(message: impl Into<String>) -> Self {
        Self::new(1, message)
    }

    /// A file that could not be read or written.
    pub fn io(path: &Path, error: &std::io::Error) -> Self {
        let what = match error.kind() {
            _ if is_held(error) => {
                "another program has it open; close it there, for example in Excel".into()
            }
            ErrorKind::NotFound => "there is nothing here".into(),
            ErrorKind::IsADirectory => "this is a folder, not a file".into(),
            // What Windows says where a file that is open elsewhere is to be replaced.
            ErrorKind::PermissionDenied if cfg!(windows) => {
                "no permission, or another program has it open; close it there, for example in Excel"
                    .into()
            }
            ErrorKind::PermissionDenied => "no permission".into(),
            ErrorKind::StorageFull => "the disk is full".into(),
            _ => error.to_string(),
        };
        Self::usage(format!("{}: {what}", path.display()))
    }

    /// Leaves stdout alone when it is reported.
    #[must_use]
    pub fn sparing_stdout(mut self) -> Self {
        self.spares_stdout = true;
        self
    }

    /// Adds a hint.
    #[must_use]
    pub fn hint(mut self, hint: &str) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Returns the failure as a report for programs.
    pub fn json(&self) -> String {
        printable::printable_json(&json!({"error": self.fields()}))
    }

    /// Like [`Self::json`], on one line, for output of one object per line.
    pub fn json_line(&self) -> String {
        let line = json!({"error": self.fields()}).to_string();
        printable::escaped_json(&line).into_owned() + "\n"
    }

    fn fields(&self) -> Value {
        json!({
            "exit_code": self.code,
            "message": self.message,
            "detail": self.detail,
            "hints": self.hints,
        })
    }

    /// Prints the failure on stderr.
    pub fn report(&self) {
        let mut text = format!("error: {}\n", clean(&self.message));
        if let Some(detail) = &self.detail {
            let _ = writeln!(text, "{}", clean_lines(detail));
        }
        for hint in &self.hints {
            let _ = writeln!(text, "hint: {}", clean(hint));
        }
        // If this fails, there is nobody left to tell.
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
