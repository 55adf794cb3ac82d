//! A parked thought on Publish: it is settled, becomes an action with owner and date, or goes back
//! to whoever brought it up.

use crate::app::dialog::Dialog;
use crate::app::text_entry::{EntryCommand, TextEntry};
use crate::app::{Edit, Effect, NoticeLevel, Row, RowTarget, State, StepAction, Tone};
use crate::model::record::{Kind, Place};

/// Returns a row for each possible outcome of a thought while it is open.
pub fn outcome_rows(state: &State, place: &Place) -> Vec<Row> {
    let get = |key: &str| field_text(state, place, key);
    if place.kind != Kind::ParkedThought || !get("resolution").is_empty() {
        return Vec::new();
    }
    let sponsor = get("sponsor");
    let back = match sponsor.as_str() {
        "" => "first say who brought it up".to_owned(),
        sponsor => format!("to {sponsor}"),
    };
    vec![
        Row::heading("WHAT BECOMES OF IT", ""),
        Row::new(
            RowTarget::StepAction(StepAction::SettleThought),
            "Settled",
            "Enter records how",
        ),
        Row::new(
            RowTarget::StepAction(StepAction::ThoughtToAction),
            "An action",
            "Enter gives it an owner and a date",
        ),
        Row::new(
            RowTarget::StepAction(StepAction::GiveThoughtBack),
            "Goes back",
            back,
        )
        .tone(Tone::Plain),
    ]
}

/// Returns whether a row is one of them.
pub fn is_outcome_row(target: &RowTarget) -> bool {
    matches!(
        target,
        RowTarget::StepAction(
            StepAction::SettleThought | StepAction::ThoughtToAction | StepAction::GiveThoughtBack
        )
    )
}

/// Handles Enter on one of them.
pub fn choose_outcome(state: &mut State, target: &RowTarget) -> Option<Vec<Effect>> {
    let Some(RowTarget::Record(place)) = state.selected_row().map(|row| row.target) else {
        return None;
    };
    match target {
        _ if place.kind != Kind::ParkedThought => None,
        RowTarget::StepAction(StepAction::SettleThought) => {
            ask_field(state, &place, "resolution", "What was settled?");
            Some(Vec::new())
        }
        RowTarget::StepAction(StepAction::ThoughtToAction) => Some(become_action(state, &place)),
        RowTarget::StepAction(StepAction::GiveThoughtBack) => Some(give_back(state, &place)),
        _ => None,
    }
}

fn field_text(state: &State, place: &Place, key: &str) -> String {
    let record = state.session().record(place);
    record.and_then(|r| r.get(key)).unwrap_or_default()
}

fn ask_field(state: &mut State, at: &Place, key: &str, title: &str) {
    let text = field_text(state, at, key);
    let command = EntryCommand::Field {
        at: at.clone(),
        key: key.into(),
    };
    let hint = if key == "due" {
        "A day such as 2026-11-21"
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
        fields: vec![("owner".into(), field_text(state, place, "sponsor"))],
    };
    let effects = state.edit(Edit::Several {
        label: "a parked thought becomes an action".into(),
        edits: vec![add, Edit::set(place, "resolution", "became an action")],
    });
    if !effects.is_empty() {
        state.cursor_mut().pane = crate::app::Pane::List;
        // The first one asked goes on top.
        ask_field(state, &at, "due", "By which day?");
        ask_field(state, &at, "owner", "Who does it?");
    }
    effects
}

fn give_back(state: &mut State, place: &Place) -> Vec<Effect> {
    let sponsor = field_text(state, place, "sponsor");
    if sponsor.is_empty() {
        state.notify(
            NoticeLevel::Info,
            "First say who brought it up: there is nobody to hand it back to",
        );
        return Vec::new();
    }
    state.edit(Edit::set(place, "resolution", format!("back to {sponsor}")))
}
