//! Ticking answers of sample leads.

use crate::app::actions::edit_field;
use crate::app::input::row::RowTarget;
use crate::app::state::message::Effect;
use crate::app::state::workbench::State;
use crate::app::steps::key_focus::KeyFocus;
use crate::app::steps::sample_answers::sample_answer;
use crate::document::Edit;

/// Handles Space on a row: cycles answers through yes, no and not known, flips flags, opens the
/// rest.
pub(crate) fn answer_sample(state: &mut State, focus: &KeyFocus) -> Vec<Effect> {
    match focus.target() {
        RowTarget::SampleAnswer(sample, answer) => {
            let next = match sample_answer(state, sample, answer) {
                None => Some(true),
                Some(true) => Some(false),
                Some(false) => None,
            };
            let edit = Edit::AnswerSample {
                sample: sample.clone(),
                reference: answer.clone(),
                holds: next,
            };
            state.edit_at(focus, edit)
        }
        RowTarget::Field(place, key) => edit_field::open_field(state, focus, place, key),
        _ => Vec::new(),
    }
}
