//! Quitting.

use crate::app::dialogs::dialog::{Dialog, KeyQuestion};
use crate::app::input::command::Command;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{SaveState, State};
use crate::app::steps::publishing;

pub(crate) fn quit(state: &mut State) -> Vec<Effect> {
    if publishing::refuse_meanwhile(state) {
        return Vec::new();
    }
    if let SaveState::Failed(why) = &state.save_state {
        let why = why.trim_end_matches('.');
        let text = format!("{why}. Your edits are in the journal and come back at the next start.");
        let question = KeyQuestion::new("Quit without saving session.yaml?", text)
            .answer('q', "quit; the journal keeps everything", Command::Quit)
            .answer('s', "stay", Command::Close);
        return state.open(Dialog::KeyQuestion(question));
    }
    vec![Effect::Quit]
}
