//! What is exported: the draft or a version of a session, with what a format shows beside it.

use std::sync::Arc;

use super::super::model_source::{VersionChoice, altered_sentences, existing_version};
use super::super::recorded_lists::{RecordedLists, load};
use super::super::{Failure, io};
use crate::app::secrecy;
use crate::export::{ExportSource, ShowsLeads};
use crate::host::{draft_source, version_source, with_figures};
use crate::model::{Session, Version};
use crate::store::{SessionFolder, versions};

/// Returns the version asked for; without one the last if nothing has changed since, else the draft.
pub(super) fn export_of_session(
    folder: &SessionFolder,
    session: &Session,
    choice: Option<VersionChoice>,
) -> Result<ExportSource, Failure> {
    match choice {
        Some(VersionChoice::Draft) => Ok(draft_source(folder, session)?),
        Some(VersionChoice::Version(version)) => {
            let version = existing_version(folder, version)?;
            with_altered(folder, version, version_source(folder, version)?)
        }
        None => {
            let Some(last) = versions::latest(folder)? else {
                return Ok(draft_source(folder, session)?);
            };
            let exported = version_source(folder, last)?;
            let same = exported.definition == *session.definition && exported.name == session.name;
            if same {
                with_altered(folder, last, exported)
            } else {
                Ok(draft_source(folder, session)?)
            }
        }
    }
}

/// Adds what the session's recorded leads say, if it names any and the format shows it. While points
/// or leads are voted on, nothing is said of them.
///
/// # Errors
///
/// If the lists can't be read and are what the format is for.
pub(super) fn with_recorded_leads(
    exported: ExportSource,
    folder: &SessionFolder,
    session: &Session,
    shows: ShowsLeads,
) -> Result<ExportSource, Failure> {
    if shows == ShowsLeads::No {
        return Ok(exported);
    }
    let Some(lists) = RecordedLists::new(None, &[], Some((folder, &session.data))) else {
        return Ok(exported);
    };
    if secrecy::hides_figures(session) {
        io::say(secrecy::FIGURES_HIDDEN);
        return Ok(exported);
    }
    match load(&lists, &session.data) {
        Ok(dataset) => Ok(with_figures(exported, session, Arc::new(dataset))),
        Err(why) if shows == ShowsLeads::Yes => Err(why),
        Err(why) => {
            let why = why.message;
            io::say(&format!(
                "warning: nothing is said of recorded leads: {why}"
            ));
            Ok(exported)
        }
    }
}

/// Adds the ways in which the version differs from what was published.
fn with_altered(
    folder: &SessionFolder,
    version: Version,
    exported: ExportSource,
) -> Result<ExportSource, Failure> {
    Ok(exported.with_altered(altered_sentences(folder, version)?))
}
