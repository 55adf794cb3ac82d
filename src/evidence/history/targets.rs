//! The page targets.

use super::context::PageContext;
use super::section::Section;

/// Makes the page.
pub(super) fn targets(_context: &PageContext<'_>) -> Section {
    Section::new("targets", "Targets and actuals")
}
