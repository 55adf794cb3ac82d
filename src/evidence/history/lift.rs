//! The page lift.

use super::context::PageContext;
use super::section::Section;

/// Makes the page.
pub(super) fn lift(_context: &PageContext<'_>) -> Section {
    Section::new("lift", "Lift of criteria and bands")
}
