//! The mapping screen: what its keys do, and what is said on it, each an ordinary edit.

use crate::app::actions::{mapping_choices, undo};
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::mapping::{MappingDialog, MappingRow, MappingTarget};
use crate::app::input::key::Key;
use crate::app::input::keymap::{self, Action};
use crate::app::input::mapping_command::MappingCommand;
use crate::app::input::row::Tone;
use crate::app::input::step::Step;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{MappingOpens, NoticeLevel, State};
use crate::app::steps::mapping_rows::mapping_rows;
use crate::document::{Edit, HistoryEntry};
use crate::evidence::{FieldSetting, FileSurvey, proposal};
use crate::model::record::{Kind, Place};
use std::sync::Arc;

/// Opens the mapping screen, or asks for a leads file first.
pub(crate) fn open_mapping(state: &mut State) -> Vec<Effect> {
    if state.session().data.leads.is_none() {
        let place = Place::single(Kind::Data);
        let mut effects = state.go_to_place(&place);
        effects.extend(super::edit_field::type_field(state, &place, "leads", ""));
        return effects;
    }
    if state.survey.is_none() {
        let text = match state.recorded {
            crate::app::state::leads::LeadsStatus::Failed(_) => {
                "The leads file can't be read: there is nothing to map before it can"
            }
            _ => "The leads are being read: they can be mapped once that is done",
        };
        return state.refuse(text);
    }
    let rows = mapping_rows(state);
    let mut dialog = MappingDialog::default();
    dialog.select(&rows, 0);
    state.open(Dialog::Mapping(dialog))
}

/// Takes what the files contain. The screen opens by itself once a first leads file is read.
pub(crate) fn on_surveyed(state: &mut State, survey: Option<Arc<FileSurvey>>) -> Vec<Effect> {
    state.survey = survey;
    let is_first = std::mem::take(&mut state.mapping_opens) == MappingOpens::OnceRead;
    let is_free = state.has_terminal && state.dialogs.is_empty() && state.step == Step::Evidence;
    if is_first && is_free && state.survey.is_some() {
        return open_mapping(state);
    }
    Vec::new()
}

/// Handles a key.
pub(crate) fn key_in_mapping(
    state: &mut State,
    mut dialog: MappingDialog,
    key: Key,
) -> Vec<Effect> {
    let rows = mapping_rows(state);
    let at = dialog.index(&rows).unwrap_or(0);
    let page = usize::from(state.size.1 / 3).max(1);
    state.notice = None;
    match keymap::action_for(key) {
        Some(Action::Down) => dialog.step(&rows, true),
        Some(Action::Up) => dialog.step(&rows, false),
        Some(Action::PageDown) => dialog.select(&rows, at + page),
        Some(Action::PageUp) => dialog.select(&rows, at.saturating_sub(page)),
        Some(Action::First) => dialog.select(&rows, 0),
        Some(Action::Last) => dialog.select(&rows, rows.len()),
        Some(Action::NextFinding) => {
            let is_open = |row: &usize| matches!(rows[*row].tone, Tone::Warn | Tone::Bad);
            let next = (at + 1..rows.len()).chain(0..=at.min(rows.len().saturating_sub(1)));
            match next
                .into_iter()
                .find(|row| *row < rows.len() && is_open(row))
            {
                Some(next) => dialog.select(&rows, next),
                None => state.notify(NoticeLevel::Info, "Nothing is open: all is said"),
            }
        }
        Some(Action::Edit) => {
            let target = rows.get(at).and_then(|row| row.target.clone());
            dialog.select(&rows, at);
            state.dialogs.push(Dialog::Mapping(dialog));
            return target.map_or_else(Vec::new, |target| open_target(state, &target));
        }
        Some(Action::Add) => {
            state.dialogs.push(Dialog::Mapping(dialog));
            return take_proposal(state);
        }
        Some(Action::Undo) => {
            state.dialogs.push(Dialog::Mapping(dialog));
            let focus = state.focus();
            return undo::undo(state, &focus);
        }
        Some(Action::Redo) => {
            state.dialogs.push(Dialog::Mapping(dialog));
            return state.apply(&HistoryEntry::Redo);
        }
        Some(Action::Back | Action::Quit | Action::MapFile) => return Vec::new(),
        _ => {}
    }
    state.open(Dialog::Mapping(dialog))
}

/// Does what Enter does on a row.
fn open_target(state: &mut State, target: &MappingTarget) -> Vec<Effect> {
    let type_field = |state: &mut State, key: &str, text: &str| {
        super::edit_field::type_field(state, &Place::single(Kind::Data), key, text)
    };
    match target {
        MappingTarget::Proposal => return take_proposal(state),
        MappingTarget::EventsFile(index) => {
            let data = &state.session().data;
            let further = data.further_events.join("\n");
            return match (index, &data.events) {
                (0, name) => {
                    let name = name.clone().unwrap_or_default();
                    type_field(state, "events", &name)
                }
                _ => type_field(state, "further_events", &further),
            };
        }
        MappingTarget::EventName(_) => {
            return state.refuse("What leads did is asked about on Points, by conditions");
        }
        MappingTarget::FurtherWords(_) => {
            return state.refuse("Too many to map one by one: the column's role is set above");
        }
        _ => {}
    }
    match mapping_choices::choices(state, target) {
        Ok(pick) => state.open(Dialog::Pick(Box::new(pick))),
        Err(why) => state.refuse(why),
    }
}

/// Takes all that the recognised export proposes, as one step of undo.
pub(crate) fn take_proposal(state: &mut State) -> Vec<Effect> {
    let proposed = state.survey.clone();
    let proposed = proposed.and_then(|survey| proposal(state.session(), &survey));
    let Some(proposed) = proposed else {
        return state.refuse("Nothing is proposed: the file is no export known, or all is said");
    };
    let count = proposed.settings.len();
    let label = format!("take the roles of {}", proposed.export);
    let effects = set(state, label, &proposed.settings);
    if !effects.is_empty() {
        let text = format!(
            "Taken: {}; u takes it back",
            crate::model::wording::count_noun(count, "setting")
        );
        state.notify(NoticeLevel::Info, text);
    }
    effects
}

/// Takes the past leads that come with the session, as one step of undo.
fn take_history(state: &mut State) -> Vec<Effect> {
    let Some(offered) = state.offered_history.clone() else {
        return state.refuse("No past leads come with this session");
    };
    if state.session().data.leads.is_some() {
        return state.refuse("There is a leads file already: it stays as it is");
    }
    let settings = offered.settings(state.session()).into_iter();
    let settings: Vec<FieldSetting> = settings
        .map(|(at, key, text)| FieldSetting::new(at, key, text))
        .collect();
    let effects = set(state, format!("take {}", offered.name), &settings);
    if !effects.is_empty() {
        // All is said of their columns.
        state.mapping_opens = MappingOpens::default();
        state.notify(
            NoticeLevel::Info,
            format!("Taken: {}; u takes them back", offered.name),
        );
    }
    effects
}

/// Sets fields as one step of undo. On the mapping screen the next word that nobody mapped, or the
/// next field without a column, is selected, so that all are mapped one after another, however soon
/// the files are read again.
pub(crate) fn set(state: &mut State, label: String, settings: &[FieldSetting]) -> Vec<Effect> {
    let session = state.session();
    let is_new = |setting: &&FieldSetting| {
        let record = session.record(&setting.at);
        record
            .and_then(|record| record.get(&setting.key))
            .as_deref()
            != Some(&setting.text)
    };
    let edits = settings.iter().filter(is_new);
    let edits: Vec<Edit> = edits
        .map(|setting| Edit::set(&setting.at, &setting.key, setting.text.clone()))
        .collect();
    if edits.is_empty() {
        return state.refuse("It is so already");
    }
    let effects = state.edit(Edit::Several { label, edits });
    if !effects.is_empty() {
        select_next_open(state);
    }
    effects
}

/// Returns whether a row waits for somebody to say something, and is a word or a field as the
/// selected one is.
fn is_open_like(row: &MappingRow, selected: &MappingTarget) -> bool {
    let is_same = match row.target {
        Some(MappingTarget::Word(..)) => matches!(selected, MappingTarget::Word(..)),
        Some(MappingTarget::AbsentField(_)) => matches!(selected, MappingTarget::AbsentField(_)),
        _ => false,
    };
    is_same && row.tone == Tone::Warn
}

fn select_next_open(state: &mut State) {
    let rows = mapping_rows(state);
    if let Some(Dialog::Mapping(dialog)) = state.dialogs.last_mut()
        && let Some(at) = dialog.index(&rows)
        && let Some(selected) = dialog.selected.clone()
        && let Some(next) = (at + 1..rows.len()).find(|row| is_open_like(&rows[*row], &selected))
    {
        dialog.select(&rows, next);
    }
}

/// Carries out a command.
pub(crate) fn run_mapping(state: &mut State, command: MappingCommand) -> Vec<Effect> {
    match command {
        MappingCommand::Open => open_mapping(state),
        MappingCommand::TakeProposal => take_proposal(state),
        MappingCommand::TakeHistory => take_history(state),
        MappingCommand::Set(label, settings) => set(state, label, &settings),
    }
}

/// Returns the rows as lines, numbered where something can be said.
pub fn spoken_lines(state: &State) -> Vec<String> {
    let mut number = 0;
    let mut lines = vec!["? What the columns of the leads file mean".to_owned()];
    for row in mapping_rows(state) {
        let value = if row.value.is_empty() {
            String::new()
        } else {
            format!(": {}", row.value)
        };
        let text = row.text.split_whitespace().collect::<Vec<_>>().join(" ");
        lines.push(if row.target.is_some() {
            number += 1;
            format!("{number}. {text}{value}")
        } else {
            format!("== {text}{value}")
        });
    }
    lines.push("A number says something about it, a takes what is proposed, u takes back, an empty line closes.".into());
    lines
}
