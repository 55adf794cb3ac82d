//! Combines the journal with session.yaml, without changing either.
//!
//! ```text
//!   session.yaml is what the journal last saved  --> later edits were never written to it
//!   session.yaml is the result of a later edit   --> killed between writing it and marking that
//!   session.yaml is something else               --> somebody changed it: both are offered
//!   session.yaml is gone                         --> the session in the journal is offered
//! ```
//!
//! Edits are replayed one by one until one is missing, unreadable or refused: nothing is replayed
//! over a gap. If the journal's base is damaged but session.yaml matches the last mark, the edits
//! after the mark are replayed on session.yaml instead.

use std::path::Path;

use crate::document::{Document, HistoryEntry};
use crate::model::Session;
use crate::store::{self, Digest, JournalContents, JournalFormat, JournalRecord};

/// What was found on opening, and the journal to continue with.
pub(super) struct Recovery {
    /// The recovered session, with its undo history.
    pub document: Document,
    /// Number of recovered changes that session.yaml lacks.
    pub recoverable: u64,
    /// Number of changes that can neither be recovered nor are in session.yaml; `None` if the
    /// journal does not tell.
    pub lost: Option<u64>,
    /// Whether there may be more than `lost`, as the end of the journal is damaged.
    pub lost_more: bool,
    /// Whether the last change was only partly written.
    pub half_written: bool,
    /// The session on disk, if it is not the one the journal was based on.
    pub theirs: Option<Session>,
    /// Digest of session.yaml when this session was last read from it or written to it.
    pub disk_digest: Digest,
    /// What to do with the present journal.
    pub journal: OldJournal,
    /// The base text of a new journal.
    pub base: String,
    /// The records of a new journal.
    pub entries: Vec<store::RecordContent>,
    /// The bytes of the present journal.
    pub bytes: Vec<u8>,
}

/// What to do with the journal that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OldJournal {
    /// Continue it after this many bytes and edits; it is intact.
    Continued(u64, u64),
    /// Replace it: everything in it is in the new one or not needed.
    Replaced,
    /// Keep a copy beside the new one, as its history cannot be read.
    Damaged,
    /// Set it aside until somebody accounts for its unreadable changes.
    Unreadable,
}

impl Recovery {
    /// Whether the room has to be asked before anything is written.
    pub fn needs_answer(&self) -> bool {
        self.recoverable > 0 || self.lost != Some(0)
    }

    /// Returns the number of changes after the last save, recovered or lost, if the journal tells.
    pub fn unsaved(&self) -> Option<u64> {
        self.lost.map(|lost| lost + self.recoverable)
    }
}

/// Compares session.yaml with a journal. `file` is the path of session.yaml, for messages. Returns
/// `None` if session.yaml is gone and the journal holds no session either.
pub(super) fn plan_recovery(
    on_disk: Option<(&Session, &Digest)>,
    file: &Path,
    contents: &JournalContents,
) -> Option<Recovery> {
    let weighing = RecoveryInput::of(on_disk, file, contents);
    let found = match on_disk {
        Some((session, disk)) => weighing.with_session_file(session, disk),
        None => weighing.without_session_file()?,
    };
    Some(found.into_recovery(on_disk.map(|(_, disk)| disk), contents))
}

/// The journal, replayed from its base.
struct RecoveryInput<'a> {
    contents: &'a JournalContents,
    from_base: Option<Replay>,
    /// Digest at the last save mark, and the number of edits saved by then.
    mark: Option<&'a Digest>,
    marked_at: u64,
    /// The last edit of which there is any trace.
    total: u64,
}

/// The session to offer.
struct RecoveryOffer {
    document: Document,
    base: String,
    entries: Vec<store::RecordContent>,
    /// Number of edits that session.yaml has, counted from the journal's start.
    saved_at: u64,
    /// The last edit that was replayed.
    last_edit: u64,
    /// Whether the undo history is complete from the journal's base.
    whole_history: bool,
    theirs: Option<Session>,
    disk_digest: Option<Digest>,
}

impl<'a> RecoveryInput<'a> {
    fn of(
        on_disk: Option<(&Session, &Digest)>,
        file: &Path,
        contents: &'a JournalContents,
    ) -> Self {
        let base = contents.base.as_deref();
        let base = base.and_then(|text| Some((text, store::parse_session(file, text).ok()?)));
        let session = on_disk.map(|(session, _)| session);
        let from_base =
            base.map(|(text, base)| Replay::of(base, text, 0, &contents.records, session));
        let mark = contents.last_saved();
        Self {
            contents,
            from_base,
            mark: mark.map(|(digest, _)| digest),
            marked_at: mark.map_or(0, |(_, number)| number),
            total: contents.last_edit,
        }
    }

    /// The offer if session.yaml is readable.
    fn with_session_file(self, session: &Session, disk: &Digest) -> RecoveryOffer {
        if self.mark == Some(disk) {
            return self.after_last_save(session, disk);
        }
        let later = self.from_base.as_ref().and_then(|replayed| {
            let equal = replayed.matches_disk_after.last().copied();
            equal.filter(|at| *at >= self.marked_at)
        });
        if let Some(saved_at) = later {
            let replayed = self.from_base.expect("it was looked into just now");
            return replayed.into_offer(saved_at, Some(disk.clone()), None);
        }
        let (total, marked_at) = (self.total, self.marked_at);
        let newer = |replayed: &Replay| replayed.last_edit > marked_at && total > marked_at;
        match self.from_base.filter(newer) {
            Some(replayed) => {
                let known = self.mark.cloned();
                replayed.into_offer(marked_at, known, Some(session.clone()))
            }
            // Nothing in the journal is newer than the last save, and session.yaml was replaced
            // since.
            None => Replay::without_journal(session, disk).into_offer(
                marked_at,
                Some(disk.clone()),
                None,
            ),
        }
    }

    /// The offer if session.yaml is what was last saved.
    fn after_last_save(self, session: &Session, disk: &Digest) -> RecoveryOffer {
        let known = Some(disk.clone());
        match self.from_base {
            Some(replayed) if replayed.matches_disk_after.contains(&self.marked_at) => {
                replayed.into_offer(self.marked_at, known, None)
            }
            _ => {
                let text = store::session_text(session);
                let records = &self.contents.records;
                let last = |r: &JournalRecord| matches!(r.content, store::RecordContent::Saved(_));
                let after = records.iter().rposition(last).map_or(0, |at| at + 1);
                let mut replayed = Replay::of(
                    session.clone(),
                    &text,
                    self.marked_at,
                    &records[after..],
                    None,
                );
                let mark = store::RecordContent::Saved(disk.clone());
                replayed.entries.insert(0, mark);
                replayed.whole_history = false;
                replayed.into_offer(self.marked_at, known, None)
            }
        }
    }

    /// The offer if there is no session.yaml.
    fn without_session_file(self) -> Option<RecoveryOffer> {
        let known = self.mark.cloned();
        Some(self.from_base?.into_offer(0, known, None))
    }
}

/// A document on which edits are replayed one by one.
struct Replay {
    document: Document,
    base: String,
    entries: Vec<store::RecordContent>,
    last_edit: u64,
    /// The edits after which the session equalled the one on disk.
    matches_disk_after: Vec<u64>,
    whole_history: bool,
}

impl Replay {
    fn of(
        base: Session,
        text: &str,
        from: u64,
        records: &[JournalRecord],
        disk: Option<&Session>,
    ) -> Self {
        let mut replayed = Self {
            document: Document::new(base),
            base: text.to_owned(),
            entries: Vec::new(),
            last_edit: from,
            matches_disk_after: Vec::new(),
            whole_history: true,
        };
        replayed.compare_with_disk(disk);
        for record in records {
            if !replayed.apply_record(record) {
                break;
            }
            if matches!(record.content, store::RecordContent::Edit(_)) {
                replayed.compare_with_disk(disk);
            }
        }
        replayed
    }

    /// The session on disk, without history.
    fn without_journal(session: &Session, disk: &Digest) -> Self {
        let text = store::session_text(session);
        let mut replayed = Self::of(session.clone(), &text, 0, &[], None);
        replayed
            .entries
            .push(store::RecordContent::Saved(disk.clone()));
        replayed.whole_history = false;
        replayed
    }

    /// Replays a record. Returns `false` if it follows a gap or is refused.
    fn apply_record(&mut self, record: &JournalRecord) -> bool {
        match &record.content {
            store::RecordContent::Saved(_) if record.number != self.last_edit => return false,
            store::RecordContent::Saved(_) => {}
            store::RecordContent::Edit(_) if record.number != self.last_edit + 1 => return false,
            store::RecordContent::Edit(text) => {
                let Ok(entry) = serde_json::from_str::<HistoryEntry>(text) else {
                    return false;
                };
                if self.document.apply(&entry).is_err() {
                    return false;
                }
                self.last_edit = record.number;
            }
        }
        self.entries.push(record.content.clone());
        true
    }

    fn compare_with_disk(&mut self, disk: Option<&Session>) {
        if disk.is_some_and(|disk| disk == self.document.session()) {
            self.matches_disk_after.push(self.last_edit);
        }
    }

    fn into_offer(
        self,
        saved_at: u64,
        known: Option<Digest>,
        theirs: Option<Session>,
    ) -> RecoveryOffer {
        RecoveryOffer {
            document: self.document,
            base: self.base,
            entries: self.entries,
            saved_at,
            last_edit: self.last_edit.max(saved_at),
            whole_history: self.whole_history,
            theirs,
            disk_digest: known,
        }
    }
}

impl RecoveryOffer {
    fn into_recovery(mut self, disk: Option<&Digest>, contents: &JournalContents) -> Recovery {
        let kept = self.last_edit - self.saved_at;
        let counted = contents.format != JournalFormat::Unknown;
        let lost = counted.then(|| contents.last_edit.max(self.last_edit) - self.last_edit);
        self.insert_save_mark(disk);
        let taken = self.entries.len() == contents.records.len();
        let journal = match (lost, contents.appendable()) {
            (Some(0), Some((length, edits))) if self.whole_history && taken => {
                OldJournal::Continued(length, edits)
            }
            (Some(0), _) if contents.damaged => OldJournal::Damaged,
            (Some(0), _) => OldJournal::Replaced,
            _ => OldJournal::Unreadable,
        };
        let base_digest = Digest::of(self.base.as_bytes());
        Recovery {
            document: self.document,
            recoverable: kept,
            lost,
            lost_more: contents.end_damaged,
            half_written: contents.torn,
            theirs: self.theirs,
            disk_digest: self.disk_digest.unwrap_or(base_digest),
            journal,
            base: self.base,
            entries: self.entries,
            bytes: contents.bytes().to_vec(),
        }
    }

    /// Inserts the save mark that the journal missed, after the edit that session.yaml matches.
    fn insert_save_mark(&mut self, disk: Option<&Digest>) {
        let Some(disk) = disk.filter(|_| self.theirs.is_none()) else {
            return;
        };
        let mark = store::RecordContent::Saved(disk.clone());
        if self.entries.contains(&mark) {
            return;
        }
        let edits = self.entries.iter().enumerate();
        let edits = edits.filter(|(_, entry)| matches!(entry, store::RecordContent::Edit(_)));
        let last = usize::try_from(self.saved_at)
            .ok()
            .and_then(|n| n.checked_sub(1));
        let at = last.and_then(|last| edits.map(|(at, _)| at + 1).nth(last));
        self.entries.insert(at.unwrap_or(0), mark);
    }
}
