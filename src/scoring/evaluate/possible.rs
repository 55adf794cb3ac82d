//! Enumerates every possible lead of a definition, the population that displayed counts cover.

use super::{Responses, Truth};
use crate::model::Combine;
use crate::scoring::compile::Scorer;

/// An iterator over the possible leads of a definition: exactly one answer of each `one-of`
/// criterion (or none, if it has no `otherwise`), and any subset of answers of every other.
///
/// The last criterion varies fastest. A criterion starts with no answer holding, if that is
/// possible.
#[derive(Clone, Debug)]
pub struct PossibleLeads<'a> {
    scorer: &'a Scorer,
    states: Vec<u64>,
    done: bool,
}

impl Scorer {
    /// Returns an iterator over every possible lead.
    pub fn possible_leads(&self) -> PossibleLeads<'_> {
        PossibleLeads {
            scorer: self,
            states: vec![0; self.criteria.len()],
            done: false,
        }
    }

    /// Returns the number of possible leads, or `None` on overflow.
    pub fn possible_count(&self) -> Option<u128> {
        (0..self.criteria.len()).try_fold(1_u128, |n, c| n.checked_mul(self.state_count(c)?.into()))
    }

    /// Returns the number of states of a criterion, or `None` on overflow.
    fn state_count(&self, criterion: usize) -> Option<u64> {
        let part = &self.criteria[criterion];
        let answers = u32::try_from(part.answers.len()).ok()?;
        match part.combine {
            Combine::OneOf => Some(u64::from(answers) + u64::from(part.otherwise.is_none())),
            Combine::Highest | Combine::Sum => 1_u64.checked_shl(answers),
        }
    }

    /// Returns whether an answer holds in a state of its criterion.
    fn holds_in(&self, criterion: usize, state: u64, answer: usize) -> bool {
        let part = &self.criteria[criterion];
        match (part.combine, part.otherwise) {
            (Combine::OneOf, Some(_)) => state == answer as u64,
            (Combine::OneOf, None) => state == answer as u64 + 1,
            _ => state.checked_shr(answer as u32).unwrap_or(0) & 1 == 1,
        }
    }
}

impl Iterator for PossibleLeads<'_> {
    type Item = Responses;

    fn next(&mut self) -> Option<Responses> {
        if self.done {
            return None;
        }
        let mut responses = Responses::uniform(self.scorer, Truth::No);
        for (c, state) in self.states.iter().enumerate() {
            for l in 0..self.scorer.answer_count(c) {
                if self.scorer.holds_in(c, *state, l) {
                    responses.set(c, l, Truth::Yes);
                }
            }
        }
        self.done = true;
        for c in (0..self.states.len()).rev() {
            self.states[c] += 1;
            // A state count that overflows is never exhausted.
            if self
                .scorer
                .state_count(c)
                .is_none_or(|n| self.states[c] < n)
            {
                self.done = false;
                break;
            }
            self.states[c] = 0;
        }
        Some(responses)
    }
}
