//! The page funnel-arithmetic.

use super::context::PageContext;
use super::section::Section;

/// Makes the page.
pub(super) fn funnel_arithmetic(_context: &PageContext<'_>) -> Section {
    Section::new("funnel-arithmetic", "From names to opportunities")
}
