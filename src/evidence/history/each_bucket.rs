//! The page each-bucket.

use super::context::PageContext;
use super::section::Section;

/// Makes the page.
pub(super) fn each_bucket(_context: &PageContext<'_>) -> Section {
    Section::new("each-bucket", "What each bucket has in common")
}
