//! The list of all findings.

use crate::check::Finding;

/// The open list of findings and its selection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FindingsList {
    /// Index of the selected finding when it was selected.
    pub cursor: usize,
    /// The selected finding, which stays selected when others are inserted before it.
    pub selected: Option<Finding>,
}

impl FindingsList {
    /// Returns the index of the selected finding in the current list.
    pub fn index(&self, findings: &[Finding]) -> Option<usize> {
        let selected = self.selected.as_ref();
        let index = selected.and_then(|selected| findings.iter().position(|f| f == selected));
        index.or_else(|| Some(self.cursor.min(findings.len().checked_sub(1)?)))
    }

    pub(crate) fn select(&mut self, findings: &[Finding], index: usize) {
        self.cursor = index.min(findings.len().saturating_sub(1));
        self.selected = findings.get(self.cursor).cloned();
    }
}
