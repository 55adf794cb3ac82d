//! What Left and Right change on a page: the threshold that is tried, the most criteria.

use crate::app::actions::page_points;
use crate::app::dialogs::dialog::Dialog;
use crate::app::state::message::Effect;
use crate::app::state::workbench::State;
use crate::evidence::history::{PageId, RowSubject};

/// Changes what is tried on a page by so many steps.
pub(super) fn slide(state: &mut State, page: PageId, steps: i64) {
    match page {
        PageId::Threshold => slide_threshold(state, steps),
        PageId::SuggestedPoints => page_points::slide_criteria(state, steps),
        _ => {}
    }
}

/// Moves the threshold that is tried to the next total that occurs, up or down; the first time from
/// the present one. At the present one nothing is tried.
fn slide_threshold(state: &mut State, steps: i64) {
    let present = present_threshold(state);
    let from = state.pages.settings.threshold.or(present);
    let totals = totals_that_occur(state);
    let next = if steps < 0 {
        let mut below = totals.iter().rev();
        below.find(|total| from.is_none_or(|from| **total < from))
    } else {
        let mut above = totals.iter();
        above.find(|total| from.is_none_or(|from| **total > from))
    };
    if let Some(next) = next {
        state.pages.settings.threshold = Some(*next).filter(|next| Some(*next) != present);
    }
}

/// Tries a threshold, and shows the top of the page, where the figures of what is tried are.
pub(super) fn try_threshold(state: &mut State, total: i64) -> Vec<Effect> {
    let present = present_threshold(state);
    state.pages.settings.threshold = Some(total).filter(|total| Some(*total) != present);
    if let Some(Dialog::Page(dialog)) = state.dialogs.last_mut() {
        dialog.row = 0;
    }
    Vec::new()
}

/// The total that the hand-off rule asks for.
fn present_threshold(state: &State) -> Option<i64> {
    let stage = state.session().definition.handoff_stage()?;
    stage.rule.as_ref()?.threshold()
}

/// The totals that occur among the leads compared, ascending.
fn totals_that_occur(state: &State) -> Vec<i64> {
    let section = state.pages.section(PageId::Threshold);
    let rows = section.into_iter().flat_map(|section| section.rows());
    let total = |subject: &RowSubject| match subject {
        RowSubject::Threshold(total) => Some(*total),
        _ => None,
    };
    rows.filter_map(|row| total(row.subject.as_ref()?))
        .collect()
}
