//! What the projector shows.

use std::collections::BTreeMap;

use crate::app::input::row::RowTarget;
use crate::app::state::last_change::LastChange;
use crate::app::state::median_trial::MedianTrial;

/// Title of the list of benchmarks; while it is open, the projector shows them.
pub const BENCHMARKS_TITLE: &str = "From elsewhere, not our own figures";

/// What the projector shows.
#[derive(Clone, Debug, Default)]
pub struct RoomViewState {
    /// Whether the room view replaces the workbench.
    pub is_on: bool,
    /// The built-in questions by step key.
    pub questions: BTreeMap<String, Vec<String>>,
    /// Index of the current question, advanced by its key.
    pub question_index: usize,
    /// The lead whose verdict the room sees before it has voted, while that lead is selected.
    pub verdict_of: Option<RowTarget>,
    /// What the last change was.
    pub last_change: LastChange,
    /// What taking either side's median of the selected line of the sheet would do.
    pub medians: Option<MedianTrial>,
}
