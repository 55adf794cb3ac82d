//! The answers of sample leads.

use crate::app::state::workbench::State;
use crate::model::{Id, Reference};

/// Returns whether an answer holds for a sample lead; `None` if it isn't known.
pub fn sample_answer(state: &State, sample: &Id, answer: &Reference) -> Option<bool> {
    let sample = state.session().samples.iter().find(|s| s.id == *sample)?;
    match (sample.yes.contains(answer), sample.no.contains(answer)) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}
