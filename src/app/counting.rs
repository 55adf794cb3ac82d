//! Counting a number up and down, with `+` and `-`.

use super::edit::Edit;
use super::fields;
use super::message::Effect;
use super::rule_parts;
use super::screen::{Does, Row};
use super::state::{Level, State};
use crate::model::record::{Kind, Place, Shape};

/// Counts the number in hand up or down; a run of counts on one number is one step of undo.
pub(super) fn count(state: &mut State, row: &Row, by: i64) -> Vec<Effect> {
    if let Does::RulePart(at, index) = &row.does {
        let rule = rule_parts::rule_at(state.session(), at);
        let Some(part) = rule_parts::parts(&rule).get(*index).cloned() else {
            return Vec::new();
        };
        let Some(number) = rule_parts::number(&rule, &part) else {
            return Vec::new();
        };
        return match rule_parts::set_number(&rule, &part, number.saturating_add(by)) {
            Ok(changed) => {
                let edit = rule_parts::set_rule(at, &changed);
                counted(state, at, "rule", edit)
            }
            Err(refused) => {
                state.say(Level::Info, super::sentence(&refused.0));
                Vec::new()
            }
        };
    }
    let Some((place, key)) = number_field(state, row) else {
        state.say(Level::Info, "There is no number here to count up or down");
        return Vec::new();
    };
    let text = state
        .session()
        .record(&place)
        .and_then(|r| r.get(key))
        .unwrap_or_default();
    let number = text.parse::<i64>().unwrap_or(0).saturating_add(by);
    let edit = Edit::set(&place, key, number.to_string());
    counted(state, &place, key, edit)
}

pub(super) fn counted(state: &mut State, at: &Place, key: &str, edit: Edit) -> Vec<Effect> {
    let this = (at.clone(), key.to_owned());
    let continues = state.last_count.as_ref() == Some(&this)
        && state.document.undo_label() == Some(edit.label(state.session()).as_str());
    let before = state.session().clone();
    let effects = state.enter(&super::document::Entry::Edit { edit, continues });
    state.last_count = Some(this);
    super::follow::offer(state, &before);
    effects
}

/// The number `+` and `-` change on a row.
pub(super) fn number_field(state: &State, row: &Row) -> Option<(Place, &'static str)> {
    match &row.does {
        Does::Field(place, key) => {
            let spec = fields::spec(state, place, key)?;
            matches!(spec.shape, Shape::Number(..)).then(|| (place.clone(), *key))
        }
        Does::Thing(place) => {
            let key = match place.kind {
                Kind::Level => "points",
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
