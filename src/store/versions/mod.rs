//! Published versions: listing, reading, publishing and verifying them.
//!
//! A version is a folder `versions/1.0.0` of four files that never change. model.yaml and
//! glossary.yaml each carry a digest of themselves and of their predecessor, and the glossary also
//! those of the version's other files, so that no file can be altered unnoticed. Digests ignore the
//! kind of line ends. CHANGELOG.md beside the folders is generated from them.
//!
//! Anyone who uses a version must [`verify()`] it first. Nothing here is trusted because of its
//! name, and no link is followed or pipe waited for.

mod changelog;
mod digest_line;
mod newest_version;
mod publish;
mod tidy;
mod verify;
mod version_folders;

pub use changelog::{CHANGELOG_FILE, write_changelog};
pub use publish::{PublishError, publish, remember_newest};
pub use tidy::tidy;
pub use verify::{
    VersionCheck, first_problem, newest_known, notes, problems_of, read_model_at, verify,
};
pub use version_folders::folder_of;

use super::error::StoreError;
use super::{SessionFolder, document};
use crate::model::{GlossaryFile, ModelFile, Release, Version};

pub use crate::model::PublishedTexts;

/// The half of a version for machines.
pub const MODEL_FILE: &str = "model.yaml";
/// The half for people.
pub const GLOSSARY_FILE: &str = "glossary.yaml";
/// The minutes of the workshop that produced it.
pub const RECAP_FILE: &str = "recap.md";
/// The record of that workshop.
pub const WORKSHOP_FILE: &str = "workshop.yaml";

/// Returns the published versions, oldest first, skipping anything else ([`notes`] names it).
///
/// # Errors
///
/// If the folder of versions cannot be read or is a link.
pub fn list(folder: &SessionFolder) -> Result<Vec<Version>, StoreError> {
    Ok(version_folders::read_versions_folder(folder)?.versions)
}

/// Returns the published versions as described by their glossaries, with any alterations, oldest
/// first. If a glossary cannot be read, only the number is known.
///
/// # Errors
///
/// If the folder of versions cannot be read or is a link.
pub fn releases(folder: &SessionFolder) -> Result<Vec<Release>, StoreError> {
    let checks = verify(folder)?;
    let release = |version: Version| {
        let release = match read_glossary(folder, version) {
            Ok(glossary) => Release::of(version, glossary),
            Err(_) => Release::new(version),
        };
        Release {
            altered: problems_of(&checks, version),
            ..release
        }
    };
    Ok(list(folder)?.into_iter().map(release).collect())
}

/// Returns the last published version, if any.
///
/// # Errors
///
/// If the folder of versions cannot be read or is a link.
pub fn latest(folder: &SessionFolder) -> Result<Option<Version>, StoreError> {
    Ok(list(folder)?.pop())
}

/// Reads a version's model.
///
/// # Errors
///
/// If the file cannot be read or is not valid.
pub fn read_model(folder: &SessionFolder, version: Version) -> Result<ModelFile, StoreError> {
    read(folder, version, MODEL_FILE)
}

/// Reads a version's glossary.
///
/// # Errors
///
/// If the file cannot be read or is not valid.
pub fn read_glossary(folder: &SessionFolder, version: Version) -> Result<GlossaryFile, StoreError> {
    read(folder, version, GLOSSARY_FILE)
}

/// Reads a version's minutes.
///
/// # Errors
///
/// If the file cannot be read.
pub fn read_recap(folder: &SessionFolder, version: Version) -> Result<String, StoreError> {
    let bytes = version_folders::bytes(folder, version, RECAP_FILE)?;
    let path = folder_of(folder, version).join(RECAP_FILE);
    Ok(document::text(&path, &bytes)?.to_owned())
}

fn read<D: document::FileDocument>(
    folder: &SessionFolder,
    version: Version,
    name: &str,
) -> Result<D, StoreError> {
    let bytes = version_folders::bytes(folder, version, name)?;
    let path = folder_of(folder, version).join(name);
    document::parse(&path, document::text(&path, &bytes)?)
}
