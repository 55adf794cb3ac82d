//! Moving records within their list.

use crate::app::input::row::RowTarget;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{Pane, State};
use crate::app::steps::key_focus::KeyFocus;
use crate::document::Edit;

/// Moves the record of the focused row by a number of places; it stays selected.
pub(crate) fn reorder_row(state: &mut State, focus: &KeyFocus, by: isize) -> Vec<Effect> {
    let RowTarget::Record(place) = focus.target() else {
        return Vec::new();
    };
    let list = state.session().list(place.kind, place.parent.as_ref());
    let Some((from, count)) = list.and_then(|l| Some((l.position(&place.id)?, l.len()))) else {
        return Vec::new();
    };
    let to = from.saturating_add_signed(by);
    if to == from || to >= count {
        return Vec::new();
    }
    let at = place.clone();
    let effects = state.edit_at(focus, Edit::Move { at, to });
    if state.cursor().pane == Pane::List {
        state.cursor_mut().selected = Some(focus.target().clone());
    }
    effects
}
