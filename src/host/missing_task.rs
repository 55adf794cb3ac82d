//! Background search for what the lead on the screen lacks to qualify.
//!
//! Only the lead shown last matters: a new job cancels the one before it.

use super::background_task::{BackgroundTask, IsCancelled, Reply};
use crate::app::{JudgedLead, Message};
use crate::proof::{self, Budget, Cancel};

/// Handle of the search thread.
pub(super) type MissingTask = BackgroundTask<JudgedLead>;

/// Starts the thread, which ends when its handle is dropped.
pub(super) fn start() -> MissingTask {
    BackgroundTask::start("missing", work)
}

fn work(lead: JudgedLead, cancelled: IsCancelled<'_>, reply: Reply<'_>) {
    let cancel = Cancel::when(cancelled).with_budget(Budget::WAITING);
    let parts = proof::missing_parts(&lead.scorer, &lead.responses, &cancel);
    // What was cut short by a newer question only looks unsettled.
    if !cancelled() {
        reply(Message::MissingFound(lead, parts));
    }
}
