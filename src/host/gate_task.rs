//! Background work for the templates of the hand-off rule: the same leads scored with each of
//! them. A new job cancels the one before it.

use std::sync::Arc;

use super::background_task::{BackgroundTask, IsCancelled, Reply};
use crate::app::state::gates::GateVolume;
use crate::app::{Message, State};
use crate::evidence::LeadSummary;
use crate::model::Definition;

/// Definitions that differ in the hand-off's rule.
pub(super) struct GateJob {
    /// Number of the request, returned with the results.
    serial: u64,
    /// The leads as they were last scored.
    outlook: Option<Arc<LeadSummary>>,
    definitions: Vec<Arc<Definition>>,
}

/// Handle of the thread.
pub(super) type GateTask = BackgroundTask<GateJob>;

/// Starts the thread, which ends when its handle is dropped.
pub(super) fn start() -> GateTask {
    BackgroundTask::start("gates", |job, cancelled, reply| {
        work(&job, cancelled, reply);
    })
}

impl GateJob {
    /// A job for the leads as they were last scored.
    pub fn of(state: &State, serial: u64, definitions: Vec<Arc<Definition>>) -> Self {
        Self {
            serial,
            outlook: state.outlook.clone(),
            definitions,
        }
    }
}

/// Replies as each rule is scored, so that many leads show their first figures early.
fn work(job: &GateJob, cancelled: IsCancelled<'_>, reply: Reply<'_>) {
    let Some(outlook) = job.outlook.as_ref().filter(|o| o.has_named_leads()) else {
        return;
    };
    let mut volumes = vec![GateVolume::default(); job.definitions.len()];
    for (n, definition) in job.definitions.iter().enumerate() {
        if cancelled() {
            return;
        }
        let scored = outlook.rescored(definition);
        volumes[n].qualify = scored.map(|s| (s.tally.qualify, s.tally.leads));
        reply(Message::GatesWeighed(job.serial, volumes.clone()));
    }
}
