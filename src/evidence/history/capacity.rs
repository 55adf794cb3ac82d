//! The page capacity.

use super::context::PageContext;
use super::section::Section;

/// Makes the page.
pub(super) fn capacity(_context: &PageContext<'_>) -> Section {
    Section::new("capacity", "Capacity of Sales")
}
