//! The option for the proof budget, shared by `check`, `diff` and `publish`.

use crate::proof::Budget;

/// The budget for proofs.
#[derive(clap::Args)]
pub(super) struct ProofArgs {
    /// How many million steps the proofs may take
    ///
    /// Steps are counted, so the answer is the same on every machine; 4000 million take about half a
    /// minute at most on an ordinary laptop. Tables take 1 GB at most. What isn't proved within that
    /// is named, and a version's number is then on the high side.
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
