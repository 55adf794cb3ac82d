//! The arguer: finds beside the screen the lead on which two models differ most.

use std::sync::Arc;

use super::beside::{Beside, Cancelled, Tell};
use crate::app::Message;
use crate::model::Definition;
use crate::proof::{self, Argument, Budget, Cancel, ProofError};

/// Two models to compare.
pub(super) struct Job {
    /// The number of the definition, which the answer carries.
    pub generation: u64,
    /// What Sales' middles make.
    pub sales: Arc<Definition>,
    /// What Marketing's middles make.
    pub marketing: Arc<Definition>,
}

/// The arguer's handle.
pub(super) type Arguer = Beside<Job>;

/// Starts it; it ends with its handle.
pub(super) fn start() -> Arguer {
    Beside::start("arguer", |job, cancelled, tell| work(&job, cancelled, tell))
}

fn work(job: &Job, cancelled: Cancelled<'_>, tell: Tell<'_>) {
    let found = argue(&job.sales, &job.marketing, cancelled);
    if !cancelled() {
        tell(Message::Argued(job.generation, found));
    }
}

/// The lead on which two models differ most, if it is found within the budget of those who wait.
fn argue(
    first: &Definition,
    second: &Definition,
    cancelled: Cancelled<'_>,
) -> Result<Option<Argument>, String> {
    let cancel = Cancel::when(cancelled).within(Budget::WAITING);
    let found = proof::argument(first, second, &cancel);
    found.map_err(|why| match why {
        ProofError::Cancelled => why.to_string(),
        ProofError::TooLarge(why) => {
            let budget = Budget::WAITING;
            format!("the lead you differ on most wasn't found within {budget}: {why}")
        }
    })
}
