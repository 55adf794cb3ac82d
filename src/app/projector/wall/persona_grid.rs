//! Personas and segments, with journeys, targets and actuals.

use serde::{Deserialize, Serialize};

use crate::app::state::workbench::State;

/// Personas and segments, with journeys, targets and actuals.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PersonaGrid {
    /// What it shows.
    pub title: String,
}

impl PersonaGrid {
    /// Calls a function for each text that somebody may have written.
    pub(super) fn for_each_text(&mut self, change: &mut dyn FnMut(&mut String)) {
        let Self { title } = self;
        change(title);
    }
}

/// Makes it, where there is something to show.
pub(super) fn of(_state: &State) -> Option<PersonaGrid> {
    None
}
