//! The page in-common.

use super::context::PageContext;
use super::section::Section;

/// Makes the page.
pub(super) fn in_common(_context: &PageContext<'_>) -> Section {
    Section::new("in-common", "What viable leads share")
}
