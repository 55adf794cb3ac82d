//! A session with its undo history, and the single point through which it changes.
//!
//! History is a list of whole snapshots of the session, which share unchanged parts: simple, and
//! hard to get wrong. Undo is linear. It never takes back a side's words, a vote, a reveal, a
//! decision or a sign-off: these are carried over from the present when a snapshot is restored.
//! It refuses to change what is being voted on until the votes are shown. Past a reveal it leaves
//! what was voted on (`reveals.rs`). Publishing clears it.
//! For very long lists the oldest steps are dropped, to bound memory.
//!
//! An edit copies what it changes, once: the session it began with becomes the snapshot as it is,
//! and is what [`Document::apply`] hands on as the session before.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::ballot_edit::guard_open_ballots;
use super::carry_over::carry_over_record;
use super::edit::Edit;
use super::reveals::{Reveal, Stays, UndoStop, decided_by, keep_voted_values, revealed_by};
use crate::model::Session;
use crate::model::record::{Place, Refusal};

/// One record of the journal, stored as a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HistoryEntry {
    /// An edit; `continues` joins it to the previous one as one step of undo.
    Edit {
        /// The edit.
        edit: Edit,
        /// Whether it continues the last edit, such as points counted up.
        continues: bool,
    },
    /// One step back.
    Undo,
    /// One step back, past votes or words that were shown: values that were voted on stay.
    UndoPastReveal,
    /// One step forward again.
    Redo,
    /// A version was published: history ends here.
    Published,
}

impl HistoryEntry {
    /// Returns an edit that is a step of undo of its own.
    pub fn new(edit: Edit) -> Self {
        Self::Edit {
            edit,
            continues: false,
        }
    }
}

/// Records in all snapshots beyond which the oldest steps are dropped: about 500 MB.
const MAX_RECORDS: usize = 2_000_000;
/// Steps between two counts of the records.
const COUNT_EVERY: usize = 64;

#[derive(Clone, Debug)]
struct Snapshot {
    label: String,
    place: Option<Place>,
    session: Arc<Session>,
    /// What the step decided by votes, if it did.
    decided: Option<String>,
    /// Whether votes or words were shown since it was undone: redo then keeps what was voted on.
    before_reveal: bool,
    /// Records that the step gave other ids, each as it was and as it became.
    renamed: Vec<(Place, Place)>,
}

/// A session with its history.
#[derive(Clone, Debug, Default)]
pub struct Document {
    session: Arc<Session>,
    past: Vec<Snapshot>,
    future: Vec<Snapshot>,
    /// Reveals since the first step that can be undone.
    reveals: Vec<Reveal>,
}

/// What applying a history entry changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppliedChange {
    /// Label of the change.
    pub label: String,
    /// The place that changed, if it is a single one.
    pub place: Option<Place>,
    /// The session before it; `None` if the session is the same as it was.
    pub before: Option<Arc<Session>>,
}

impl Document {
    /// Creates a document without history.
    pub fn new(session: Session) -> Self {
        Self {
            session: Arc::new(session),
            past: Vec::new(),
            future: Vec::new(),
            reveals: Vec::new(),
        }
    }

    /// Returns the current session.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Returns the session before the last step, if there is one.
    pub fn before(&self) -> Option<&Session> {
        self.past.last().map(|snapshot| &*snapshot.session)
    }

    /// Returns the label of what undo would take back.
    pub fn undo_label(&self) -> Option<&str> {
        self.past.last().map(|snapshot| snapshot.label.as_str())
    }

    /// Returns the entry that undoes a step: after a reveal it keeps what was voted on.
    pub fn undo_entry(&self) -> HistoryEntry {
        let predates = self.reveals.iter().any(|r| r.after >= self.past.len());
        let decided = self.past.last().is_some_and(|step| step.decided.is_some());
        if predates || decided {
            HistoryEntry::UndoPastReveal
        } else {
            HistoryEntry::Undo
        }
    }

    /// Returns why undo should stop before the next step: something was shown since, or the step
    /// itself decided what was voted on.
    pub fn undo_stop(&self) -> Option<UndoStop> {
        let mut shown = self.reveals.iter().rev();
        let shown = shown.find(|r| r.after == self.past.len());
        let decided = self.past.last().and_then(|step| step.decided.clone());
        let stays = match shown {
            Some(reveal) => Stays::Shown(reveal.what.clone()),
            None => Stays::Decided(decided?),
        };
        // Snapshots are shared, so a trial costs little.
        let mut trial = self.clone();
        let next = trial
            .undo_past_reveal()
            .ok()
            .filter(|done| done.before.is_some());
        Some(UndoStop {
            stays,
            next: next.map(|done| done.label),
        })
    }

    /// Applies an entry: the only way the session changes.
    ///
    /// # Errors
    ///
    /// Returns why the edit is refused, or that there is nothing to undo or redo.
    pub fn apply(&mut self, entry: &HistoryEntry) -> Result<AppliedChange, Refusal> {
        match entry {
            HistoryEntry::Edit { edit, continues } => self.edit(edit, *continues),
            HistoryEntry::Undo => self.undo(),
            HistoryEntry::UndoPastReveal => self.undo_past_reveal(),
            HistoryEntry::Redo => self.redo(),
            HistoryEntry::Published => {
                self.past.clear();
                self.future.clear();
                self.reveals.clear();
                Ok(AppliedChange {
                    label: "published".into(),
                    place: None,
                    before: None,
                })
            }
        }
    }

    fn edit(&mut self, edit: &Edit, continues: bool) -> Result<AppliedChange, Refusal> {
        let label = edit.label(&self.session);
        let place = edit_place(edit);
        let after = edit.applied_to(&self.session)?;
        if !matches!(edit, Edit::Replace { .. }) {
            guard_open_ballots(&self.session, &after)?;
        }
        let decided = decided_by(edit, &self.session);
        let revealed = revealed_by(edit, &self.session);
        let before = self.replace_session(Arc::new(after));
        if let Some(before) = before.as_ref().filter(|_| !edit.is_outside_undo()) {
            if !(continues && self.past.last().is_some_and(|last| last.place == place)) {
                // What was undone past a reveal is gone; this step comes after it.
                for reveal in &mut self.reveals {
                    reveal.after = reveal.after.min(self.past.len());
                }
                self.past.push(Snapshot {
                    label: label.clone(),
                    place: place.clone(),
                    session: before.clone(),
                    decided,
                    before_reveal: false,
                    renamed: renamed_by(edit),
                });
                self.forget_oldest();
            }
            self.future.clear();
        }
        if let Some(what) = revealed {
            for undone in &mut self.future {
                undone.before_reveal = true;
            }
            let after = self.past.len();
            self.reveals.push(Reveal { after, what });
        }
        Ok(AppliedChange {
            label,
            place,
            before,
        })
    }

    /// Makes another session the current one. Returns the one before if they differ.
    fn replace_session(&mut self, session: Arc<Session>) -> Option<Arc<Session>> {
        let before = std::mem::replace(&mut self.session, session);
        (before != self.session).then_some(before)
    }

    /// Drops the oldest steps if all snapshots together hold too many records.
    fn forget_oldest(&mut self) {
        if !self.past.len().is_multiple_of(COUNT_EVERY) {
            return;
        }
        let mut records = 0;
        let fits = |snapshot: &&Snapshot| {
            records += record_count(&snapshot.session);
            records <= MAX_RECORDS
        };
        let fitting = self.past.iter().rev().take_while(fits).count();
        let fitting = fitting.max(COUNT_EVERY).min(self.past.len());
        let forgotten = self.past.len() - fitting;
        self.past.drain(..forgotten);
        for reveal in &mut self.reveals {
            reveal.after = reveal.after.saturating_sub(forgotten);
        }
    }

    fn undo(&mut self) -> Result<AppliedChange, Refusal> {
        let snapshot = self.past.last().cloned();
        let snapshot = snapshot.ok_or_else(|| Refusal("nothing to undo".into()))?;
        let done = self.restore(snapshot, true)?;
        self.past.pop();
        Ok(done)
    }

    /// Undoes a step, and further ones until something changes: of a step that only decided what
    /// was voted on nothing is left to undo.
    fn undo_past_reveal(&mut self) -> Result<AppliedChange, Refusal> {
        loop {
            let snapshot = self.past.last().cloned();
            let mut snapshot = snapshot.ok_or_else(|| Refusal("nothing to undo".into()))?;
            let present = self.with_ids_of(&snapshot, true);
            keep_voted_values(Arc::make_mut(&mut snapshot.session), &present)?;
            let mut trial = snapshot.session.clone();
            carry_over_record(&mut trial, &present.workshop);
            if trial == self.session && self.past.len() > 1 {
                self.past.pop();
                continue;
            }
            let done = self.restore(snapshot, true)?;
            self.past.pop();
            return Ok(done);
        }
    }

    fn redo(&mut self) -> Result<AppliedChange, Refusal> {
        let snapshot = self.future.last().cloned();
        let mut snapshot = snapshot.ok_or_else(|| Refusal("nothing to redo".into()))?;
        if snapshot.before_reveal {
            let present = self.with_ids_of(&snapshot, false);
            keep_voted_values(Arc::make_mut(&mut snapshot.session), &present)?;
        }
        let done = self.restore(snapshot, false)?;
        self.future.pop();
        Ok(done)
    }

    /// Returns the present session with the ids that records have in a snapshot, so that votes and
    /// decisions carried over from it are on the same things.
    fn with_ids_of(&self, snapshot: &Snapshot, undoing: bool) -> Arc<Session> {
        if snapshot.renamed.is_empty() {
            return self.session.clone();
        }
        let mut present = Session::clone(&self.session);
        let renamed = snapshot.renamed.iter();
        let done: Result<(), Refusal> = if undoing {
            renamed
                .rev()
                .try_for_each(|(from, to)| present.rename(to, &from.id))
        } else {
            let mut renamed = renamed;
            renamed.try_for_each(|(from, to)| present.rename(from, &to.id))
        };
        match done {
            Ok(()) => Arc::new(present),
            Err(_) => self.session.clone(),
        }
    }

    /// Restores a snapshot; refused if that would change what is being voted on.
    fn restore(&mut self, snapshot: Snapshot, undoing: bool) -> Result<AppliedChange, Refusal> {
        let present = self.with_ids_of(&snapshot, undoing);
        let Snapshot {
            label,
            place,
            mut session,
            decided,
            before_reveal,
            renamed,
        } = snapshot;
        carry_over_record(&mut session, &present.workshop);
        guard_open_ballots(&self.session, &session)?;
        let counterpart = Snapshot {
            label: label.clone(),
            place: place.clone(),
            session: self.session.clone(),
            decided,
            before_reveal,
            renamed,
        };
        if undoing {
            self.future.push(counterpart);
        } else {
            self.past.push(counterpart);
        }
        let before = self.replace_session(session);
        Ok(AppliedChange {
            label,
            place,
            before,
        })
    }
}

/// Returns the number of records in a session's long lists.
fn record_count(session: &Session) -> usize {
    let (definition, workshop) = (&session.definition, &session.workshop);
    definition.criteria.len()
        + definition.personas.len()
        + definition.stages.len()
        + session.samples.len()
        + workshop.parking.len()
        + workshop.participants.len()
        + workshop.actions.len()
}

/// Returns the records that an edit gives other ids, each as it was and as it becomes.
fn renamed_by(edit: &Edit) -> Vec<(Place, Place)> {
    match edit {
        Edit::Rename { at, to } => {
            let renamed = Place {
                id: to.clone(),
                ..at.clone()
            };
            vec![(at.clone(), renamed)]
        }
        Edit::Several { edits, .. } => edits.iter().flat_map(renamed_by).collect(),
        _ => Vec::new(),
    }
}

fn edit_place(edit: &Edit) -> Option<Place> {
    match edit {
        Edit::Set { at, .. }
        | Edit::Rename { at, .. }
        | Edit::Add { at, .. }
        | Edit::Remove { at }
        | Edit::Move { at, .. } => Some(at.clone()),
        Edit::AnswerSample { sample, .. } => Some(Place::new(
            crate::model::record::Kind::Sample,
            sample.clone(),
        )),
        Edit::Several { edits, .. } => edits.first().and_then(edit_place),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::record::Kind;
    use crate::model::{Id, Sealed, Side};

    fn edit(edit: Edit) -> HistoryEntry {
        HistoryEntry::Edit {
            edit,
            continues: false,
        }
    }

    fn add(kind: Kind, id: &str, name: &str) -> HistoryEntry {
        let at = Place::new(kind, Id::new(id).unwrap());
        edit(Edit::Add {
            at,
            index: 99,
            name: name.into(),
            fields: Vec::new(),
        })
    }

    #[test]
    fn undo_and_redo_walk_the_same_way_back() {
        let mut document = Document::new(Session::new("t"));
        document.apply(&add(Kind::Stage, "mql", "MQL")).unwrap();
        document
            .apply(&add(Kind::Criterion, "demo", "Demo"))
            .unwrap();
        let there = document.session().clone();
        document.apply(&HistoryEntry::Undo).unwrap();
        document.apply(&HistoryEntry::Undo).unwrap();
        assert_eq!(*document.session(), Session::new("t"));
        assert!(document.apply(&HistoryEntry::Undo).is_err());
        document.apply(&HistoryEntry::Redo).unwrap();
        document.apply(&HistoryEntry::Redo).unwrap();
        assert_eq!(*document.session(), there);
    }

    #[test]
    fn of_a_very_long_list_the_oldest_steps_are_forgotten() {
        let mut session = Session::new("t");
        let long: Vec<_> = vec![crate::model::Sample::default(); 20_000];
        session.samples = Arc::new(long);
        let mut document = Document::new(session);
        for step in 0..320 {
            let id = format!("s{step}");
            document.apply(&add(Kind::Stage, &id, &id)).unwrap();
        }
        assert!(document.past.len() <= 2_000_000 / 20_000 + COUNT_EVERY);
        assert!(document.past.len() >= COUNT_EVERY);
        document.apply(&HistoryEntry::Undo).unwrap();
        assert_eq!(document.session().definition.stages.len(), 319);
    }

    #[test]
    fn counting_up_is_one_step() {
        let mut document = Document::new(Session::new("t"));
        document
            .apply(&add(Kind::Criterion, "demo", "Demo"))
            .unwrap();
        let at = Place::new(Kind::Criterion, Id::new("demo").unwrap());
        for points in ["1", "2", "3"] {
            let entry = HistoryEntry::Edit {
                edit: Edit::set(&at, "points", points),
                continues: points != "1",
            };
            document.apply(&entry).unwrap();
        }
        document.apply(&HistoryEntry::Undo).unwrap();
        assert_eq!(
            document
                .session()
                .record(&at)
                .unwrap()
                .get("points")
                .unwrap(),
            ""
        );
    }

    #[test]
    fn undo_never_takes_back_words_or_reveals() {
        let mut document = Document::new(Session::new("t"));
        document.apply(&add(Kind::Stage, "mql", "MQL")).unwrap();
        for side in [Side::Sales, Side::Marketing] {
            let words = Some(Sealed::new("ours", b"s"));
            let subject = "stage:mql".into();
            let at = jiff::Timestamp::UNIX_EPOCH;
            document
                .apply(&edit(Edit::Write {
                    subject,
                    side,
                    words,
                    at,
                }))
                .unwrap();
        }
        document
            .apply(&edit(Edit::RevealWords {
                subject: "stage:mql".into(),
            }))
            .unwrap();
        document.apply(&HistoryEntry::Undo).unwrap();
        assert!(document.session().definition.stages.is_empty());
        let position = document
            .session()
            .workshop
            .position(&"stage:mql".parse().unwrap(), Side::Sales)
            .unwrap();
        assert_eq!((position.text.as_str(), &position.sealed), ("ours", &None));
    }

    #[test]
    fn a_removed_id_is_not_made_again() {
        let mut document = Document::new(Session::new("t"));
        document.apply(&add(Kind::Stage, "mql", "MQL")).unwrap();
        let at = Place::new(Kind::Stage, Id::new("mql").unwrap());
        document.apply(&edit(Edit::Remove { at })).unwrap();
        assert_eq!(
            document.session().fresh_id(Kind::Stage, None, "MQL"),
            "mql-2"
        );
    }

    #[test]
    fn an_edit_shares_all_that_it_does_not_change() {
        let mut session = Session::new("t");
        session.samples = Arc::new(vec![crate::model::Sample::default()]);
        let mut document = Document::new(session);
        let done = document.apply(&add(Kind::Stage, "mql", "MQL")).unwrap();
        let (before, after) = (done.before.unwrap(), document.session());
        assert!(!Arc::ptr_eq(&before.definition, &after.definition));
        assert!(Arc::ptr_eq(&before.data, &after.data));
        assert!(Arc::ptr_eq(&before.samples, &after.samples));
        assert!(Arc::ptr_eq(&before.workshop, &after.workshop));
        assert!(Arc::ptr_eq(&before.retired, &after.retired));
        // The snapshot that undo goes back to is the session that was there, and no copy of it.
        assert!(std::ptr::eq(document.before().unwrap(), &raw const *before));
    }

    #[test]
    fn a_change_says_what_was_before_and_nothing_if_all_is_as_it_was() {
        let mut document = Document::new(Session::new("t"));
        let empty = document.session().clone();
        let done = document.apply(&add(Kind::Stage, "mql", "MQL")).unwrap();
        assert_eq!(done.before.as_deref(), Some(&empty));
        let at = Place::new(Kind::Stage, Id::new("mql").unwrap());
        let same = document
            .apply(&edit(Edit::set(&at, "name", "MQL")))
            .unwrap();
        assert_eq!(same.before, None);
        let with_stage = document.session().clone();
        let undone = document.apply(&HistoryEntry::Undo).unwrap();
        assert_eq!(undone.before.as_deref(), Some(&with_stage));
    }

    #[test]
    fn a_refused_edit_changes_nothing() {
        let mut document = Document::new(Session::new("t"));
        document
            .apply(&add(Kind::Criterion, "demo", "Demo"))
            .unwrap();
        let before = document.session().clone();
        let at = Place::new(Kind::Criterion, Id::new("demo").unwrap());
        let both = Edit::Several {
            label: "both".into(),
            edits: vec![
                Edit::set(&at, "points", "4"),
                Edit::set(&at, "points", "four"),
            ],
        };
        assert!(document.apply(&edit(both)).is_err());
        assert_eq!(*document.session(), before);
    }
}
