//! Performs what the workbench asks for: journal, files, scoring on a worker, publishing.
//!
//! `terminal` and `plain` own a [`Host`] beside the [`State`] and go round: take a message,
//! [`update`], [`Host::perform`] its effects, [`Host::poll`] for what came of them. The journal
//! is written before `perform` returns, so before the next key is handled.

mod arguer;
mod beside;
pub mod impact;
mod loader;
mod open;
mod prover;
pub mod publish;
mod releases;
mod reviser;
mod room;
mod worker;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use jiff::{Timestamp, Zoned};

use crate::app::document::Entry;
use crate::app::overlay::Overlay;
use crate::app::revised::Larger;
use crate::app::{Edit, Effect, Message, State, update};
use crate::model::{Release, SignOff};
use crate::proof::Budget;
use crate::store::{
    Digest, Journal, Lock, SaveError, SessionFolder, StoreError, keep_signed, versions, write_draft,
};

use arguer::Arguer;
use beside::Helper;
use loader::Loader;
pub use open::{OpenError, Opened, open, open_read_only};
use prover::Prover;
use publish::Asked;
use reviser::Reviser;
pub use room::Follower;
use worker::Worker;

/// How long after an edit session.yaml is written.
const SAVE_AFTER: Duration = Duration::from_millis(700);
/// How often the journal is forced to disk, and session.yaml looked at.
const LOOK_EVERY: Duration = Duration::from_millis(900);

/// Everything outside the workbench that belongs to one open session.
pub struct Host {
    folder: SessionFolder,
    /// Held while the session may be changed.
    _lock: Option<Lock>,
    journal: Option<Journal>,
    /// What session.yaml held when it was last read or written.
    disk: Digest,
    /// When it was last written, to look into it only after it changed.
    stamp: Option<(SystemTime, u64)>,
    /// Since when an edit waits to be written.
    unsaved: Option<Instant>,
    /// Whether the journal has records not yet forced to disk.
    unsynced: bool,
    looked: Instant,
    /// Whether somebody else's change is being asked about: nothing is written meanwhile.
    asking: bool,
    worker: Worker,
    loader: Loader,
    prover: Prover,
    arguer: Arguer,
    reviser: Reviser,
    /// What a second terminal may follow.
    shown: room::Shown,
    /// How often the bell is to ring.
    bells: u32,
    quit: bool,
}

impl Host {
    /// The session's folder.
    pub fn folder(&self) -> &SessionFolder {
        &self.folder
    }

    /// Whether the workbench asked to end.
    pub fn is_done(&self) -> bool {
        self.quit
    }

    /// Whether something was asked of what works beside that isn't answered.
    pub fn is_busy(&self) -> bool {
        let helpers: [&dyn Helper; 5] = [
            &self.worker,
            &self.loader,
            &self.prover,
            &self.arguer,
            &self.reviser,
        ];
        helpers.iter().any(|helper| helper.is_busy())
    }

    /// Those who work beside, in the order their answers are taken.
    fn helpers(&mut self) -> [&mut dyn Helper; 5] {
        [
            &mut self.worker,
            &mut self.loader,
            &mut self.prover,
            &mut self.arguer,
            &mut self.reviser,
        ]
    }

    /// Whether the bell was to ring since this was last asked.
    pub fn take_bell(&mut self) -> bool {
        std::mem::take(&mut self.bells) > 0
    }

    /// Handles a message and everything that follows from it at once.
    pub fn handle(&mut self, state: &mut State, message: Message) {
        let mut waiting = std::collections::VecDeque::from([message]);
        while let Some(message) = waiting.pop_front() {
            if matches!(
                message,
                Message::ChangedOnDisk(_) | Message::BrokenOnDisk(_)
            ) {
                self.asking = true;
            }
            let effects = update(state, message);
            waiting.extend(self.perform(state, effects));
        }
    }

    /// Takes what came of earlier effects, and does what time asks for.
    pub fn poll(&mut self, state: &mut State) {
        let mut messages = Vec::new();
        for helper in self.helpers() {
            messages.extend(helper.answers());
        }
        self.handle_all(state, messages);
        if self.journal.is_some() {
            self.shown.follow(state, &self.folder);
        }
        self.still_asking(state);
        if self
            .unsaved
            .is_some_and(|since| since.elapsed() >= SAVE_AFTER)
            && !self.asking
        {
            let messages = self.save(state, true);
            self.handle_all(state, messages);
        }
        if self.looked.elapsed() >= LOOK_EVERY {
            self.looked = Instant::now();
            self.sync();
            let now = Timestamp::now();
            self.handle(
                state,
                Message::Tick {
                    now,
                    today: Zoned::now().date(),
                },
            );
            if let Some(message) = self.look_at_disk() {
                self.handle(state, message);
            }
        }
    }

    /// Waits until everything asked for beside is answered, for tests and the first frame.
    pub fn settle(&mut self, state: &mut State, at_most: Duration) {
        let end = Instant::now() + at_most;
        // What one of them answers may ask something of another.
        while self.is_busy() && Instant::now() < end {
            let wait = Duration::from_millis(20);
            let busy = self.helpers().into_iter().find(|helper| helper.is_busy());
            let messages = busy.map(|helper| helper.wait(wait));
            self.handle_all(state, messages.unwrap_or_default());
        }
    }

    /// Writes session.yaml if an edit waits for it. Called before the program ends, whatever ends it.
    pub fn close(&mut self, state: &mut State) {
        self.handle(state, Message::Leaving);
        self.shown.gone(&self.folder);
        self.still_asking(state);
        if self.unsaved.is_some() && !self.asking {
            let messages = self.save(state, true);
            self.handle_all(state, messages);
        }
        self.sync();
    }

    /// A question about what is on disk is over when its dialog is gone.
    fn still_asking(&mut self, state: &State) {
        let ask = |o: &Overlay| matches!(o, Overlay::Ask(_));
        self.asking &= state.overlays.iter().any(ask);
    }

    fn handle_all(&mut self, state: &mut State, messages: Vec<Message>) {
        for message in messages {
            self.handle(state, message);
        }
    }

    /// Performs effects; what is known at once comes back as messages.
    pub fn perform(&mut self, state: &State, effects: Vec<Effect>) -> Vec<Message> {
        let mut messages = Vec::new();
        for effect in effects {
            match effect {
                Effect::Journal(entry) => {
                    self.keep_signed(state, &entry);
                    messages.extend(self.journal(&entry));
                }
                Effect::Prove => self.prover.ask(prover::Job::of(state)),
                Effect::Argue {
                    generation,
                    sales,
                    marketing,
                } => self.arguer.ask(arguer::Job {
                    generation,
                    sales,
                    marketing,
                }),
                Effect::Rescore => {
                    self.worker.ask(worker::Job::of(state));
                    if let Some(job) = reviser::Job::draft(state) {
                        self.reviser.ask(job);
                    }
                }
                Effect::LoadData => {
                    self.loader.ask(loader::Job {
                        root: self.folder.root().to_path_buf(),
                        data: state.session().data.clone(),
                    });
                }
                Effect::Draft(draft) => self.draft(draft.as_deref().unwrap_or("")),
                Effect::Save => messages.extend(self.save(state, true)),
                Effect::SaveOverTheirs => {
                    self.asking = false;
                    messages.extend(self.save(state, false));
                }
                Effect::DropRecovered => messages.extend(self.drop_recovered()),
                Effect::Publish(sign_offs, larger) => {
                    messages.extend(self.publish(state, &sign_offs, larger));
                }
                Effect::Version(wanted) => messages.extend(self.version(state, &wanted)),
                Effect::Bell => self.bells += 1,
                Effect::Quit => {
                    messages.extend(self.save_to_quit(state));
                }
            }
        }
        messages
    }

    fn journal(&mut self, entry: &Entry) -> Option<Message> {
        self.unsaved = Some(Instant::now());
        self.unsynced = true;
        let text = serde_json::to_string(entry).expect("an entry is plain data");
        let written = self.journal.as_mut()?.append(&text);
        written.err().map(|why| {
            Message::Saved(Err(format!(
                "The journal couldn't be written ({why}): this edit is only on the screen. Free some space or mend the folder's permissions"
            )))
        })
    }

    fn draft(&self, text: &str) {
        if self.journal.is_none() {
            return;
        }
        if let Err(why) = write_draft(&self.folder, text) {
            tracing::warn!(%why, "the draft couldn't be written");
        }
    }

    fn sync(&mut self) {
        if std::mem::take(&mut self.unsynced)
            && let Some(Err(why)) = self.journal.as_ref().map(Journal::sync)
        {
            tracing::warn!(%why, "the journal couldn't be forced to disk");
        }
    }

    fn save(&mut self, state: &State, carefully: bool) -> Vec<Message> {
        if self.journal.is_none() {
            return Vec::new();
        }
        let expected = carefully.then_some(&self.disk);
        match self.folder.save(state.session(), expected) {
            Ok(saved) => {
                self.unsaved = None;
                self.disk = saved.digest;
                self.stamp = stamp(&self.folder);
                if let Some(Err(why)) = self.journal.as_mut().map(|j| j.mark_saved(&self.disk)) {
                    tracing::warn!(%why, "the journal couldn't be marked");
                }
                vec![Message::Saved(Ok(()))]
            }
            Err(SaveError::ChangedOnDisk(_)) => {
                self.unsaved = None;
                self.theirs().into_iter().collect()
            }
            Err(SaveError::Failed(why)) => {
                // Tried again after the next edit, and when the program ends.
                self.unsaved = None;
                vec![Message::Saved(Err(why.sentence()))]
            }
        }
    }

    /// Saves before quitting; where that fails or must be asked about, the program goes on.
    fn save_to_quit(&mut self, state: &State) -> Vec<Message> {
        if self.unsaved.is_none() || self.journal.is_none() {
            self.quit = true;
            return Vec::new();
        }
        let messages = self.save(state, true);
        let fine = messages.iter().all(|m| matches!(m, Message::Saved(Ok(()))));
        // A second "quit" after a failure goes through: the journal has everything.
        self.quit = fine || matches!(state.saved, crate::app::Saved::Failed(_));
        messages
    }

    /// What somebody else made of session.yaml. What we last saw stays what it was until somebody
    /// decides, so that no later save takes theirs for ours.
    fn theirs(&self) -> Option<Message> {
        match self.folder.load() {
            Ok((_, digest)) if digest == self.disk => None,
            Ok((session, _)) => Some(Message::ChangedOnDisk(Box::new(session))),
            Err(why) => Some(Message::BrokenOnDisk(why.sentence())),
        }
    }

    fn look_at_disk(&mut self) -> Option<Message> {
        let now = stamp(&self.folder);
        if self.journal.is_none() || self.asking || now == self.stamp {
            return None;
        }
        self.stamp = now;
        let theirs = self.theirs();
        if theirs.is_none() {
            // It is as we left it, or again so: what was held back can be written.
            self.unsaved.get_or_insert_with(Instant::now);
        }
        theirs
    }

    fn drop_recovered(&mut self) -> Vec<Message> {
        match self.folder.load() {
            Ok((session, digest)) => {
                self.disk = digest;
                self.unsaved = None;
                self.journal = start_journal(&self.folder, &session, &self.disk);
                vec![Message::Reopened(Box::new(session))]
            }
            Err(why) => vec![Message::BrokenOnDisk(why.sentence())],
        }
    }

    /// Keeps what was agreed to, so that it can be told later what was changed since.
    fn keep_signed(&self, state: &State, entry: &Entry) {
        let Entry::Edit {
            edit: Edit::Sign { .. },
            ..
        } = entry
        else {
            return;
        };
        if let Err(why) = keep_signed(&self.folder, &state.session().definition) {
            tracing::warn!(%why, "what was agreed to couldn't be kept");
        }
    }

    fn publish(
        &mut self,
        state: &State,
        sign_offs: &[SignOff],
        larger: Option<Larger>,
    ) -> Vec<Message> {
        let mut messages = self.save(state, true);
        if !messages.iter().all(|m| matches!(m, Message::Saved(Ok(())))) {
            return messages;
        }
        let present = state.revised.done && state.revised.generation == state.generation;
        let asked = Asked {
            bump: larger.as_ref().map(|larger| larger.bump),
            reason: larger.map(|larger| larger.reason).unwrap_or_default(),
            // Somebody waits at the screen; and the number is the one that is shown there.
            budget: Budget::WAITING,
            impacts: present.then(|| state.revised.impacts.clone()),
        };
        let now = Timestamp::now();
        let session = state.session();
        let result =
            publish::publish_as(&self.folder, session, sign_offs, &asked, now, state.today);
        let warning = result.as_ref().ok().and_then(|done| done.warning.clone());
        let release = |published: publish::Published| {
            let version = published.version;
            let glossary = versions::read_glossary(&self.folder, version);
            Box::new(glossary.map_or_else(|_| Release::new(version), |g| Release::of(version, g)))
        };
        let result = result.map(release).map_err(|why| why.to_string());
        messages.push(Message::Published(result));
        messages.extend(warning.map(Message::Unread));
        messages
    }
}

fn stamp(folder: &SessionFolder) -> Option<(SystemTime, u64)> {
    let meta = std::fs::metadata(folder.session_file()).ok()?;
    Some((meta.modified().ok()?, meta.len()))
}

/// Begins a journal on a session as it is on disk.
fn start_journal(
    folder: &SessionFolder,
    session: &crate::model::Session,
    disk: &Digest,
) -> Option<Journal> {
    let text = crate::store::session_text(session);
    let mut journal = Journal::start(folder, &text)
        .inspect_err(|why| tracing::error!(%why, "the journal couldn't be begun"))
        .ok()?;
    journal.mark_saved(disk).ok()?;
    Some(journal)
}

/// The published versions, oldest first; none where they can't be listed.
fn published(folder: &SessionFolder) -> Result<Vec<Release>, StoreError> {
    versions::releases(folder)
}

/// A path as people read it.
fn shown(path: &Path) -> String {
    let home = std::env::var_os("HOME").map(PathBuf::from);
    match home.and_then(|home| path.strip_prefix(home).ok().map(Path::to_path_buf)) {
        Some(rest) => format!("~/{}", rest.display()),
        None => path.display().to_string(),
    }
}
