//! Ticking answers of sample leads.

use crate::app::actions::edit_field;
use crate::app::input::row::RowTarget;
use crate::app::state::message::Effect;
use crate::app::state::workbench::State;
use crate::app::steps::key_focus::KeyFocus;
use crate::app::steps::sample_answers::sample_answer;
use crate::document::Edit;
use crate::model::{Id, Reference};

/// Chooses the answer of a sample lead's criterion by its number, 0 for none of them, and goes on to
/// the next criterion.
pub(crate) fn choose_answer(
    state: &mut State,
    sample: &Id,
    answer: &Reference,
    digit: u8,
) -> Vec<Effect> {
    let (rows, _) = state.detail();
    let answers = rows.iter().filter_map(|row| match &row.target {
        RowTarget::SampleAnswer(_, reference) => Some(reference),
        _ => None,
    });
    let of_criterion: Vec<&Reference> = answers
        .clone()
        .filter(|reference| reference.criterion == answer.criterion)
        .collect();
    let title = state
        .session()
        .definition
        .criterion(answer.criterion.as_str());
    let title = title.map_or_else(String::new, |criterion| criterion.name.clone());
    let edits = match usize::from(digit).checked_sub(1) {
        None => of_criterion
            .iter()
            .map(|r| holds(sample, r, false))
            .collect(),
        Some(index) => {
            let Some(reference) = of_criterion.get(index) else {
                let text = format!("{title} has no answer {digit}; :{digit} goes to step {digit}");
                return state.refuse(text);
            };
            vec![holds(sample, reference, true)]
        }
    };
    let next = answers
        .skip_while(|reference| reference.criterion != answer.criterion)
        .find(|reference| reference.criterion != answer.criterion);
    let next = next.map(|next| RowTarget::SampleAnswer(sample.clone(), next.clone()));
    let label = format!("answer {title}");
    let changed = state.edit_in_detail(Edit::Several { label, edits });
    let (rows, _) = changed.detail.unwrap_or_else(|| state.detail());
    if let Some(at) = next.and_then(|next| rows.iter().position(|row| row.target == next)) {
        state.cursor_mut().detail_row = at;
    }
    changed.effects
}

fn holds(sample: &Id, reference: &Reference, holds: bool) -> Edit {
    Edit::AnswerSample {
        sample: sample.clone(),
        reference: reference.clone(),
        holds: Some(holds),
    }
}

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
