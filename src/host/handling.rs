//! The loop of a host: messages in, effects performed, what follows from them handled.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use jiff::{Timestamp, Zoned};

use super::running::{Host, JournalVoters};
use super::saving::ExpectedFile;
use super::{
    disagreement, gate_task, lead_files, linked_edit, loader, prover, revision_task, scoring_task,
    variant_task,
};
use crate::app::dialogs::dialog::Dialog;
use crate::app::{Effect, Message, State, update};

/// Interval between syncs of the journal to disk and checks of session.yaml.
const POLL_EVERY: Duration = Duration::from_millis(900);

impl Host {
    /// Handles a message and everything that follows from it immediately.
    pub fn handle(&mut self, state: &mut State, message: Message) {
        let mut waiting = VecDeque::from([message]);
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
            let data = state.session().data.clone();
            if self.lead_files.have_changed(self.folder.root(), &data) {
                self.handle(state, Message::LeadFilesChanged);
            }
            // What was confirmed is published before anything else is asked.
            if state.publishing.is_none()
                && let Some(message) = self.check_session_file()
            {
                self.handle(state, message);
            }
        }
    }

    /// Returns how long the room's card has to wait until it can be written, if it is behind.
    pub fn room_card_due(&self) -> Option<Duration> {
        self.room_card.due()
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

    /// Ends the wait for an answer once the question's dialog is closed.
    fn update_awaiting(&mut self, state: &State) {
        let ask = |o: &Dialog| matches!(o, Dialog::KeyQuestion(_));
        let open = state.dialogs.iter().any(ask) || self.recovery.is_some();
        self.awaiting_answer &= open;
    }

    pub(super) fn handle_all(&mut self, state: &mut State, messages: Vec<Message>) {
        for message in messages {
            self.handle(state, message);
        }
    }

    /// Performs effects and returns the messages of those that complete immediately.
    pub fn perform(&mut self, state: &State, effects: Vec<Effect>) -> Vec<Message> {
        let data = &state.session().data;
        let mut messages = lead_files::found_where_started(self.folder.root(), data, &effects);
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
                Effect::TryMedians(question) => self.median_task.submit_latest(question),
                Effect::MakePage(job) => self.page_task.submit_latest(job),
                Effect::WeighLinkedEdit {
                    generation,
                    moved,
                    offer,
                } => {
                    let job = linked_edit::LinkedEditJob::of(state, generation, moved, offer);
                    self.linked_edit_task.submit_latest(job);
                }
                Effect::CompareVariants {
                    serial,
                    definitions,
                } => {
                    let job = variant_task::VariantJob::of(state, serial, definitions);
                    self.variant_task.submit_latest(job);
                }
                Effect::WeighGates {
                    serial,
                    definitions,
                } => {
                    let job = gate_task::GateJob::of(state, serial, definitions);
                    self.gate_task.submit_latest(job);
                }
                Effect::Rescore => {
                    self.scoring_task
                        .submit_latest(scoring_task::ScoringJob::of(state));
                    if let Some(job) = revision_task::RevisionJob::of_draft(state) {
                        self.revision_task.submit_latest(job);
                    }
                }
                Effect::LoadData => {
                    self.lead_files.note_read(self.folder.root(), data);
                    self.loader.submit_latest(loader::LoadJob {
                        root: self.folder.root().to_path_buf(),
                        data: state.session().data.clone(),
                    });
                }
                Effect::KeepVariant => self.write_variant(state),
                Effect::UnfinishedText(draft) => self.write_draft(draft.as_deref().unwrap_or("")),
                Effect::ForgetVoters => {
                    self.voters = JournalVoters::ToForget;
                    messages.extend(self.save(state, ExpectedFile::Unchanged));
                }
                Effect::SaveThenShow(command) => {
                    let saved = self.save(state, ExpectedFile::Unchanged);
                    let is_saved = saved.iter().all(|m| matches!(m, Message::Saved(Ok(()))));
                    messages.extend(saved);
                    messages.push(if is_saved {
                        Message::Show(command)
                    } else {
                        Message::NotShown
                    });
                }
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
                Effect::PreviewExport(request) => self.preview_export(state, request),
                Effect::WriteExport(order) => messages.extend(self.write_export(state, order)),
                Effect::TakePicture => messages.push(self.take_picture(state)),
                Effect::CopyText(text) => self.copied = Some(text),
                Effect::Bell => self.bells += 1,
                Effect::Quit => {
                    messages.extend(self.save_to_quit(state));
                }
            }
        }
        messages
    }
}
