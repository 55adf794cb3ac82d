//! Moving records within their list.

use crate::app::input::row::{Row, RowTarget};
use crate::app::state::message::Effect;
use crate::app::state::workbench::{Pane, State};
use crate::document::Edit;

pub(crate) fn reorder_row(state: &mut State, row: &Row, by: isize) -> Vec<Effect> {
    let RowTarget::Record(place) = &row.target else {
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
    let effects = state.edit(Edit::Move {
        at: place.clone(),
        to,
    });
    if state.cursor().pane == Pane::Detail {
        let (rows, _) = state.detail();
        if let Some(index) = rows.iter().position(|r| r.target == row.target) {
            state.cursor_mut().detail_row = index;
        }
    } else {
        state.cursor_mut().selected = Some(row.target.clone());
    }
    effects
}
