//! A single difference between two definitions: where, what, and what it means.

use std::fmt;

use serde::{Serialize, Serializer};

use super::word_diff::WordRun;
use crate::model::Place;

/// What happened to a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChangeKind {
    /// It was added.
    Added,
    /// It was removed.
    Removed,
    /// It was renamed.
    Renamed,
    /// It was moved.
    Moved,
    /// Its prose was reworded.
    Reworded,
    /// Something else changed.
    Changed,
}

impl ChangeKind {
    /// Returns the word used in JSON.
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

/// How serious a change is, in ascending order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeSeverity {
    /// Wording, dates, or the order of an unordered list.
    Wording,
    /// Another meaning for people.
    Meaning,
    /// Points changed: the order of the queue, but no outcome.
    Queue,
    /// Something was added.
    Addition,
    /// Something was removed.
    Removal,
    /// The outcome of some lead.
    Outcome,
}

impl ChangeSeverity {
    /// Returns the word used in JSON.
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

    /// Returns the label people see.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Wording => "wording",
            Self::Meaning => "meaning",
            Self::Queue => "order of the leads",
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

/// A difference, described in the words of the model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The thing: its place in the later definition, or in the earlier one if it was removed.
    pub place: Place,
    /// What happened.
    pub kind: ChangeKind,
    /// The key of the field, if only one changed.
    pub field: Option<&'static str>,
    /// The severity if no outcome differs.
    pub base_severity: ChangeSeverity,
    /// Whether scoring uses what changed, so that outcomes may differ.
    pub scored: bool,
    /// The sentence, starting in lower case and without a full stop.
    pub message: String,
    /// The earlier value, in words.
    pub before: Option<String>,
    /// The later value, in words.
    pub after: Option<String>,
    /// For reworded prose, its words and whether each was added or removed.
    pub word_runs: Vec<WordRun>,
}

impl Change {
    /// Returns the severity, given whether any lead's outcome differs.
    pub fn severity(&self, outcomes_differ: bool) -> ChangeSeverity {
        if self.scored && outcomes_differ {
            ChangeSeverity::Outcome
        } else {
            self.base_severity
        }
    }

    /// Returns the sentence with a capital.
    pub fn sentence(&self) -> String {
        let mut letters = self.message.chars();
        letters.next().map_or_else(String::new, |first| {
            first.to_uppercase().chain(letters).collect()
        })
    }
}
