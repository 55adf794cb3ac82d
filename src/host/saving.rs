//! Journal and session.yaml of an open session: when each is written, what is retried, and what
//! happens to changes recovered from an earlier run.
//!
//! An edit is in the journal before the next message is handled. If the journal cannot be written,
//! the edit waits in [`Host::unwritten`] and is retried, in order, before any other; nothing is
//! shown as saved until then. While a question about recovery is open, nothing is written at all.

use std::io;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::journal_start::{continue_journal, unread_changes};
use super::running::{Host, RETRY_EVERY, SAVE_AFTER, SAVE_AT_THE_LATEST, file_stamp};
use crate::app::state::variant::Variant;
use crate::app::{Message, SaveState, State};
use crate::document::{Edit, HistoryEntry};
use crate::store::{self, Journal, Lock, LockError, SaveError};

impl Host {
    /// Appends an edit to the journal, after any that are waiting.
    pub(super) fn append_edit(&mut self, state: &State, entry: &HistoryEntry) -> Vec<Message> {
        self.unsaved_since = Some(Instant::now());
        self.first_unsaved.get_or_insert_with(Instant::now);
        self.unsynced = true;
        let text = serde_json::to_string(entry).expect("an entry is plain data");
        self.unwritten.push_back(text);
        let mut messages = self.check_private_folder(state);
        messages.extend(
            self.write_unwritten()
                .err()
                .map(|why| unwritten_message(&why)),
        );
        messages
    }

    /// Writes the waiting edits, oldest first.
    fn write_unwritten(&mut self) -> io::Result<()> {
        let Some(journal) = &mut self.journal else {
            // While a question is open they wait; otherwise there must be a journal.
            if self.unwritten.is_empty() || self.recovery.is_some() {
                return Ok(());
            }
            return Err(io::Error::other("there is no journal to write to"));
        };
        while let Some(text) = self.unwritten.front() {
            journal.append_edit(text)?;
            self.unwritten.pop_front();
        }
        Ok(())
    }

    /// Retries what could not be written.
    pub(super) fn retry_unwritten(&mut self) -> Vec<Message> {
        if self.unwritten.is_empty() || self.last_retry.elapsed() < RETRY_EVERY {
            return Vec::new();
        }
        self.last_retry = Instant::now();
        match self.write_unwritten() {
            Ok(()) => {
                self.unsaved_since.get_or_insert_with(Instant::now);
                Vec::new()
            }
            Err(why) => vec![unwritten_message(&why)],
        }
    }

    /// Whether session.yaml is due to be written.
    pub(super) fn is_save_due(&self, state: &State) -> bool {
        let after: Duration = match state.save_state {
            SaveState::Failed(_) => RETRY_EVERY,
            _ => SAVE_AFTER,
        };
        let waits = |since: Option<Instant>, after| since.is_some_and(|at| at.elapsed() >= after);
        // It is also written from time to time while edits keep coming.
        let due = waits(self.unsaved_since, after)
            || self.unsaved_since.is_some() && waits(self.first_unsaved, SAVE_AT_THE_LATEST);
        due && !self.awaiting_answer
    }

    pub(super) fn write_draft(&self, text: &str) {
        if self.journal.is_none() {
            return;
        }
        if let Err(why) = store::write_draft(&self.folder, text) {
            tracing::warn!(%why, "the draft couldn't be written");
        }
    }

    /// Stores the points and rules kept as A, or that none are.
    pub(super) fn write_variant(&self, state: &State) {
        if self.journal.is_none() {
            return;
        }
        let kept = state.variants.kept.as_ref().map(Variant::to_text);
        if let Err(why) = store::write_variant(&self.folder, kept.as_deref()) {
            tracing::warn!(%why, "what is kept as A couldn't be written");
        }
    }

    /// Syncs the journal to disk.
    pub(super) fn sync(&mut self) -> Vec<Message> {
        if !self.unsynced || self.recovery.is_some() {
            return Vec::new();
        }
        let Some(journal) = &self.journal else {
            return Vec::new();
        };
        match journal.sync() {
            Ok(()) => {
                self.unsynced = false;
                Vec::new()
            }
            Err(why) => {
                // Writes accepted earlier may be lost, so session.yaml is written again in full.
                self.unsaved_since = Some(Instant::now());
                vec![unwritten_message(&why)]
            }
        }
    }

    pub(super) fn save(&mut self, state: &State, expected: ExpectedFile) -> Vec<Message> {
        self.first_unsaved = None;
        let waiting = self.write_unwritten();
        if self.is_moved() {
            self.unsaved_since = Some(Instant::now());
            return vec![moved()];
        }
        if self.journal.is_none() {
            return waiting
                .err()
                .map(|why| unwritten_message(&why))
                .into_iter()
                .collect();
        }
        let known = match expected {
            ExpectedFile::Unchanged => Some(&self.disk_digest),
            ExpectedFile::Anything => None,
        };
        match self.folder.save(state.session(), known) {
            Ok(saved) => {
                self.disk_digest = saved.digest;
                self.file_stamp = file_stamp(&self.folder);
                let marked = waiting.and_then(|()| {
                    let journal = self.journal.as_mut();
                    journal.map_or(Ok(()), |journal| journal.mark_saved(&self.disk_digest))
                });
                if let Err(why) = marked {
                    // session.yaml has everything and the journal will; until then it is not shown
                    // as saved.
                    self.unsaved_since = Some(Instant::now());
                    return vec![unwritten_message(&why)];
                }
                self.unsaved_since = None;
                self.forget_voters(state);
                vec![Message::Saved(Ok(()))]
            }
            Err(SaveError::ChangedOnDisk(_)) => {
                self.unsaved_since = None;
                self.other_change().into_iter().collect()
            }
            Err(SaveError::Failed(why)) => {
                // The content may be ours nevertheless: the disk can fail after the rename.
                if let Ok((there, digest)) = self.folder.load()
                    && there == *state.session()
                {
                    self.disk_digest = digest;
                    self.file_stamp = file_stamp(&self.folder);
                }
                // Retried after a delay, after the next edit, and on quitting.
                self.unsaved_since = Some(Instant::now());
                vec![Message::Saved(Err(why.sentence()))]
            }
        }
    }

    /// Saves before quitting. If that fails or needs an answer, the program keeps running.
    pub(super) fn save_to_quit(&mut self, state: &State) -> Vec<Message> {
        let nothing_waits = self.journal.is_none() && self.write_unwritten().is_ok();
        if self.unsaved_since.is_none() || nothing_waits {
            self.quit = true;
            return Vec::new();
        }
        let messages = self.save(state, ExpectedFile::Unchanged);
        let fine = messages.iter().all(|m| matches!(m, Message::Saved(Ok(()))));
        // A second attempt to quit after a failure succeeds: the journal has whatever could be
        // written.
        self.quit = fine || matches!(state.save_state, SaveState::Failed(_));
        messages
    }

    /// Returns a message if somebody else changed session.yaml. The digest we know is kept until
    /// somebody decides, so that no later save mistakes theirs for ours.
    fn other_change(&self) -> Option<Message> {
        match self.folder.load() {
            Ok((_, digest)) if digest == self.disk_digest => None,
            Ok((session, _)) => Some(Message::ChangedOnDisk(Box::new(session))),
            Err(why) => Some(Message::BrokenOnDisk(why.sentence())),
        }
    }

    pub(super) fn check_session_file(&mut self) -> Option<Message> {
        let now = file_stamp(&self.folder);
        if self.journal.is_none()
            || self.awaiting_answer
            || now == self.file_stamp
            || self.is_moved()
        {
            return None;
        }
        self.file_stamp = now;
        let theirs = self.other_change();
        if theirs.is_none() {
            // It is ours, or ours again, so what was held back can be written.
            self.unsaved_since.get_or_insert_with(Instant::now);
        }
        theirs
    }

    /// Whether the session's folder was moved or renamed while open.
    fn is_moved(&self) -> bool {
        self.journal.as_ref().is_some_and(Journal::is_moved)
    }

    /// Restores the private folder, with lock and journal, if another program removed it.
    pub(super) fn check_private_folder(&mut self, state: &State) -> Vec<Message> {
        let there = |lock: &Lock, journal: &Journal| lock.is_in_place() && journal.is_in_place();
        match (&self.lock, &self.journal) {
            (Some(lock), Some(journal)) if !there(lock, journal) => {}
            _ => return Vec::new(),
        }
        if self.is_moved() {
            return vec![moved()];
        }
        if let Err(why) = self.folder.make_again() {
            return vec![unwritten_message(&why)];
        }
        match Lock::take(&self.folder) {
            Ok(lock) => self.lock = Some(lock),
            Err(LockError::Held { who }) if !self.lock.as_ref().is_some_and(Lock::is_in_place) => {
                self.journal = None;
                return vec![Message::ReadOnlyNow(self.give_way_to(state, &who))];
            }
            // We still hold the lock.
            Err(LockError::Held { .. }) => {}
            Err(why) => return vec![unwritten_message(&io::Error::other(why.to_string()))],
        }
        // Any journal under that name now is somebody else's.
        if let Ok(Some(other)) = store::JournalContents::read(&self.folder)
            && let Err(why) =
                store::copy_journal(&self.folder, store::JournalCopy::Damaged, other.bytes())
        {
            return vec![unwritten_message(&why)];
        }
        match self.rewrite_journal(state) {
            Ok(journal) => {
                self.journal = Some(journal);
                self.unwritten.clear();
                self.unsynced = true;
                self.save_all_signed(state);
                let text = "The folder .accord, or the journal in it, was removed or changed by another program; it was created again, and nothing is lost";
                vec![Message::ReadFailed(text.into())]
            }
            Err(why) => vec![unwritten_message(&why)],
        }
    }

    /// Gives way to somebody else who has the session now: saves what exists only here to a file of
    /// its own. Returns the second half of a sentence that says so.
    fn give_way_to(&mut self, state: &State, who: &str) -> String {
        self.publication = None;
        let gone =
            format!("its folder .accord was removed while it was open, and {who} has it now");
        match store::save_copy_beside(&self.folder, state.session()) {
            Ok(path) => {
                self.unwritten.clear();
                self.unsaved_since = None;
                format!(
                    "{gone}; the session as it is here was written to {}",
                    path.display()
                )
            }
            Err(why) => format!("{gone}; the session as it is here couldn't be written ({why})"),
        }
    }

    /// Creates a journal that holds, in one edit, whatever session.yaml lacks.
    pub(super) fn rewrite_journal(&self, state: &State) -> io::Result<Journal> {
        let session = state.session();
        let mut entries = vec![store::RecordContent::Saved(self.disk_digest.clone())];
        if self.unsaved_since.is_some() || !self.unwritten.is_empty() {
            let entry = HistoryEntry::Edit {
                edit: Edit::Replace {
                    label: "everything up to here".into(),
                    session: Box::new(session.clone()),
                },
                continues: false,
            };
            let text = serde_json::to_string(&entry).expect("an entry is plain data");
            entries.push(store::RecordContent::Edit(text));
        }
        Journal::rewrite(&self.folder, &store::session_text(session), &entries)
    }

    /// Continues with the recovered session.
    pub(super) fn keep_recovered(&mut self, state: &State) -> Vec<Message> {
        let Some(recovery) = &self.recovery else {
            return Vec::new();
        };
        match continue_journal(&self.folder, recovery) {
            Ok((journal, notice)) => {
                self.journal = Some(journal);
                self.recovery = None;
                self.awaiting_answer = false;
                self.unsaved_since = Some(Instant::now());
                let mut messages = vec![Message::Recovered(Ok(unread_changes(&self.folder)))];
                messages.extend(notice.map(Message::ReadFailed));
                messages.extend(
                    self.write_unwritten()
                        .err()
                        .map(|why| unwritten_message(&why)),
                );
                messages.extend(self.finish_opening(state));
                messages
            }
            Err(why) => {
                let text = format!(
                    "Nothing could be written ({why}); nothing was changed either. Free some space, then answer again"
                );
                vec![Message::Recovered(Err(text))]
            }
        }
    }

    /// Discards the recovered session; a copy is kept.
    pub(super) fn drop_recovered(&mut self) -> Vec<Message> {
        let (session, digest) = match self.folder.load() {
            Ok(loaded) => loaded,
            Err(why) => return vec![Message::Recovered(Err(why.sentence()))],
        };
        let kept = self.recovery.as_ref().map(|recovery| {
            store::copy_journal(&self.folder, store::JournalCopy::Dropped, &recovery.bytes)
        });
        let text = match kept.transpose() {
            Ok(kept) => kept.map(|path| format!("They are kept as {}", path.display())),
            Err(why) => {
                let text = format!("Nothing was dropped: a copy couldn't be written ({why})");
                return vec![Message::Recovered(Err(text))];
            }
        };
        let saved = [store::RecordContent::Saved(digest.clone())];
        let base = store::session_text(&session);
        match Journal::rewrite(&self.folder, &base, &saved) {
            Ok(journal) => self.journal = Some(journal),
            Err(why) => {
                let text =
                    format!("Nothing was dropped: a new journal couldn't be written ({why})");
                return vec![Message::Recovered(Err(text))];
            }
        }
        self.disk_digest = digest;
        self.file_stamp = file_stamp(&self.folder);
        self.unsaved_since = None;
        self.unwritten.clear();
        self.recovery = None;
        self.awaiting_answer = false;
        let mut messages = vec![
            Message::Reopened(Box::new(session)),
            Message::Recovered(Ok(unread_changes(&self.folder))),
        ];
        messages.extend(text.map(Message::ReadFailed));
        messages
    }

    /// Records why the session goes on without the unread changes.
    pub(super) fn answer_unread(&mut self, reason: &str) -> Vec<Message> {
        match store::answer_unread(&self.folder, reason, Timestamp::now()) {
            Ok(()) => vec![Message::Recovered(Ok(unread_changes(&self.folder)))],
            Err(why) => vec![Message::ReadFailed(format!(
                "That couldn't be written: {why}"
            ))],
        }
    }

    /// Closes the questions of recovery: removes what is no longer needed and restores the time
    /// taken by a clock that was killed.
    pub(super) fn finish_opening(&mut self, state: &State) -> Vec<Message> {
        let signed = state.session().workshop.sign_offs.iter();
        let signed: Vec<&str> = signed.map(|sign_off| sign_off.digest.as_str()).collect();
        store::prune_signed(&self.folder, &signed);
        let time = store::read_clock_time(&self.folder);
        time.map(|time| Message::TimeTaken(time.item, time.seconds))
            .into_iter()
            .collect()
    }

    /// Saves each signed definition, so that later changes to it can be shown.
    pub(super) fn save_signed(&self, state: &State, entry: &HistoryEntry) {
        let HistoryEntry::Edit {
            edit: Edit::Sign { .. },
            ..
        } = entry
        else {
            return;
        };
        if let Err(why) = store::save_signed(&self.folder, &state.session().definition) {
            tracing::warn!(%why, "what was agreed to couldn't be kept");
        }
    }

    fn save_all_signed(&self, state: &State) {
        for definition in state.signed_definitions.values() {
            if let Err(why) = store::save_signed(&self.folder, definition) {
                tracing::warn!(%why, "what was agreed to couldn't be kept");
            }
        }
    }
}

/// What session.yaml may be when it is overwritten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ExpectedFile {
    /// What it was when last read or written.
    Unchanged,
    /// Anything; somebody was asked.
    Anything,
}

fn unwritten_message(why: &io::Error) -> Message {
    Message::Saved(Err(format!(
        "The journal couldn't be written ({why}): the last edits are only on the screen, and saving them is retried automatically. Free some space, or fix the folder's permissions"
    )))
}

fn moved() -> Message {
    let text = "The session's folder isn't where it was: it was moved or renamed. Every change is in the journal there; move it back, or quit and open it where it is now";
    Message::Saved(Err(text.into()))
}
