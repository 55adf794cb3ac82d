//! Deleting records, fields and parts of rules.

use crate::app::actions::{edit_field, many};
use crate::app::input::row::RowTarget;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, State};
use crate::app::steps::key_focus::KeyFocus;
use crate::app::steps::marks::marked_noun;
use crate::document::Edit;
use crate::model::record::{Kind, Place};
use crate::model::rule_parts;

pub(crate) fn delete_row(state: &mut State, focus: &KeyFocus) -> Vec<Effect> {
    if focus.row.is_none() {
        return Vec::new();
    }
    match focus.target() {
        RowTarget::Record(place)
            if !matches!(place.kind, Kind::Settings | Kind::Data | Kind::Plan) =>
        {
            if let Some(why) = state.unmarked_refusal(place) {
                return state.refuse(why);
            }
            let all = state.marked_with(place);
            delete_records(state, focus, &all.unwrap_or_else(|| vec![place.clone()]))
        }
        RowTarget::Field(place, key) => {
            if let Some(why) = state.unmarked_refusal(place) {
                return state.refuse(why);
            }
            let many = state.marked_with(place).is_some();
            let effects = edit_field::set_at(state, focus, place, key, "");
            if !effects.is_empty() && !many {
                state.notify(NoticeLevel::Info, "Cleared; u brings it back");
            }
            effects
        }
        RowTarget::RulePart(at, index) => {
            let rule = rule_parts::rule_at(state.session(), at);
            let Some(part) = rule_parts::parts_of(&rule).get(*index).cloned() else {
                return Vec::new();
            };
            state.edit_at(
                focus,
                Edit::set_rule(at, &rule_parts::remove_part(&rule, &part)),
            )
        }
        RowTarget::SampleAnswer(sample, answer) => state.edit_at(
            focus,
            Edit::AnswerSample {
                sample: sample.clone(),
                reference: answer.clone(),
                holds: None,
            },
        ),
        _ => state.refuse("This can't be deleted"),
    }
}

/// Deletes records: one, or all that are marked.
fn delete_records(state: &mut State, focus: &KeyFocus, all: &[Place]) -> Vec<Effect> {
    let label = match all {
        [one] => state.session().title_of(one),
        _ => marked_noun(all),
    };
    let workshop = &state.session().workshop;
    let voter = all
        .iter()
        .find(|place| place.kind == Kind::Participant && workshop.has_voted(&place.id));
    if let Some(voter) = voter {
        let text = format!(
            "{} has voted, and the vote stays on record: x in a ballot marks somebody as absent",
            state.session().title_of(voter)
        );
        return state.warn(text);
    }
    let mut edits: Vec<Edit> = all
        .iter()
        .map(|at| Edit::Remove { at: at.clone() })
        .collect();
    let edit = if edits.len() == 1 {
        edits.remove(0)
    } else {
        let label = format!("delete {label}");
        match many::together(state.session(), all, edits, label) {
            Ok(many) => many.edit,
            Err(why) => return state.warn(why),
        }
    };
    let effects = state.edit_at(focus, edit);
    if !effects.is_empty() {
        let them = if all.len() == 1 { "it" } else { "them" };
        let text = format!("Deleted {label}; u brings {them} back");
        state.notify(NoticeLevel::Info, text);
        state
            .cursor_mut()
            .marked
            .retain(|place| !all.contains(place));
    }
    effects
}
