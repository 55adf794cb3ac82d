//! Fields whose text is a column of the leads file, or values of one: picked from the file, which
//! can be read again.

use crate::app::actions::field_choices::{field_choice, word_tick, words_of};
use crate::app::dialogs::choice::{ADD_WORD, Choice, Tick};
use crate::app::dialogs::pick::Pick;
use crate::app::input::command::{Command, RecordCommand, TickCommand, TickValue};
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, State};
use crate::evidence::{COLUMN_ROLES, DataSummary};
use crate::model::record::{Kind, Place};
use crate::model::wording;

/// Reads the files of leads again.
pub(crate) fn reload(state: &mut State) -> Vec<Effect> {
    if state.session().data.leads.is_none() {
        return state.refuse("There is no leads file yet: choose one on Evidence");
    }
    state.notify(NoticeLevel::Info, "The leads are read again");
    vec![Effect::LoadData]
}

/// Opens a list of the values of the column that a field's words come from. `None` if they come from
/// no column, or it isn't loaded.
pub(crate) fn pick_values(
    state: &State,
    at: &Place,
    key: &str,
    title: &str,
    text: &str,
) -> Option<Pick> {
    let data = &state.session().data;
    let column = match (at.kind, key) {
        (Kind::Data, "won" | "lost" | "open") => data.outcome_field.as_ref()?,
        (Kind::Bucket, "values") => data.bucket_field.as_ref()?,
        _ => return None,
    };
    let summary = state.recorded.summary()?;
    let found = summary.fields.iter().find(|field| field.name == *column)?;
    let mut ticks: Vec<Tick> = found
        .top
        .iter()
        .map(|(value, leads)| word_tick(value, value, wording::count_noun(*leads, "lead")))
        .collect();
    // Words of which the file has none now stay ticked, and can be unticked.
    let known = |word: &str| found.top.iter().any(|(value, _)| value == word);
    for word in text.lines().filter(|word| !known(word)) {
        ticks.push(word_tick(word, word, "no lead in this file"));
    }
    let label = format!("+ a word not in {column}");
    ticks.push(Tick::new(
        ADD_WORD,
        label,
        "typed",
        TickValue::Typed(String::new()),
    ));
    let command = TickCommand::SetField(at.clone(), key.into());
    Some(Pick::many(title, ticks, &words_of(text), command))
}

/// Opens a list of the file's columns for a field that names one. `None` if it names none, or no
/// file is loaded.
pub(crate) fn pick_column(
    state: &State,
    at: &Place,
    key: &str,
    title: &str,
    text: &str,
) -> Option<Pick> {
    let names_column = COLUMN_ROLES.iter().any(|role| role.key == key);
    if at.kind != Kind::Data || !names_column {
        return None;
    }
    let summary = state.recorded.summary()?;
    let mut choices = column_choices(summary, at, key);
    let typed = RecordCommand::TypeField(at.clone(), key.into(), String::new());
    choices.push(Choice::new(
        ADD_WORD,
        "+ a column not in this file",
        "typed",
        Command::Record(typed),
    ));
    choices.push(field_choice(at, key, "", "none of these", ""));
    Some(Pick::one(title, choices, text))
}

fn column_choices(summary: &DataSummary, at: &Place, key: &str) -> Vec<Choice> {
    let columns = summary.fields.iter();
    columns
        .map(|column| {
            let distinct = wording::count_noun(column.distinct, "value");
            field_choice(at, key, &column.name, &column.name, distinct)
        })
        .collect()
}
