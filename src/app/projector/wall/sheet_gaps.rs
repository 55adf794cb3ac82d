//! The rows of a sheet by the gap between the sides.

use serde::{Deserialize, Serialize};

use crate::app::state::workbench::State;

/// The rows of a sheet by the gap between the sides.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SheetGaps {
    /// What it shows.
    pub title: String,
}

impl SheetGaps {
    /// Calls a function for each text that somebody may have written.
    pub(super) fn for_each_text(&mut self, change: &mut dyn FnMut(&mut String)) {
        let Self { title } = self;
        change(title);
    }
}

/// Makes it, where there is something to show.
pub(super) fn of(_state: &State) -> Option<SheetGaps> {
    None
}
