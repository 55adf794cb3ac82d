//! The page suggested-points.

use super::context::PageContext;
use super::section::Section;

/// Makes the page.
pub(super) fn suggested_points(_context: &PageContext<'_>) -> Section {
    Section::new("suggested-points", "What history would give")
}
