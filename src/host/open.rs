//! Opening a session: lock, journal, draft; what a killed program left is found here.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use jiff::{Timestamp, Zoned};

use super::{Host, arguer, prover, published, releases, reviser, shown, stamp, start_journal};
use super::{loader, worker};
use crate::app::document::Entry;
use crate::app::entry::Entry as TextEntry;
use crate::app::overlay::Overlay;
use crate::app::{Document, Effect, Level, Screen, State};
use crate::model::Session;
use crate::store::{self, Digest, Journal, Lock, NotLocked, SessionFolder, StoreError, versions};

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
}

/// A session that is open.
pub struct Opened {
    /// What is outside.
    pub host: Host,
    /// What is on the screen.
    pub state: State,
}

struct Found {
    document: Document,
    journal: Option<Journal>,
    /// Changes that never reached session.yaml.
    recovered: usize,
    /// What is on disk, where it isn't what the journal was about.
    theirs: Option<Session>,
    /// What session.yaml held when this session was last read from it or written to it.
    known: Digest,
    notices: Vec<String>,
}

/// Opens a session to work on it.
pub fn open(path: &Path, screens: &'static [&'static dyn Screen]) -> Result<Opened, OpenError> {
    let folder = SessionFolder::at(path);
    let (session, disk) = folder.load()?;
    let lock = match Lock::take(&folder) {
        Ok(lock) => lock,
        Err(NotLocked::Held { who }) => return Err(OpenError::Held { who }),
        Err(NotLocked::Failed(why)) => return Err(why.into()),
    };
    let mut found = find(&folder, session, &disk);
    let unsaved = found.recovered > 0;
    let journal = found.journal.take();
    let mut state = state_of(&folder, found.document, screens);
    if journal.is_some()
        && let Err(why) = versions::tidy(&folder, &state.session().name)
    {
        state.say(Level::Warn, why.sentence());
    }
    if journal.is_none() {
        state.read_only =
            Some("its journal can't be written in .accord; mend the folder's permissions".into());
    }
    for notice in found.notices {
        state.say(Level::Warn, notice);
    }
    let (draft, notice) = store::read_draft(&folder);
    if let Some(notice) = notice {
        state.say(Level::Warn, notice);
    }
    if let Some(overlay) = draft.and_then(|draft| drafted(&mut state, &draft)) {
        state.overlays.push(overlay);
        state.say(Level::Info, "What was being typed is here again");
    }
    if let Some(theirs) = found.theirs {
        state
            .overlays
            .push(crate::app::changed_on_disk(Box::new(theirs)));
    }
    if found.recovered > 0 {
        state.saved = crate::app::Saved::Soon;
        state.overlays.push(crate::app::recovered(found.recovered));
    }
    if state.overlays.is_empty() {
        state.overlays.extend(crate::app::revise(&state));
    }
    let signed = state.session().workshop.sign_offs.iter();
    let signed: Vec<&str> = signed.map(|sign_off| sign_off.digest.as_str()).collect();
    store::keep_only_signed(&folder, &signed);
    let host = host_of(folder, Some(lock), journal, found.known, unsaved);
    Ok(begin(host, state))
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

/// Opens a session to look at it while somebody else has it.
pub fn open_read_only(
    path: &Path,
    why: &str,
    screens: &'static [&'static dyn Screen],
) -> Result<Opened, OpenError> {
    let folder = SessionFolder::at(path);
    let (session, disk) = folder.load()?;
    let mut state = state_of(&folder, Document::new(session), screens);
    state.read_only = Some(why.to_owned());
    let host = host_of(folder, None, None, disk, false);
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

fn host_of(
    folder: SessionFolder,
    lock: Option<Lock>,
    journal: Option<Journal>,
    disk: Digest,
    unsaved: bool,
) -> Host {
    Host {
        stamp: stamp(&folder),
        folder,
        _lock: lock,
        journal,
        disk,
        unsaved: unsaved.then(Instant::now),
        unsynced: false,
        looked: Instant::now(),
        // Nothing recovered is written before somebody said so.
        asking: unsaved,
        worker: worker::start(),
        loader: loader::start(),
        prover: prover::start(),
        arguer: arguer::start(),
        reviser: reviser::start(),
        shown: super::room::Shown::default(),
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

/// Puts together what the journal and session.yaml say.
fn find(folder: &SessionFolder, session: Session, disk: &Digest) -> Found {
    let opening = Journal::open(folder);
    let fresh = |session: Session, notices: Vec<String>| Found {
        journal: start_journal(folder, &session, disk),
        document: Document::new(session),
        recovered: 0,
        theirs: None,
        known: disk.clone(),
        notices,
    };
    let Some(recovered) = opening.recovered else {
        return fresh(session, opening.notices);
    };
    let (unsaved, same) = (recovered.unsaved(), recovered.last_saved() == Some(disk));
    if !same && unsaved == 0 {
        return fresh(session, opening.notices);
    }
    let base = store::parse_session(&folder.session_file(), &recovered.base);
    let Some(document) = base.ok().and_then(|base| replay(base, &recovered.entries)) else {
        return fresh(session, opening.notices);
    };
    if same && unsaved == 0 && *document.session() != session {
        // A comment or an order only a person would write: the file is the truth.
        return fresh(session, opening.notices);
    }
    let known = match recovered.last_saved() {
        Some(known) => known.clone(),
        None => Digest::of(recovered.base.as_bytes()),
    };
    let mut journal = recovered.journal;
    if unsaved > 0 && *document.session() == session {
        // Killed between writing session.yaml and noting that: nothing is missing.
        if let Err(why) = journal.mark_saved(disk) {
            tracing::warn!(%why, "the journal couldn't be marked");
        }
        return Found {
            document,
            journal: Some(journal),
            recovered: 0,
            theirs: None,
            known: disk.clone(),
            notices: opening.notices,
        };
    }
    Found {
        document,
        journal: Some(journal),
        recovered: unsaved,
        theirs: (!same).then_some(session),
        known,
        notices: opening.notices,
    }
}

/// Takes every entry again; one that is refused ends it, with what was there before.
fn replay(base: Session, entries: &[store::Entry]) -> Option<Document> {
    let mut document = Document::new(base);
    for entry in entries {
        let store::Entry::Edit(text) = entry else {
            continue;
        };
        let entry: Entry = serde_json::from_str(text).ok()?;
        if document.apply(&entry).is_err() {
            tracing::warn!("a journalled edit was refused");
        }
    }
    Some(document)
}
