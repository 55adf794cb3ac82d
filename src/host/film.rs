//! Reads the edits of a journal for a film. Changes nothing, and takes no lock.

use super::loader::read_recorded;
use super::releases::read_release;
use crate::app::LeadsStatus;
use crate::app::projector::film::FilmedEdits;
use crate::document::HistoryEntry;
use crate::model::{Session, Version};
use crate::store::{self, JournalContents, RecordContent, SessionFolder, StoreError, versions};

/// What was found of a session's journal.
pub enum FoundJournal {
    /// There is none, or none with an edit.
    Nothing,
    /// What it begins with can't be read, so that no edit can be applied.
    NoBeginning,
    /// Edits to film.
    Filmed(Box<FilmedJournal>),
}

/// What a journal holds for a film.
pub struct FilmedJournal {
    /// The edits that can be shown.
    pub edits: FilmedEdits,
    /// The version that the session was at the journal's beginning, if it was one.
    pub begins_after: Option<Version>,
    /// Whether the journal has edits after the last one shown that can't be read or applied.
    pub is_cut: bool,
    /// Why the recorded leads couldn't be read, so that their ids aren't known.
    pub unread_leads: Option<String>,
}

/// Reads a session's journal.
///
/// # Errors
///
/// If the journal or a version can't be read.
pub fn read_film(folder: &SessionFolder) -> Result<FoundJournal, StoreError> {
    let Some(contents) = JournalContents::read(folder)? else {
        return Ok(FoundJournal::Nothing);
    };
    let base = contents.base.as_deref();
    let base = base.and_then(|text| store::parse_session(&folder.session_file(), text).ok());
    let Some(base) = base else {
        return Ok(FoundJournal::NoBeginning);
    };
    if contents.last_edit == 0 {
        return Ok(FoundJournal::Nothing);
    }
    let entries = consecutive_entries(&contents);
    let read = entries.len() as u64;
    let begins_after = version_of(folder, &base)?;
    let mut edits = FilmedEdits::new(base, entries);
    let unread_leads = leave_out_leads(folder, &mut edits);
    Ok(FoundJournal::Filmed(Box::new(FilmedJournal {
        is_cut: edits.is_cut || read < contents.last_edit,
        edits,
        begins_after,
        unread_leads,
    })))
}

/// Leaves out the ids of the session's recorded leads. Returns why they can't be read, if so.
fn leave_out_leads(folder: &SessionFolder, edits: &mut FilmedEdits) -> Option<String> {
    let (session, _) = folder.load().ok()?;
    match read_recorded(folder.root(), &session.data) {
        LeadsStatus::Failed(why) => Some(why),
        LeadsStatus::Loaded { dataset, .. } => {
            let ids = (0..dataset.len()).map(|lead| dataset.id(lead));
            edits.redaction.add_leads(ids);
            None
        }
        LeadsStatus::None | LeadsStatus::Loading => None,
    }
}

/// Returns the edits up to the first that is missing or can't be read.
fn consecutive_entries(contents: &JournalContents) -> Vec<HistoryEntry> {
    let mut entries = Vec::new();
    for record in &contents.records {
        let RecordContent::Edit(text) = &record.content else {
            continue;
        };
        let Ok(entry) = serde_json::from_str(text) else {
            break;
        };
        if record.number != entries.len() as u64 + 1 {
            break;
        }
        entries.push(entry);
    }
    entries
}

/// Returns the newest version with this session's definition.
fn version_of(folder: &SessionFolder, session: &Session) -> Result<Option<Version>, StoreError> {
    for version in versions::list(folder)?.into_iter().rev() {
        if *read_release(folder, version)?.definition == *session.definition {
            return Ok(Some(version));
        }
    }
    Ok(None)
}
