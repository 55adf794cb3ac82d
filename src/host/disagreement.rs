//! Background search for the lead on which the two sides' models differ most.

use std::sync::Arc;

use super::background_task::{BackgroundTask, IsCancelled, Reply};
use crate::app::Message;
use crate::model::Definition;
use crate::proof::{self, Budget, Cancel, Disagreement, ProofError};

/// The two models to compare.
pub(super) struct DisagreementJob {
    /// Generation of the definition, returned with the result.
    pub generation: u64,
    /// The model made from Sales' median estimates.
    pub sales: Arc<Definition>,
    /// The model made from Marketing's median estimates.
    pub marketing: Arc<Definition>,
}

/// Handle of the search thread.
pub(super) type DisagreementTask = BackgroundTask<DisagreementJob>;

/// Starts the thread, which ends when its handle is dropped.
pub(super) fn start() -> DisagreementTask {
    BackgroundTask::start("arguer", |job, cancelled, reply| {
        work(&job, cancelled, reply);
    })
}

fn work(job: &DisagreementJob, cancelled: IsCancelled<'_>, reply: Reply<'_>) {
    let found = largest_disagreement(&job.sales, &job.marketing, cancelled);
    if !cancelled() {
        reply(Message::DisagreementFound(job.generation, found));
    }
}

/// Returns the lead on which the models differ most, if it is found within the interactive budget.
fn largest_disagreement(
    first: &Definition,
    second: &Definition,
    cancelled: IsCancelled<'_>,
) -> Result<Option<Disagreement>, String> {
    let cancel = Cancel::when(cancelled).with_budget(Budget::WAITING);
    let found = proof::largest_disagreement(first, second, &cancel);
    found.map_err(|why| match why {
        ProofError::Cancelled => why.to_string(),
        ProofError::TooLarge(why) => {
            let budget = Budget::WAITING;
            format!("the lead you differ on most wasn't found within {budget}: {why}")
        }
    })
}
