//! The arguer: finds beside the screen the lead on which two models differ most.

use std::sync::Arc;

use super::background_task::{BackgroundTask, IsCancelled, Reply};
use crate::app::Message;
use crate::model::Definition;
use crate::proof::{self, Budget, Cancel, Disagreement, ProofError};

/// Two models to compare.
pub(super) struct DisagreementJob {
    /// The number of the definition, which the answer carries.
    pub generation: u64,
    /// What Sales' middles make.
    pub sales: Arc<Definition>,
    /// What Marketing's middles make.
    pub marketing: Arc<Definition>,
}

/// The arguer's handle.
pub(super) type DisagreementTask = BackgroundTask<DisagreementJob>;

/// Starts it; it ends with its handle.
pub(super) fn start() -> DisagreementTask {
    BackgroundTask::start("arguer", |job, cancelled, reply| {
        work(&job, cancelled, reply)
    })
}

fn work(job: &DisagreementJob, cancelled: IsCancelled<'_>, reply: Reply<'_>) {
    let found = largest_disagreement(&job.sales, &job.marketing, cancelled);
    if !cancelled() {
        reply(Message::DisagreementFound(job.generation, found));
    }
}

/// The lead on which two models differ most, if it is found within the budget of those who wait.
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
