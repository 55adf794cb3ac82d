//! Divides one budget among several questions.
//!
//! In the first round each question may use an equal share of what is left, given how many may
//! still come: easy ones leave more for those after them, and a hard one takes its share and no
//! more. In the second round everything is asked again: answered questions get the steps they used
//! before, and the unanswered ones share the rest. All of it is counted in steps, so the same
//! questions get the same answers in every run.

use rustc_hash::FxHashMap;

use super::unproved::ProofQuestion;
use crate::proof::{Cancel, ProofError};

/// Identifies a question: its subject, and how many questions with that subject came before.
type QuestionKey = (ProofQuestion, u64);

/// Shares of one budget for several questions.
#[derive(Debug, Default)]
pub(super) struct BudgetShares {
    /// How many questions may still come, including this one; in the second round, unanswered ones
    /// only.
    questions_to_come: u64,
    /// The steps each answered question used in the first round; `None` during the first round.
    first_steps: Option<FxHashMap<QuestionKey, u64>>,
    /// The part of those steps that hasn't been used yet.
    reserved: u64,
    /// How many times each subject has been asked about.
    ask_counts: FxHashMap<ProofQuestion, u64>,
    /// The steps each answered question used in this round.
    answered: FxHashMap<QuestionKey, u64>,
    /// How many questions went unanswered in this round.
    unanswered: u64,
}

impl BudgetShares {
    /// Creates shares for about `questions` questions.
    pub fn new(questions: u64) -> Self {
        Self {
            questions_to_come: questions,
            ..Self::default()
        }
    }

    /// Creates shares for a second round with `left` steps. `None` if everything was answered, if
    /// nothing would be left for the unanswered questions, or after the second round.
    pub fn second_round(&self, left: u64) -> Option<Self> {
        let reserved = self.answered.values().sum();
        let first = self.first_steps.is_none() && self.unanswered > 0 && left > reserved;
        first.then(|| Self {
            questions_to_come: self.unanswered,
            first_steps: Some(self.answered.clone()),
            reserved,
            ..Self::default()
        })
    }

    /// Lowers the number of questions to come, since some turned out to be unnecessary.
    pub fn at_most(&mut self, questions: u64) {
        if self.first_steps.is_none() {
            self.questions_to_come = self.questions_to_come.min(questions);
        }
    }

    /// Asks a question within its share of the budget.
    pub fn ask<T>(
        &mut self,
        about: &ProofQuestion,
        cancel: &Cancel<'_>,
        question: impl FnOnce(&Cancel<'_>) -> Result<T, ProofError>,
    ) -> Result<T, ProofError> {
        let times = self.ask_counts.entry(about.clone()).or_default();
        let key = (about.clone(), *times);
        *times += 1;
        let left = cancel.steps_left();
        let answer = cancel.with_steps(self.share(&key, left), |own| question(own));
        if answer.is_ok() {
            self.answered.insert(key, left - cancel.steps_left());
        } else {
            self.unanswered += 1;
        }
        answer
    }

    /// Returns how many of the steps left a question may use.
    fn share(&mut self, key: &QuestionKey, left: u64) -> u64 {
        let used = self.first_steps.as_ref().and_then(|used| used.get(key));
        if let Some(used) = used {
            self.reserved -= used;
            return *used;
        }
        let shares = self.questions_to_come.max(1);
        self.questions_to_come = shares - 1;
        left.saturating_sub(self.reserved) / shares
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::Budget;

    /// Asks questions that take these numbers of steps; returns which were answered.
    fn answered_each(shares: &mut BudgetShares, cancel: &Cancel<'_>, steps: &[u64]) -> Vec<bool> {
        let ask = |(n, steps): (usize, &u64)| {
            let about = ProofQuestion::about_one("whether {} is so", ["a", "b", "c", "d"][n % 4]);
            shares.ask(&about, cancel, |own| own.spend(*steps)).is_ok()
        };
        steps.iter().enumerate().map(ask).collect()
    }

    #[test]
    fn what_was_answered_is_answered_again() {
        let cancel = Cancel::never().with_budget(Budget::new(1_000, 0));
        let mut shares = BudgetShares::new(4);
        let steps = [250, 600, 100, 10];
        assert_eq!(
            answered_each(&mut shares, &cancel, &steps),
            [true, false, true, true]
        );
        // Too little is left to ask everything again.
        assert!(
            shares
                .second_round(cancel.steps_left())
                .is_some_and(|s| s.reserved == 360)
        );
        let mut shares = shares.second_round(361).expect("one step for the hard one");
        let cancel = Cancel::never().with_budget(Budget::new(361, 0));
        assert_eq!(
            answered_each(&mut shares, &cancel, &steps),
            [true, false, true, true]
        );
        assert_eq!(cancel.steps_left(), 0);
        assert!(
            BudgetShares::new(4).second_round(1_000).is_none(),
            "nothing was unanswered"
        );
    }

    #[test]
    fn a_hard_question_leaves_the_others_theirs_and_gets_what_they_leave() {
        let cancel = Cancel::never().with_budget(Budget::new(1_000, 0));
        let mut shares = BudgetShares::new(8);
        let steps = [400, 10, 10, 10, 10, 10, 10, 10];
        let answered = answered_each(&mut shares, &cancel, &steps);
        assert_eq!(answered, [false, true, true, true, true, true, true, true]);
        assert_eq!(cancel.steps_left(), 1_000 - 125 - 70);
        let left = cancel.steps_left();
        let mut shares = shares.second_round(left).expect("one got no answer");
        assert_eq!(answered_each(&mut shares, &cancel, &steps), [true; 8]);
        assert!(shares.second_round(left).is_none());
    }
}
