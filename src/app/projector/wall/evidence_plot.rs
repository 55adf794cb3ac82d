//! The plot of the open page of evidence.

use serde::{Deserialize, Serialize};

use crate::app::state::workbench::State;

/// The plot of the open page of evidence.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EvidencePlot {
    /// What it shows.
    pub title: String,
}

impl EvidencePlot {
    /// Calls a function for each text that somebody may have written.
    pub(super) fn for_each_text(&mut self, change: &mut dyn FnMut(&mut String)) {
        let Self { title } = self;
        change(title);
    }
}

/// Makes it, where there is something to show.
pub(super) fn of(_state: &State) -> Option<EvidencePlot> {
    None
}

/// Makes the one of the step itself, without an open page.
pub(super) fn of_step(_state: &State) -> Option<EvidencePlot> {
    None
}
