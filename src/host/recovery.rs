//! What a journal and session.yaml say together, worked out without touching either.
//!
//! ```text
//!   session.yaml is what the journal saved last --> what follows that mark was never written
//!   session.yaml is what some later edits give  --> a kill between writing it and noting that
//!   session.yaml is something else              --> somebody changed it: both are offered
//!   session.yaml is gone                        --> what the journal holds is offered
//! ```
//!
//! Edits are taken again one by one. The first that is missing, can't be read or is refused ends
//! that: nothing is replayed over a gap. Where the journal's base is damaged but session.yaml is
//! what the last mark says, the edits after the mark are taken on session.yaml instead.

use std::path::Path;

use crate::app::Document;
use crate::app::document::Entry;
use crate::model::Session;
use crate::store::{self, Contents, Digest, Format, Record};

/// What was found at opening, and the journal to go on with.
pub(super) struct Recovery {
    /// The session that is offered, with its undo history.
    pub document: Document,
    /// Changes in it that session.yaml lacks.
    pub kept: u64,
    /// Changes that can be taken no more and that session.yaml lacks; `None` where the journal
    /// doesn't tell how many.
    pub lost: Option<u64>,
    /// Whether more than `lost` may be: the journal's end is damaged.
    pub at_least: bool,
    /// Whether the last change was only half written.
    pub half_written: bool,
    /// What is on disk, where it isn't what the journal was about.
    pub theirs: Option<Session>,
    /// What session.yaml held when this session was last read from it or written to it.
    pub known: Digest,
    /// What becomes of the journal as it is now.
    pub journal: Old,
    /// The text a new journal begins with.
    pub base: String,
    /// What follows it there.
    pub entries: Vec<store::Entry>,
    /// The journal's bytes as they were found.
    pub bytes: Vec<u8>,
}

/// What becomes of the journal as it was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Old {
    /// It is whole and appended to, after so many bytes and edits.
    GoesOn(u64, u64),
    /// All of it is in the new one, or nothing of it is needed.
    Replaced,
    /// Its history can't be read: it is kept beside the new one.
    Damaged,
    /// It holds changes that can't be taken: it is set aside until somebody answers for them.
    Unread,
}

impl Recovery {
    /// Whether the room has to be asked before anything is written.
    pub fn must_ask(&self) -> bool {
        self.kept > 0 || self.lost != Some(0)
    }

    /// Changes after the last save, taken or not, where the journal tells.
    pub fn unsaved(&self) -> Option<u64> {
        self.lost.map(|lost| lost + self.kept)
    }
}

/// Weighs what is on disk against a journal; `file` is session.yaml's path, for messages. `None`
/// where session.yaml is gone and the journal holds no session either.
pub(super) fn weigh(
    on_disk: Option<(&Session, &Digest)>,
    file: &Path,
    contents: &Contents,
) -> Option<Recovery> {
    let weighing = Weighing::of(on_disk, file, contents);
    let found = match on_disk {
        Some((session, disk)) => weighing.with(session, disk),
        None => weighing.alone()?,
    };
    Some(found.recovery(on_disk.map(|(_, disk)| disk), contents))
}

/// What the journal comes to when its edits are taken from its base on.
struct Weighing<'a> {
    contents: &'a Contents,
    from_base: Option<Replayed>,
    /// The last mark of a save, and how many edits were saved then.
    mark: Option<&'a Digest>,
    marked_at: u64,
    /// The last edit there is a trace of.
    total: u64,
}

/// What to offer.
struct Offer {
    document: Document,
    base: String,
    entries: Vec<store::Entry>,
    /// The edits that session.yaml has, counted from the journal's start.
    saved_at: u64,
    /// The last edit that was taken.
    reached: u64,
    /// Whether the undo history from the journal's base on is there.
    whole_history: bool,
    theirs: Option<Session>,
    known: Option<Digest>,
}

impl<'a> Weighing<'a> {
    fn of(on_disk: Option<(&Session, &Digest)>, file: &Path, contents: &'a Contents) -> Self {
        let base = contents.base.as_deref();
        let base = base.and_then(|text| Some((text, store::parse_session(file, text).ok()?)));
        let session = on_disk.map(|(session, _)| session);
        let from_base =
            base.map(|(text, base)| Replayed::of(base, text, 0, &contents.records, session));
        let mark = contents.last_saved();
        Self {
            contents,
            from_base,
            mark: mark.map(|(digest, _)| digest),
            marked_at: mark.map_or(0, |(_, number)| number),
            total: contents.edits,
        }
    }

    /// With a session.yaml that can be read.
    fn with(self, session: &Session, disk: &Digest) -> Offer {
        if self.mark == Some(disk) {
            return self.marked(session, disk);
        }
        let later = self.from_base.as_ref().and_then(|replayed| {
            let equal = replayed.equal.last().copied();
            equal.filter(|at| *at >= self.marked_at)
        });
        if let Some(saved_at) = later {
            let replayed = self.from_base.expect("it was looked into just now");
            return replayed.offer(saved_at, Some(disk.clone()), None);
        }
        let (total, marked_at) = (self.total, self.marked_at);
        let newer = |replayed: &Replayed| replayed.reached > marked_at && total > marked_at;
        match self.from_base.filter(newer) {
            Some(replayed) => {
                let known = self.mark.cloned();
                replayed.offer(marked_at, known, Some(session.clone()))
            }
            // Nothing in the journal is newer than the last save, and that was replaced since.
            None => Replayed::nothing(session, disk).offer(marked_at, Some(disk.clone()), None),
        }
    }

    /// session.yaml is what was saved last.
    fn marked(self, session: &Session, disk: &Digest) -> Offer {
        let known = Some(disk.clone());
        match self.from_base {
            Some(replayed) if replayed.equal.contains(&self.marked_at) => {
                replayed.offer(self.marked_at, known, None)
            }
            _ => {
                let text = store::session_text(session);
                let records = &self.contents.records;
                let last = |r: &Record| matches!(r.entry, store::Entry::Saved(_));
                let after = records.iter().rposition(last).map_or(0, |at| at + 1);
                let mut replayed = Replayed::of(
                    session.clone(),
                    &text,
                    self.marked_at,
                    &records[after..],
                    None,
                );
                let mark = store::Entry::Saved(disk.clone());
                replayed.entries.insert(0, mark);
                replayed.whole_history = false;
                replayed.offer(self.marked_at, known, None)
            }
        }
    }

    /// Without a session.yaml.
    fn alone(self) -> Option<Offer> {
        let known = self.mark.cloned();
        Some(self.from_base?.offer(0, known, None))
    }
}

/// A document that edits were taken on, one by one.
struct Replayed {
    document: Document,
    base: String,
    entries: Vec<store::Entry>,
    reached: u64,
    /// After which edits the session was what is on disk.
    equal: Vec<u64>,
    whole_history: bool,
}

impl Replayed {
    fn of(
        base: Session,
        text: &str,
        from: u64,
        records: &[Record],
        disk: Option<&Session>,
    ) -> Self {
        let mut replayed = Self {
            document: Document::new(base),
            base: text.to_owned(),
            entries: Vec::new(),
            reached: from,
            equal: Vec::new(),
            whole_history: true,
        };
        replayed.compare(disk);
        for record in records {
            if !replayed.take(record) {
                break;
            }
            if matches!(record.entry, store::Entry::Edit(_)) {
                replayed.compare(disk);
            }
        }
        replayed
    }

    /// The session as it is on disk, with no history.
    fn nothing(session: &Session, disk: &Digest) -> Self {
        let text = store::session_text(session);
        let mut replayed = Self::of(session.clone(), &text, 0, &[], None);
        replayed.entries.push(store::Entry::Saved(disk.clone()));
        replayed.whole_history = false;
        replayed
    }

    /// Takes a record; `false` over a gap, or where it can't be taken.
    fn take(&mut self, record: &Record) -> bool {
        match &record.entry {
            store::Entry::Saved(_) if record.number != self.reached => return false,
            store::Entry::Saved(_) => {}
            store::Entry::Edit(_) if record.number != self.reached + 1 => return false,
            store::Entry::Edit(text) => {
                let Ok(entry) = serde_json::from_str::<Entry>(text) else {
                    return false;
                };
                if self.document.apply(&entry).is_err() {
                    return false;
                }
                self.reached = record.number;
            }
        }
        self.entries.push(record.entry.clone());
        true
    }

    fn compare(&mut self, disk: Option<&Session>) {
        if disk.is_some_and(|disk| disk == self.document.session()) {
            self.equal.push(self.reached);
        }
    }

    fn offer(self, saved_at: u64, known: Option<Digest>, theirs: Option<Session>) -> Offer {
        Offer {
            document: self.document,
            base: self.base,
            entries: self.entries,
            saved_at,
            reached: self.reached.max(saved_at),
            whole_history: self.whole_history,
            theirs,
            known,
        }
    }
}

impl Offer {
    fn recovery(mut self, disk: Option<&Digest>, contents: &Contents) -> Recovery {
        let kept = self.reached - self.saved_at;
        let counted = contents.format != Format::Unknown;
        let lost = counted.then(|| contents.edits.max(self.reached) - self.reached);
        self.mark(disk);
        let taken = self.entries.len() == contents.records.len();
        let journal = match (lost, contents.appendable()) {
            (Some(0), Some((length, edits))) if self.whole_history && taken => {
                Old::GoesOn(length, edits)
            }
            (Some(0), _) if contents.damaged => Old::Damaged,
            (Some(0), _) => Old::Replaced,
            _ => Old::Unread,
        };
        let base_digest = Digest::of(self.base.as_bytes());
        Recovery {
            document: self.document,
            kept,
            lost,
            at_least: contents.open_end,
            half_written: contents.torn,
            theirs: self.theirs,
            known: self.known.unwrap_or(base_digest),
            journal,
            base: self.base,
            entries: self.entries,
            bytes: contents.bytes().to_vec(),
        }
    }

    /// Notes after which edit session.yaml is what it is, where the journal missed that.
    fn mark(&mut self, disk: Option<&Digest>) {
        let Some(disk) = disk.filter(|_| self.theirs.is_none()) else {
            return;
        };
        let mark = store::Entry::Saved(disk.clone());
        if self.entries.contains(&mark) {
            return;
        }
        let edits = self.entries.iter().enumerate();
        let edits = edits.filter(|(_, entry)| matches!(entry, store::Entry::Edit(_)));
        let last = usize::try_from(self.saved_at)
            .ok()
            .and_then(|n| n.checked_sub(1));
        let at = last.and_then(|last| edits.map(|(at, _)| at + 1).nth(last));
        self.entries.insert(at.unwrap_or(0), mark);
    }
}
