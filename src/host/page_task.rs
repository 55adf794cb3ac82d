//! Makes pages of figures of many leads in the background. Only the page on the screen matters: a
//! new job replaces the one before it.

use std::sync::Arc;

use super::background_task::BackgroundTask;
use crate::app::Message;
use crate::app::state::pages::PageJob;

/// Handle of the thread.
pub(super) type PageTask = BackgroundTask<Box<PageJob>>;

/// Starts the thread, which ends when its handle is dropped.
pub(super) fn start() -> PageTask {
    BackgroundTask::start("pages", |job: Box<PageJob>, cancelled, reply| {
        let section = Arc::new(job.make());
        if !cancelled() {
            reply(Message::PageMade(job, section));
        }
    })
}
