//! The page metrics.

use super::context::PageContext;
use super::section::Section;

/// Makes the page.
pub(super) fn metrics(_context: &PageContext<'_>) -> Section {
    Section::new("metrics", "The five metrics")
}
