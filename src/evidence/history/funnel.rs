//! The page funnel.

use super::context::PageContext;
use super::section::Section;

/// Makes the page.
pub(super) fn funnel(_context: &PageContext<'_>) -> Section {
    Section::new("funnel", "Funnel by stage")
}
