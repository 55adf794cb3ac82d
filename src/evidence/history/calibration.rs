//! The page calibration.

use super::context::PageContext;
use super::section::Section;

/// Makes the page.
pub(super) fn calibration(_context: &PageContext<'_>) -> Section {
    Section::new("calibration", "Calibration by score")
}
