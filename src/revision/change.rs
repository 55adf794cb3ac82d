//! One difference between two definitions: where, what, and what it means.

use std::fmt;

use serde::{Serialize, Serializer};

use super::word_diff::WordRun;
use crate::model::Place;

/// What happened to a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is called otherwise.
    Renamed,
    /// It stands elsewhere.
    Moved,
    /// Its prose reads otherwise.
    Reworded,
    /// Anything else.
    Changed,
}

impl ChangeKind {
    /// The word programs read.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Renamed => "renamed",
            Self::Moved => "moved",
            Self::Reworded => "reworded",
            Self::Changed => "changed",
        }
    }
}

/// What a change means, the weightiest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeSeverity {
    /// Wording, dates, the order of lists that have none.
    Wording,
    /// Another meaning for people.
    Meaning,
    /// Points moved: who comes first in the queue, and no outcome.
    Queue,
    /// Something more.
    Addition,
    /// Something is gone.
    Removal,
    /// What becomes of some lead.
    Outcome,
}

impl ChangeSeverity {
    /// The word programs read.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Wording => "wording",
            Self::Meaning => "meaning",
            Self::Queue => "queue",
            Self::Addition => "addition",
            Self::Removal => "removal",
            Self::Outcome => "outcome",
        }
    }

    /// What people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Wording => "wording",
            Self::Meaning => "meaning",
            Self::Queue => "order of the queue",
            Self::Addition => "addition",
            Self::Removal => "removal",
            Self::Outcome => "outcome",
        }
    }
}

impl fmt::Display for ChangeSeverity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl Serialize for ChangeKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl Serialize for ChangeSeverity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

/// One difference, in the words of the model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The thing: where it is after, or where it was if it is gone.
    pub place: Place,
    /// What happened to it.
    pub kind: ChangeKind,
    /// The field, by its key, where it is one field's.
    pub field: Option<&'static str>,
    /// What it means where no outcome differs.
    pub base_severity: ChangeSeverity,
    /// Whether scoring looks at it, so that outcomes may differ by it.
    pub scored: bool,
    /// The sentence, beginning small, without a full stop.
    pub message: String,
    /// What it was, in words.
    pub before: Option<String>,
    /// What it is, in words.
    pub after: Option<String>,
    /// Where prose was reworded, its words with what became of them.
    pub word_runs: Vec<WordRun>,
}

impl Change {
    /// What it means, once it is known whether any lead's outcome differs.
    pub fn severity(&self, outcomes_differ: bool) -> ChangeSeverity {
        if self.scored && outcomes_differ {
            ChangeSeverity::Outcome
        } else {
            self.base_severity
        }
    }

    /// The sentence with a capital.
    pub fn sentence(&self) -> String {
        let mut letters = self.message.chars();
        letters.next().map_or_else(String::new, |first| {
            first.to_uppercase().chain(letters).collect()
        })
    }
}
