//! The stages, with how many recorded leads reach each.

use serde::{Deserialize, Serialize};

use crate::app::state::workbench::State;

/// The stages, with how many recorded leads reach each.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StageCounts {
    /// What it shows.
    pub title: String,
}

impl StageCounts {
    /// Calls a function for each text that somebody may have written.
    pub(super) fn for_each_text(&mut self, change: &mut dyn FnMut(&mut String)) {
        let Self { title } = self;
        change(title);
    }
}

/// Makes it, where there is something to show.
pub(super) fn of(_state: &State) -> Option<StageCounts> {
    None
}
