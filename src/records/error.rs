//! Errors about a file as a whole, and about single rows.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use crate::scoring::BadReading;

/// Why a file of leads or events can't be read at all. The caller adds which file.
#[derive(Debug, thiserror::Error)]
pub enum RecordsError {
    /// The file is empty; there isn't even a header.
    #[error("the file is empty: its first line must name the columns")]
    Empty,
    /// The file is something else. Holds what it is, and what to do.
    #[error("this is {0}")]
    NotAList(&'static str),
    /// The header is malformed: not text, or with an unclosed quote. Holds the flaw.
    #[error("line 1: the header {0}: export the file again, or give its encoding")]
    Header(String),
    /// The header has no end.
    #[error(
        "line 1: the header is longer than 16 MiB: check that this is a list in CSV, and export it again"
    )]
    LongHeader,
    /// The header has more columns than allowed. Holds the limit.
    #[error("line 1: the header has more than {0} columns: export those you need")]
    Columns(usize),
    /// The encoding is unknown. Holds its name.
    #[error("`{0}` isn't an encoding: use utf-8 or windows-1252")]
    Encoding(String),
    /// A column requested by name doesn't exist.
    #[error("there is no column `{column}`: the header has {}", columns(.known))]
    NoColumn {
        /// The column's name.
        column: String,
        /// The columns of the file.
        known: Vec<String>,
    },
    /// A file of events lacks a required column.
    #[error("no column says {what}: call one {names}; the header has {}", columns(.known))]
    NoEventColumn {
        /// What the column would contain.
        what: &'static str,
        /// The names it could have.
        names: &'static str,
        /// The columns of the file.
        known: Vec<String>,
    },
    /// How the file is written was said wrongly.
    #[error(transparent)]
    Reading(#[from] BadReading),
    /// A temporary file couldn't be written or read.
    #[error(
        "the events are too many for memory, and the folder for temporary files can't hold them: {0}"
    )]
    Spilled(std::io::Error),
    /// Reading failed partway.
    #[error("after line {line}: {source}: check the file and read it again")]
    Io {
        /// The last line that was started.
        line: u64,
        /// The system's error.
        source: std::io::Error,
    },
}

/// The most columns listed in a message, and the most characters shown of a text.
const MAX_NAMED_COLUMNS: usize = 40;
const MAX_SHOWN_CHARS: usize = 80;

/// Formats a header's columns for a message; only the first ones if there are very many.
pub fn columns(known: &[String]) -> String {
    let named = known.iter().take(MAX_NAMED_COLUMNS);
    let quoted: Vec<String> = named.map(|name| format!("`{}`", shortened(name))).collect();
    let more = known.len().saturating_sub(MAX_NAMED_COLUMNS);
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    quoted.join(", ") + &more
}

/// Shortens a text to fit in a message.
pub(super) fn shortened(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(MAX_SHOWN_CHARS) {
        Some((end, _)) => Cow::from(format!("{}...", &text[..end])),
        None => Cow::from(text),
    }
}

/// A row that can't be read. The other rows still are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reject {
    /// The line it starts on; the header is line 1.
    pub line: u64,
    /// Why, and what to do. Shared, since many rows of a file can have the same reason.
    pub reason: Arc<str>,
}

impl fmt::Display for Reject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.reason)
    }
}
