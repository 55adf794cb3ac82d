//! Opening a session: lock, journal, draft; what a killed program left is found here.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use jiff::{Timestamp, Zoned};

use super::recovery::{self, Old, Recovery};
use super::{Host, arguer, prover, published, releases, reviser, shown, stamp, start_journal};
use super::{loader, worker};
use crate::app::entry::Entry as TextEntry;
use crate::app::overlay::{Ask, Overlay};
use crate::app::{Document, Effect, FoundAtOpening, Level, Screen, State, UnreadChanges};
use crate::model::Session;
use crate::store::{
    self, Contents, Digest, Journal, Lock, NotLocked, SessionFolder, StoreError, versions,
};

/// Why a session doesn't open.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// session.yaml can't be read; it may be mended.
    #[error(transparent)]
    Unreadable(#[from] StoreError),
    /// Somebody else has it open.
    #[error("this session is open elsewhere: {who}")]
    Held {
        /// Who, as the lock says.
        who: String,
    },
    /// Nothing can be written in its folder: it can only be looked at.
    #[error("nothing can be written in this session's folder")]
    ReadOnly,
}

/// A session that is open.
pub struct Opened {
    /// What is outside.
    pub host: Host,
    /// What is on the screen.
    pub state: State,
}

/// Opens a session to work on it. Where something has to be asked first, nothing of what a former
/// run left is written over, cut or thrown away until it is answered.
pub fn open(path: &Path, screens: &'static [&'static dyn Screen]) -> Result<Opened, OpenError> {
    let folder = SessionFolder::at(path);
    // A session that can't be read is said to be so whoever has it open.
    let _ = loaded(&folder)?;
    let lock = match Lock::take(&folder) {
        Ok(lock) => lock,
        Err(NotLocked::Held { who }) => return Err(OpenError::Held { who }),
        Err(NotLocked::ReadOnly) => return Err(OpenError::ReadOnly),
        Err(NotLocked::Failed(why)) => return Err(why.into()),
    };
    // Read again: only now nobody else writes it.
    let mut found = find(&folder, loaded(&folder)?)?;
    let document = std::mem::take(&mut found.document);
    let mut state = state_of(&folder, document, screens);
    if found.journal.is_none() && found.recovery.is_none() {
        let why = "its journal can't be written in .accord; free some space, or mend the folder's permissions, and open it again";
        state.read_only = Some(why.into());
    }
    if state.read_only.is_none()
        && let Err(why) = versions::tidy(&folder, &state.session().name)
    {
        state.say(Level::Warn, why.sentence());
    }
    let mut notices = std::mem::take(&mut found.notices);
    let typed = typed(&folder, &mut state, &mut notices);
    for notice in notices {
        state.say(Level::Warn, notice);
    }
    state.overlays.extend(typed);
    if let Some(theirs) = found.theirs.take() {
        let theirs = crate::app::changed_on_disk(Box::new(theirs));
        state.overlays.push(theirs);
    }
    if let Some(question) = found.question.take() {
        state.saved = crate::app::Saved::Soon;
        state.overlays.push(Overlay::Ask(question.clone()));
        state.unanswered = Some(question);
    }
    if state.overlays.is_empty() {
        state.overlays.extend(crate::app::revise(&state));
    }
    state.unread = unread_of(&folder);
    let mut host = host_of(folder, Some(lock), found);
    let mut messages = Vec::new();
    if host.recovery.is_none() {
        messages = host.answered(&state);
    }
    let mut opened = begin(host, state);
    for message in messages {
        opened.host.handle(&mut opened.state, message);
    }
    Ok(opened)
}

/// As [`open`]; where nothing can be written in its folder, the session opens to be looked at.
pub fn open_or_look(
    path: &Path,
    screens: &'static [&'static dyn Screen],
) -> Result<Opened, OpenError> {
    match open(path, screens) {
        Err(OpenError::ReadOnly) => {
            open_read_only(path, "nothing can be written in its folder", screens)
        }
        opened => opened,
    }
}

/// session.yaml as it is; nothing where only a journal is left of the session.
fn loaded(folder: &SessionFolder) -> Result<Option<(Session, Digest)>, StoreError> {
    match folder.load() {
        Ok(loaded) => Ok(Some(loaded)),
        Err(why) if folder.is_gone() => match Contents::read(folder) {
            Ok(Some(contents)) if contents.base.is_some() => Ok(None),
            _ => Err(why),
        },
        Err(why) => Err(why),
    }
}

/// Whether session.yaml is gone and the journal has the session.
pub fn is_only_journal(folder: &SessionFolder) -> bool {
    matches!(loaded(folder), Ok(None))
}

/// What was set aside and waits for a word, as the workbench shows it.
pub(super) fn unread_of(folder: &SessionFolder) -> Vec<UnreadChanges> {
    let unread = store::unread(folder).into_iter();
    unread
        .map(|aside| UnreadChanges {
            path: aside.path(),
            changes: aside.changes,
        })
        .collect()
}

/// The dialog that was open when a former run ended. A draft that is none is set aside.
fn typed(folder: &SessionFolder, state: &mut State, notices: &mut Vec<String>) -> Option<Overlay> {
    let (draft, notice) = store::read_draft(folder);
    notices.extend(notice);
    let draft = draft?;
    let Some(overlay) = drafted(state, &draft) else {
        notices.push(store::set_draft_aside(folder));
        return None;
    };
    notices.push("What was being typed is here again".into());
    Some(overlay)
}

/// The dialog that was open: a field, or a row of the estimate sheet.
fn drafted(state: &mut State, draft: &str) -> Option<Overlay> {
    if let Some(entry) = TextEntry::from_draft(draft) {
        // Who looks on when it comes back isn't known.
        state.projector.curtain |= entry.is_secret();
        return Some(Overlay::Entry(Box::new(entry)));
    }
    let sheet = crate::app::sheet::from_draft(state.session(), draft)?;
    Some(Overlay::Sheet(Box::new(sheet)))
}

/// Opens a session to look at it while somebody else has it, or where nothing can be written.
pub fn open_read_only(
    path: &Path,
    why: &str,
    screens: &'static [&'static dyn Screen],
) -> Result<Opened, OpenError> {
    let folder = SessionFolder::at(path);
    let (session, disk) = folder.load()?;
    let mut state = state_of(&folder, Document::new(session), screens);
    state.read_only = Some(why.to_owned());
    state.unread = unread_of(&folder);
    // What the journal has and nobody can be asked about here is said all the same.
    if let Ok(standing) = super::standing(&folder, super::Holder::Anybody) {
        for sentence in standing.sentences() {
            state.say(Level::Warn, crate::app::sentence(&sentence));
        }
    }
    let found = Found {
        known: Some(disk),
        ..Found::default()
    };
    let host = host_of(folder, None, found);
    Ok(begin(host, state))
}

fn state_of(
    folder: &SessionFolder,
    document: Document,
    screens: &'static [&'static dyn Screen],
) -> State {
    let mut state = State::new(document, screens, Timestamp::now(), Zoned::now().date());
    state.path = shown(folder.root());
    state.projector.questions = store::prompts();
    match published(folder) {
        Ok(versions) => state.versions = versions,
        Err(why) => state.say(Level::Warn, why.sentence()),
    }
    let altered = versions::verify(folder).map(|checks| versions::first_problem(&checks));
    if let Ok(Some(what)) = altered {
        state.say(Level::Warn, crate::app::sentence(&what));
    }
    let last = state.last_version();
    match last
        .map(|last| releases::released(folder, last))
        .transpose()
    {
        Ok(released) => state.released = released,
        Err(why) => state.say(Level::Warn, why.sentence()),
    }
    let signed = state.session().workshop.sign_offs.iter();
    let signed: Vec<String> = signed.map(|sign_off| sign_off.digest.clone()).collect();
    for digest in signed {
        if let Some(definition) = store::read_signed(folder, &digest) {
            state.signed.insert(digest, Arc::new(definition));
        }
    }
    state
}

fn host_of(folder: SessionFolder, lock: Option<Lock>, found: Found) -> Host {
    let unanswered = found.recovery.is_some();
    Host {
        stamp: stamp(&folder),
        folder,
        lock,
        journal: found.journal,
        recovery: found.recovery,
        unwritten: std::collections::VecDeque::new(),
        disk: found.known.unwrap_or_else(|| Digest::of(b"")),
        unsaved: None,
        unsaved_first: None,
        unsynced: false,
        looked: Instant::now(),
        retried: Instant::now(),
        // Nothing recovered is written before somebody said so.
        asking: unanswered,
        worker: worker::start(),
        loader: loader::start(),
        prover: prover::start(),
        arguer: arguer::start(),
        reviser: reviser::start(),
        shown: super::room::Shown::default(),
        clock: super::clock::KeptTime::default(),
        bells: 0,
        quit: false,
    }
}

fn begin(mut host: Host, mut state: State) -> Opened {
    state.generation += 1;
    let prove = state.prove();
    let messages = host.perform(&state, vec![Effect::LoadData, Effect::Rescore, prove]);
    for message in messages {
        host.handle(&mut state, message);
    }
    Opened { host, state }
}

/// What was found of a session.
#[derive(Default)]
pub(super) struct Found {
    pub(super) document: Document,
    pub(super) journal: Option<Journal>,
    /// What the room must be asked about before anything is written, and the question.
    pub(super) recovery: Option<Box<Recovery>>,
    pub(super) question: Option<Ask>,
    /// What is on disk, where it isn't what the journal was about.
    pub(super) theirs: Option<Session>,
    /// What session.yaml held when this session was last read from it or written to it.
    pub(super) known: Option<Digest>,
    notices: Vec<String>,
}

/// Puts together what the journal and session.yaml say.
pub(super) fn find(
    folder: &SessionFolder,
    loaded: Option<(Session, Digest)>,
) -> Result<Found, StoreError> {
    let contents = Contents::read(folder)?;
    let on_disk = loaded.as_ref().map(|(session, digest)| (session, digest));
    let weighed =
        contents.and_then(|contents| recovery::weigh(on_disk, &folder.session_file(), &contents));
    let Some(mut recovery) = weighed else {
        let Some((session, disk)) = loaded else {
            // It went between two looks.
            return folder.load().map(|_| Found::default());
        };
        return Ok(Found {
            journal: start_journal(folder, &session, &disk),
            document: Document::new(session),
            known: Some(disk),
            ..Found::default()
        });
    };
    let mut found = Found {
        document: std::mem::take(&mut recovery.document),
        theirs: recovery.theirs.take(),
        known: Some(recovery.known.clone()),
        ..Found::default()
    };
    if recovery.must_ask() {
        let set_aside = match recovery.journal {
            Old::Unread => aside(folder, &recovery).map(Some),
            _ => Ok(None),
        };
        let set_aside = set_aside.unwrap_or_else(|why| {
            tracing::error!(%why, "the journal couldn't be set aside");
            found.notices.push(format!(
                "The journal couldn't be set aside ({why}); it is left as it is"
            ));
            None
        });
        let found_at_opening = FoundAtOpening {
            at_least: recovery.at_least,
            answered_before: set_aside
                .as_ref()
                .is_some_and(|aside| !aside.is_unanswered()),
            unread_before: match recovery.journal {
                Old::Unread => Vec::new(),
                _ => unread_of(folder),
            },
            kept: recovery.kept,
            unsaved: recovery.unsaved(),
            half_written: recovery.half_written,
            session_is_gone: loaded.is_none(),
            session_is_another: found.theirs.is_some(),
            two_names: found.theirs.as_ref().and_then(|theirs| {
                let (journal, file) = (&found.document.session().name, &theirs.name);
                (journal != file).then(|| (journal.clone(), file.clone()))
            }),
            set_aside: set_aside.map(|aside| aside.path()),
        };
        found.question = Some(crate::app::recovered(&found_at_opening));
        found.recovery = Some(Box::new(recovery));
        return Ok(found);
    }
    match settle(folder, &recovery) {
        Ok((journal, notice)) => {
            found.journal = Some(journal);
            found.notices.extend(notice);
        }
        Err(why) => tracing::error!(%why, "the journal couldn't be begun"),
    }
    Ok(found)
}

/// Sets a journal with changes that can't be taken aside.
fn aside(folder: &SessionFolder, recovery: &Recovery) -> io::Result<store::SetAside> {
    store::keep_unread(folder, &recovery.bytes, recovery.lost)
}

/// Makes the journal to go on with. Until this returns, the one that was found is as it was; what
/// of it isn't in the new one is kept beside it first.
pub(super) fn settle(
    folder: &SessionFolder,
    recovery: &Recovery,
) -> io::Result<(Journal, Option<String>)> {
    let notice = match recovery.journal {
        Old::GoesOn(length, edits) => return Ok((Journal::go_on(folder, length, edits)?, None)),
        Old::Replaced => None,
        Old::Unread => {
            aside(folder, recovery)?;
            None
        }
        Old::Damaged => {
            let kept = store::keep_copy(folder, store::CopyOf::Damaged, &recovery.bytes)?;
            Some(format!(
                "The journal was damaged where session.yaml has everything: no change is missing, but older ones can't be undone. It was kept as {}",
                kept.display()
            ))
        }
    };
    let journal = Journal::rewrite(folder, &recovery.base, &recovery.entries)?;
    Ok((journal, notice))
}
