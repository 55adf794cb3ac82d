//! Keys in a record's form.

use crate::app::actions::count::count;
use crate::app::actions::delete::delete_row;
use crate::app::actions::{digits, undo};
use crate::app::dialogs::dialog::{Dialog, RecordForm};
use crate::app::input::key::{Key, KeyCode};
use crate::app::input::keymap::{self, Action};
use crate::app::input::row::RowTarget;
use crate::app::state::message::Effect;
use crate::app::state::workbench::State;
use crate::app::steps::field_rows::field_rows;
use crate::app::steps::selection::nearest_selectable;
use crate::app::update::dispatch::activate_row;

/// Handles a key in a record's form.
pub fn key_in_form(state: &mut State, mut form: RecordForm, key: Key) -> Vec<Effect> {
    let rows = field_rows(state.session(), &form.place, form.more);
    let selected = nearest_selectable(&rows, form.row);
    match keymap::action_for(key) {
        Some(Action::Up) => form.row = form.row.saturating_sub(1),
        Some(Action::Down) => form.row = (form.row + 1).min(rows.len().saturating_sub(1)),
        Some(Action::MoreFields) => form.more = !form.more,
        Some(Action::Back | Action::Quit) => return Vec::new(),
        Some(
            action @ (Action::Edit | Action::Tick | Action::Plus | Action::Minus | Action::Delete),
        ) => {
            let row = selected.map(|i| rows[i].clone());
            state.dialogs.push(Dialog::Form(form));
            let Some(row) = row else { return Vec::new() };
            let focus = state.focus().on_row(row);
            return match action {
                Action::Plus => count(state, &focus, 1),
                Action::Minus => count(state, &focus, -1),
                Action::Delete => delete_row(state, &focus),
                _ if *focus.target() == RowTarget::Action(Action::MoreFields) => {
                    if let Some(Dialog::Form(form)) = state.dialogs.last_mut() {
                        form.more = true;
                    }
                    Vec::new()
                }
                _ => activate_row(state, &focus),
            };
        }
        Some(Action::Undo) => {
            state.dialogs.push(Dialog::Form(form));
            let focus = state.focus();
            return undo::undo(state, &focus);
        }
        _ if key.typed_digit().is_some() => {
            let digit = key.typed_digit().unwrap_or_default();
            let row = selected.map(|i| rows[i].clone());
            state.dialogs.push(Dialog::Form(form));
            let Some(row) = row else { return Vec::new() };
            let focus = state.focus().on_row(row);
            return digits::begin_number(state, &focus, digit)
                .unwrap_or_else(|| state.refuse("Enter opens this field"));
        }
        _ if key.code == KeyCode::Esc => return Vec::new(),
        _ => {}
    }
    state.open(Dialog::Form(form))
}
