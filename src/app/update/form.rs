//! Keys in a record's form.

use crate::app::actions::count::count;
use crate::app::actions::delete::delete_row;
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
            return match action {
                Action::Plus => count(state, &row, 1),
                Action::Minus => count(state, &row, -1),
                Action::Delete => delete_row(state, &row),
                _ if row.target == RowTarget::Action(Action::MoreFields) => {
                    if let Some(Dialog::Form(form)) = state.dialogs.last_mut() {
                        form.more = true;
                    }
                    Vec::new()
                }
                _ => activate_row(state, &row),
            };
        }
        Some(Action::Undo) => {
            state.dialogs.push(Dialog::Form(form));
            return state.apply(&crate::document::HistoryEntry::Undo);
        }
        _ if key.code == KeyCode::Esc => return Vec::new(),
        _ => {}
    }
    state.open(Dialog::Form(form))
}
