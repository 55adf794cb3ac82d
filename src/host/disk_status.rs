//! How a session stands on disk, for commands that only read or publish: what of it is in no
//! session.yaml. Nothing is touched.

use super::recovery;
use crate::model::wording::count_noun;
use crate::store::{self, JournalContents, Lock, SessionFolder, StoreError};

/// What session.yaml lacks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DiskStatus {
    /// Changes in the journal that can be taken; opening the workbench offers them.
    pub recoverable: u64,
    /// Changes there that can't be; `None` where the journal doesn't tell how many.
    pub lost: Option<u64>,
    /// The journal's bytes, where something in it can't be taken.
    pub journal: Option<Vec<u8>>,
    /// What was set aside before and waits for a word.
    pub unread: Vec<store::UnreadJournal>,
}

impl DiskStatus {
    /// Whether session.yaml has everything.
    pub fn is_complete(&self) -> bool {
        self.recoverable == 0 && !self.has_unread()
    }

    /// Whether something couldn't be read and nobody has answered for it.
    pub fn has_unread(&self) -> bool {
        !self.unread.is_empty() || self.lost != Some(0)
    }

    /// What is missing, in sentences.
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
                None => "the journal in .accord couldn't be read; how many changes it holds can't be told".into(),
            });
        }
        for aside in &self.unread {
            let path = aside.path();
            sentences.push(match aside.changes {
                Some(n) => {
                    let changes = count_changes(n);
                    format!("{changes} couldn't be read, set aside in {path}, and aren't in session.yaml")
                }
                None => format!("changes that couldn't be read were set aside in {path}; how many can't be told"),
            });
        }
        sentences
    }
}

/// `14 changes`
fn count_changes(count: u64) -> String {
    count_noun(i64::try_from(count).unwrap_or(i64::MAX), "change")
}

/// Looks at a session without touching it. While a workbench has it open, its journal is at work
/// and says nothing; `holder` tells whether the caller is the one who has it.
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
        // What was set aside already is told once, and not again once somebody answered for it.
        if let Some(bytes) = &standing.journal
            && store::is_set_aside(folder, bytes)
        {
            standing.lost = Some(0);
        }
    }
    Ok(standing)
}

/// Begins a new journal on session.yaml as it is: for who holds the lock and has set aside what the
/// old one held.
pub fn restart_journal(folder: &SessionFolder) -> Result<(), StoreError> {
    let (session, disk) = folder.load()?;
    if super::start_journal(folder, &session, &disk).is_none() {
        // The old one is there still, and is asked about again.
        tracing::warn!("the journal couldn't be started again");
    }
    Ok(())
}

/// Who may be at work on a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockHolder {
    /// The caller, who holds the lock.
    Caller,
    /// Whoever.
    Anybody,
}
