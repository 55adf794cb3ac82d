//! Counting a number up and down with `+` and `-`.

use crate::app::actions::{edit_field, linked_threshold};
use crate::app::input::row::{Row, RowTarget};
use crate::app::input::sentence;
use crate::app::state::message::Effect;
use crate::app::state::workbench::State;
use crate::document::Edit;
use crate::model::record::{FieldShape, Kind, Place};
use crate::model::rule_parts;

/// Counts the focused number by `by`; counts of the same number in a row are one step of undo.
pub(crate) fn count(state: &mut State, row: &Row, by: i64) -> Vec<Effect> {
    if let RowTarget::RulePart(at, index) = &row.target {
        let rule = rule_parts::rule_at(state.session(), at);
        let Some(part) = rule_parts::parts_of(&rule).get(*index).cloned() else {
            return Vec::new();
        };
        let Some(number) = rule_parts::part_number(&rule, &part) else {
            return Vec::new();
        };
        return match rule_parts::set_part_number(&rule, &part, number.saturating_add(by)) {
            Ok(changed) => {
                let edit = Edit::set_rule(at, &changed);
                apply_count(state, at, "rule", edit)
            }
            Err(refused) => state.refuse(sentence::sentence(&refused.0)),
        };
    }
    let Some((place, key)) = number_field(state, row) else {
        return state.refuse("There is no number here to count up or down");
    };
    let text = state
        .session()
        .record(&place)
        .and_then(|r| r.get(key))
        .unwrap_or_default();
    let number = text.parse::<i64>().unwrap_or(0).saturating_add(by);
    let edit = Edit::set(&place, key, number.to_string());
    apply_count(state, &place, key, edit)
}

pub(crate) fn apply_count(state: &mut State, at: &Place, key: &str, edit: Edit) -> Vec<Effect> {
    let this = (at.clone(), key.to_owned());
    let continues = state.last_count.as_ref() == Some(&this)
        && state.document.undo_label() == Some(edit.label(state.session()).as_str());
    let before = state.session().clone();
    let mut effects = state.apply(&crate::document::HistoryEntry::Edit { edit, continues });
    state.last_count = Some(this);
    effects.extend(linked_threshold::offer_linked_edit(state, &before));
    effects
}

/// Returns the place and field of the number that `+` and `-` change on a row.
pub(crate) fn number_field(state: &State, row: &Row) -> Option<(Place, &'static str)> {
    match &row.target {
        RowTarget::Field(place, key) => {
            let spec = edit_field::field_spec(state, place, key)?;
            matches!(spec.shape, FieldShape::Number(..)).then(|| (place.clone(), *key))
        }
        RowTarget::Record(place) => {
            let key = match place.kind {
                Kind::Answer => "points",
                Kind::Criterion => {
                    let yes_no = state
                        .session()
                        .definition
                        .criterion(place.id.as_str())?
                        .is_yes_no();
                    yes_no.then_some("points")?
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
