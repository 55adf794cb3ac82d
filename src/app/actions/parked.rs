//! What becomes of a parked thought: it is settled, becomes an action with owner and date, or goes
//! back to whoever brought it up.

use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::text_entry::TextEntry;
use crate::app::input::command::ThoughtOutcome;
use crate::app::input::entry_command::EntryCommand;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{Pane, State};
use crate::app::steps::record_fields::field_of;
use crate::document::Edit;
use crate::model::record::{Kind, Place};

/// Does with a parked thought what was decided.
pub(crate) fn settle_thought(
    state: &mut State,
    place: &Place,
    outcome: ThoughtOutcome,
) -> Vec<Effect> {
    match outcome {
        ThoughtOutcome::Settled => {
            ask_field(state, place, "resolution", "What was settled?");
            Vec::new()
        }
        ThoughtOutcome::Action => become_action(state, place),
        ThoughtOutcome::GivenBack => give_back(state, place),
    }
}

fn ask_field(state: &mut State, at: &Place, key: &str, title: &str) {
    let text = field_of(state, at, key);
    let command = EntryCommand::Field {
        at: at.clone(),
        key: key.into(),
    };
    let hint = if key == "due" {
        "A day: 12 May, next Friday, in 2 weeks"
    } else {
        ""
    };
    let entry = TextEntry::line(command, title, hint, &text);
    state.dialogs.push(Dialog::TextEntry(Box::new(entry)));
}

/// Turns the thought into an action and asks for its owner and date.
fn become_action(state: &mut State, place: &Place) -> Vec<Effect> {
    let session = state.session();
    let name = session.title_of(place);
    let at = Place::new(
        Kind::ActionItem,
        session.fresh_id(Kind::ActionItem, None, &name),
    );
    let add = Edit::Add {
        at: at.clone(),
        index: usize::MAX,
        name,
        fields: vec![("owner".into(), field_of(state, place, "sponsor"))],
    };
    let effects = state.edit(Edit::Several {
        label: "a parked thought becomes an action".into(),
        edits: vec![add, Edit::set(place, "resolution", "became an action")],
    });
    if !effects.is_empty() {
        state.cursor_mut().pane = Pane::List;
        // The first one asked goes on top.
        ask_field(state, &at, "due", "By when?");
        ask_field(state, &at, "owner", "Who will do it?");
    }
    effects
}

fn give_back(state: &mut State, place: &Place) -> Vec<Effect> {
    let sponsor = field_of(state, place, "sponsor");
    if sponsor.is_empty() {
        return state.refuse("First say who brought it up: there is nobody to hand it back to");
    }
    state.edit(Edit::set(place, "resolution", format!("back to {sponsor}")))
}
