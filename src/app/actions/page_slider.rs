//! What Left and Right change on a page: the threshold that is tried, the most criteria.

use crate::app::actions::page_points;
use crate::app::state::workbench::State;
use crate::evidence::history::PageId;

/// Changes what is tried on a page by so many steps.
pub(super) fn slide(state: &mut State, page: PageId, steps: i64) {
    if page == PageId::SuggestedPoints {
        page_points::slide_criteria(state, steps);
    }
}
