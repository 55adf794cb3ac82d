//! The page fit-grid.

use super::context::PageContext;
use super::section::Section;

/// Makes the page.
pub(super) fn fit_grid(_context: &PageContext<'_>) -> Section {
    Section::new("fit-grid", "Fit against behaviour")
}
