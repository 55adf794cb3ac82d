//! The page reported.

use super::context::PageContext;
use super::section::Section;

/// Makes the page.
pub(super) fn reported(_context: &PageContext<'_>) -> Section {
    Section::new("reported", "Dispositions that Sales reported")
}
