//! The mouse: a click selects the row under it, and a second one does what Enter does; the wheel
//! scrolls. Keys and steps named on the screen do what they say.

use crate::app::actions::navigate;
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::text_entry::EntryBody;
use crate::app::input::command::Command;
use crate::app::input::key::{Key, KeyCode};
use crate::app::input::keymap::Action;
use crate::app::input::pointer::{Gesture, PointerTarget, ShownView, ViewArea, WHEEL_LINES};
use crate::app::input::row::{RowTarget, StepAction};
use crate::app::state::message::Effect;
use crate::app::state::workbench::{Pane, State};
use crate::app::steps::field_rows::field_rows;
use crate::app::steps::findings::shown_findings;
use crate::app::steps::mapping_rows::mapping_rows;
use crate::app::steps::selection::nearest_selectable;
use crate::app::update::keys::on_key;
use crate::app::update::run_command::run;
use crate::app::update::typing::on_keys;
use crate::model::Id;

/// Handles what the mouse does to what is under it.
pub(crate) fn on_pointer(
    state: &mut State,
    gesture: Gesture,
    target: PointerTarget,
) -> Vec<Effect> {
    let dialogs = state.dialogs.len();
    // A letter that waited for others stands alone.
    let waiting = state.typing.flush();
    let mut effects = on_keys(state, waiting);
    if state.dialogs.len() != dialogs {
        // What was clicked is covered by now.
        return effects;
    }
    effects.extend(match gesture {
        Gesture::Click => click(state, target),
        Gesture::WheelUp => wheel(state, &target, KeyCode::Up),
        Gesture::WheelDown => wheel(state, &target, KeyCode::Down),
    });
    if state.dialogs.len() != dialogs {
        state.view_scroll = None;
    }
    effects
}

fn click(state: &mut State, target: PointerTarget) -> Vec<Effect> {
    let is_covered = !state.dialogs.is_empty();
    match target {
        PointerTarget::Key(key) => on_key(state, key),
        PointerTarget::Row(ViewArea::Dialog, index, view) => {
            state.view_scroll = Some((ViewArea::Dialog, view.first));
            click_in_dialog(state, index)
        }
        PointerTarget::View(ViewArea::Dialog, _) | PointerTarget::Dialog => Vec::new(),
        _ if is_covered => Vec::new(),
        PointerTarget::Step(number) => {
            state.notice = None;
            run(state, Command::Action(Action::Step(number)))
        }
        PointerTarget::Row(area, index, view) => {
            // Clicked twice, a row must not move meanwhile.
            state.view_scroll = Some((area, view.first));
            click_in_pane(state, area, index)
        }
        PointerTarget::View(area, _) => {
            focus_pane(state, area);
            Vec::new()
        }
        PointerTarget::GridCell(persona, segment) => click_cell(state, persona, segment),
    }
}

fn focus_pane(state: &mut State, area: ViewArea) {
    match area {
        ViewArea::Detail => navigate::focus_detail(state),
        ViewArea::List | ViewArea::Dialog => state.cursor_mut().pane = Pane::List,
    }
}

/// Selects a row of a pane; a selected one is opened as by Enter.
fn click_in_pane(state: &mut State, area: ViewArea, index: usize) -> Vec<Effect> {
    let pane = match area {
        ViewArea::Detail => Pane::Detail,
        ViewArea::List | ViewArea::Dialog => Pane::List,
    };
    let (is_row, selected) = match pane {
        Pane::List => {
            let (list, selected) = state.list();
            (index < list.len() && !list.is_heading(index), selected)
        }
        Pane::Detail => {
            let (rows, selected) = state.detail();
            (rows.get(index).is_some_and(|row| !row.heading), selected)
        }
    };
    if !is_row {
        return Vec::new();
    }
    if selected == Some(index) && state.cursor().pane == pane {
        return on_key(state, Key::plain(KeyCode::Enter));
    }
    (state.notice, state.undo_goes_on) = (None, false);
    state.cursor_mut().pane = pane;
    match pane {
        Pane::List => navigate::select_in_list(state, index),
        Pane::Detail => state.cursor_mut().detail_row = index,
    }
    Vec::new()
}

/// Selects a cell in the picture of personas and segments; a selected one is opened.
fn click_cell(state: &mut State, persona: Id, segment: Id) -> Vec<Effect> {
    let grid = RowTarget::StepAction(StepAction::JourneyGrid);
    let row = state.list().0.position(&grid);
    let Some(row) = row else { return Vec::new() };
    if state.list().1 != Some(row) {
        navigate::select_in_list(state, row);
        state.cursor_mut().pane = Pane::List;
    }
    let cell = RowTarget::GridCell(persona, segment);
    let rows = state.detail().0;
    let index = rows.iter().position(|row| row.target == cell);
    index.map_or_else(Vec::new, |index| {
        click_in_pane(state, ViewArea::Detail, index)
    })
}

/// Selects a row of the top dialog; a selected one is opened as by Enter, or ticked in a list of
/// ticks, which Enter would close.
fn click_in_dialog(state: &mut State, index: usize) -> Vec<Effect> {
    let Some(mut dialog) = state.dialogs.pop() else {
        return Vec::new();
    };
    let was_selected = select_in_dialog(state, &mut dialog, index);
    let key = match &dialog {
        Dialog::Pick(pick) if pick.is_many() => KeyCode::Char(' '),
        _ => KeyCode::Enter,
    };
    state.dialogs.push(dialog);
    if was_selected {
        return on_key(state, Key::plain(key));
    }
    Vec::new()
}

/// Selects a row of a dialog taken off the stack, and returns whether it was selected before.
fn select_in_dialog(state: &mut State, dialog: &mut Dialog, index: usize) -> bool {
    let replace = |cursor: &mut usize| std::mem::replace(cursor, index) == index;
    match dialog {
        Dialog::Pick(pick) => replace(&mut pick.cursor),
        Dialog::Condition(editor) => replace(&mut editor.cursor),
        Dialog::Checklist(at) => replace(at),
        Dialog::Page(page) => replace(&mut page.row),
        Dialog::Form(form) => {
            let rows = field_rows(state.session(), &form.place, form.more);
            let selected = nearest_selectable(&rows, form.row);
            form.row = index;
            selected == Some(index)
        }
        Dialog::Findings(list) => {
            let findings = shown_findings(state);
            let selected = list.index(&findings);
            list.select(&findings, index);
            state.last_finding.clone_from(&list.selected);
            selected == Some(index)
        }
        Dialog::Mapping(mapping) => {
            let rows = mapping_rows(state);
            let selected = mapping.index(&rows);
            mapping.select(&rows, index);
            selected == Some(index)
        }
        Dialog::Ballot(ballot) if ballot.takes_votes(state.session()) => {
            let same = replace(&mut ballot.voter);
            if !same {
                // As with the arrows: what was typed was another's vote.
                ballot.clear_typed();
            }
            same
        }
        Dialog::Sheet(sheet) => match &mut sheet.row {
            None => replace(&mut sheet.cursor),
            Some(row) => {
                let same = replace(&mut row.line_index);
                if !same {
                    row.clear_typed();
                }
                same
            }
        },
        _ => false,
    }
}

/// Scrolls what is under the pointer. The selection stays, and comes into sight again at the next
/// key.
fn wheel(state: &mut State, target: &PointerTarget, way: KeyCode) -> Vec<Effect> {
    match target {
        PointerTarget::Row(area, _, view) | PointerTarget::View(area, view) => {
            if *area == ViewArea::Dialog || state.dialogs.is_empty() {
                state.view_scroll = Some((*area, scrolled(*view, way)));
            }
            Vec::new()
        }
        PointerTarget::Dialog if scrolls_by_keys(state) => {
            let keys = vec![Key::plain(way); WHEEL_LINES];
            on_keys(state, keys)
        }
        _ => Vec::new(),
    }
}

fn scrolled(view: ShownView, way: KeyCode) -> usize {
    let first = match way {
        KeyCode::Up => view.first.saturating_sub(WHEEL_LINES),
        _ => view.first + WHEEL_LINES,
    };
    first.min(view.last)
}

/// Returns whether the arrows only move a text up and down in the top dialog.
fn scrolls_by_keys(state: &State) -> bool {
    match state.dialogs.last() {
        Some(Dialog::Help(_) | Dialog::Reader(..) | Dialog::Draft(_) | Dialog::Export(_)) => true,
        Some(Dialog::Ballot(ballot)) => !ballot.takes_votes(state.session()),
        Some(Dialog::TextEntry(entry)) => matches!(entry.body, EntryBody::Area(_)),
        _ => false,
    }
}
