//! Handling of messages: the one call of the main loop.

use crate::app::actions::{add_list, clock, lead_missing};
use crate::app::state::message::{Effect, Message};
use crate::app::state::workbench::State;
use crate::app::update::answers::handle_answer;
use crate::app::update::drafts::pending_draft;
use crate::app::update::keys::on_key;
use crate::app::update::leave_dialog;
use crate::app::update::run_command::run;
use crate::app::update::typing::{on_paste, on_typed_text};
use jiff::Timestamp;
use jiff::civil::Date;

/// Handles a message and returns the effects to perform. Synchronous, no I/O, no clock.
pub fn update(state: &mut State, message: Message) -> Vec<Effect> {
    let mut effects = handle_message(state, message);
    effects.extend(lead_missing::ask_missing(state));
    leave_dialog::restore_unfinished(state);
    leave_dialog::keep_unfinished_draft(state, &mut effects);
    effects
}

/// Handles a message: what the room does here, what the host answers in [`handle_answer`].
fn handle_message(state: &mut State, message: Message) -> Vec<Effect> {
    match message {
        Message::Key(key) => on_key(state, key),
        Message::Typed(text) => on_typed_text(state, &text),
        Message::Paste(text) => on_paste(state, &text),
        Message::Run(command) => {
            state.notice = None;
            run(state, command)
        }
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
