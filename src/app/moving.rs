//! Moving about: panes, rows, steps.

use super::keymap::Action;
use super::message::Effect;
use super::screen::{Does, Row};
use super::state::{Pane, State, nearest_of};
use super::step::Step;

/// Moving about: panes, rows, steps.
pub(super) fn moved(state: &mut State, action: Action) -> Option<Vec<Effect>> {
    match action {
        Action::Step(number) => {
            return Some(
                Step::of_number(number)
                    .map(|s| state.go(s))
                    .unwrap_or_default(),
            );
        }
        Action::NextStep => {
            let next = Step::of_number(state.step.number() + 1).unwrap_or(Step::Publish);
            return Some(state.go(next));
        }
        Action::PreviousStep => {
            let previous = Step::of_number(state.step.number() - 1).unwrap_or(Step::Room);
            return Some(state.go(previous));
        }
        Action::Loop => {
            let next = state.step.round();
            return Some(state.go(next));
        }
        Action::NextPane => {
            let other = match state.cursor().pane {
                Pane::List => Pane::Detail,
                Pane::Detail => Pane::List,
            };
            focus(state, other);
        }
        Action::Left => focus(state, Pane::List),
        Action::Right => focus(state, Pane::Detail),
        Action::Up => by(state, -1),
        Action::Down => by(state, 1),
        Action::PageUp => by(state, -(page(state))),
        Action::PageDown => by(state, page(state)),
        Action::First => by(state, isize::MIN / 2),
        Action::Last => by(state, isize::MAX / 2),
        Action::Back if state.cursor().pane == Pane::Detail => focus(state, Pane::List),
        _ => return None,
    }
    Some(Vec::new())
}

pub(super) fn page(state: &State) -> isize {
    isize::from(i16::try_from(state.size.1 / 2).unwrap_or(10)).max(1)
}

pub(super) fn focus(state: &mut State, pane: Pane) {
    let (rows, _) = state.detail();
    if pane == Pane::Detail && !rows.iter().any(|row| !row.heading) {
        return;
    }
    state.cursor_mut().pane = pane;
}

/// Moves the selection by so many rows, passing over headings.
pub(super) fn by(state: &mut State, rows: isize) {
    let pane = state.cursor().pane;
    if pane == Pane::Detail {
        let (list, index) = state.detail();
        if let Some(index) = index {
            state.cursor_mut().part = step_over(&list, index, rows);
        }
        return;
    }
    let (list, index) = state.list();
    let Some(index) = index else { return };
    let to = step_of(list.len(), index, rows, |i| list.is_heading(i));
    let does = list.row(to).does;
    let cursor = state.cursor_mut();
    if cursor.row != to || cursor.held.as_ref() != Some(&does) {
        cursor.part = 0;
    }
    cursor.row = to;
    cursor.held = Some(does).filter(|d| *d != Does::Nothing);
}

pub(super) fn step_over(rows: &[Row], from: usize, by: isize) -> usize {
    step_of(rows.len(), from, by, |i| rows[i].heading)
}

/// Where so many rows further is, passing over headings.
fn step_of(rows: usize, from: usize, by: isize, is_heading: impl Fn(usize) -> bool) -> usize {
    let last = isize::try_from(rows).unwrap_or(isize::MAX) - 1;
    let start = isize::try_from(from).unwrap_or(0);
    let to = start.saturating_add(by).clamp(0, last.max(0));
    let to = usize::try_from(to).unwrap_or(0);
    let found = if by < 0 {
        (0..=to)
            .rev()
            .find(|i| !is_heading(*i))
            .or_else(|| nearest_of(rows, to, is_heading))
    } else {
        nearest_of(rows, to, is_heading)
    };
    found.unwrap_or(from)
}
