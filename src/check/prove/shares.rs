//! How several questions share one budget.
//!
//! At first each may take an equal part of what is left, among as many as may be to come: what easy
//! ones leave goes to those after them, and a hard one takes its part and no more. Then all is asked
//! once more, and those that got no answer share what is left. Everything is counted, so the same
//! questions get the same answers in every run.

use rustc_hash::FxHashMap;

use super::unproved::About;
use crate::proof::{Cancel, ProofError};

/// Which question it was: what about, and how many there were about the same before.
type Asked = (About, u64);

/// How several questions share one budget.
#[derive(Debug, Default)]
pub(super) struct Shares {
    /// How many may be to come, this one included.
    to_come: u64,
    /// Those that got no answer the first time; nothing the first time.
    hard: Option<Vec<Asked>>,
    /// How many of those are to come.
    hard_to_come: u64,
    /// How often something was asked about.
    times: FxHashMap<About, u64>,
    /// Those that got no answer this time.
    unanswered: Vec<Asked>,
}

impl Shares {
    /// For so many questions, or nearly so.
    pub fn of(questions: u64) -> Self {
        Self {
            to_come: questions,
            ..Self::default()
        }
    }

    /// For the same questions once more; nothing where all were answered, or this was the second
    /// time.
    pub fn again(&self) -> Option<Self> {
        let first = self.hard.is_none() && !self.unanswered.is_empty();
        first.then(|| Self {
            hard: Some(self.unanswered.clone()),
            hard_to_come: self.unanswered.len() as u64,
            ..Self::default()
        })
    }

    /// Notes that at most so many are to come, since others turned out not to be asked.
    pub fn at_most(&mut self, questions: u64) {
        self.to_come = self.to_come.min(questions);
    }

    /// Asks a question within its share.
    pub fn ask<T>(
        &mut self,
        about: &About,
        cancel: &Cancel<'_>,
        question: impl FnOnce(&Cancel<'_>) -> Result<T, ProofError>,
    ) -> Result<T, ProofError> {
        let times = self.times.entry(about.clone()).or_default();
        let asked = (about.clone(), *times);
        *times += 1;
        let answer = cancel.share(self.share(&asked), question);
        if matches!(answer, Err(ProofError::TooLarge(_))) {
            self.unanswered.push(asked);
        }
        answer
    }

    /// One of how many shares a question may take.
    fn share(&mut self, asked: &Asked) -> u64 {
        let Some(hard) = &self.hard else {
            let shares = self.to_come;
            self.to_come = shares.saturating_sub(1);
            return shares;
        };
        if hard.contains(asked) {
            let shares = self.hard_to_come;
            self.hard_to_come = shares.saturating_sub(1);
            // Those that are easy come in between, and take little.
            return shares + 1;
        }
        2 * (self.hard_to_come + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::Budget;

    /// Asks questions that take so many steps; which got an answer.
    fn asked(shares: &mut Shares, cancel: &Cancel<'_>, steps: &[u64]) -> Vec<bool> {
        let ask = |(n, steps): (usize, &u64)| {
            let about = About::one("whether {} is so", ["a", "b", "c", "d"][n % 4]);
            shares.ask(&about, cancel, |own| own.spend(*steps)).is_ok()
        };
        steps.iter().enumerate().map(ask).collect()
    }

    #[test]
    fn a_hard_question_leaves_the_others_theirs_and_gets_what_they_leave() {
        let cancel = Cancel::never().within(Budget::new(1_000, 0));
        let mut shares = Shares::of(8);
        let steps = [400, 10, 10, 10, 10, 10, 10, 10];
        let answered = asked(&mut shares, &cancel, &steps);
        assert_eq!(answered, [false, true, true, true, true, true, true, true]);
        assert_eq!(cancel.steps_left(), 1_000 - 125 - 70);
        let mut shares = shares.again().expect("one got no answer");
        assert_eq!(asked(&mut shares, &cancel, &steps), [true; 8]);
        assert!(shares.again().is_none());
    }
}
