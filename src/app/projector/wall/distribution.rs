//! How many leads have which score, and what the last change did.

use serde::{Deserialize, Serialize};

use crate::app::state::workbench::State;

/// How many leads have which score, and what the last change did.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Distribution {
    /// What it shows.
    pub title: String,
}

impl Distribution {
    /// Calls a function for each text that somebody may have written.
    pub(super) fn for_each_text(&mut self, change: &mut dyn FnMut(&mut String)) {
        let Self { title } = self;
        change(title);
    }
}

/// Makes it, where there is something to show.
pub(super) fn of(_state: &State) -> Option<Distribution> {
    None
}
