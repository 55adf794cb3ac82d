//! Which stage or term is selected on Stages, told without building rows.

use crate::app::input::row::RowTarget;
use crate::app::state::workbench::State;
use crate::model::record::{Kind, Place};

/// Returns the stage or term selected on Stages; the first stage before anything was selected.
pub(super) fn selected_definition(state: &State) -> Option<Place> {
    let session = state.session();
    let cursor = state.cursor();
    let place = match &cursor.selected {
        Some(RowTarget::Record(place)) => place.clone(),
        // The first row is a heading.
        None if cursor.row <= 1 => {
            let first = session.definition.stages.first()?;
            Place::new(Kind::Stage, first.id.clone())
        }
        _ => return None,
    };
    let is_defined = matches!(place.kind, Kind::Stage | Kind::Term);
    (is_defined && session.record(&place).is_some()).then_some(place)
}
