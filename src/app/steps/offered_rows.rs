//! The row that offers past leads which come with the session, while no leads file is set.

use crate::app::input::row::{Row, RowTarget, StepAction};
use crate::app::state::workbench::State;

/// Returns the row; `None` if none are on offer, or leads are recorded.
pub fn offered_row(state: &State) -> Option<Row> {
    let offered = state.offered_history.as_ref()?;
    let is_free = state.session().data.leads.is_none();
    let target = RowTarget::StepAction(StepAction::TakeHistory);
    is_free.then(|| Row::new(target, &offered.name, ""))
}

/// Returns what taking them does, as the detail of the row.
pub fn offered_detail() -> Vec<Row> {
    vec![
        Row::heading("PAST LEADS THAT COME WITH THIS SESSION", ""),
        Row::info(
            "Enter",
            "Loads them with their events, says what their columns mean, and by which of their facts each answer is found",
        ),
        Row::info("u", "Takes all of it back, as one step"),
        Row::info(
            "Meanwhile",
            "Figures are of these leads; those we remember stay in their buckets",
        ),
    ]
}
