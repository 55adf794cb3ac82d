//! The steps of a journey by phase, with behaviours and what is collected.

use serde::{Deserialize, Serialize};

use crate::app::state::workbench::State;

/// The steps of a journey by phase, with behaviours and what is collected.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SwimLanes {
    /// What it shows.
    pub title: String,
}

impl SwimLanes {
    /// Calls a function for each text that somebody may have written.
    pub(super) fn for_each_text(&mut self, change: &mut dyn FnMut(&mut String)) {
        let Self { title } = self;
        change(title);
    }
}

/// Makes it, where there is something to show.
pub(super) fn of(_state: &State) -> Option<SwimLanes> {
    None
}
