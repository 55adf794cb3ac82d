//! Undo: stops where something was shown to the room, and says what comes next.

use crate::app::dialogs::dialog::Dialog;
use crate::app::input::sentence;
use crate::app::secrecy;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{DiscardedText, NoticeLevel, State};
use crate::app::steps::key_focus::KeyFocus;
use crate::document::{Stays, UndoStop};

/// Undoes a step. At a reveal the first press only says what a second one takes back.
pub(crate) fn undo(state: &mut State, focus: &KeyFocus) -> Vec<Effect> {
    match state.discarded.take() {
        Some(DiscardedText::Kept(entry)) => {
            state.notify(NoticeLevel::Info, "What was typed is back");
            return state.open(Dialog::TextEntry(entry));
        }
        Some(DiscardedText::Gone) => {
            return state.warn(
                "A covered text doesn't come back; u again undoes the last change before it",
            );
        }
        None => {}
    }
    if let Some(stop) = state.document.undo_stop()
        && !std::mem::take(&mut state.undo_goes_on)
    {
        state.undo_goes_on = stop.next.is_some();
        let text = stop_text(state, &stop);
        return state.warn(text);
    }
    let entry = state.document.undo_entry();
    state.apply_at(focus, &entry)
}

fn stop_text(state: &State, stop: &UndoStop) -> String {
    let stays = match &stop.stays {
        Stays::Shown(what) => sentence::sentence(&format!("{what} stay shown")),
        Stays::Decided(what) => {
            sentence::sentence(&format!("undo leaves what was voted on: {what}"))
        }
    };
    match &stop.next {
        None => format!("{stays} There is nothing before it to undo"),
        // The label may hint at the value being voted on.
        Some(_) if secrecy::hides_figures(state.session()) => format!("{stays} u again goes on"),
        Some(next) => format!("{stays} u again takes back: {next}"),
    }
}
