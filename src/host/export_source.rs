//! Reads what an export is made of: the draft or a published version, with the record of its
//! meeting and the list of versions. The command line and the workbench export the same.

use super::releases::read_release;
use crate::export::ExportSource;
use crate::model::{Session, Version};
use crate::store::{SessionFolder, StoreError, versions};

/// Returns a session's draft, with its decisions, the published versions and what it changes since
/// the last. A last version that can't be read is compared with nothing.
///
/// # Errors
///
/// If the folder of versions cannot be read or is a link.
pub fn draft_source(folder: &SessionFolder, session: &Session) -> Result<ExportSource, StoreError> {
    let draft = ExportSource::draft(session).with_releases(versions::releases(folder)?);
    let last = versions::latest(folder)?;
    Ok(match last.map(|last| read_release(folder, last)) {
        Some(Ok(last)) => draft.with_changes_since(last.version, &last.definition),
        Some(Err(_)) | None => draft,
    })
}

/// Returns a published version, with the decisions of its meeting and the versions up to it.
/// Versions of earlier programs have no record of decisions.
///
/// # Errors
///
/// If its glossary or model cannot be read or is not valid.
pub fn version_source(
    folder: &SessionFolder,
    version: Version,
) -> Result<ExportSource, StoreError> {
    let glossary = versions::read_glossary(folder, version)?;
    let model = versions::read_model(folder, version)?;
    let source = ExportSource::version(&glossary, &model);
    let source = source.with_releases(versions::releases(folder)?);
    Ok(match versions::read_workshop(folder, version) {
        Ok(kept) => source.with_record(&kept.workshop),
        Err(_) => source,
    })
}
