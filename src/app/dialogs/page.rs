//! A page of figures: which one, and the selected row of its tables.

use crate::evidence::history::PageId;

/// An open page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageDialog {
    /// Which page.
    pub page: PageId,
    /// Index of the selected row among the rows of all its tables.
    pub row: usize,
}

impl PageDialog {
    /// Opens a page at its top.
    pub fn new(page: PageId) -> Self {
        Self { page, row: 0 }
    }
}
