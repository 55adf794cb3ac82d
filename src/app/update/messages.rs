//! Handling of messages: the one call of the main loop.

use crate::app::actions::{
    add_list, clock, lead_missing, median_trial, narrow, pages, room_verdict,
};
use crate::app::dialogs::dialog::Dialog;
use crate::app::state::message::{Effect, Message};
use crate::app::state::workbench::State;
use crate::app::update::answers::handle_answer;
use crate::app::update::drafts::pending_draft;
use crate::app::update::keys::on_key;
use crate::app::update::leave_dialog;
use crate::app::update::pointer::on_pointer;
use crate::app::update::run_command::{run, show};
use crate::app::update::typing::{on_key_at, on_keys, on_paste, on_typed_text};
use jiff::Timestamp;
use jiff::civil::Date;

/// Handles a message and returns the effects to perform. Synchronous, no I/O, no clock.
pub fn update(state: &mut State, message: Message) -> Vec<Effect> {
    if leads_back_to_selection(&message) {
        state.view_scroll = None;
    }
    let mut effects = handle_message(state, message);
    narrow::refresh_recorded(state);
    room_verdict::hide_left_verdict(state);
    effects.extend(lead_missing::ask_missing(state));
    effects.extend(median_trial::ask_medians(state));
    effects.extend(pages::ask_page(state));
    leave_dialog::restore_unfinished(state);
    if let Some(Dialog::TextEntry(entry)) = state.dialogs.last_mut() {
        entry.today = Some(state.today);
    }
    leave_dialog::keep_unfinished_draft(state, &mut effects);
    effects
}

/// Returns whether the selected row comes into sight again where it was scrolled away.
fn leads_back_to_selection(message: &Message) -> bool {
    matches!(
        message,
        Message::Key(_)
            | Message::KeyAt(..)
            | Message::Typed(_)
            | Message::Paste(_)
            | Message::Run(_)
            | Message::Resize(..)
    )
}

/// Handles a message: what the room does here, what the host answers in [`handle_answer`].
fn handle_message(state: &mut State, message: Message) -> Vec<Effect> {
    match message {
        Message::Key(key) => on_key(state, key),
        Message::KeyAt(key, at) => on_key_at(state, key, at),
        Message::Pause(at) => {
            let keys = state.typing.pause(at);
            on_keys(state, keys)
        }
        Message::Pointer(gesture, target) => on_pointer(state, gesture, target),
        Message::Typed(text) => on_typed_text(state, &text),
        Message::Paste(text) => on_paste(state, &text),
        Message::Run(command) => {
            state.notice = None;
            run(state, command)
        }
        Message::Show(command) => show(state, command),
        Message::NotShown => state.warn(
            "Nothing was shown, as nothing can be saved now: after a crash it would be secret again. Mend that first",
        ),
        Message::Continue => add_list::continue_list(state),
        Message::Resize(columns, rows) => {
            state.size = (columns, rows);
            Vec::new()
        }
        Message::ClockTick { now, today } => on_tick(state, now, today),
        Message::Leaving => {
            let mut effects = clock::record_time(state);
            effects.extend(pending_draft(state));
            effects
        }
        answer => handle_answer(state, answer),
    }
}

fn on_tick(state: &mut State, now: Timestamp, today: Date) -> Vec<Effect> {
    let mut effects = clock::on_clock_set_back(state, now);
    state.now = now;
    state.today = today;
    effects.extend(clock::on_tick(state));
    effects.extend(pending_draft(state));
    effects
}
