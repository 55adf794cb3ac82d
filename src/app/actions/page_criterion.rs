//! A row of a page becomes a criterion.

use crate::app::state::message::Effect;
use crate::app::state::workbench::State;
use crate::model::Condition;

/// Adds a criterion with this label and condition.
pub(super) fn make_criterion(
    state: &mut State,
    label: &str,
    _condition: &Condition,
) -> Vec<Effect> {
    state.refuse(format!("{label} can't become a criterion yet"))
}
