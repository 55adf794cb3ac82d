//! Signing for a side: which side, who, and the sign-off itself.

use crate::app::dialogs::choice::Choice;
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::pick::{Pick, Unmatched};
use crate::app::dialogs::text_entry::TextEntry;
use crate::app::input::command::{Command, PublishCommand};
use crate::app::input::entry_command::EntryCommand;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, State};
use crate::document::Edit;
use crate::model::{Side, SignOff};

/// Asks which side signs.
pub(crate) fn ask_which_side(state: &mut State) -> Vec<Effect> {
    let sides = state.session().workshop.signing_sides();
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

/// Signs the definition for a side.
pub(crate) fn sign(state: &mut State, side: Side, name: &str) -> Vec<Effect> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return state.warn("Signing needs a name: nobody has signed");
    }
    let name = state.session().workshop.name_as_listed(side, name);
    let definition = state.session().definition.clone();
    let digest = definition.digest();
    let sign_off = SignOff {
        side,
        name: name.clone(),
        at: Some(state.now),
        digest: digest.clone(),
    };
    let effects = state.edit(Edit::Sign { sign_off });
    if effects.is_empty() {
        return effects;
    }
    state.signed_definitions.insert(digest, definition);
    let label = side.label();
    let text = format!("{name} has signed exactly this text for {label}");
    let text = if state.session().workshop.is_participant(side, &name) {
        text
    } else {
        format!("{text}, and isn't among the participants of {label}")
    };
    state.notify(NoticeLevel::Info, text);
    effects
}

/// Asks who signs for a side: one of its participants, or somebody else.
pub(crate) fn open_sign(state: &mut State, side: Side) -> Vec<Effect> {
    let choices: Vec<Choice> = (state.session().workshop.participants.iter())
        .filter(|person| person.side == side)
        .map(|person| {
            let run = Command::Publish(PublishCommand::Sign(side, person.name.clone()));
            Choice::new("", &person.name, &person.role, run)
        })
        .collect();
    if choices.is_empty() {
        return ask_new_signer(state, side, "");
    }
    let other = Command::Publish(PublishCommand::AskNewSigner(side, String::new()));
    let other = Choice::new("else", "Somebody else ...", "not a participant", other);
    let title = format!("Who signs exactly this text for {}?", side.label());
    let choices = choices.into_iter().chain([other]).collect();
    let pick = Pick::one(title, choices, "").or_typed(Unmatched::Signer(side));
    state.open(Dialog::Pick(Box::new(pick)))
}

/// Asks for the name of somebody who isn't a participant of that side.
pub(crate) fn ask_new_signer(state: &mut State, side: Side, typed: &str) -> Vec<Effect> {
    let title = format!("{} agrees to exactly this text", side.label());
    let hint = "Who signs, by name; noted as not among the participants";
    let mut entry = TextEntry::line(EntryCommand::Sign { side }, title, hint, "");
    if !typed.is_empty() {
        entry.replace_text(typed);
    }
    state.open(Dialog::TextEntry(Box::new(entry)))
}
