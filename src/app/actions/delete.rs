//! Deleting records, fields and parts of rules.

use crate::app::input::row::RowTarget;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, State};
use crate::app::steps::key_focus::KeyFocus;
use crate::document::Edit;
use crate::model::record::Kind;
use crate::model::rule_parts;

pub(crate) fn delete_row(state: &mut State, focus: &KeyFocus) -> Vec<Effect> {
    if focus.row.is_none() {
        return Vec::new();
    }
    match focus.target() {
        RowTarget::Record(place) if !matches!(place.kind, Kind::Settings | Kind::Data) => {
            let label = state.session().title_of(place);
            if place.kind == Kind::Participant && state.session().workshop.has_voted(&place.id) {
                let text = format!(
                    "{label} has voted, and the vote stays on record: x in a ballot marks somebody as absent"
                );
                return state.warn(text);
            }
            let effects = state.edit_at(focus, Edit::Remove { at: place.clone() });
            if !effects.is_empty() {
                state.notify(
                    NoticeLevel::Info,
                    format!("Deleted {label}; u brings it back"),
                );
            }
            effects
        }
        RowTarget::Field(place, key) => {
            let effects = state.edit_at(focus, Edit::set(place, key, ""));
            if !effects.is_empty() {
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
