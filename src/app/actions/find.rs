//! Finding anything by name: records and commands.

use crate::app::dialogs::choice::Choice;
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::pick::{Matching, Pick};
use crate::app::input::command::{Command, RecordCommand, SecretText, WordsCommand};
use crate::app::input::palette;
use crate::app::state::workbench::{NoticeLevel, State};
use crate::app::steps::room_questions::ALL_ANSWERS;
use crate::model::record::Kind;

/// Opens the list of everything that has a name: records, and the row of Room that takes a side's
/// answers.
pub(crate) fn open_find(state: &mut State) {
    let session = state.session();
    let mut choices = Vec::new();
    for &kind in Kind::ALL {
        if matches!(
            kind,
            Kind::Settings | Kind::Data | Kind::Plan | Kind::Waiver
        ) {
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
    if !session.workshop.questions.is_empty() {
        let run = Command::Words(WordsCommand::AskWhose(SecretText::default()));
        choices.push(Choice::new("", ALL_ANSWERS, "opening questions", run));
    }
    if choices.is_empty() {
        state.notify(NoticeLevel::Info, "There is nothing to find yet");
        return;
    }
    let pick = Pick::one("Find", choices, "");
    state.dialogs.push(Dialog::Pick(Box::new(pick)));
}

pub(crate) fn open_palette(state: &mut State) {
    let entries = palette::entries(&state.path).into_iter();
    let choices = entries
        .map(|entry| {
            let label = format!("{}: {}", entry.verb, entry.help);
            Choice::new(entry.verb, label, entry.key, entry.command)
        })
        .collect();
    let pick = Pick::one("Every command", choices, "").matching(Matching::Commands);
    state.dialogs.push(Dialog::Pick(Box::new(pick)));
}
