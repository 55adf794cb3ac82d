//! Counting a number up and down with `+` and `-`.

use crate::app::actions::{edit_field, linked_threshold, many};
use crate::app::input::row::RowTarget;
use crate::app::input::sentence;
use crate::app::state::linked::CountRun;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, State};
use crate::app::steps::key_focus::KeyFocus;
use crate::app::steps::marks::marked_noun;
use crate::document::{Edit, HistoryEntry};
use crate::model::CriterionPoints;
use crate::model::record::{FieldShape, Kind, Place};
use crate::model::rule_parts::{self, RulePart};

const NO_NUMBER: &str = "There is no number here to count up or down";

/// Returns a part of a rule and its number, if it has one.
pub(crate) fn rule_number(state: &State, at: &Place, index: usize) -> Option<(RulePart, i64)> {
    let rule = rule_parts::rule_at(state.session(), at);
    let part = rule_parts::parts_of(&rule).get(index)?.clone();
    let number = rule_parts::part_number(&rule, &part)?;
    Some((part, number))
}

/// Counts the focused number by `by`; counts of the same number in a row are one step of undo.
pub(crate) fn count(state: &mut State, focus: &KeyFocus, by: i64) -> Vec<Effect> {
    if let RowTarget::RulePart(at, index) = focus.target() {
        let rule = rule_parts::rule_at(state.session(), at);
        let Some((part, number)) = rule_number(state, at, *index) else {
            return state.refuse(NO_NUMBER);
        };
        return match rule_parts::set_part_number(&rule, &part, number.saturating_add(by)) {
            Ok(changed) => {
                let edit = Edit::set_rule(at, &changed);
                let number = (at.clone(), format!("rule/{index}"));
                apply_count(state, focus, number, edit)
            }
            Err(refused) => state.refuse(sentence::sentence(&refused.0)),
        };
    }
    let Some((place, key)) = number_field(state, focus.target()) else {
        return state.refuse(NO_NUMBER);
    };
    if let Some(why) = state.unmarked_refusal(&place) {
        return state.refuse(why);
    }
    if let Some(all) = state.marked_with(&place) {
        return count_all(state, focus, &all, key, by);
    }
    let edit = counted(state, &place, key, by);
    apply_count(state, focus, (place, key.to_owned()), edit)
}

/// Returns the edit that counts the number of a field.
fn counted(state: &State, place: &Place, key: &str, by: i64) -> Edit {
    let record = state.session().record(place);
    let text = record.and_then(|r| r.get(key)).unwrap_or_default();
    if let Ok(points) = text.parse::<CriterionPoints>()
        && place.kind == Kind::Criterion
    {
        let counted = points.with_number(points.number().saturating_add(by));
        return Edit::set(place, key, counted.to_string());
    }
    let number = text.parse::<i64>().unwrap_or(0).saturating_add(by);
    Edit::set(place, key, number.to_string())
}

/// Counts the same number of all marked records.
fn count_all(
    state: &mut State,
    focus: &KeyFocus,
    all: &[Place],
    key: &'static str,
    by: i64,
) -> Vec<Effect> {
    for place in all {
        if let Some(why) = many::misfit(state.session(), place, key) {
            let title = state.session().title_of(place);
            return state.warn(format!("{title}: {why}. Nothing was changed"));
        }
    }
    let edits = all.iter().map(|place| counted(state, place, key, by));
    let label = format!("{}: {key}", marked_noun(all));
    match many::together(state.session(), all, edits.collect(), label) {
        Ok(many) => {
            let effects = apply_count(state, focus, (all[0].clone(), key.to_owned()), many.edit);
            if !effects.is_empty() {
                state.notify(NoticeLevel::Info, many.text);
            }
            effects
        }
        Err(why) => state.warn(sentence::sentence(&why)),
    }
}

fn apply_count(
    state: &mut State,
    focus: &KeyFocus,
    number: (Place, String),
    edit: Edit,
) -> Vec<Effect> {
    let run = state.count_run.take().filter(|run| run.number == number);
    let run =
        run.filter(|_| state.document.undo_label() == Some(edit.label(state.session()).as_str()));
    let continues = run.is_some();
    // The band or rule that shared the number shared it before the first press.
    let before = run.map_or_else(|| state.session().definition.clone(), |run| run.before);
    let mut effects = state.apply_at(focus, &HistoryEntry::Edit { edit, continues });
    effects.extend(linked_threshold::offer_linked_edit(state, &before));
    state.count_run = Some(CountRun { number, before });
    effects
}

/// Returns whether `+`, `-` and digits act on a row.
pub(crate) fn has_number(state: &State, target: &RowTarget) -> bool {
    match target {
        RowTarget::RulePart(at, index) => rule_number(state, at, *index).is_some(),
        target => number_field(state, target).is_some(),
    }
}

/// Returns the place and field of the number that `+` and `-` change on a row.
pub(crate) fn number_field(state: &State, target: &RowTarget) -> Option<(Place, &'static str)> {
    match target {
        RowTarget::Field(place, key) => {
            let spec = edit_field::field_spec(state, place, key)?;
            matches!(spec.shape, FieldShape::Number(..)).then(|| (place.clone(), *key))
        }
        RowTarget::Record(place) => {
            let key = match place.kind {
                Kind::Answer => "points",
                Kind::Criterion => {
                    let criterion = state.session().definition.criterion(place.id.as_str())?;
                    criterion.answers.is_empty().then_some("points")?
                }
                Kind::Band => "from",
                Kind::Agenda => "minutes",
                Kind::Group => "max",
                Kind::Target => "qualified",
                _ => return None,
            };
            Some((place.clone(), key))
        }
        _ => None,
    }
}
