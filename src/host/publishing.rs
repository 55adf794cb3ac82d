//! Starts, stops and awaits a publication.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use super::background_task::Task;
use super::publisher::{PublishJob, RunningPublication};
use super::running::Host;
use super::saving::ExpectedFile;
use super::write_gate::WriteGate;
use crate::app::steps::revision_view::announced_number;
use crate::app::{Message, State};
use crate::model::SignOff;
use crate::proof::Budget;
use crate::release::{PublishOverrides, PublishRequest};

impl Host {
    /// Saves the session and starts to publish it. The result comes as a message later.
    pub(super) fn start_publishing(
        &mut self,
        state: &State,
        sign_offs: Vec<SignOff>,
        overrides: PublishOverrides,
    ) -> Vec<Message> {
        if self.recovery.is_some() {
            let why = "First decide what happens to the changes found at opening";
            return vec![Message::Published(Err(why.into()))];
        }
        if state.publishing.is_some() {
            return Vec::new();
        }
        let mut messages = self.save(state, ExpectedFile::Unchanged);
        if !messages.iter().all(|m| matches!(m, Message::Saved(Ok(())))) {
            return messages;
        }
        let request = publish_request(state, sign_offs, overrides);
        let gate = Arc::new(WriteGate::default());
        messages.push(Message::Publishing(request.announced));
        self.publication = Some(RunningPublication(gate.clone()));
        self.publisher.submit(PublishJob {
            folder: self.folder.clone(),
            request,
            gate,
        });
        messages
    }

    /// Stops a publication, if nothing of it is being written yet.
    pub(super) fn stop_publishing(&mut self) -> Option<Message> {
        let publication = self.publication.as_ref()?;
        publication.0.stop().then_some(Message::PublishingStopped)
    }

    /// Waits until a publication under way is over.
    pub fn await_publication(&mut self, state: &mut State) {
        while state.publishing.is_some() {
            let messages = self.publisher.wait_for_messages(Duration::from_secs(1));
            self.handle_all(state, messages);
            self.notice_lost_publication(state);
        }
    }

    /// Stops a publication, or waits for what is being written.
    pub(super) fn end_publishing(&mut self, state: &mut State) {
        if state.publishing.is_some() {
            let stopped = self.stop_publishing();
            self.handle_all(state, stopped.into_iter().collect());
            self.await_publication(state);
        }
    }

    /// Ends a publication whose thread died, so that the session can be changed again.
    pub(super) fn notice_lost_publication(&mut self, state: &mut State) {
        if state.publishing.is_some() && !self.publisher.is_busy() {
            let why = "Publishing failed unexpectedly: quit, open the session again, and see with R whether the version is there";
            self.handle(state, Message::Published(Err(why.into())));
        }
    }
}

fn publish_request(
    state: &State,
    sign_offs: Vec<SignOff>,
    overrides: PublishOverrides,
) -> PublishRequest {
    let revised = &state.draft_revision;
    let present = revised.done && revised.generation == state.generation;
    let asked = overrides.bump.as_ref().map(|asked| asked.bump);
    PublishRequest {
        session: state.session().clone(),
        sign_offs,
        announced: announced_number(state, asked),
        overrides,
        // Somebody is waiting at the screen, and this budget gives the number shown there.
        budget: Budget::WAITING,
        impacts: present.then(|| revised.impacts.clone()),
        now: Timestamp::now(),
        today: state.today,
        time_zone: state.time_zone.clone(),
    }
}
