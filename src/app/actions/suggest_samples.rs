//! Suggested sample leads: borderline ones at each threshold and one point below, the smallest
//! one that qualifies, and the richest one that doesn't.

use crate::app::actions::add::{new_record, select_new};
use crate::app::actions::disagreement;
use crate::app::actions::sample_fields::reference_lines;
use crate::app::dialogs::choice::Tick;
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::pick::Pick;
use crate::app::input::command::{TickCommand, TickValue};
use crate::app::input::sentence;
use crate::app::secrecy::{self, FIGURES_HIDDEN};
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, State};
use crate::document::Edit;
use crate::model::record::Kind;
use crate::model::wording;
use crate::scoring::Scorer;

/// Note of a suggested lead.
pub(crate) const MADE_NOTE: &str = "Made by the model";

/// Offers the suggested leads.
pub fn open_suggestions(state: &mut State) -> Vec<Effect> {
    if secrecy::hides_figures(state.session()) {
        // What such a lead has would give away the value being voted on.
        return state.warn(sentence::sentence(FIGURES_HIDDEN));
    }
    let proved = &state.proofs;
    let suggestions = proved.suggestions.clone();
    let argued = disagreement::is_offered(state);
    if suggestions.is_empty() && !argued {
        let text = match (proved.done, state.session().definition.criteria.is_empty()) {
            (_, true) => "The model makes leads once there are criteria: add some on Points",
            (false, _) => "The model is still being proved: try again in a moment",
            (true, _) => {
                "The model makes leads once there are thresholds: give the hand-off a rule"
            }
        };
        return state.refuse(text);
    }
    let scorer = Scorer::new(&state.session().definition);
    let mut ticks = Vec::new();
    if argued {
        let note = "by both sides' estimates";
        ticks.push(Tick::new(
            "argument",
            disagreement::LEAD_NAME,
            note,
            TickValue::Disagreement,
        ));
    }
    if !suggestions.is_empty() {
        let all = if argued {
            "All of the following"
        } else {
            "All of these"
        };
        ticks.push(Tick::new("all", all, "", TickValue::AllSuggestions));
    }
    for suggestion in &suggestions {
        let qualifies = scorer.qualifies(&suggestion.witness.responses(&scorer));
        let points = wording::count_noun(suggestion.total, "point");
        let note = if qualifies {
            format!("{points}, qualifies")
        } else {
            points
        };
        let value = TickValue::Suggestion(suggestion.name.clone());
        ticks.push(Tick::new("", &suggestion.name, note, value));
    }
    let title = "Sample leads made by the model";
    let pick = Pick::many(title, ticks, &[], TickCommand::AddSuggestions);
    state.open(Dialog::Pick(Box::new(pick)))
}

/// Adds the ticked suggestions as sample leads, in one edit; existing samples stay as they are.
pub(crate) fn add_suggestions(state: &mut State, values: &[TickValue]) -> Vec<Effect> {
    let is_argued = |value: &TickValue| *value == TickValue::Disagreement;
    let mut effects = if values.iter().any(is_argued) {
        disagreement::find_disagreement(state)
    } else {
        Vec::new()
    };
    if !values.iter().all(is_argued) {
        effects.extend(add_chosen(state, values));
    }
    effects
}

fn add_chosen(state: &mut State, values: &[TickValue]) -> Vec<Effect> {
    let all = values.contains(&TickValue::AllSuggestions);
    let is_chosen = |name: &String| {
        let named = |value: &TickValue| matches!(value, TickValue::Suggestion(n) if n == name);
        all || values.iter().any(named)
    };
    let mut chosen = state.proofs.suggestions.clone();
    chosen.retain(|suggestion| is_chosen(&suggestion.name));
    if chosen.is_empty() {
        let text = "The model has changed since it made these leads: press M again";
        return state.refuse(text);
    }
    let scorer = Scorer::new(&state.session().definition);
    let mut trial = state.session().clone();
    let mut edits = Vec::new();
    let mut first = None;
    for suggestion in &chosen {
        let (yes, no) = suggestion.witness.sample_lists(&scorer);
        let same = |sample: &crate::model::Sample| sample.yes == yes && sample.no == no;
        if trial
            .samples
            .iter()
            .any(|s| same(s) && s.name == suggestion.name)
        {
            continue;
        }
        let fields = vec![
            ("note".to_owned(), MADE_NOTE.to_owned()),
            ("yes".to_owned(), reference_lines(&yes)),
            ("no".to_owned(), reference_lines(&no)),
        ];
        let name = &suggestion.name;
        let (at, edit) = new_record(&trial, Kind::Sample, None, usize::MAX, name, fields);
        if let Err(refused) = edit.apply(&mut trial) {
            state.notify(NoticeLevel::Warn, sentence::sentence(&refused.0));
            continue;
        }
        first.get_or_insert(at);
        edits.push(edit);
    }
    let Some(first) = first else {
        return state.refuse("These sample leads already exist");
    };
    let count = i64::try_from(edits.len()).unwrap_or(i64::MAX);
    let leads = wording::count_noun(count, "sample lead");
    let label = format!("add {leads} made by the model");
    let effects = state.edit(Edit::Several { label, edits });
    if !effects.is_empty() {
        state.notify(NoticeLevel::Info, format!("Added {leads}; u undoes it"));
        select_new(state, &first);
    }
    effects
}
