//! Performs the effects of the workbench: journal, files, background tasks, publishing.
//!
//! `terminal` and `plain` own a [`Host`] and a [`State`] and loop: take a message, [`update`] the
//! state, [`Host::perform`] the effects, [`Host::poll`] for their results. `perform` writes the
//! journal before it returns, so before the next key is handled.

mod background_task;
mod clock_saver;
mod disagreement;
mod disk_status;
pub mod impact;
mod linked_edit;
mod loader;
mod missing_task;
mod open;
mod prover;
pub mod publish;
mod publisher;
mod recovery;
mod releases;
mod revision_task;
mod room_card;
mod saving;
mod scoring_task;
#[cfg(test)]
mod tests;
mod write_gate;

use std::collections::VecDeque;
use std::path::Path;
use std::time::{Duration, Instant, SystemTime};

use jiff::{Timestamp, Zoned};

use crate::app::dialogs::dialog::Dialog;
use crate::app::{Effect, Message, State, update};
use crate::model::Release;
use crate::store::{self, Digest, Journal, Lock, SessionFolder, StoreError, versions};

use background_task::Task;
use disagreement::DisagreementTask;
pub use disk_status::{DiskStatus, LockHolder, disk_status, restart_journal};
use linked_edit::LinkedEditTask;
use loader::Loader;
use missing_task::MissingTask;
pub use open::{OpenError, OpenedSession, is_only_journal, open, open_or_look, open_read_only};
use prover::Prover;
use publisher::{Publisher, RunningPublication};
use recovery::Recovery;
use revision_task::RevisionTask;
pub use room_card::RoomCardReader;
use saving::{ExpectedFile, file_stamp, start_journal};
use scoring_task::ScoringTask;
pub use write_gate::WriteGate;

/// Delay from an edit to writing session.yaml.
const SAVE_AFTER: Duration = Duration::from_millis(700);
/// Longest delay while edits keep coming.
const SAVE_AT_THE_LATEST: Duration = Duration::from_secs(10);
/// Interval between attempts to write what could not be written.
const RETRY_EVERY: Duration = Duration::from_secs(2);
/// Interval between syncs of the journal to disk and checks of session.yaml.
const POLL_EVERY: Duration = Duration::from_millis(900);

/// Everything outside the workbench that belongs to an open session.
pub struct Host {
    folder: SessionFolder,
    /// Present if the session may be changed.
    lock: Option<Lock>,
    journal: Option<Journal>,
    /// What was found on opening, until the room answers. Nothing is written until then.
    recovery: Option<Box<Recovery>>,
    /// Edits not in the journal yet, because of a full disk or an open question.
    unwritten: VecDeque<String>,
    /// Digest of session.yaml when it was last read or written.
    disk_digest: Digest,
    /// Modification time and size of session.yaml; its content is checked only if they change.
    file_stamp: Option<(SystemTime, u64)>,
    /// When the latest edit that is not in session.yaml was made.
    unsaved_since: Option<Instant>,
    /// When the first of these was made.
    first_unsaved: Option<Instant>,
    /// Whether the journal has records not synced to disk yet.
    unsynced: bool,
    last_poll: Instant,
    /// When writing was last retried.
    last_retry: Instant,
    /// Whether the room is being asked about a change by somebody else. Nothing is written
    /// meanwhile.
    awaiting_answer: bool,
    scoring_task: ScoringTask,
    loader: Loader,
    prover: Prover,
    disagreement_task: DisagreementTask,
    revision_task: RevisionTask,
    missing_task: MissingTask,
    linked_edit_task: LinkedEditTask,
    publisher: Publisher,
    /// The latest publication.
    publication: Option<RunningPublication>,
    /// The card that `accord room` shows.
    room_card: room_card::RoomCardWriter,
    /// Saves the time of a running clock in case of a kill.
    clock_saver: clock_saver::ClockSaver,
    /// Bells still to ring.
    bells: u32,
    quit: bool,
}

impl Host {
    /// Returns the session's folder.
    pub fn folder(&self) -> &SessionFolder {
        &self.folder
    }

    /// Whether the workbench asked to quit.
    pub fn is_done(&self) -> bool {
        self.quit
    }

    /// Whether any background task is still working.
    pub fn is_busy(&self) -> bool {
        let helpers: [&dyn Task; 8] = [
            &self.scoring_task,
            &self.loader,
            &self.prover,
            &self.disagreement_task,
            &self.revision_task,
            &self.missing_task,
            &self.linked_edit_task,
            &self.publisher,
        ];
        helpers.iter().any(|helper| helper.is_busy())
    }

    /// The background tasks, in the order in which their messages are taken.
    fn tasks(&mut self) -> [&mut dyn Task; 8] {
        [
            &mut self.scoring_task,
            &mut self.loader,
            &mut self.prover,
            &mut self.disagreement_task,
            &mut self.revision_task,
            &mut self.missing_task,
            &mut self.linked_edit_task,
            &mut self.publisher,
        ]
    }

    /// Whether the bell should have rung since the last call.
    pub fn take_bell(&mut self) -> bool {
        std::mem::take(&mut self.bells) > 0
    }

    /// Handles a message and everything that follows from it immediately.
    pub fn handle(&mut self, state: &mut State, message: Message) {
        let mut waiting = std::collections::VecDeque::from([message]);
        while let Some(message) = waiting.pop_front() {
            if matches!(
                message,
                Message::ChangedOnDisk(_) | Message::BrokenOnDisk(_)
            ) {
                self.awaiting_answer = true;
            }
            let effects = update(state, message);
            waiting.extend(self.perform(state, effects));
        }
    }

    /// Takes results of earlier effects and does what is due by time.
    pub fn poll(&mut self, state: &mut State) {
        let mut messages = Vec::new();
        for helper in self.tasks() {
            messages.extend(helper.take_messages());
        }
        self.handle_all(state, messages);
        self.notice_lost_publication(state);
        if self.journal.is_some() {
            self.room_card.update(state, &self.folder);
            self.clock_saver.save(state, &self.folder);
        }
        self.update_awaiting(state);
        let messages = self.retry_unwritten();
        self.handle_all(state, messages);
        if self.is_save_due(state) {
            let messages = self.save(state, ExpectedFile::Unchanged);
            self.handle_all(state, messages);
        }
        if self.last_poll.elapsed() >= POLL_EVERY {
            self.last_poll = Instant::now();
            let messages = self.check_private_folder(state);
            self.handle_all(state, messages);
            let messages = self.sync();
            self.handle_all(state, messages);
            let now = Timestamp::now();
            self.handle(
                state,
                Message::ClockTick {
                    now,
                    today: Zoned::now().date(),
                },
            );
            // What was confirmed is published before anything else is asked.
            if state.publishing.is_none()
                && let Some(message) = self.check_session_file()
            {
                self.handle(state, message);
            }
        }
    }

    /// Waits until all background tasks are done; for tests and the first frame.
    pub fn wait_idle(&mut self, state: &mut State, at_most: Duration) {
        let end = Instant::now() + at_most;
        // A result of one task may start another.
        while self.is_busy() && Instant::now() < end {
            let wait = Duration::from_millis(20);
            let busy = self.tasks().into_iter().find(|helper| helper.is_busy());
            let messages = busy.map(|helper| helper.wait_for_messages(wait));
            self.handle_all(state, messages.unwrap_or_default());
        }
    }

    /// Writes session.yaml if an edit is pending. Called however the program ends.
    pub fn close(&mut self, state: &mut State) {
        self.end_publishing(state);
        self.handle(state, Message::Leaving);
        self.room_card.remove(&self.folder);
        self.update_awaiting(state);
        if self.unsaved_since.is_some() && !self.awaiting_answer {
            let messages = self.save(state, ExpectedFile::Unchanged);
            self.handle_all(state, messages);
        }
        let messages = self.sync();
        self.handle_all(state, messages);
        if self.unwritten.is_empty() && self.journal.is_some() {
            self.clock_saver.remove(&self.folder);
        }
    }

    /// Returns how many edits could not be written and exist only in memory.
    pub fn unwritten(&self) -> usize {
        self.unwritten.len()
    }

    /// Whether edits are waiting for the answer to a question about session.yaml.
    pub fn is_awaiting_answer(&self) -> bool {
        self.awaiting_answer
    }

    /// Ends the wait for an answer once the question's dialog is closed.
    fn update_awaiting(&mut self, state: &State) {
        let ask = |o: &Dialog| matches!(o, Dialog::KeyQuestion(_));
        let open = state.dialogs.iter().any(ask) || self.recovery.is_some();
        self.awaiting_answer &= open;
    }

    fn handle_all(&mut self, state: &mut State, messages: Vec<Message>) {
        for message in messages {
            self.handle(state, message);
        }
    }

    /// Performs effects and returns the messages of those that complete immediately.
    pub fn perform(&mut self, state: &State, effects: Vec<Effect>) -> Vec<Message> {
        let mut messages = Vec::new();
        for effect in effects {
            match effect {
                Effect::Journal(entry) => {
                    self.save_signed(state, &entry);
                    messages.extend(self.append_edit(state, &entry));
                }
                Effect::Prove => self.prover.submit_latest(prover::ProofJob::of(state)),
                Effect::FindDisagreement {
                    generation,
                    sales,
                    marketing,
                } => self
                    .disagreement_task
                    .submit_latest(disagreement::DisagreementJob {
                        generation,
                        sales,
                        marketing,
                    }),
                Effect::FindMissing(lead) => self.missing_task.submit_latest(lead),
                Effect::WeighLinkedEdit {
                    generation,
                    moved,
                    offer,
                } => {
                    let job = linked_edit::LinkedEditJob::of(state, generation, moved, offer);
                    self.linked_edit_task.submit_latest(job);
                }
                Effect::Rescore => {
                    self.scoring_task
                        .submit_latest(scoring_task::ScoringJob::of(state));
                    if let Some(job) = revision_task::RevisionJob::of_draft(state) {
                        self.revision_task.submit_latest(job);
                    }
                }
                Effect::LoadData => {
                    self.loader.submit_latest(loader::LoadJob {
                        root: self.folder.root().to_path_buf(),
                        data: state.session().data.clone(),
                    });
                }
                Effect::UnfinishedText(draft) => self.write_draft(draft.as_deref().unwrap_or("")),
                Effect::Save => messages.extend(self.save(state, ExpectedFile::Unchanged)),
                Effect::SaveOverTheirs => {
                    self.awaiting_answer = false;
                    messages.extend(self.save(state, ExpectedFile::Anything));
                }
                Effect::KeepRecovered => messages.extend(self.keep_recovered(state)),
                Effect::DropRecovered => messages.extend(self.drop_recovered()),
                Effect::RecordUnreadReason(reason) => messages.extend(self.answer_unread(&reason)),
                Effect::Publish(sign_offs, overrides) => {
                    messages.extend(self.start_publishing(state, sign_offs, overrides));
                }
                Effect::StopPublishing => messages.extend(self.stop_publishing()),
                Effect::Version(request) => messages.extend(self.answer_browser(state, &request)),
                Effect::Bell => self.bells += 1,
                Effect::Quit => {
                    messages.extend(self.save_to_quit(state));
                }
            }
        }
        messages
    }
}

/// Returns the published versions, oldest first.
fn published_versions(folder: &SessionFolder) -> Result<Vec<Release>, StoreError> {
    versions::releases(folder)
}

/// Returns a path as people write it.
fn display_path(path: &Path) -> String {
    match store::home_folder().and_then(|home| path.strip_prefix(home).ok().map(Path::to_path_buf))
    {
        Some(rest) => format!("~/{}", rest.display()),
        None => path.display().to_string(),
    }
}
