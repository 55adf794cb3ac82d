//! How complete session.yaml is, for commands that only read or publish. Changes nothing on disk.

use super::journal_start::start_journal;
use super::recovery;
use crate::model::wording::count_noun;
use crate::store::{self, JournalContents, Lock, SessionFolder, StoreError};

/// What session.yaml lacks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DiskStatus {
    /// Changes in the journal that can be recovered; the workbench offers them when it opens.
    pub recoverable: u64,
    /// Changes in the journal that cannot be read; `None` if the journal does not tell how many.
    pub lost: Option<u64>,
    /// The journal's bytes, if something in it cannot be read.
    pub journal: Option<Vec<u8>>,
    /// Journals set aside earlier for which nobody has given an answer yet.
    pub unread: Vec<store::UnreadJournal>,
}

impl DiskStatus {
    /// Whether session.yaml has every change.
    pub fn is_complete(&self) -> bool {
        self.recoverable == 0 && !self.has_unread()
    }

    /// Whether some changes could not be read and nobody has accounted for them.
    pub fn has_unread(&self) -> bool {
        !self.unread.is_empty() || self.lost != Some(0)
    }

    /// Returns what is missing, as sentences.
    pub fn sentences(&self) -> Vec<String> {
        let mut sentences = Vec::new();
        if self.recoverable > 0 {
            let changes = count_changes(self.recoverable);
            sentences.push(format!(
                "the workbench was stopped before session.yaml was written; {changes} would be missing"
            ));
        }
        if self.lost != Some(0) {
            sentences.push(match self.lost {
                Some(lost) => {
                    let changes = count_changes(lost);
                    format!("{changes} in .accord/journal couldn't be read and would be missing")
                }
                None => "the journal in .accord couldn't be read; there is no way to tell how many changes it holds".into(),
            });
        }
        for aside in &self.unread {
            let path = aside.path();
            sentences.push(match aside.changes {
                Some(n) => {
                    let changes = count_changes(n);
                    format!("{changes} couldn't be read, set aside in {path}, and aren't in session.yaml")
                }
                None => format!("changes that couldn't be read were set aside in {path}; there is no way to tell how many"),
            });
        }
        sentences
    }
}

/// Returns a count with its noun: `14 changes`.
fn count_changes(count: u64) -> String {
    count_noun(i64::try_from(count).unwrap_or(i64::MAX), "change")
}

/// Inspects a session without changing it. While a workbench has it open, its journal is in use and
/// tells nothing; `holder` says whether the caller is the one who holds the lock.
///
/// # Errors
///
/// If session.yaml or the journal cannot be read.
pub fn disk_status(folder: &SessionFolder, holder: LockHolder) -> Result<DiskStatus, StoreError> {
    let mut standing = DiskStatus {
        lost: Some(0),
        unread: store::unread_journals(folder),
        ..DiskStatus::default()
    };
    if holder == LockHolder::Anybody && Lock::is_held(folder) {
        return Ok(standing);
    }
    let Some(contents) = JournalContents::read(folder)? else {
        return Ok(standing);
    };
    let (session, digest) = folder.load()?;
    let on_disk = Some((&session, &digest));
    if let Some(found) = recovery::plan_recovery(on_disk, &folder.session_file(), &contents) {
        standing.recoverable = found.recoverable;
        standing.lost = found.lost;
        standing.journal = (found.lost != Some(0)).then_some(found.bytes);
        // A journal that was set aside is reported once, and not at all once it is accounted for.
        if let Some(bytes) = &standing.journal
            && store::is_set_aside(folder, bytes)
        {
            standing.lost = Some(0);
        }
    }
    Ok(standing)
}

/// Starts a new journal on session.yaml as it is. The caller must hold the lock and have set aside
/// the old journal.
///
/// # Errors
///
/// If session.yaml cannot be read.
pub fn restart_journal(folder: &SessionFolder) -> Result<(), StoreError> {
    let (session, disk) = folder.load()?;
    if start_journal(folder, &session, &disk).is_none() {
        // The old journal is still there and will be asked about again.
        tracing::warn!("the journal couldn't be started again");
    }
    Ok(())
}

/// Who may be holding the lock of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockHolder {
    /// The caller.
    Caller,
    /// Anybody.
    Anybody,
}
