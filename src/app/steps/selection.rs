//! The rows of the step on the screen, and which of them is selected.

use crate::app::input::row::{Row, RowTarget};
use crate::app::state::workbench::{Pane, State};
use crate::app::steps::agreement;
use crate::app::steps::screen::Screen;
use crate::app::steps::table::screen_of;

/// The list of a step: ready rows, followed by tail rows built on demand.
pub struct RowList<'a> {
    state: &'a State,
    rows: Vec<Row>,
    tail: usize,
}

impl<'a> RowList<'a> {
    /// Creates the list of the current step.
    pub fn new(state: &'a State) -> Self {
        let mut rows = state.screen().rows(state);
        agreement::mark_rows(state.session(), state.step, &mut rows);
        Self {
            rows,
            tail: state.screen().tail_len(state),
            state,
        }
    }

    /// Returns the number of rows.
    pub fn len(&self) -> usize {
        self.rows.len() + self.tail
    }

    /// Returns whether there is no row that can be selected.
    pub fn is_empty(&self) -> bool {
        self.tail == 0 && self.rows.iter().all(|row| row.heading)
    }

    /// Returns a row, which must exist.
    pub fn row(&self, index: usize) -> Row {
        match self.rows.get(index) {
            Some(row) => row.clone(),
            None => self
                .state
                .screen()
                .tail_row(self.state, index - self.rows.len()),
        }
    }

    /// Returns whether a row is a heading.
    pub fn is_heading(&self, index: usize) -> bool {
        self.rows.get(index).is_some_and(|row| row.heading)
    }

    /// Returns the index of the row for a target.
    pub fn position(&self, target: &RowTarget) -> Option<usize> {
        let is = |row: &Row| row.target == *target && !row.heading;
        let found = self.rows.iter().position(is);
        found.or_else(|| {
            Some(self.rows.len() + self.state.screen().tail_position(self.state, target)?)
        })
    }
}

/// Returns the index of the selectable row nearest to `index`.
pub fn nearest_selectable(rows: &[Row], index: usize) -> Option<usize> {
    nearest_selectable_of(rows.len(), index, |i| rows[i].heading)
}

/// Returns the index of the selectable row nearest to `index`, among `rows` rows.
pub(crate) fn nearest_selectable_of(
    rows: usize,
    index: usize,
    is_heading: impl Fn(usize) -> bool,
) -> Option<usize> {
    let at = index.min(rows.saturating_sub(1));
    let after = (at..rows).find(|i| !is_heading(*i));
    after.or_else(|| (0..at).rev().find(|i| !is_heading(*i)))
}

impl State {
    /// Returns the screen of the current step.
    pub fn screen(&self) -> &'static dyn Screen {
        screen_of(self.step)
    }

    /// Returns the list and the selected index, which follows the selected target.
    pub fn list(&self) -> (RowList<'_>, Option<usize>) {
        let list = RowList::new(self);
        let cursor = self.cursor();
        let selection = cursor
            .selected
            .as_ref()
            .and_then(|selection| list.position(selection));
        let index = selection
            .or_else(|| nearest_selectable_of(list.len(), cursor.row, |i| list.is_heading(i)));
        (list, index)
    }

    /// Returns the selected row of the list.
    pub fn selected_row(&self) -> Option<Row> {
        let (list, index) = self.list();
        index.map(|index| list.row(index))
    }

    /// Returns the rows of the detail pane and the selected index.
    pub fn detail(&self) -> (Vec<Row>, Option<usize>) {
        let Some(row) = self.selected_row() else {
            return (Vec::new(), None);
        };
        // Findings come first; they can't be selected.
        let mut rows = self.finding_rows(&row.target);
        rows.extend(self.screen().detail(self, &row));
        agreement::add_agreement_rows(self, &row, &mut rows);
        let index = nearest_selectable(&rows, self.cursor().detail_row);
        (rows, index)
    }

    /// Returns the selected row of the focused pane, on which keys act.
    pub fn focused_row(&self) -> Option<Row> {
        match self.cursor().pane {
            Pane::List => self.selected_row(),
            Pane::Detail => {
                let (mut rows, index) = self.detail();
                index.map(|index| rows.swap_remove(index))
            }
        }
    }

    /// Returns the selected target in the detail pane while it is focused.
    pub(crate) fn detail_selection(&self) -> Option<RowTarget> {
        let row = (self.cursor().pane == Pane::Detail).then(|| self.focused_row());
        let target = row.flatten().map(|row| row.target);
        target.filter(|target| *target != RowTarget::Nothing)
    }

    /// Selects a target in the detail pane again after its rows have moved.
    pub(crate) fn restore_detail_selection(&mut self, selection: Option<RowTarget>) {
        let Some(selection) = selection else { return };
        let (rows, index) = self.detail();
        if index.is_some_and(|index| rows[index].target == selection) {
            return;
        }
        if let Some(part) = rows.iter().position(|row| row.target == selection) {
            self.cursor_mut().detail_row = part;
        }
    }
}
