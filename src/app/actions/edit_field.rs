//! Opens the right editor for a field, according to its [`FieldSpec`].

use crate::app::actions::field_choices::{field_choice, word_tick, words_of};
use crate::app::actions::{column_values, linked_threshold, many, rename};
use crate::app::dialogs::choice::{ADD_WORD, Choice, Tick};
use crate::app::dialogs::condition_editor::ConditionEditor;
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::pick::Pick;
use crate::app::dialogs::text_entry::TextEntry;
use crate::app::input::command::{TickCommand, TickValue};
use crate::app::input::entry_command::EntryCommand;
use crate::app::input::row::RowTarget;
use crate::app::input::sentence;
use crate::app::input::step::Step;
use crate::app::secrecy;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, Pane, State};
use crate::app::steps::change::Changed;
use crate::app::steps::field_rows::field_rows;
use crate::app::steps::key_focus::KeyFocus;
use crate::app::steps::marks::marked_noun;
use crate::document::{self, Edit};
use crate::export::FORMATS;
use crate::model::NO_TRACK;
use crate::model::record::{FieldShape, FieldSpec, Kind, Place};
use crate::model::wording;

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
pub fn open_field(
    state: &mut State,
    focus: &KeyFocus,
    at: &Place,
    key: &'static str,
) -> Vec<Effect> {
    if key == rename::ID {
        return rename::open_id(state, at);
    }
    let Some(spec) = field_spec(state, at, key) else {
        return Vec::new();
    };
    if let Some(why) = state.unmarked_refusal(at) {
        return state.refuse(why);
    }
    if let Some(refused) = secrecy::edit_refusal(state.session(), at, key) {
        return state.warn(sentence::sentence(&refused.0));
    }
    let Some(text) = state.session().record(at).and_then(|r| r.get(key)) else {
        return Vec::new();
    };
    let command = EntryCommand::Field {
        at: at.clone(),
        key: key.into(),
    };
    let marked = state.marked_with(at);
    if let Some(why) = marked
        .as_ref()
        .and_then(|_| many::misfit(state.session(), at, key))
    {
        return state.refuse(format!("{}: {why}; Esc clears the marks", spec.label));
    }
    let of = marked.map_or_else(|| state.session().title_of(at), |all| marked_noun(&all));
    let title = format!("{of}: {}", spec.label);
    let dialog = match spec.shape {
        FieldShape::Line => match column_values::pick_column(state, at, key, &title, &text) {
            Some(pick) => Dialog::Pick(Box::new(pick)),
            None => Dialog::TextEntry(Box::new(TextEntry::line(command, title, spec.help, &text))),
        },
        FieldShape::Number(..) | FieldShape::Day => {
            let entry = TextEntry::line(command, title, spec.help, &text);
            Dialog::TextEntry(Box::new(entry.select_all()))
        }
        FieldShape::Text => {
            Dialog::TextEntry(Box::new(TextEntry::area(command, title, spec.help, &text)))
        }
        FieldShape::Lines if at.kind == Kind::Settings && key == "exports" => {
            Dialog::Pick(Box::new(pick_exports(at, key, title, &text)))
        }
        FieldShape::Lines => match column_values::pick_values(state, at, key, &title, &text) {
            Some(pick) => Dialog::Pick(Box::new(pick)),
            None => Dialog::TextEntry(Box::new(TextEntry::list(command, title, spec.help, &text))),
        },
        FieldShape::Choice(words) => {
            let word = |(word, label): &(&str, &str)| field_choice(at, key, word, *label, "");
            let mut choices: Vec<Choice> = words.iter().map(word).collect();
            if may_be_blank(state, at, key) {
                // A stage that nobody else decides is decided by its rule.
                let blank = match (at.kind, key) {
                    (Kind::Stage, "decided_by") => "The rule",
                    _ => "none of these",
                };
                choices.push(field_choice(at, key, "", blank, ""));
            }
            Dialog::Pick(Box::new(Pick::one(title, choices, &text)))
        }
        FieldShape::Choices(words) => {
            let word = |(word, label): &(&str, &str)| word_tick(word, *label, "");
            let ticks = words.iter().map(word).collect();
            let command = TickCommand::SetField(at.clone(), key.into());
            Dialog::Pick(Box::new(Pick::many(
                title,
                ticks,
                &words_of(&text),
                command,
            )))
        }
        FieldShape::Flag => {
            let text = if text.is_empty() { "yes" } else { "" };
            return set_at(state, focus, at, key, text);
        }
        FieldShape::One(kind) => return pick_one(state, at, key, kind, title, &text),
        FieldShape::Many(kind) => return pick_many(state, at, key, kind, title, &text),
        FieldShape::Condition => {
            Dialog::Condition(Box::new(ConditionEditor::new(at.clone(), key, &text)))
        }
        FieldShape::Rule => return go_to_rule(state, at),
        FieldShape::References => return Vec::new(),
    };
    state.open(dialog)
}

/// Returns the list of formats of which a version can take an export along.
fn pick_exports(at: &Place, key: &str, title: String, text: &str) -> Pick {
    let ticks = FORMATS
        .iter()
        .map(|format| word_tick(format.name, format.name, format.help))
        .collect();
    let command = TickCommand::SetField(at.clone(), key.into());
    Pick::many(title, ticks, &words_of(text), command)
}

/// Opens a field as text, with these words, where it is usually picked from a list.
pub(crate) fn type_field(state: &mut State, at: &Place, key: &str, text: &str) -> Vec<Effect> {
    let Some(spec) = field_spec(state, at, key) else {
        return Vec::new();
    };
    let command = EntryCommand::Field {
        at: at.clone(),
        key: key.into(),
    };
    let title = format!("{}: {}", state.session().title_of(at), spec.label);
    let entry = match spec.shape {
        FieldShape::Lines => TextEntry::list(command, title, spec.help, text),
        _ => TextEntry::line(command, title, spec.help, text),
    };
    state.open(Dialog::TextEntry(Box::new(entry)))
}

/// Returns whether a field may be blank.
fn may_be_blank(state: &State, at: &Place, key: &str) -> bool {
    let mut trial = state.session().clone();
    trial
        .record_mut(at)
        .is_some_and(|record| record.set(key, "").is_ok())
}

/// A record that a field can refer to.
struct Listed {
    id: String,
    title: String,
    note: String,
}

/// Returns every record of a kind.
fn listed_records(state: &State, kind: Kind) -> Vec<Listed> {
    let session = state.session();
    let listed = |place: &Place| {
        let journey = place.parent.as_ref().filter(|_| kind == Kind::Step);
        let journey = journey.map(|id| Place::new(Kind::Journey, id.clone()));
        Listed {
            id: place.id.to_string(),
            title: session.title_of(place),
            note: journey.map_or_else(String::new, |journey| session.title_of(&journey)),
        }
    };
    session.places(kind).iter().map(listed).collect()
}

fn pick_one(
    state: &mut State,
    at: &Place,
    key: &str,
    kind: Kind,
    title: String,
    text: &str,
) -> Vec<Effect> {
    let definition = state.session().definition.clone();
    let is_computed = |id: &str| {
        let stage = definition.stage(id);
        stage.is_some_and(crate::model::Stage::is_computed)
    };
    let mut records = listed_records(state, kind);
    if kind == Kind::Stage && at.kind == Kind::Handoff {
        records.retain(|record| is_computed(&record.id));
    }
    let choice = |record: Listed| field_choice(at, key, &record.id, record.title, record.note);
    let mut choices: Vec<Choice> = records.into_iter().map(choice).collect();
    if kind == Kind::Track {
        choices.push(field_choice(at, key, NO_TRACK, "none, deliberately", ""));
    }
    if may_be_blank(state, at, key) {
        choices.push(field_choice(at, key, "", "none of these", ""));
    }
    if choices.is_empty() {
        let text = format!(
            "There are no {} yet: add one first",
            wording::plural(kind.label())
        );
        return state.refuse(text);
    }
    let pick = Pick::one(title, choices, text);
    state.open(Dialog::Pick(Box::new(pick)))
}

fn pick_many(
    state: &mut State,
    at: &Place,
    key: &str,
    kind: Kind,
    title: String,
    text: &str,
) -> Vec<Effect> {
    let mut records = listed_records(state, kind);
    let of_step = at.kind == Kind::Step;
    if of_step {
        let definition = state.session().definition.clone();
        let behaves = |id: &str| {
            definition
                .criterion(id)
                .is_some_and(|c| c.kind == crate::model::CriterionKind::Behaviour)
        };
        records.retain(|record| behaves(&record.id));
    }
    let tick = |record: Listed| word_tick(&record.id, record.title, record.note);
    let mut ticks: Vec<Tick> = records.into_iter().map(tick).collect();
    if of_step {
        ticks.push(Tick::new(
            ADD_WORD,
            "+ a behaviour not in this list",
            "typed once, appears on Points too",
            TickValue::NewBehaviour(String::new()),
        ));
    }
    let command = TickCommand::SetField(at.clone(), key.into());
    let pick = Pick::many(title, ticks, &words_of(text), command);
    state.open(Dialog::Pick(Box::new(pick)))
}

/// Returns the edit that sets a field of a record, or of all marked ones if it is one of them, and
/// in that case a sentence that says how many change.
fn set_edit(
    state: &State,
    at: &Place,
    key: &str,
    text: &str,
) -> Result<(Edit, Option<String>), String> {
    match state.marked_with(at) {
        None => {
            let text = document::points_text(state.session(), at, key, text);
            Ok((Edit::set(at, key, text), None))
        }
        Some(all) => {
            let many = many::set_all(state.session(), &all, key, text)?;
            Ok((many.edit, Some(many.text)))
        }
    }
}

/// Sets a field with one key.
pub(crate) fn set_at(
    state: &mut State,
    focus: &KeyFocus,
    at: &Place,
    key: &str,
    text: &str,
) -> Vec<Effect> {
    match set_edit(state, at, key, text) {
        Ok((edit, says)) => {
            let effects = state.edit_at(focus, edit);
            if let Some(says) = says.filter(|_| !effects.is_empty()) {
                state.notify(NoticeLevel::Info, says);
            }
            effects
        }
        Err(why) => state.warn(sentence::sentence(&why)),
    }
}

/// Sets a field, and in a form moves on to the next one.
pub(crate) fn set_field(state: &mut State, at: &Place, key: &str, text: &str) -> Vec<Effect> {
    set_field_and(state, at, key, text, Vec::new())
}

/// The same, with edits that follow from it in the same step of undo.
pub(crate) fn set_field_and(
    state: &mut State,
    at: &Place,
    key: &str,
    text: &str,
    follow: Vec<Edit>,
) -> Vec<Effect> {
    let (edit, says) = match set_edit(state, at, key, text) {
        Ok(edit) => edit,
        Err(why) => return state.warn(sentence::sentence(&why)),
    };
    let new_id = rename::following_id(state, at, key, text);
    let set = match &new_id {
        Some(id) => rename::name_edit(state.session(), at, key, text, id),
        None => edit,
    };
    let before = state.session().definition.clone();
    let edit = if follow.is_empty() {
        set
    } else {
        Edit::Several {
            label: set.label(state.session()),
            edits: std::iter::once(set).chain(follow).collect(),
        }
    };
    let Changed {
        mut effects,
        mut detail,
    } = state.edit_in_detail(edit);
    if let Some(id) = new_id.filter(|_| !effects.is_empty()) {
        rename::follow(state, at, &id);
        detail = None;
    }
    if let Some(says) = says.filter(|_| !effects.is_empty()) {
        state.notify(NoticeLevel::Info, says);
    }
    effects.extend(linked_threshold::offer_linked_edit(state, &before));
    if state.cursor().pane == Pane::Detail && state.dialogs.is_empty() {
        // Move to the next field, so that a form is filled top to bottom with Enter.
        let (rows, index) = detail.unwrap_or_else(|| state.detail());
        let next = index.map_or(0, |index| index + 1);
        if matches!(
            rows.get(next).map(|r| &r.target),
            Some(RowTarget::Field(..))
        ) {
            state.cursor_mut().detail_row = next;
        }
    }
    if !effects.is_empty() {
        next_field_of_form(state, at, key);
    }
    effects
}

/// Moves the form of a record, from which one of its fields was set, to the next field.
fn next_field_of_form(state: &mut State, at: &Place, key: &str) {
    let session = state.document.session();
    let Some(Dialog::Form(form)) = state.dialogs.last_mut() else {
        return;
    };
    let rows = field_rows(session, &form.place, form.more);
    let is_set =
        |target: &RowTarget| matches!(target, RowTarget::Field(of, k) if of == at && *k == key);
    let is_field = |target: &RowTarget| matches!(target, RowTarget::Field(..));
    if rows.get(form.row).is_some_and(|row| is_set(&row.target))
        && rows
            .get(form.row + 1)
            .is_some_and(|row| is_field(&row.target))
    {
        form.row += 1;
    }
}

/// Goes to where the rule of a stage or route is edited.
pub fn go_to_rule(state: &mut State, at: &Place) -> Vec<Effect> {
    let effects = state.go_to_step(Step::Rules);
    let cursor = state.cursor_mut();
    cursor.selected = Some(RowTarget::Record(at.clone()));
    cursor.pane = Pane::Detail;
    cursor.detail_row = 0;
    effects
}
