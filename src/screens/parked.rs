//! A parked thought on Publish: it is settled, becomes an action with owner and date, or goes back
//! to whoever brought it up.

use crate::app::entry::{Entry, Purpose};
use crate::app::overlay::Overlay;
use crate::app::{Does, Edit, Effect, Level, Row, State, Tone};
use crate::model::record::{Kind, Place};

const SETTLE: &str = "parked-settle";
const ACTION: &str = "parked-action";
const BACK: &str = "parked-back";

/// What can become of a thought, while it is open.
pub fn rows(state: &State, place: &Place) -> Vec<Row> {
    let get = |key: &str| get(state, place, key);
    if place.kind != Kind::Parked || !get("resolution").is_empty() {
        return Vec::new();
    }
    let sponsor = get("sponsor");
    let back = match sponsor.as_str() {
        "" => "say first who brought it up".to_owned(),
        sponsor => format!("to {sponsor}"),
    };
    vec![
        Row::heading("WHAT BECOMES OF IT", ""),
        Row::new(Does::Own(SETTLE), "Settled", "Enter says how"),
        Row::new(
            Does::Own(ACTION),
            "An action",
            "Enter gives it an owner and a date",
        ),
        Row::new(Does::Own(BACK), "Goes back", back).tone(Tone::Plain),
    ]
}

/// Whether a row is one of them.
pub fn is_choice(does: &Does) -> bool {
    matches!(does, Does::Own(SETTLE | ACTION | BACK))
}

/// Enter on one of them.
pub fn act(state: &mut State, does: &Does) -> Option<Vec<Effect>> {
    let Some(Does::Thing(place)) = state.selected().map(|row| row.does) else {
        return None;
    };
    match does {
        _ if place.kind != Kind::Parked => None,
        Does::Own(SETTLE) => {
            ask(state, &place, "resolution", "What was settled?");
            Some(Vec::new())
        }
        Does::Own(ACTION) => Some(become_action(state, &place)),
        Does::Own(BACK) => Some(goes_back(state, &place)),
        _ => None,
    }
}

fn get(state: &State, place: &Place, key: &str) -> String {
    let record = state.session().record(place);
    record.and_then(|r| r.get(key)).unwrap_or_default()
}

fn ask(state: &mut State, at: &Place, key: &str, title: &str) {
    let text = get(state, at, key);
    let purpose = Purpose::Field {
        at: at.clone(),
        key: key.into(),
    };
    let hint = if key == "due" {
        "A day such as 2026-11-21"
    } else {
        ""
    };
    let entry = Entry::line(purpose, title, hint, &text);
    state.overlays.push(Overlay::Entry(Box::new(entry)));
}

/// The thought as an action; its owner and date are asked at once.
fn become_action(state: &mut State, place: &Place) -> Vec<Effect> {
    let session = state.session();
    let name = session.title_of(place);
    let at = Place::new(Kind::Action, session.fresh_id(Kind::Action, None, &name));
    let add = Edit::Add {
        at: at.clone(),
        index: usize::MAX,
        name,
        fields: vec![("owner".into(), get(state, place, "sponsor"))],
    };
    let effects = state.edit(Edit::Several {
        label: "a parked thought becomes an action".into(),
        edits: vec![add, Edit::set(place, "resolution", "became an action")],
    });
    if !effects.is_empty() {
        state.cursor_mut().pane = crate::app::Pane::List;
        // The first to be asked lies on top.
        ask(state, &at, "due", "By which day?");
        ask(state, &at, "owner", "Who does it?");
    }
    effects
}

fn goes_back(state: &mut State, place: &Place) -> Vec<Effect> {
    let sponsor = get(state, place, "sponsor");
    if sponsor.is_empty() {
        state.say(
            Level::Info,
            "Say first who brought it up: nobody can take it back",
        );
        return Vec::new();
    }
    state.edit(Edit::set(place, "resolution", format!("back to {sponsor}")))
}
