//! What Left and Right change on a page: the threshold that is tried, the most criteria.

use crate::app::state::workbench::State;
use crate::evidence::history::PageId;

/// Changes what is tried on a page by so many steps.
pub(super) fn slide(_state: &mut State, _page: PageId, _steps: i64) {}
