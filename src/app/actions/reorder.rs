//! Moving records within their list, and never out of their section.

use crate::app::input::row::{Row, RowTarget};
use crate::app::input::step::Step;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{ListOrder, Pane, State};
use crate::app::steps::key_focus::KeyFocus;
use crate::app::steps::list_view;
use crate::document::Edit;
use crate::model::record::{Kind, Place};

/// Which way a record moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// Towards the first.
    Up,
    /// Towards the last.
    Down,
}

/// Moves the record of the focused row past the next one of its kind in its section; it stays
/// selected.
pub(crate) fn reorder_row(
    state: &mut State,
    focus: &KeyFocus,
    direction: Direction,
) -> Vec<Effect> {
    let RowTarget::Record(place) = focus.target() else {
        return state.refuse("This can't be moved: J and K move records within their section");
    };
    if let Some(why) = sorted_refusal(state) {
        return state.refuse(why);
    }
    let Some(neighbour) = neighbour_of(state, place, direction) else {
        let why = stop_text(state, place, direction);
        return state.refuse(why);
    };
    let list = state.session().list(place.kind, place.parent.as_ref());
    let Some(to) = list.and_then(|list| list.position(&neighbour.id)) else {
        return Vec::new();
    };
    let at = place.clone();
    let effects = state.edit_at(focus, Edit::Move { at, to });
    if state.cursor().pane == Pane::List {
        state.cursor_mut().selected = Some(focus.target().clone());
    }
    effects
}

/// Returns why nothing is moved in a list that isn't in the document's order, where it would seem
/// to stay.
fn sorted_refusal(state: &State) -> Option<String> {
    let order = list_view::shown_order(state);
    let by_score = state.step == Step::Preview && order == ListOrder::Usual;
    let sorted = by_score || matches!(order, ListOrder::Name | ListOrder::Points);
    (sorted && state.cursor().pane == Pane::List).then(|| {
        let order = list_view::order_name(state, order);
        format!("The list is sorted {order}: J and K move items once S shows it as in the file")
    })
}

/// Returns the next record of the same list on the screen, as far as no heading stands between.
fn neighbour_of(state: &State, place: &Place, direction: Direction) -> Option<Place> {
    let rows = match state.cursor().pane {
        Pane::List => {
            let (list, _) = state.list();
            list.ready_rows().to_vec()
        }
        Pane::Detail => state.detail().0,
    };
    let this = RowTarget::Record(place.clone());
    let from = rows.iter().position(|row| row.target == this)?;
    let sibling = |row: &Row| match &row.target {
        RowTarget::Record(other) if other.kind == place.kind && other.parent == place.parent => {
            Some(other.clone())
        }
        _ => None,
    };
    let in_section = |row: &&Row| !row.heading;
    match direction {
        Direction::Up => rows[..from]
            .iter()
            .rev()
            .take_while(in_section)
            .find_map(sibling),
        Direction::Down => rows[from + 1..]
            .iter()
            .take_while(in_section)
            .find_map(sibling),
    }
}

fn stop_text(state: &State, place: &Place, direction: Direction) -> String {
    let title = state.session().title_of(place);
    let (end, key) = match direction {
        Direction::Up => ("first", 'K'),
        Direction::Down => ("last", 'J'),
    };
    let elsewhere = if place.kind == Kind::Criterion {
        "; its field Kind moves it between fit and behaviour"
    } else {
        ""
    };
    format!("{title} is the {end} of its section, where {key} stops{elsewhere}")
}
