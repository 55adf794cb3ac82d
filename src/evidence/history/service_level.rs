//! The page service-level.

use super::context::PageContext;
use super::section::Section;

/// Makes the page.
pub(super) fn service_level(_context: &PageContext<'_>) -> Section {
    Section::new("service-level", "Service level kept")
}
