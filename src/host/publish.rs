//! Publishes the next version: reads what is on disk, asks `release`, and writes.
//!
//! `accord publish` calls it at once, the workbench on a thread of its own. The caller holds the
//! session's lock; session.yaml itself is not changed.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use super::write_gate::WriteGate;
use crate::model::Release;
use crate::release::{
    self, Blocker, FoundOnDisk, LastRelease, LeftOutChanges, PreparedVersion, PublishRequest,
};
use crate::store::versions::{self, PublishError, VersionCheck};
use crate::store::{self, SessionFolder, StoreError};

/// Why nothing was published. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum PublishRefused {
    /// Something stops it.
    #[error(transparent)]
    Blocked(#[from] Blocker),
    /// A file could not be read or written.
    #[error(transparent)]
    Failed(#[from] StoreError),
    /// Somebody else published that number meanwhile.
    #[error(transparent)]
    VersionTaken(PublishError),
}

impl From<PublishError> for PublishRefused {
    fn from(error: PublishError) -> Self {
        match error {
            PublishError::Failed(error) => Self::Failed(error),
            PublishError::NotAfter { .. } => Self::VersionTaken(error),
        }
    }
}

/// A published version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedVersion {
    /// Its entry in the list of versions.
    pub release: Release,
    /// Something that went wrong afterwards and does not affect the version.
    pub warning: Option<String>,
}

/// Publishes a session's definition as the next version. Proofs take most of the time; the gate
/// stops them, and is passed before anything is written.
///
/// # Errors
///
/// If something stops it or a file cannot be written; then nothing was published.
pub fn publish(
    folder: &SessionFolder,
    request: &PublishRequest,
    gate: &WriteGate,
) -> Result<PublishedVersion, PublishRefused> {
    let stop = || gate.is_stopped();
    let checks = versions::verify(folder)?;
    let found = FoundOnDisk {
        pictures: store::read_pictures(folder, &request.session.workshop.pictures)?,
        releases: versions::releases(folder)?,
        ..found_on_disk(folder, &checks)
    };
    let examined = release::examine(request, &found, &stop)?;
    let prepared = examined.prepare(read_last(folder, &checks)?, &stop)?;
    if !gate.pass() {
        return Err(Blocker::Stopped.into());
    }
    write(folder, prepared)
}

fn found_on_disk(folder: &SessionFolder, checks: &[VersionCheck]) -> FoundOnDisk {
    let unread = store::unread_journals(folder);
    let left_out = store::answered_journals(folder).into_iter();
    FoundOnDisk {
        altered: checks.iter().flat_map(VersionCheck::sentences).collect(),
        newest: versions::newest_known(checks),
        unread: unread.iter().map(store::UnreadJournal::path).collect(),
        left_out: left_out
            .map(|aside| LeftOutChanges {
                path: aside.path(),
                changes: aside.changes,
                reason: aside.reason.unwrap_or_default(),
            })
            .collect(),
        pictures: Vec::new(),
        releases: Vec::new(),
    }
}

/// Reads the last version that is there.
fn read_last(
    folder: &SessionFolder,
    checks: &[VersionCheck],
) -> Result<Option<LastRelease>, StoreError> {
    let Some(version) = versions::latest(folder)? else {
        return Ok(None);
    };
    let glossary = versions::read_glossary(folder, version)?;
    let model = versions::read_model(folder, version)?;
    Ok(Some(LastRelease {
        version,
        definition: Arc::new(glossary.definition(&model)),
        name: glossary.name,
        altered: versions::problems_of(checks, version),
    }))
}

/// Writes the version, then what follows from it.
fn write(
    folder: &SessionFolder,
    prepared: PreparedVersion,
) -> Result<PublishedVersion, PublishRefused> {
    let PreparedVersion { texts, release } = prepared;
    let name = texts.glossary.name.clone();
    versions::publish(folder, texts)?;
    // The version exists, whatever happens to the list of versions and to this note.
    if let Err(why) = store::mark_printed(folder) {
        tracing::warn!(%why, "the minutes of the next version will say it again");
    }
    let noted = versions::remember_newest(folder, release.version);
    let listed = versions::write_changelog(folder, &name);
    Ok(PublishedVersion {
        release,
        warning: noted.and(listed).err().map(|why| why.sentence()),
    })
}
