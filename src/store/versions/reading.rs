//! Reads the files of a version, and what their glossaries say of all.

use std::path::Path;

use super::digest_line;
use super::file_names::{GLOSSARY_FILE, MODEL_FILE, RECAP_FILE, WORKSHOP_FILE};
use super::verify::{problems_of, verify};
use super::version_folders::{self, folder_of, list};
use crate::model::{GlossaryFile, ModelFile, Release, Version, WorkshopFile};
use crate::store::error::StoreError;
use crate::store::{SessionFolder, document};

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

/// Reads a version's model.
///
/// # Errors
///
/// If the file cannot be read or is not valid.
pub fn read_model(folder: &SessionFolder, version: Version) -> Result<ModelFile, StoreError> {
    read(folder, version, MODEL_FILE)
}

/// Returns the digest of a version's model: of its text without the line that states it, which is
/// the digest stated there unless the model was altered.
///
/// # Errors
///
/// If the file cannot be read.
pub fn model_digest(folder: &SessionFolder, version: Version) -> Result<String, StoreError> {
    let bytes = version_folders::bytes(folder, version, MODEL_FILE)?;
    Ok(digest_line::digests(&bytes).actual.to_string())
}

/// Returns the digest of a model.yaml anywhere, as [`model_digest`] does.
///
/// # Errors
///
/// If the file cannot be read.
pub fn model_digest_at(path: &Path) -> Result<String, StoreError> {
    Ok(digest_line::digests(&document::bytes(path)?)
        .actual
        .to_string())
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

/// Reads the record of the workshop that produced a version. Versions of earlier programs have none.
///
/// # Errors
///
/// If the file cannot be read or is not valid.
pub fn read_workshop(folder: &SessionFolder, version: Version) -> Result<WorkshopFile, StoreError> {
    read(folder, version, WORKSHOP_FILE)
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
