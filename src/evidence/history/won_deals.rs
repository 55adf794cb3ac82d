//! The page won-deals.

use super::context::PageContext;
use super::section::Section;

/// Makes the page.
pub(super) fn won_deals(_context: &PageContext<'_>) -> Section {
    Section::new("won-deals", "Won deals backwards")
}
