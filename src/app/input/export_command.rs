//! What can be said about writing a document.

use serde::{Deserialize, Serialize};

use crate::model::Version;

/// Which definition a document is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExportOf {
    /// The draft.
    Draft,
    /// A published version.
    Version(Version),
}

impl ExportOf {
    /// Returns the version's number, or `draft`.
    pub fn word(self) -> String {
        match self {
            Self::Draft => "draft".into(),
            Self::Version(version) => version.to_string(),
        }
    }
}

/// A document: the name of its format, and what it is of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportRequest {
    /// Name of the format.
    pub format: String,
    /// The draft or a version.
    pub of: ExportOf,
}

/// What happens to files that are where a document goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FilesThere {
    /// They stay, and the room is asked.
    Keep,
    /// They are replaced.
    Replace,
}

/// A document to be written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportOrder {
    /// The document.
    pub request: ExportRequest,
    /// Where to, from the session's folder; `None` for the usual place in `exports/`.
    pub path: Option<String>,
    /// What happens to files that are there.
    pub there: FilesThere,
}

/// What is done about documents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExportCommand {
    /// Show a document before it is written.
    Open(String),
    /// Write one.
    Write(ExportOrder),
}
