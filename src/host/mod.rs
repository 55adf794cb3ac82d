//! Performs what the workbench asks for: journal, files, scoring on a worker, publishing.
//!
//! `terminal` and `plain` own a [`Host`] beside the [`State`] and go round: take a message,
//! [`update`], [`Host::perform`] its effects, [`Host::poll`] for what came of them. The journal
//! is written before `perform` returns, so before the next key is handled.

mod arguer;
mod beside;
mod clock;
pub mod impact;
mod loader;
mod open;
mod prover;
pub mod publish;
mod recovery;
mod releases;
mod reviser;
mod room;
mod saving;
mod standing;
#[cfg(test)]
mod tests;
mod worker;

use std::collections::VecDeque;
use std::path::Path;
use std::time::{Duration, Instant, SystemTime};

use jiff::{Timestamp, Zoned};

use crate::app::overlay::Overlay;
use crate::app::revised::Overrides;
use crate::app::{Effect, Message, State, update};
use crate::model::{Release, SignOff};
use crate::proof::Budget;
use crate::store::{self, Digest, Journal, Lock, SessionFolder, StoreError, versions};

use arguer::Arguer;
use beside::Helper;
use loader::Loader;
pub use open::{OpenError, Opened, is_only_journal, open, open_or_look, open_read_only};
use prover::Prover;
use publish::{Asked, PublishRefused};
use recovery::Recovery;
use reviser::Reviser;
pub use room::Follower;
use saving::{Expected, stamp, start_journal};
pub use standing::{Holder, Standing, journal_anew, standing};
use worker::Worker;

/// How long after an edit session.yaml is written.
const SAVE_AFTER: Duration = Duration::from_millis(700);
/// How long edits may keep coming before session.yaml is written in between.
const SAVE_AT_THE_LATEST: Duration = Duration::from_secs(10);
/// How often what couldn't be written is tried again.
const RETRY_EVERY: Duration = Duration::from_secs(2);
/// How often the journal is forced to disk, and session.yaml looked at.
const LOOK_EVERY: Duration = Duration::from_millis(900);

/// Everything outside the workbench that belongs to one open session.
pub struct Host {
    folder: SessionFolder,
    /// Held while the session may be changed.
    lock: Option<Lock>,
    journal: Option<Journal>,
    /// What was found at opening and waits for the room's answer; until then nothing is written.
    recovery: Option<Box<Recovery>>,
    /// Edits that aren't in the journal yet: the disk was full, or a question is open.
    unwritten: VecDeque<String>,
    /// What session.yaml held when it was last read or written.
    disk: Digest,
    /// When it was last written, to look into it only after it changed.
    stamp: Option<(SystemTime, u64)>,
    /// Since when an edit waits to be written.
    unsaved: Option<Instant>,
    /// Since when the first of them does.
    unsaved_first: Option<Instant>,
    /// Whether the journal has records not yet forced to disk.
    unsynced: bool,
    looked: Instant,
    /// When what couldn't be written was last tried again.
    retried: Instant,
    /// Whether somebody else's change is being asked about: nothing is written meanwhile.
    asking: bool,
    worker: Worker,
    loader: Loader,
    prover: Prover,
    arguer: Arguer,
    reviser: Reviser,
    /// What a second terminal may follow.
    shown: room::Shown,
    /// The time a running clock has taken, kept for the case of a kill.
    clock: clock::KeptTime,
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
            self.clock.follow(state, &self.folder);
        }
        self.still_asking(state);
        let messages = self.try_again();
        self.handle_all(state, messages);
        if self.must_save(state) {
            let messages = self.save(state, Expected::AsKnown);
            self.handle_all(state, messages);
        }
        if self.looked.elapsed() >= LOOK_EVERY {
            self.looked = Instant::now();
            let messages = self.look_at_private(state);
            self.handle_all(state, messages);
            let messages = self.sync();
            self.handle_all(state, messages);
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
            let messages = self.save(state, Expected::AsKnown);
            self.handle_all(state, messages);
        }
        let messages = self.sync();
        self.handle_all(state, messages);
        if self.unwritten.is_empty() && self.journal.is_some() {
            self.clock.gone(&self.folder);
        }
    }

    /// How many edits are on the screen only, since nothing could be written.
    pub fn unwritten(&self) -> usize {
        self.unwritten.len()
    }

    /// Whether edits wait for a question about what is on disk.
    pub fn is_asking(&self) -> bool {
        self.asking
    }

    /// A question about what is on disk is over when its dialog is gone.
    fn still_asking(&mut self, state: &State) {
        let ask = |o: &Overlay| matches!(o, Overlay::Ask(_));
        let open = state.overlays.iter().any(ask) || self.recovery.is_some();
        self.asking &= open;
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
                    messages.extend(self.journal(state, &entry));
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
                Effect::Save => messages.extend(self.save(state, Expected::AsKnown)),
                Effect::SaveOverTheirs => {
                    self.asking = false;
                    messages.extend(self.save(state, Expected::Anything));
                }
                Effect::KeepRecovered => messages.extend(self.keep_recovered(state)),
                Effect::DropRecovered => messages.extend(self.drop_recovered()),
                Effect::AnswerUnread(reason) => messages.extend(self.answer_unread(&reason)),
                Effect::Publish(sign_offs, overrides) => {
                    messages.extend(self.publish(state, &sign_offs, overrides));
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

    fn publish(
        &mut self,
        state: &State,
        sign_offs: &[SignOff],
        overrides: Overrides,
    ) -> Vec<Message> {
        if self.recovery.is_some() {
            let why = "Answer first what becomes of the changes that were found at opening";
            return vec![Message::Published(Err(why.into()))];
        }
        let mut messages = self.save(state, Expected::AsKnown);
        if !messages.iter().all(|m| matches!(m, Message::Saved(Ok(())))) {
            return messages;
        }
        let present = state.revised.done && state.revised.generation == state.generation;
        let larger = overrides.larger;
        let asked = Asked {
            bump: larger.as_ref().map(|larger| larger.bump),
            reason: larger
                .as_ref()
                .map_or_else(String::new, |l| l.reason.clone()),
            despite_altered: overrides.despite_altered,
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
        messages.push(match result {
            Ok(published) => Message::Published(Ok(release(published))),
            Err(why @ PublishRefused::Altered(_)) => Message::Altered(why.to_string(), larger),
            Err(why) => Message::Published(Err(why.to_string())),
        });
        messages.extend(warning.map(Message::Unread));
        messages
    }
}

/// The published versions, oldest first; none where they can't be listed.
fn published(folder: &SessionFolder) -> Result<Vec<Release>, StoreError> {
    versions::releases(folder)
}

/// A path as people read it.
fn shown(path: &Path) -> String {
    match store::home_folder().and_then(|home| path.strip_prefix(home).ok().map(Path::to_path_buf))
    {
        Some(rest) => format!("~/{}", rest.display()),
        None => path.display().to_string(),
    }
}
