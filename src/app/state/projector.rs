//! What the projector shows.

use std::collections::BTreeMap;

/// What the projector shows, and what is hidden when a single screen is mirrored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoomViewState {
    /// Whether the room view replaces the workbench.
    pub is_on: bool,
    /// Whether a side's text shows only as a word count while it is typed.
    pub curtain: bool,
    /// The built-in questions by step key.
    pub questions: BTreeMap<String, Vec<String>>,
    /// Index of the current question, advanced by its key.
    pub question_index: usize,
}
