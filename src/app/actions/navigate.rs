//! Moving between panes, rows and steps.

use crate::app::actions::clock;
use crate::app::input::keymap::Action;
use crate::app::input::locate;
use crate::app::input::pointer::ViewArea;
use crate::app::input::row::{Row, RowTarget, StepAction};
use crate::app::input::step::Step;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{Pane, State};
use crate::app::steps::key_focus::KeyFocus;
use crate::app::steps::selection::nearest_selectable_of;
use crate::document::Edit;
use crate::model::record::Place;

/// Runs an action that moves between panes, rows or steps; `None` if it is another action.
pub(crate) fn run_move(state: &mut State, action: Action) -> Option<Vec<Effect>> {
    match action {
        Action::Step(number) => {
            return Some(
                Step::from_number(number)
                    .map(|s| state.go_to_step(s))
                    .unwrap_or_default(),
            );
        }
        Action::NextStep => {
            let next = Step::from_number(state.step.number() + 1).unwrap_or(Step::Publish);
            return Some(state.go_to_step(next));
        }
        Action::PreviousStep => {
            let previous = Step::from_number(state.step.number() - 1).unwrap_or(Step::Room);
            return Some(state.go_to_step(previous));
        }
        Action::Loop => {
            let next = state.step.next_in_loop();
            return Some(state.go_to_step(next));
        }
        Action::Up | Action::Down | Action::Left | Action::Right if move_in_grid(state, action) => {
        }
        Action::NextPane => match state.cursor().pane {
            Pane::List => focus_detail(state),
            Pane::Detail => focus_list(state),
        },
        Action::Left => focus_list(state),
        Action::Right => focus_detail(state),
        Action::Up => move_selection(state, -1),
        Action::Down => move_selection(state, 1),
        Action::PageUp => move_selection(state, -(page_rows(state))),
        Action::PageDown => move_selection(state, page_rows(state)),
        Action::First => move_selection(state, TO_FIRST),
        Action::Last => move_selection(state, isize::MAX / 2),
        Action::Back if state.cursor().pane == Pane::Detail => focus_list(state),
        _ => return None,
    }
    Some(Vec::new())
}

pub(crate) fn page_rows(state: &State) -> isize {
    isize::from(i16::try_from(state.size.1 / 2).unwrap_or(10)).max(1)
}

fn focus_list(state: &mut State) {
    state.cursor_mut().pane = Pane::List;
}

/// Moves to the detail pane, if there is anything to select in it.
pub(crate) fn focus_detail(state: &mut State) {
    let (_, index) = state.detail();
    if index.is_some() {
        state.cursor_mut().pane = Pane::Detail;
    }
}

/// The same for a key on the selected row of the list.
pub(crate) fn focus_detail_at(state: &mut State, focus: &KeyFocus) {
    let (_, index) = state.detail_of(focus.list_row.as_ref());
    if index.is_some() {
        state.cursor_mut().pane = Pane::Detail;
    }
}

/// As many rows up as there can be.
const TO_FIRST: isize = isize::MIN / 2;

/// Returns whether a move up shows the headings above the first row: it goes to that row, or began
/// there.
fn shows_top(from: usize, to: usize, by: isize) -> bool {
    by == TO_FIRST || (by < 0 && from == to)
}

/// Moves the selection a cell further in the grid of personas and segments. Returns whether it did:
/// the selected row may be no cell, and left of the first column is the list.
fn move_in_grid(state: &mut State, action: Action) -> bool {
    let cursor = state.cursor();
    let on_grid = cursor.selected == Some(RowTarget::StepAction(StepAction::JourneyGrid));
    if cursor.pane != Pane::Detail || !on_grid {
        return false;
    }
    let (rows, Some(index)) = state.detail() else {
        return false;
    };
    let RowTarget::GridCell(persona, segment) = &rows[index].target else {
        return false;
    };
    let definition = &state.session().definition;
    let (personas, segments) = (&definition.personas, &definition.segments);
    let places = (
        personas.iter().position(|p| p.id == *persona),
        segments.iter().position(|s| s.id == *segment),
    );
    let (Some(across), Some(down)) = (places.1, places.0) else {
        return false;
    };
    let (across, down) = match action {
        Action::Left if across == 0 => return false,
        Action::Left => (across - 1, down),
        Action::Right => (across + 1, down),
        Action::Up => (across, down.saturating_sub(1)),
        _ => (across, down + 1),
    };
    let persona = &personas[down.min(personas.len() - 1)];
    let segment = &segments[across.min(segments.len() - 1)];
    let cell = RowTarget::GridCell(persona.id.clone(), segment.id.clone());
    if let Some(index) = rows.iter().position(|row| row.target == cell) {
        state.cursor_mut().detail_row = index;
    }
    true
}

/// Moves the selection by a number of rows, skipping headings.
pub(crate) fn move_selection(state: &mut State, rows: isize) {
    let pane = state.cursor().pane;
    if pane == Pane::Detail {
        let (list, index) = state.detail();
        if let Some(index) = index {
            let to = row_after_steps(&list, index, rows);
            state.cursor_mut().detail_row = to;
            if shows_top(index, to, rows) {
                state.view_scroll = Some((ViewArea::Detail, 0));
            }
        }
        return;
    }
    let (list, index) = state.list();
    let Some(index) = index else { return };
    let to = nearest_row_from(list.len(), index, rows, |i| list.is_heading(i));
    let target = list.row(to).target;
    if shows_top(index, to, rows) {
        state.view_scroll = Some((ViewArea::List, 0));
    }
    select_target(state, to, target);
}

/// Selects a row of the list, which must exist.
pub(crate) fn select_in_list(state: &mut State, index: usize) {
    let target = state.list().0.row(index).target;
    select_target(state, index, target);
}

fn select_target(state: &mut State, index: usize, target: RowTarget) {
    let cursor = state.cursor_mut();
    if cursor.row != index || cursor.selected.as_ref() != Some(&target) {
        cursor.detail_row = 0;
    }
    cursor.row = index;
    cursor.selected = Some(target).filter(|d| *d != RowTarget::Nothing);
}

pub(crate) fn row_after_steps(rows: &[Row], from: usize, by: isize) -> usize {
    nearest_row_from(rows.len(), from, by, |i| rows[i].heading)
}

/// Returns the index a number of rows further, skipping headings.
fn nearest_row_from(
    rows: usize,
    from: usize,
    by: isize,
    is_heading: impl Fn(usize) -> bool,
) -> usize {
    let last = isize::try_from(rows).unwrap_or(isize::MAX) - 1;
    let start = isize::try_from(from).unwrap_or(0);
    let to = start.saturating_add(by).clamp(0, last.max(0));
    let to = usize::try_from(to).unwrap_or(0);
    let found = if by < 0 {
        (0..=to)
            .rev()
            .find(|i| !is_heading(*i))
            .or_else(|| nearest_selectable_of(rows, to, is_heading))
    } else {
        nearest_selectable_of(rows, to, is_heading)
    };
    found.unwrap_or(from)
}

impl State {
    /// Goes to a step and records the visit.
    pub fn go_to_step(&mut self, step: Step) -> Vec<Effect> {
        let mut effects = clock::on_step_change(self, step);
        // Notices from startup should still be readable on the first step.
        if self.step != step {
            self.notice = None;
        }
        self.step = step;
        let word = step.word();
        let may = self.read_only.is_none() && self.recovery_question.is_none();
        if may && !self.session().workshop.visited.contains(&word) {
            effects.extend(self.edit(Edit::Visit { step: word }));
        }
        effects
    }

    /// Selects a part's row in the detail pane, if it has one there.
    fn select_in_detail(&mut self, place: &Place) {
        let (rows, _) = self.detail();
        if let Some(index) = rows
            .iter()
            .position(|r| r.target == RowTarget::Record(place.clone()))
        {
            let cursor = self.cursor_mut();
            cursor.pane = Pane::Detail;
            cursor.detail_row = index;
        }
    }

    /// Goes to where a record is edited and selects it.
    pub fn go_to_place(&mut self, place: &Place) -> Vec<Effect> {
        let effects = self.go_to_step(locate::step_of(place));
        let row = locate::row_place(place);
        let is_part = row != *place;
        let target = RowTarget::Record(row);
        if self.list().0.position(&target).is_none() {
            self.cursor_mut().filter.clear();
        }
        let cursor = self.cursor_mut();
        cursor.selected = Some(target);
        cursor.pane = Pane::List;
        cursor.detail_row = 0;
        if is_part {
            self.select_in_detail(place);
        }
        effects
    }
}
