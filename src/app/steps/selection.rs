//! The rows of the step on the screen, and which of them is selected.
//!
//! Building them asks the session, the findings and the scores, so they are built once for all that
//! need them together: [`StepRows`] for a frame, [`KeyFocus`] for a key. The methods of [`State`] that
//! return rows build them each time.

use std::borrow::Cow;
use std::cell::OnceCell;

use crate::app::input::row::{Row, RowTarget};
use crate::app::state::workbench::{Pane, State};
use crate::app::steps::key_focus::KeyFocus;
use crate::app::steps::rows_built::{Built, built};
use crate::app::steps::screen::Screen;
use crate::app::steps::table::screen_of;
use crate::app::steps::{agreement, list_view, marks};

/// The rows of the detail pane, and the index of the selected one.
pub type DetailRows = (Vec<Row>, Option<usize>);

/// The list of a step: ready rows, followed by tail rows built on demand.
pub struct RowList<'a> {
    state: &'a State,
    rows: Vec<Row>,
    tail: usize,
}

impl<'a> RowList<'a> {
    /// Creates the list of the current step.
    pub fn new(state: &'a State) -> Self {
        built(Built::List);
        let mut rows = state.screen().rows(state);
        agreement::mark_rows(state, &mut rows);
        marks::sign_marked(state, &mut rows);
        list_view::arrange(state, &mut rows);
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
            None => self.tail_row(index - self.rows.len()),
        }
    }

    fn tail_row(&self, index: usize) -> Row {
        built(Built::TailRow(index));
        self.state.screen().tail_row(self.state, index)
    }

    /// Returns the rows before the tail.
    pub fn ready_rows(&self) -> &[Row] {
        &self.rows
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

/// The rows of both panes at one moment, each built once.
///
/// The detail is built when it is first asked for. What is kept can't be out of date: the state is
/// borrowed meanwhile, so nothing in it changes.
pub struct StepRows<'a> {
    state: &'a State,
    list: RowList<'a>,
    index: Option<usize>,
    selected: Option<Row>,
    detail: OnceCell<DetailRows>,
}

impl<'a> StepRows<'a> {
    /// Builds the list of the current step.
    pub fn new(state: &'a State) -> Self {
        let (list, index) = state.list();
        let selected = index.map(|index| list.row(index));
        Self {
            state,
            list,
            index,
            selected,
            detail: OnceCell::new(),
        }
    }

    /// Returns the state they are the rows of.
    pub fn state(&self) -> &'a State {
        self.state
    }

    /// Returns the list and the selected index.
    pub fn list(&self) -> (&RowList<'a>, Option<usize>) {
        (&self.list, self.index)
    }

    /// Returns a row of the list, which must exist.
    pub fn list_row(&self, index: usize) -> Cow<'_, Row> {
        match (self.list.rows.get(index), &self.selected) {
            (Some(row), _) => Cow::Borrowed(row),
            (None, Some(selected)) if self.index == Some(index) => Cow::Borrowed(selected),
            _ => Cow::Owned(self.list.row(index)),
        }
    }

    /// Returns the selected row of the list.
    pub fn selected_row(&self) -> Option<&Row> {
        self.selected.as_ref()
    }

    /// Returns the rows of the detail pane and the selected index.
    pub fn detail(&self) -> (&[Row], Option<usize>) {
        let build = || self.state.detail_of(self.selected_row());
        let (rows, index) = self.detail.get_or_init(build);
        (rows, *index)
    }

    /// Returns the selected row of the focused pane, on which keys act.
    pub fn focused_row(&self) -> Option<&Row> {
        match self.state.cursor().pane {
            Pane::List => self.selected_row(),
            Pane::Detail => {
                let (rows, index) = self.detail();
                index.map(|index| &rows[index])
            }
        }
    }

    /// Returns what a key acts on.
    pub fn focus(&self) -> KeyFocus {
        KeyFocus {
            row: self.focused_row().cloned(),
            detail_target: self.detail_selection(),
            list_row: self.selected.clone(),
        }
    }

    /// Returns the selected target in the detail pane while it is focused.
    fn detail_selection(&self) -> Option<RowTarget> {
        let is_focused = self.state.cursor().pane == Pane::Detail;
        let row = self.focused_row().filter(|_| is_focused);
        let target = row.map(|row| row.target.clone());
        target.filter(|target| *target != RowTarget::Nothing)
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
        StepRows::new(self).selected
    }

    /// Returns the rows of the detail pane and the selected index.
    pub fn detail(&self) -> DetailRows {
        self.detail_of(self.selected_row().as_ref())
    }

    /// Returns the rows of the detail pane for the selected row of the list, and the selected index.
    pub fn detail_of(&self, selected: Option<&Row>) -> DetailRows {
        let Some(row) = selected else {
            return (Vec::new(), None);
        };
        built(Built::Detail);
        // Findings come first; they can't be selected.
        let mut rows = self.finding_rows(&row.target);
        rows.extend(self.screen().detail(self, row));
        agreement::add_agreement_rows(self, row, &mut rows);
        let index = nearest_selectable(&rows, self.cursor().detail_row);
        (rows, index)
    }

    /// Returns the selected row of the focused pane, on which keys act.
    pub fn focused_row(&self) -> Option<Row> {
        StepRows::new(self).focused_row().cloned()
    }

    /// Returns what a key acts on now.
    pub fn focus(&self) -> KeyFocus {
        StepRows::new(self).focus()
    }

    /// Returns the selected target in the detail pane while it is focused.
    pub(crate) fn detail_selection(&self) -> Option<RowTarget> {
        match self.cursor().pane {
            Pane::List => None,
            Pane::Detail => StepRows::new(self).detail_selection(),
        }
    }

    /// Selects a target in the detail pane again after its rows have moved. Returns the rows as
    /// they are now, if there is such a target to look for.
    pub(crate) fn restore_detail_selection(
        &mut self,
        selection: Option<RowTarget>,
    ) -> Option<DetailRows> {
        let selection = selection?;
        let (rows, index) = self.detail();
        if index.is_some_and(|index| rows[index].target == selection) {
            return Some((rows, index));
        }
        let part = rows.iter().position(|row| row.target == selection);
        if let Some(part) = part {
            self.cursor_mut().detail_row = part;
        }
        let index = nearest_selectable(&rows, self.cursor().detail_row);
        Some((rows, index))
    }
}
