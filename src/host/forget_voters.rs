//! Takes out of the journal who cast which vote, once votes that are kept without names are shown.

use crate::app::State;
use crate::document::{HistoryEntry, forget_voters};
use crate::store::{self, Journal, JournalContents, RecordContent};

use super::running::{Host, JournalVoters};

impl Host {
    /// Rewrites the journal without the voters of votes that were shown and are kept without names.
    /// session.yaml must be saved. If the journal can't be read, it starts anew: then earlier
    /// changes can't be undone after a restart, but nobody's vote can be found in it either.
    pub(super) fn forget_voters(&mut self, state: &State) {
        if self.voters == JournalVoters::Forgotten || self.journal.is_none() {
            return;
        }
        let contents = match JournalContents::read(&self.folder) {
            Ok(Some(contents)) => contents,
            Ok(None) => return,
            Err(why) => {
                tracing::warn!(%why, "the journal couldn't be read to forget voters");
                return;
            }
        };
        // On Windows an open file may not be replaced.
        self.journal = None;
        let rewritten = match forgotten(self, &contents) {
            Some(Forgotten::Nothing) => resume(self, &contents),
            Some(Forgotten::Voters(base, records)) => {
                Journal::rewrite(&self.folder, &base, &records)
            }
            None => self.rewrite_journal(state),
        };
        match rewritten {
            Ok(journal) => {
                self.journal = Some(journal);
                self.voters = JournalVoters::Forgotten;
                self.unsynced = true;
            }
            Err(why) => {
                tracing::warn!(%why, "the journal couldn't be rewritten");
                self.journal = resume(self, &contents).ok();
            }
        }
    }
}

/// What forgetting makes of a journal.
enum Forgotten {
    /// There is nothing to forget.
    Nothing,
    /// Its base and records without voters.
    Voters(String, Vec<RecordContent>),
}

/// Returns the journal without voters, or `None` if it can't be replayed.
fn forgotten(host: &Host, contents: &JournalContents) -> Option<Forgotten> {
    let text = contents.base.as_deref()?;
    let mut base = store::parse_session(&host.folder.session_file(), text).ok()?;
    let mut entries: Vec<HistoryEntry> = Vec::new();
    for record in &contents.records {
        if let RecordContent::Edit(text) = &record.content {
            entries.push(serde_json::from_str(text).ok()?);
        }
    }
    let before = base.clone();
    if !forget_voters(&mut base, &mut entries).ok()? {
        return Some(Forgotten::Nothing);
    }
    let text = if base == before {
        text.to_owned()
    } else {
        store::session_text(&base)
    };
    let mut entries = entries.iter();
    let records = contents.records.iter().map(|record| match &record.content {
        RecordContent::Edit(_) => {
            let text = serde_json::to_string(entries.next()?).expect("an entry is plain data");
            Some(RecordContent::Edit(text))
        }
        saved @ RecordContent::Saved(_) => Some(saved.clone()),
    });
    Some(Forgotten::Voters(text, records.collect::<Option<_>>()?))
}

/// Continues the journal as it is.
fn resume(host: &Host, contents: &JournalContents) -> std::io::Result<Journal> {
    match contents.appendable() {
        Some((length, edits)) => Journal::resume(&host.folder, length, edits),
        None => Err(std::io::Error::other("the journal is damaged")),
    }
}
