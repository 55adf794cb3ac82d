//! Which stage or term is selected on Stages.

use crate::app::input::row::RowTarget;
use crate::app::steps::key_focus::KeyFocus;
use crate::model::record::{Kind, Place};

/// Returns the stage or term selected in the list.
pub(super) fn selected_definition(focus: &KeyFocus) -> Option<&Place> {
    match focus.list_target() {
        RowTarget::Record(place) => matches!(place.kind, Kind::Stage | Kind::Term).then_some(place),
        _ => None,
    }
}
