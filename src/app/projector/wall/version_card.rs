//! The version to publish: its number, proof and signatures.

use serde::{Deserialize, Serialize};

use crate::app::state::workbench::State;

/// The version to publish: its number, proof and signatures.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct VersionCard {
    /// What it shows.
    pub title: String,
}

impl VersionCard {
    /// Calls a function for each text that somebody may have written.
    pub(super) fn for_each_text(&mut self, change: &mut dyn FnMut(&mut String)) {
        let Self { title } = self;
        change(title);
    }
}

/// Makes it, where there is something to show.
pub(super) fn of(_state: &State) -> Option<VersionCard> {
    None
}
