//! How several questions share one budget.
//!
//! At first each may take an equal part of what is left, among as many as may be to come: what easy
//! ones leave goes to those after them, and a hard one takes its part and no more. Then all is
//! asked once more: what was answered takes what it took before, and what wasn't shares the rest.
//! All of it is counted, so the same questions get the same answers in every run.

use rustc_hash::FxHashMap;

use super::unproved::ProofQuestion;
use crate::proof::{Cancel, ProofError};

/// Which question it was: what about, and how many there were about the same before.
type QuestionKey = (ProofQuestion, u64);

/// How several questions share one budget.
#[derive(Debug, Default)]
pub(super) struct BudgetShares {
    /// How many may be to come, this one included; the second time, of those without an answer.
    questions_to_come: u64,
    /// What each answered question took the first time, in steps; nothing the first time.
    first_steps: Option<FxHashMap<QuestionKey, u64>>,
    /// How much of that is still to be taken.
    reserved: u64,
    /// How often something was asked about.
    ask_counts: FxHashMap<ProofQuestion, u64>,
    /// What each answered question took this time.
    answered: FxHashMap<QuestionKey, u64>,
    /// How many got no answer this time.
    unanswered: u64,
}

impl BudgetShares {
    /// For so many questions, or nearly so.
    pub fn new(questions: u64) -> Self {
        Self {
            questions_to_come: questions,
            ..Self::default()
        }
    }

    /// For the same questions once more, with so many steps left; nothing where all were answered,
    /// where it would leave nothing for those that weren't, or the second time.
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

    /// Notes that at most so many are to come, since others turned out not to be asked.
    pub fn at_most(&mut self, questions: u64) {
        if self.first_steps.is_none() {
            self.questions_to_come = self.questions_to_come.min(questions);
        }
    }

    /// Asks a question within its share.
    pub fn ask<T>(
        &mut self,
        about: &ProofQuestion,
        cancel: &Cancel<'_>,
        question: impl FnOnce(&Cancel<'_>) -> Result<T, ProofError>,
    ) -> Result<T, ProofError> {
        let times = self.ask_counts.entry(about.clone()).or_default();
        let asked = (about.clone(), *times);
        *times += 1;
        let left = cancel.steps_left();
        let answer = cancel.with_steps(self.share(&asked, left), |own| question(own));
        if answer.is_ok() {
            self.answered.insert(asked, left - cancel.steps_left());
        } else {
            self.unanswered += 1;
        }
        answer
    }

    /// How many of the steps that are left a question may take.
    fn share(&mut self, asked: &QuestionKey, left: u64) -> u64 {
        let took = self.first_steps.as_ref().and_then(|took| took.get(asked));
        if let Some(took) = took {
            self.reserved -= took;
            return *took;
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

    /// Asks questions that take so many steps; which got an answer.
    fn asked(shares: &mut BudgetShares, cancel: &Cancel<'_>, steps: &[u64]) -> Vec<bool> {
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
            asked(&mut shares, &cancel, &steps),
            [true, false, true, true]
        );
        // Too little is left to ask all of it again.
        assert!(
            shares
                .second_round(cancel.steps_left())
                .is_some_and(|s| s.reserved == 360)
        );
        let mut shares = shares.second_round(361).expect("one step for the hard one");
        let cancel = Cancel::never().with_budget(Budget::new(361, 0));
        assert_eq!(
            asked(&mut shares, &cancel, &steps),
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
        let answered = asked(&mut shares, &cancel, &steps);
        assert_eq!(answered, [false, true, true, true, true, true, true, true]);
        assert_eq!(cancel.steps_left(), 1_000 - 125 - 70);
        let left = cancel.steps_left();
        let mut shares = shares.second_round(left).expect("one got no answer");
        assert_eq!(asked(&mut shares, &cancel, &steps), [true; 8]);
        assert!(shares.second_round(left).is_none());
    }
}
