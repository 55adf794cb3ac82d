//! The option for the proof budget, shared by `check`, `diff` and `publish`.

use crate::proof::Budget;

/// The budget for proofs.
#[derive(clap::Args)]
pub(super) struct ProofArgs {
    /// Budget for proofs, in millions of steps
    ///
    /// Steps are counted, not seconds, so the answer is the same on every machine; 4,000 million take
    /// at most about half a minute on an ordinary laptop. Tables take at most 1 GB. What isn't proved
    /// within that is listed, and the version's number then errs on the high side.
    #[arg(long, value_name = "MILLIONS", default_value_t = 4000)]
    #[arg(value_parser = clap::value_parser!(u64).range(1..=1_000_000_000))]
    budget: u64,
}

impl ProofArgs {
    /// Returns the budget.
    pub fn budget(&self) -> Budget {
        Budget::million_steps(self.budget)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_budget_is_that_of_a_command() {
        assert_eq!(ProofArgs { budget: 4000 }.budget(), Budget::COMMAND);
    }
}
