//! Why a run ends early, and how that is said.

use std::io;
use std::path::Path;

use super::super::Failure;
use crate::records::RecordsError;

/// Returns the failure of a list that can't be read.
pub(super) fn records_failure(path: &Path, error: &RecordsError) -> Failure {
    let failure = Failure::usage(format!("{}: {error}", path.display()));
    match error {
        RecordsError::NoColumn { .. } => {
            failure.hint("give the columns with --id COLUMN and --map FIELD=COLUMN")
        }
        RecordsError::NoEventColumn { .. } => failure
            .hint("name the columns of the events with --event-id, --event-name and --event-time"),
        _ => failure,
    }
}

/// Why scoring ended early.
pub(super) enum ScoreError {
    /// The list cannot be read.
    Unreadable(RecordsError),
    /// The output cannot be written.
    Unwritten(io::Error),
    Failure(Failure),
}

impl From<RecordsError> for ScoreError {
    fn from(error: RecordsError) -> Self {
        Self::Unreadable(error)
    }
}

impl ScoreError {
    /// Turns the error into a failure about this list.
    pub(super) fn failure(self, list: &Path) -> Failure {
        match self {
            Self::Unreadable(error) => records_failure(list, &error),
            Self::Unwritten(error) => Failure::io(list, &error),
            Self::Failure(failure) => failure,
        }
    }
}
