//! Background publishing: the work beside the screen. `publishing` starts, stops and awaits it.
//!
//! What is published is the session as it was confirmed: nothing that would be published can be
//! changed meanwhile ([`State::publishing`](crate::app::State::publishing)).

use std::sync::Arc;

use super::background_task::{BackgroundTask, IsCancelled, Reply};
use super::publish::{PublishRefused, publish};
use super::write_gate::WriteGate;
use crate::app::Message;
use crate::release::{Blocker, PublishRequest};
use crate::store::SessionFolder;

/// A version to publish.
pub(super) struct PublishJob {
    pub folder: SessionFolder,
    pub request: PublishRequest,
    pub gate: Arc<WriteGate>,
}

/// Handle of the publishing thread.
pub(super) type Publisher = BackgroundTask<PublishJob>;

/// A publication under way. Dropping it stops the work, unless it is being written.
pub(super) struct RunningPublication(pub Arc<WriteGate>);

impl Drop for RunningPublication {
    fn drop(&mut self) {
        self.0.stop();
    }
}

/// Starts the thread, which ends when its handle is dropped.
pub(super) fn start() -> Publisher {
    BackgroundTask::start("publisher", work)
}

fn work(job: PublishJob, _: IsCancelled<'_>, reply: Reply<'_>) {
    let PublishJob {
        folder,
        request,
        gate,
    } = job;
    let result = publish(&folder, &request, &gate);
    // Whoever stopped it was answered already.
    if !gate.pass() {
        return;
    }
    match result {
        Ok(published) => {
            reply(Message::Published(Ok(Box::new(published.release))));
            if let Some(warning) = published.warning {
                reply(Message::ReadFailed(warning));
            }
        }
        Err(PublishRefused::Blocked(why @ Blocker::AlteredVersions(_))) => {
            let larger = request.overrides.bump;
            reply(Message::VersionAltered(why.to_string(), larger));
        }
        Err(why) => reply(Message::Published(Err(why.to_string()))),
    }
}
