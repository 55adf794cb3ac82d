//! Where a lead ends up if it gives no further answers.

use crate::scoring::compiled_model::held_answers;
use crate::scoring::{Responses, Scorer};

/// An answer: its criterion, and its index among that criterion's answers.
pub(super) type AnswerIndex = (usize, usize);

/// The state a lead would end in if it gave no further answers.
pub(super) struct FinalResponses<'a> {
    pub scorer: &'a Scorer,
    pub responses: &'a Responses,
}

impl<'a> FinalResponses<'a> {
    /// Returns whether an answer holds in the final state.
    pub(super) fn holds(&self, criterion: usize, answer: usize) -> bool {
        let fallback = self.scorer.fallback_answer(criterion, self.responses);
        fallback == Some(answer) || self.held_answers(criterion).any(|l| l == answer)
    }

    /// Returns the answers of a criterion that hold now.
    fn held_answers(&self, criterion: usize) -> impl Iterator<Item = usize> + 'a {
        let combine = self.scorer.criteria()[criterion].combine;
        held_answers(combine, self.responses.criterion_truths(criterion))
    }

    /// Returns the points a criterion counts in the final state; `None` if no answer of it holds.
    pub(super) fn criterion_points(&self, criterion: usize) -> Option<i64> {
        let fallback = self.scorer.fallback_answer(criterion, self.responses);
        let mut answers = self.held_answers(criterion).chain(fallback).peekable();
        answers.peek()?;
        Some(self.scorer.points_for(criterion, answers))
    }
}
