//! The page answer-history.

use super::context::PageContext;
use super::section::Section;

/// Makes the page.
pub(super) fn answer_history(_context: &PageContext<'_>) -> Section {
    Section::new("answer-history", "Answers in recorded leads")
}
