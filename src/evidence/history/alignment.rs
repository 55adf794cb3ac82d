//! The page alignment.

use super::context::PageContext;
use super::section::Section;

/// Makes the page.
pub(super) fn alignment(_context: &PageContext<'_>) -> Section {
    Section::new("alignment", "Degree of alignment")
}
