//! Opens the right editor for a field, according to its [`FieldSpec`].

use super::condition_editor::ConditionEditor;
use super::dialog::Dialog;
use super::message::Effect;
use super::pick::{Choice, Pick, PickCommand};
use super::state::State;
use super::step::Step;
use super::text_entry::{EntryCommand, TextEntry};
use crate::document::Edit;
use crate::model::NO_TRACK;
use crate::model::record::{FieldShape, FieldSpec, Kind, Place};

/// Returns the description of a field.
pub fn field_spec(state: &State, at: &Place, key: &str) -> Option<&'static FieldSpec> {
    state
        .session()
        .record(at)?
        .specs()
        .into_iter()
        .find(|spec| spec.key == key)
}

/// Opens the editor of a field, or changes the field at once if one key is enough.
pub fn open_field(state: &mut State, at: &Place, key: &'static str) -> Vec<Effect> {
    let Some(spec) = field_spec(state, at, key) else {
        return Vec::new();
    };
    if let Some(refused) = super::secrecy::edit_refusal(state.session(), at, key) {
        state.notify(super::state::NoticeLevel::Warn, super::sentence(&refused.0));
        return Vec::new();
    }
    let Some(text) = state.session().record(at).and_then(|r| r.get(key)) else {
        return Vec::new();
    };
    let command = EntryCommand::Field {
        at: at.clone(),
        key: key.into(),
    };
    let title = format!("{}: {}", state.session().title_of(at), spec.label);
    let dialog = match spec.shape {
        FieldShape::Line | FieldShape::Number(..) | FieldShape::Day => {
            Dialog::TextEntry(Box::new(TextEntry::line(command, title, spec.help, &text)))
        }
        FieldShape::Text | FieldShape::Lines => {
            Dialog::TextEntry(Box::new(TextEntry::area(command, title, spec.help, &text)))
        }
        FieldShape::Choice(words) => {
            let command = PickCommand::SetField(at.clone(), key.into());
            let mut choices: Vec<Choice> =
                words.iter().map(|(w, l)| Choice::new(*w, *l, "")).collect();
            if may_be_blank(state, at, key) {
                choices.push(Choice::new("", "none of these", ""));
            }
            Dialog::Pick(Box::new(Pick::one(title, choices, &text, command)))
        }
        FieldShape::Choices(words) => {
            let command = PickCommand::SetField(at.clone(), key.into());
            let choices = words.iter().map(|(w, l)| Choice::new(*w, *l, "")).collect();
            let ticked = text.lines().map(Into::into).collect();
            Dialog::Pick(Box::new(Pick::many(title, choices, ticked, command)))
        }
        FieldShape::Flag => {
            let text = if text.is_empty() { "yes" } else { "" };
            return state.edit(Edit::set(at, key, text));
        }
        FieldShape::One(kind) => return pick_one(state, at, key, kind, title, &text),
        FieldShape::Many(kind) => return pick_many(state, at, key, kind, title, &text),
        FieldShape::Condition => {
            Dialog::Condition(Box::new(ConditionEditor::new(at.clone(), key, &text)))
        }
        FieldShape::Rule => return go_to_rule(state, at),
        FieldShape::References => return Vec::new(),
    };
    state.dialogs.push(dialog);
    Vec::new()
}

/// Returns whether a field may be blank.
fn may_be_blank(state: &State, at: &Place, key: &str) -> bool {
    let mut trial = state.session().clone();
    trial
        .record_mut(at)
        .is_some_and(|record| record.set(key, "").is_ok())
}

/// Returns every record of a kind, as choices.
pub fn record_choices(state: &State, kind: Kind) -> Vec<Choice> {
    let session = state.session();
    session
        .places(kind)
        .iter()
        .map(|place| {
            let note = place
                .parent
                .as_ref()
                .and_then(|parent| {
                    let kind = if kind == Kind::Step {
                        Kind::Journey
                    } else {
                        return None;
                    };
                    Some(session.title_of(&Place::new(kind, parent.clone())))
                })
                .unwrap_or_default();
            Choice::new(place.id.to_string(), session.title_of(place), note)
        })
        .collect()
}

fn pick_one(
    state: &mut State,
    at: &Place,
    key: &str,
    kind: Kind,
    title: String,
    text: &str,
) -> Vec<Effect> {
    let mut choices = record_choices(state, kind);
    if kind == Kind::Stage && at.kind == Kind::Handoff {
        let definition = state.session().definition.clone();
        choices.retain(|c| {
            definition
                .stage(&c.value)
                .is_some_and(crate::model::Stage::is_computed)
        });
    }
    if kind == Kind::Track {
        choices.push(Choice::new(NO_TRACK, "none, deliberately", ""));
    }
    if may_be_blank(state, at, key) {
        choices.push(Choice::new("", "none of these", ""));
    }
    if choices.is_empty() {
        let text = format!("There is no {} yet: add one first", kind.label());
        state.notify(super::state::NoticeLevel::Info, text);
        return Vec::new();
    }
    let command = PickCommand::SetField(at.clone(), key.into());
    state.dialogs.push(Dialog::Pick(Box::new(Pick::one(
        title, choices, text, command,
    ))));
    Vec::new()
}

fn pick_many(
    state: &mut State,
    at: &Place,
    key: &str,
    kind: Kind,
    title: String,
    text: &str,
) -> Vec<Effect> {
    let mut choices = record_choices(state, kind);
    if at.kind == Kind::Step {
        let definition = state.session().definition.clone();
        let behaves = |id: &str| {
            definition
                .criterion(id)
                .is_some_and(|c| c.kind == crate::model::CriterionKind::Behaviour)
        };
        choices.retain(|c| behaves(&c.value));
        choices.push(Choice::new(
            NEW_BEHAVIOUR,
            "+ a behaviour not in this list",
            "typed once, used in Points too",
        ));
    }
    let ticked = text.lines().map(Into::into).collect();
    let command = PickCommand::SetField(at.clone(), key.into());
    state.dialogs.push(Dialog::Pick(Box::new(Pick::many(
        title, choices, ticked, command,
    ))));
    Vec::new()
}

/// The choice that adds a new behaviour criterion; never a valid id.
pub const NEW_BEHAVIOUR: &str = "+";

/// Goes to where the rule of a stage or route is edited.
pub fn go_to_rule(state: &mut State, at: &Place) -> Vec<Effect> {
    let effects = state.go_to_step(Step::Rules);
    let cursor = state.cursor_mut();
    cursor.selected = Some(super::screen::RowTarget::Record(at.clone()));
    cursor.pane = super::state::Pane::Detail;
    cursor.detail_row = 0;
    effects
}
