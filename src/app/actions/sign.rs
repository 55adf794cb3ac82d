//! Signing for a side: which side, who, and the sign-off itself.

use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::pick::{Choice, Pick};
use crate::app::dialogs::text_entry::TextEntry;
use crate::app::input::command::{Command, PublishCommand};
use crate::app::input::entry_command::EntryCommand;
use crate::app::input::row::{RowTarget, StepAction};
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, State};
use crate::document::Edit;
use crate::model::{Session, Side, SignOff};

/// Asks which side signs, unless one is selected.
pub(crate) fn ask_which_side(state: &mut State) -> Vec<Effect> {
    let sides = state.session().workshop.signing_sides();
    let target = state.selected_row().map(|row| row.target);
    if let Some(RowTarget::StepAction(StepAction::Sign(side))) = target {
        return open_sign(state, side);
    }
    let choices = sides
        .iter()
        .map(|side| {
            let run = Command::Publish(PublishCommand::AskSigner(*side));
            Choice::new(side.word(), side.label(), "", run)
        })
        .collect();
    let pick = Pick::one("Who agrees to exactly this text?", choices, "");
    state.open(Dialog::Pick(Box::new(pick)))
}

/// Signs the definition for a side; without a name for its first participant.
pub(crate) fn sign(state: &mut State, side: Side, name: &str) -> Vec<Effect> {
    let mut name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        name = first_participant(state.session(), side).unwrap_or_default();
    }
    if name.is_empty() {
        return Vec::new();
    }
    let definition = state.session().definition.clone();
    let digest = definition.digest();
    let sign_off = SignOff {
        side,
        name: name.clone(),
        at: Some(state.now),
        digest: digest.clone(),
    };
    let effects = state.edit(Edit::Sign { sign_off });
    if !effects.is_empty() {
        state.signed_definitions.insert(digest, definition);
        state.notify(
            NoticeLevel::Info,
            format!("{name} has signed exactly this text for {}", side.label()),
        );
    }
    effects
}

/// Returns the first participant of a side.
fn first_participant(session: &Session, side: Side) -> Option<String> {
    let found = session
        .workshop
        .participants
        .iter()
        .find(|p| p.side == side);
    found.map(|p| p.name.clone())
}

/// Asks who signs for a side.
pub(crate) fn open_sign(state: &mut State, side: Side) -> Vec<Effect> {
    let hint = match first_participant(state.session(), side) {
        Some(name) => format!("Who signs, by name; Enter alone for {name}"),
        None => "Who signs, by name".into(),
    };
    let title = format!("{} agrees to exactly this text", side.label());
    let entry = TextEntry::line(EntryCommand::Sign { side }, title, hint, "");
    state.open(Dialog::TextEntry(Box::new(entry)))
}
