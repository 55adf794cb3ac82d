//! Published versions: listing, reading, publishing and verifying them.
//!
//! A version is a folder `versions/1.0.0` of four files that never change. model.yaml and
//! glossary.yaml each carry a digest of themselves and of their predecessor; the glossary also
//! those of its version's other files, so that no file can be altered unnoticed. CHANGELOG.md beside
//! the folders is made of them and belongs to none.

mod changelog;
mod publish;
mod sealing;
mod verify;

use std::fs;
use std::io;
use std::path::PathBuf;

pub use changelog::{CHANGELOG_FILE, write_changelog};
pub use publish::{PublishError, PublishedTexts, publish};
pub use verify::{VersionCheck, first_problem, verify};

use super::error::StoreError;
use super::{SessionFolder, document};
use crate::model::{GlossaryFile, ModelFile, Release, Version};

/// The machines' half of a version.
pub const MODEL_FILE: &str = "model.yaml";
/// The people's half.
pub const GLOSSARY_FILE: &str = "glossary.yaml";
/// The minutes of the workshop that made it.
pub const RECAP_FILE: &str = "recap.md";
/// That workshop's record.
pub const WORKSHOP_FILE: &str = "workshop.yaml";

/// The published versions, oldest first. Whatever isn't named like a version is passed over.
pub fn list(folder: &SessionFolder) -> Result<Vec<Version>, StoreError> {
    let path = folder.versions();
    let failed = |error: io::Error| StoreError::io(&path, &error);
    let entries = match fs::read_dir(&path) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(failed(error)),
    };
    let mut versions = Vec::new();
    for entry in entries {
        let name = entry.map_err(failed)?.file_name();
        versions.extend(name.to_str().and_then(|name| name.parse::<Version>().ok()));
    }
    versions.sort_unstable();
    Ok(versions)
}

/// The published versions with what their glossaries tell of them, oldest first. Of one that
/// can't be read only the number is known: `verify` says what is wrong with it.
pub fn releases(folder: &SessionFolder) -> Result<Vec<Release>, StoreError> {
    let release = |version: Version| match read_glossary(folder, version) {
        Ok(glossary) => Release::of(version, glossary),
        Err(_) => Release::new(version),
    };
    Ok(list(folder)?.into_iter().map(release).collect())
}

/// The last published version, if any.
pub fn latest(folder: &SessionFolder) -> Result<Option<Version>, StoreError> {
    Ok(list(folder)?.pop())
}

/// The folder of a version, whether it is there or not.
pub fn folder_of(folder: &SessionFolder, version: Version) -> PathBuf {
    folder.versions().join(version.to_string())
}

/// A version's model.
pub fn read_model(folder: &SessionFolder, version: Version) -> Result<ModelFile, StoreError> {
    Ok(document::read(&folder_of(folder, version).join(MODEL_FILE))?.0)
}

/// A version's glossary.
pub fn read_glossary(folder: &SessionFolder, version: Version) -> Result<GlossaryFile, StoreError> {
    Ok(document::read(&folder_of(folder, version).join(GLOSSARY_FILE))?.0)
}

/// A version's recap.
pub fn read_recap(folder: &SessionFolder, version: Version) -> Result<String, StoreError> {
    let path = folder_of(folder, version).join(RECAP_FILE);
    let bytes = document::bytes(&path)?;
    Ok(document::text(&path, &bytes)?.to_owned())
}
