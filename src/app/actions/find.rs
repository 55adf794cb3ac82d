//! Finding anything by name: records and commands.

use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::pick::{Choice, Pick};
use crate::app::input::command::{Command, RecordCommand};
use crate::app::input::keymap::{Action, BINDINGS};
use crate::app::state::workbench::{NoticeLevel, State};
use crate::model::record::Kind;

pub(crate) fn open_find(state: &mut State) {
    let session = state.session();
    let mut choices = Vec::new();
    for &kind in Kind::ALL {
        if matches!(kind, Kind::Settings | Kind::Data | Kind::Waiver) {
            continue;
        }
        for place in session.places(kind) {
            let run = Command::Record(RecordCommand::GoTo(place.clone()));
            choices.push(Choice::new(
                place.to_string(),
                session.title_of(&place),
                kind.label(),
                run,
            ));
        }
    }
    if choices.is_empty() {
        state.notify(NoticeLevel::Info, "There is nothing to find yet");
        return;
    }
    let pick = Pick::one("Find", choices, "");
    state.dialogs.push(Dialog::Pick(Box::new(pick)));
}

pub(crate) fn open_palette(state: &mut State) {
    let others = BINDINGS.iter().filter(|b| b.action != Action::Palette);
    let choices = others
        .map(|binding| {
            let run = Command::Action(binding.action);
            Choice::new("", binding.help, binding.keys[0], run)
        })
        .collect();
    let pick = Pick::one("Every command", choices, "");
    state.dialogs.push(Dialog::Pick(Box::new(pick)));
}
