//! Opening a session: lock, journal and draft, and the recovery of what a killed program left.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::clock_saver::ClockSaver;
use super::disk_status::{LockHolder, disk_status};
use super::journal_start::{continue_journal, set_journal_aside, start_journal, unread_changes};
use super::lead_files::LeadFiles;
use super::recovery::{self, OldJournal, Recovery};
use super::room_card::RoomCardWriter;
use super::running::{Host, JournalVoters, file_stamp};
use super::{
    disagreement, export_task, gate_task, linked_edit, loader, median_task, missing_task,
    page_task, prover, publisher, releases, revision_task, scoring_task, variant_task,
};
use crate::app::dialogs::dialog::{Dialog, KeyQuestion};
use crate::app::dialogs::text_entry::TextEntry;
use crate::app::state::variant::Variant;
use crate::app::{Effect, NoticeLevel, RecoverySummary, State};
use crate::document::Document;
use crate::model::Session;
use crate::store::{
    self, Digest, Journal, JournalContents, Lock, LockError, SessionFolder, StoreError, versions,
};

/// Why a session cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// session.yaml cannot be read; it can be corrected.
    #[error(transparent)]
    Unreadable(#[from] StoreError),
    /// Somebody else has it open.
    #[error("this session is open elsewhere: {who}")]
    Held {
        /// The holder, as named in the lock.
        who: String,
    },
    /// Nothing can be written in its folder; it can be opened read-only.
    #[error("nothing can be written in this session's folder")]
    ReadOnly,
}

/// An opened session.
pub struct OpenedSession {
    /// The outside: folder, journal and tasks.
    pub host: Host,
    /// The workbench's state.
    pub state: State,
}

/// Opens a session for editing. If the room has to be asked first, nothing left by an earlier run
/// is overwritten, truncated or removed before the answer.
///
/// # Errors
///
/// If session.yaml cannot be read, the session is open elsewhere, or its folder cannot be written.
pub fn open(path: &Path) -> Result<OpenedSession, OpenError> {
    let folder = SessionFolder::at(path);
    // An unreadable session is reported as such, whoever has it open.
    let _ = load_session(&folder)?;
    let lock = match Lock::take(&folder) {
        Ok(lock) => lock,
        Err(LockError::Held { who }) => return Err(OpenError::Held { who }),
        Err(LockError::ReadOnly) => return Err(OpenError::ReadOnly),
        Err(LockError::Failed(why)) => return Err(why.into()),
    };
    // Read again, now that nobody else can write it.
    let mut found = find_session(&folder, load_session(&folder)?)?;
    let document = std::mem::take(&mut found.document);
    let mut state = new_state(&folder, document);
    if found.journal.is_none() && found.recovery.is_none() {
        let why = "its journal can't be written in .accord; free some space, or fix the folder's permissions, and open it again";
        state.read_only = Some(why.into());
    }
    if state.read_only.is_none()
        && let Err(why) = versions::tidy(&folder, &state.session().name)
    {
        state.notify(NoticeLevel::Warn, why.sentence());
    }
    let mut notices = std::mem::take(&mut found.notices);
    let typed = restore_dialog(&folder, &mut state, &mut notices);
    for notice in notices {
        state.notify(NoticeLevel::Warn, notice);
    }
    state.dialogs.extend(typed);
    if let Some(theirs) = found.theirs.take() {
        state.session_on_disk = Some(Box::new(theirs));
        let question = crate::app::changed_on_disk_question();
        state.dialogs.push(question);
    }
    if let Some(question) = found.question.take() {
        state.save_state = crate::app::SaveState::Saving;
        state.dialogs.push(Dialog::KeyQuestion(question.clone()));
        state.recovery_question = Some(question);
    }
    if state.dialogs.is_empty() {
        state.dialogs.extend(crate::app::revision_question(&state));
    }
    state.unread_changes = unread_changes(&folder);
    state.variants.kept = store::read_variant(&folder).and_then(|text| Variant::from_text(&text));
    let mut host = new_host(folder, Some(lock), found);
    let mut messages = Vec::new();
    if host.recovery.is_none() {
        messages = host.finish_opening(&state);
    }
    let mut opened = start_host(host, state);
    for message in messages {
        opened.host.handle(&mut opened.state, message);
    }
    Ok(opened)
}

/// Like [`open`], but falls back to read-only if nothing can be written in the folder.
///
/// # Errors
///
/// If session.yaml cannot be read or the session is open elsewhere.
pub fn open_or_look(path: &Path) -> Result<OpenedSession, OpenError> {
    match open(path) {
        Err(OpenError::ReadOnly) => {
            open_read_only(path, "nothing can be written in the session's folder")
        }
        opened => opened,
    }
}

/// Reads session.yaml; `None` if only a journal is left of the session.
fn load_session(folder: &SessionFolder) -> Result<Option<(Session, Digest)>, StoreError> {
    match folder.load() {
        Ok(loaded) => Ok(Some(loaded)),
        Err(why) if folder.is_gone() => match JournalContents::read(folder) {
            Ok(Some(contents)) if contents.base.is_some() => Ok(None),
            _ => Err(why),
        },
        Err(why) => Err(why),
    }
}

/// Whether session.yaml is gone and the journal still holds the session.
pub fn is_only_journal(folder: &SessionFolder) -> bool {
    matches!(load_session(folder), Ok(None))
}

/// Restores the dialog that was open when an earlier run ended. An unreadable draft is set aside.
fn restore_dialog(
    folder: &SessionFolder,
    state: &mut State,
    notices: &mut Vec<String>,
) -> Option<Dialog> {
    let (draft, notice) = store::read_draft(folder);
    notices.extend(notice);
    let draft = draft?;
    let Some(overlay) = dialog_from_draft(state, &draft) else {
        notices.push(store::set_draft_aside(folder));
        return None;
    };
    notices.push("What was being typed is back".into());
    Some(overlay)
}

/// Rebuilds the dialog from a draft: a field, or a row of the estimate sheet.
fn dialog_from_draft(state: &State, draft: &str) -> Option<Dialog> {
    if let Some(entry) = TextEntry::from_draft(draft) {
        return Some(Dialog::TextEntry(Box::new(entry)));
    }
    let sheet = crate::app::dialogs::sheet_box::sheet_from_draft(state.session(), draft)?;
    Some(Dialog::Sheet(Box::new(sheet)))
}

/// Opens a session read-only, while somebody else has it open or where nothing can be written.
///
/// # Errors
///
/// If session.yaml cannot be read.
pub fn open_read_only(path: &Path, why: &str) -> Result<OpenedSession, OpenError> {
    let folder = SessionFolder::at(path);
    let (session, disk) = folder.load()?;
    let mut state = new_state(&folder, Document::new(session));
    state.read_only = Some(why.to_owned());
    state.unread_changes = unread_changes(&folder);
    // Changes that are only in the journal cannot be offered here, but they are mentioned.
    if let Ok(status) = disk_status(&folder, LockHolder::Anybody) {
        for sentence in status.sentences() {
            state.notify(NoticeLevel::Warn, crate::app::sentence(&sentence));
        }
    }
    let found = FoundSession {
        disk_digest: Some(disk),
        ..FoundSession::default()
    };
    let host = new_host(folder, None, found);
    Ok(start_host(host, state))
}

fn new_state(folder: &SessionFolder, document: Document) -> State {
    let mut state = State::new(document, Timestamp::now(), Zoned::now().date());
    state.path = display_path(folder.root());
    state.time_zone = TimeZone::system();
    state.room_view.questions = store::prompts();
    state.offered_history = store::read_offered_history(folder).map(Arc::new);
    match versions::releases(folder) {
        Ok(versions) => state.versions = versions,
        Err(why) => state.notify(NoticeLevel::Warn, why.sentence()),
    }
    if let Ok(checks) = versions::verify(folder) {
        state.newest_version = versions::newest_known(&checks);
        if let Some(what) = versions::first_problem(&checks) {
            state.notify(NoticeLevel::Warn, crate::app::sentence(&what));
        }
    }
    let last = state.last_version();
    match last
        .map(|last| releases::read_release(folder, last))
        .transpose()
    {
        Ok(released) => state.last_release = released,
        Err(why) => state.notify(NoticeLevel::Warn, why.sentence()),
    }
    // Some findings compare with the last release.
    state.recheck();
    let signed = state.session().workshop.sign_offs.iter();
    let signed: Vec<String> = signed.map(|sign_off| sign_off.digest.clone()).collect();
    for digest in signed {
        if let Some(definition) = store::read_signed(folder, &digest) {
            state
                .signed_definitions
                .insert(digest, Arc::new(definition));
        }
    }
    state
}

fn new_host(folder: SessionFolder, lock: Option<Lock>, found: FoundSession) -> Host {
    let unanswered = found.recovery.is_some();
    Host {
        file_stamp: file_stamp(&folder),
        folder,
        lock,
        journal: found.journal,
        recovery: found.recovery,
        unwritten: std::collections::VecDeque::new(),
        disk_digest: found.disk_digest.unwrap_or_else(|| Digest::of(b"")),
        unsaved_since: None,
        first_unsaved: None,
        unsynced: false,
        last_poll: Instant::now(),
        last_retry: Instant::now(),
        // Nothing recovered is written before the room has answered.
        awaiting_answer: unanswered,
        scoring_task: scoring_task::start(),
        loader: loader::start(),
        lead_files: LeadFiles::default(),
        prover: prover::start(),
        disagreement_task: disagreement::start(),
        revision_task: revision_task::start(),
        missing_task: missing_task::start(),
        median_task: median_task::start(),
        page_task: page_task::start(),
        linked_edit_task: linked_edit::start(),
        variant_task: variant_task::start(),
        gate_task: gate_task::start(),
        export_task: export_task::start(),
        publisher: publisher::start(),
        publication: None,
        room_card: RoomCardWriter::default(),
        clock_saver: ClockSaver::default(),
        voters: JournalVoters::default(),
        copied: None,
        bells: 0,
        quit: false,
    }
}

fn start_host(mut host: Host, mut state: State) -> OpenedSession {
    state.generation += 1;
    // The last run may have been killed between showing votes and forgetting who cast them.
    if state.session().workshop.keeps_nameless_votes() {
        host.voters = JournalVoters::ToForget;
    }
    if host.recovery.is_none() {
        host.forget_voters(&state);
    }
    let prove = state.prove();
    let messages = host.perform(&state, vec![Effect::LoadData, Effect::Rescore, prove]);
    for message in messages {
        host.handle(&mut state, message);
    }
    OpenedSession { host, state }
}

/// What was found of a session on disk.
#[derive(Default)]
pub(super) struct FoundSession {
    pub(super) document: Document,
    pub(super) journal: Option<Journal>,
    /// The recovered session, if the room must be asked before anything is written.
    pub(super) recovery: Option<Box<Recovery>>,
    pub(super) question: Option<KeyQuestion>,
    /// The session on disk, if it is not the one the journal was based on.
    pub(super) theirs: Option<Session>,
    /// Digest of session.yaml when this session was last read from it or written to it.
    pub(super) disk_digest: Option<Digest>,
    notices: Vec<String>,
}

/// Combines the journal with session.yaml.
pub(super) fn find_session(
    folder: &SessionFolder,
    loaded: Option<(Session, Digest)>,
) -> Result<FoundSession, StoreError> {
    let contents = JournalContents::read(folder)?;
    let on_disk = loaded.as_ref().map(|(session, digest)| (session, digest));
    let weighed = contents
        .and_then(|contents| recovery::plan_recovery(on_disk, &folder.session_file(), &contents));
    let Some(mut recovery) = weighed else {
        let Some((session, disk)) = loaded else {
            // session.yaml was removed between the two reads.
            return folder.load().map(|_| FoundSession::default());
        };
        return Ok(FoundSession {
            journal: start_journal(folder, &session, &disk),
            document: Document::new(session),
            disk_digest: Some(disk),
            ..FoundSession::default()
        });
    };
    let mut found = FoundSession {
        document: std::mem::take(&mut recovery.document),
        theirs: recovery.theirs.take(),
        disk_digest: Some(recovery.disk_digest.clone()),
        ..FoundSession::default()
    };
    if recovery.needs_answer() {
        let set_aside = match recovery.journal {
            OldJournal::Unreadable => set_journal_aside(folder, &recovery).map(Some),
            _ => Ok(None),
        };
        let set_aside = set_aside.unwrap_or_else(|why| {
            tracing::error!(%why, "the journal couldn't be set aside");
            found.notices.push(format!(
                "The journal couldn't be set aside ({why}); it is left as it is"
            ));
            None
        });
        let found_at_opening = RecoverySummary {
            may_be_more: recovery.lost_more,
            answered_before: set_aside
                .as_ref()
                .is_some_and(|aside| !aside.is_unanswered()),
            unread_before: match recovery.journal {
                OldJournal::Unreadable => Vec::new(),
                _ => unread_changes(folder),
            },
            recovered: recovery.recoverable,
            unsaved: recovery.unsaved(),
            half_written: recovery.half_written,
            session_is_gone: loaded.is_none(),
            session_differs: found.theirs.is_some(),
            two_names: found.theirs.as_ref().and_then(|theirs| {
                let (journal, file) = (&found.document.session().name, &theirs.name);
                (journal != file).then(|| (journal.clone(), file.clone()))
            }),
            set_aside: set_aside.map(|aside| aside.path()),
        };
        found.question = Some(crate::app::recovery_question(&found_at_opening));
        found.recovery = Some(Box::new(recovery));
        return Ok(found);
    }
    match continue_journal(folder, &recovery) {
        Ok((journal, notice)) => {
            found.journal = Some(journal);
            found.notices.extend(notice);
        }
        Err(why) => tracing::error!(%why, "the journal couldn't be started"),
    }
    Ok(found)
}

/// Returns a path as people write it.
fn display_path(path: &Path) -> String {
    match store::home_folder().and_then(|home| path.strip_prefix(home).ok().map(Path::to_path_buf))
    {
        Some(rest) => format!("~/{}", rest.display()),
        None => path.display().to_string(),
    }
}
