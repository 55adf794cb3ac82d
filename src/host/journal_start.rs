//! Starts the journal of a session, or continues the one that is there.

use std::io;

use super::recovery::{OldJournal, Recovery};
use crate::app::UnreadChanges;
use crate::model::Session;
use crate::store::{self, Digest, Journal, SessionFolder};

/// Starts a journal on a session as it is on disk.
pub(super) fn start_journal(
    folder: &SessionFolder,
    session: &Session,
    disk: &Digest,
) -> Option<Journal> {
    let text = store::session_text(session);
    let saved = [store::RecordContent::Saved(disk.clone())];
    Journal::rewrite(folder, &text, &saved)
        .inspect_err(|why| tracing::error!(%why, "the journal couldn't be started"))
        .ok()
}

/// Sets aside a journal with changes that cannot be recovered.
pub(super) fn set_journal_aside(
    folder: &SessionFolder,
    recovery: &Recovery,
) -> io::Result<store::UnreadJournal> {
    store::save_unread(folder, &recovery.bytes, recovery.lost)
}

/// Creates the journal to continue with. The old one stays untouched until this returns; anything
/// in it that the new one lacks is first copied beside it.
pub(super) fn continue_journal(
    folder: &SessionFolder,
    recovery: &Recovery,
) -> io::Result<(Journal, Option<String>)> {
    let notice = match recovery.journal {
        OldJournal::Continued(length, edits) => {
            return Ok((Journal::resume(folder, length, edits)?, None));
        }
        OldJournal::Replaced => None,
        OldJournal::Unreadable => {
            set_journal_aside(folder, recovery)?;
            None
        }
        OldJournal::Damaged => {
            let kept = store::copy_journal(folder, store::JournalCopy::Damaged, &recovery.bytes)?;
            Some(format!(
                "Part of the journal was damaged, but session.yaml has everything: no change is missing; older ones can't be undone. The damaged journal was kept as {}",
                kept.display()
            ))
        }
    };
    let journal = Journal::rewrite(folder, &recovery.base, &recovery.entries)?;
    Ok((journal, notice))
}

/// Returns the journals set aside that nobody has accounted for, as the workbench shows them.
pub(super) fn unread_changes(folder: &SessionFolder) -> Vec<UnreadChanges> {
    let unread = store::unread_journals(folder).into_iter();
    unread
        .map(|aside| UnreadChanges {
            path: aside.path(),
            changes: aside.changes,
        })
        .collect()
}
