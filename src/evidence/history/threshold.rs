//! The page threshold.

use super::context::PageContext;
use super::section::Section;

/// Makes the page.
pub(super) fn threshold(_context: &PageContext<'_>) -> Section {
    Section::new("threshold", "Where to set the threshold")
}
