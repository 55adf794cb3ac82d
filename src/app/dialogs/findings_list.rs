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

/// How the list is narrowed and sorted; it stays so when the list is opened again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FindingsView {
    /// The text that narrows it; blank for none.
    pub filter: String,
    /// The order in which it is shown.
    pub order: FindingsOrder,
}

/// The order in which the findings are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FindingsOrder {
    /// What must be fixed first, notes last.
    #[default]
    Severity,
    /// By the step where they are fixed.
    Step,
    /// By their codes, so that the same about several things stands together.
    Code,
}

impl FindingsOrder {
    /// Returns the next order, in a loop.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Severity => Self::Step,
            Self::Step => Self::Code,
            Self::Code => Self::Severity,
        }
    }

    /// Returns its name: `by step`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Severity => "by what must be fixed",
            Self::Step => "by step",
            Self::Code => "by code",
        }
    }
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
