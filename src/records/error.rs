//! What can go wrong with a file as a whole, and with one row of it.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// Why a file of leads or events can't be read at all. The caller adds which file.
#[derive(Debug, thiserror::Error)]
pub enum RecordsError {
    /// There isn't even a header.
    #[error("the file is empty: its first line must name the columns")]
    Empty,
    /// The header is no text.
    #[error("line 1: the header {0}: export the file again, or name its encoding")]
    Header(String),
    /// The header has no end.
    #[error(
        "line 1: the header is longer than 16 MiB: check that this is a list in CSV, and export it again"
    )]
    LongHeader,
    /// The header names more columns than this.
    #[error("line 1: the header has more than {0} columns: export those you need")]
    Columns(usize),
    /// An encoding nobody knows.
    #[error("`{0}` isn't an encoding: use utf-8 or windows-1252")]
    Encoding(String),
    /// A column that was asked for by name and isn't there.
    #[error("there is no column `{column}`: the header has {}", columns(.known))]
    NoColumn {
        /// Its name.
        column: String,
        /// The columns there are.
        known: Vec<String>,
    },
    /// A column a file of events must have.
    #[error("no column says {what}: name one {names}; the header has {}", columns(.known))]
    NoEventColumn {
        /// What it would say.
        what: &'static str,
        /// Names it could have.
        names: &'static str,
        /// The columns there are.
        known: Vec<String>,
    },
    /// A temporary file couldn't be written or read.
    #[error(
        "the events are too many for memory, and the folder for temporary files can't hold them: {0}"
    )]
    Spilled(std::io::Error),
    /// The file broke off.
    #[error("after line {line}: {source}: check the file and read it again")]
    Io {
        /// The last line begun.
        line: u64,
        /// What the system says.
        source: std::io::Error,
    },
}

/// So many columns are named in a sentence, and so many characters of a text.
const MAX_NAMED_COLUMNS: usize = 40;
const MAX_SHOWN_CHARS: usize = 80;

/// A header's columns as a sentence names them: the first ones where there are very many.
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

/// A text as a sentence has room for it.
pub(super) fn shortened(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(MAX_SHOWN_CHARS) {
        Some((end, _)) => Cow::from(format!("{}...", &text[..end])),
        None => Cow::from(text),
    }
}

/// A row that can't be read; the others are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reject {
    /// The line it begins on, the header being line 1.
    pub line: u64,
    /// Why, and what to do.
    /// Shared: many rows of a file can have the same.
    pub reason: Arc<str>,
}

impl fmt::Display for Reject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.reason)
    }
}
