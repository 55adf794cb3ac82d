//! Stages, their rules, the hand-off, dispositions and the ways back.

use serde::{Deserialize, Serialize};

use crate::app::state::workbench::State;

/// Stages, their rules, the hand-off, dispositions and the ways back.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ProcessMap {
    /// What it shows.
    pub title: String,
}

impl ProcessMap {
    /// Calls a function for each text that somebody may have written.
    pub(super) fn for_each_text(&mut self, change: &mut dyn FnMut(&mut String)) {
        let Self { title } = self;
        change(title);
    }
}

/// Makes it, where there is something to show.
pub(super) fn of(_state: &State) -> Option<ProcessMap> {
    None
}
