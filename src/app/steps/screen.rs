//! The interface between a step and the workbench: a list, a detail pane, and what can be added.
//!
//! `screens` has one file per step that implements [`Screen`]. Moving, editing, adding, deleting
//! and reordering work on [`Row`]s and are the same for all of them.

use crate::app::input::command::Command;
use crate::app::input::keymap::Action;
use crate::app::input::row::{Addable, Row, RowTarget};
use crate::app::input::step::Step;
use crate::app::state::workbench::State;
use crate::app::steps::field_rows::field_rows;
use crate::app::steps::key_focus::KeyFocus;
use crate::model::Session;

/// A step of the workbench.
pub trait Screen: Sync {
    /// Returns the step it implements.
    fn step(&self) -> Step;
    /// Returns the rows of the list on the left.
    fn rows(&self, state: &State) -> Vec<Row>;
    /// Returns the number of rows after those, which are built only when seen because there may be
    /// very many. None of them is a heading.
    fn tail_len(&self, _: &State) -> usize {
        0
    }
    /// Builds a row of the tail.
    fn tail_row(&self, _: &State, _index: usize) -> Row {
        Row::heading("", "")
    }
    /// Returns the index in the tail of the row for a target.
    fn tail_position(&self, _: &State, _: &RowTarget) -> Option<usize> {
        None
    }
    /// Returns the rows of the detail pane for the selected row of the list.
    fn detail(&self, state: &State, row: &Row) -> Vec<Row> {
        match &row.target {
            RowTarget::Record(place) => field_rows(state.session(), place, state.cursor().more),
            _ => Vec::new(),
        }
    }
    /// Returns what can be added at the selection; the quick list adds the first.
    fn addable(&self, state: &State, row: Option<&Row>) -> Vec<Addable>;
    /// Returns the command for an action on a row in the step's own way; `None` leaves it to the
    /// default.
    fn act(&self, _: &State, _: Action, _: &KeyFocus) -> Option<Command> {
        None
    }
    /// Returns whether everything required is there.
    fn is_done(&self, session: &Session) -> bool;
    /// Returns the step's own actions for the footer, shown before the common ones.
    fn footer_actions(&self) -> &'static [Action];
    /// Returns the line shown when the list is empty.
    fn empty_hint(&self) -> &'static str;
}
