//! A publication under way: `host` works it out beside the screen.
//!
//! Until it is over or stopped, nothing that would be published can be changed, so that what is
//! published is exactly what was confirmed. Time taken and visits to steps are recorded as ever.

use crate::document::{Edit, HistoryEntry};
use crate::model::Version;

/// A publication under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Publishing {
    /// The number announced; `None` if none could be shown.
    pub number: Option<Version>,
}

impl Publishing {
    /// Returns what the screen says meanwhile.
    pub fn text(self) -> String {
        match self.number {
            Some(number) => format!("Publishing {number} ...  Esc stops it"),
            None => "Publishing ...  Esc stops it".into(),
        }
    }

    /// Returns why nothing can be changed meanwhile.
    pub(crate) fn refusal(self) -> String {
        let what = self.number.map_or("The draft".into(), |n| n.to_string());
        format!("{what} is being published: change it afterwards, or stop that with Esc")
    }
}

/// Returns whether a change has to wait for a publication under way.
pub(crate) fn waits_for_publication(entry: &HistoryEntry) -> bool {
    match entry {
        HistoryEntry::Published => false,
        HistoryEntry::Edit { edit, .. } => !matches!(edit, Edit::Time { .. } | Edit::Visit { .. }),
        HistoryEntry::Undo | HistoryEntry::UndoPastReveal | HistoryEntry::Redo => true,
    }
}
