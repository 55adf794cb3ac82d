//! Why a lead has its total: bars of points that add up to it.

use serde::{Deserialize, Serialize};

use crate::app::state::workbench::State;

/// Why a lead has its total: bars of points that add up to it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PointBars {
    /// What it shows.
    pub title: String,
}

impl PointBars {
    /// Calls a function for each text that somebody may have written.
    pub(super) fn for_each_text(&mut self, change: &mut dyn FnMut(&mut String)) {
        let Self { title } = self;
        change(title);
    }
}

/// Makes it, where there is something to show.
pub(super) fn of(_state: &State) -> Option<PointBars> {
    None
}
