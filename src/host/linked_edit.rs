//! Background scoring for the offer of a linked edit: what it would change for the leads, and what
//! changes without it.
//!
//! Only the newest offer matters: a new job cancels the one before it.

use std::sync::Arc;

use super::background_task::{BackgroundTask, IsCancelled, Reply};
use crate::app::{Message, State};
use crate::evidence::LeadSummary;
use crate::model::Definition;

/// The most recorded leads that are scored for an offer: about a second. With more, it is made
/// without saying what would change.
const MAX_LEADS: usize = 10_000_000;

/// An offer to weigh.
pub(super) struct LinkedEditJob {
    /// Generation of the definition, returned with the result.
    generation: u64,
    /// What the model said before the number moved.
    outlook: Option<Arc<LeadSummary>>,
    /// The definition without the linked edit.
    kept: Arc<Definition>,
    /// The definition with it.
    moved: Arc<Definition>,
    /// The question, without what would change.
    offer: String,
}

/// Handle of the scoring thread.
pub(super) type LinkedEditTask = BackgroundTask<LinkedEditJob>;

/// Starts the thread, which ends when its handle is dropped.
pub(super) fn start() -> LinkedEditTask {
    BackgroundTask::start("weigher", |job, cancelled, reply| {
        work(&job, cancelled, reply);
    })
}

impl LinkedEditJob {
    /// A job for the leads as they were last scored.
    pub fn of(state: &State, generation: u64, moved: Arc<Definition>, offer: String) -> Self {
        Self {
            generation,
            outlook: state.outlook.clone(),
            kept: state.session().definition.clone(),
            moved,
            offer,
        }
    }
}

fn work(job: &LinkedEditJob, cancelled: IsCancelled<'_>, reply: Reply<'_>) {
    let consequence = |definition: &Definition| {
        let few = |outlook: &&Arc<LeadSummary>| outlook.recorded_count() <= MAX_LEADS;
        let outlook = job.outlook.as_ref().filter(few)?;
        let rescored = (!cancelled()).then(|| outlook.rescored(definition))??;
        Some(rescored.reclassified_text(outlook))
    };
    let question = match (consequence(&job.kept), consequence(&job.moved)) {
        (Some(without), Some(with)) => format!("{} ({with}); otherwise: {without}", job.offer),
        _ => job.offer.clone(),
    };
    if !cancelled() {
        reply(Message::LinkedEditWeighed(job.generation, question));
    }
}
