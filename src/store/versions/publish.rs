//! Writes a new version, in full or not at all.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::file_names::{
    ATTRIBUTES_FILE, GLOSSARY_FILE, MODEL_FILE, PREPARING_PREFIX, RECAP_FILE, WORKSHOP_FILE,
};
use super::tidy::remove_leftovers;
use super::version_folders::{bytes, folder_of, latest};
use super::{digest_line, newest_version};
use crate::model::{
    EXPORTS, FORMAT_GLOSSARY, FORMAT_MODEL, FORMAT_WORKSHOP, GlossaryFile, ModelFile, PICTURES,
    PublishedFile, PublishedTexts, Version, WorkshopFile,
};
use crate::store::error::{Cause, StoreError};
use crate::store::system::{self, RetryPatience};
use crate::store::{Digest, SessionFolder, document, fault_injection, file_guard, files, yaml};

/// Git must not change line ends on checkout, so that files stay as published.
const ATTRIBUTES: &str = "* -text\n";

/// Why a version was not published. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The number does not follow the last version's.
    #[error("version {wanted} isn't after {latest}, the last one; choose a higher number")]
    NotAfter {
        /// The number requested.
        wanted: Version,
        /// The last published version.
        latest: Version,
    },
    /// A file could not be read or written.
    #[error(transparent)]
    Failed(#[from] StoreError),
}

/// Writes the next version and returns its folder. The caller must hold the session's lock, and is
/// responsible for checking the earlier versions with [`super::verify()`]. What a killed
/// publication left behind is removed first.
///
/// # Errors
///
/// If the number does not follow the last one or a file cannot be written.
pub fn publish(folder: &SessionFolder, texts: PublishedTexts) -> Result<PathBuf, PublishError> {
    let last = latest(folder)?;
    if let Some(latest) = last.filter(|latest| *latest >= texts.version) {
        return Err(PublishError::NotAfter {
            wanted: texts.version,
            latest,
        });
    }
    let target = folder_of(folder, texts.version);
    let files = version_files(folder, last, texts)?;
    let versions = folder.versions();
    let failed = |error: io::Error| StoreError::io(&versions, &error);
    file_guard::refuse_but_folder(&versions).map_err(failed)?;
    fs::create_dir_all(&versions).map_err(failed)?;
    remove_leftovers(&versions);
    write_attributes(&versions)?;
    if fs::symlink_metadata(&target).is_ok() {
        let error = io::Error::from(io::ErrorKind::AlreadyExists);
        return Err(StoreError::io(&target, &error).into());
    }
    move_into_place(&versions, &target, &files).map_err(failed)?;
    Ok(target)
}

/// Records a version just published as the newest, so that its loss is noticed.
///
/// # Errors
///
/// If the file cannot be written.
pub fn remember_newest(folder: &SessionFolder, version: Version) -> Result<(), StoreError> {
    newest_version::write_newest(folder, version)
}

/// Keeps git from changing line ends. An existing file is left alone.
fn write_attributes(versions: &Path) -> Result<(), StoreError> {
    let path = versions.join(ATTRIBUTES_FILE);
    let failed = |error: io::Error| StoreError::io(&path, &error);
    file_guard::refuse_link(&path).map_err(failed)?;
    if fs::symlink_metadata(&path).is_ok() {
        return Ok(());
    }
    files::write_atomic(&path, ATTRIBUTES.as_bytes()).map_err(failed)
}

/// Returns the names and contents of the files.
fn version_files(
    folder: &SessionFolder,
    last: Option<Version>,
    texts: PublishedTexts,
) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
    let previous = |name: &str| -> Result<Option<String>, StoreError> {
        let Some(last) = last else { return Ok(None) };
        let bytes = bytes(folder, last, name)?;
        let digests = digest_line::digests(&bytes);
        // The published digest is the stated one; `verify` reports if the rest differs.
        Ok(Some(digests.stated.unwrap_or(digests.actual).to_string()))
    };
    let model = digest_line::model_with_digest(ModelFile {
        accord: FORMAT_MODEL.into(),
        version: Some(texts.version),
        previous: previous(MODEL_FILE)?,
        ..texts.model
    });
    let workshop = yaml::write(&WorkshopFile {
        accord: FORMAT_WORKSHOP.into(),
        version: Some(texts.version),
        ..texts.workshop
    });
    let glossary = digest_line::glossary_with_digest(GlossaryFile {
        accord: FORMAT_GLOSSARY.into(),
        version: Some(texts.version),
        previous: previous(GLOSSARY_FILE)?,
        model: Some(Digest::of(model.as_bytes()).to_string()),
        recap: Some(Digest::of(texts.recap.as_bytes()).to_string()),
        workshop: Some(Digest::of(workshop.as_bytes()).to_string()),
        pictures: file_digests(&texts.pictures),
        exports: file_digests(&texts.exports),
        ..texts.glossary
    });
    check_readable(folder, &model, &glossary, &workshop)?;
    let texts_of_all = [
        (MODEL_FILE, model),
        (GLOSSARY_FILE, glossary),
        (RECAP_FILE, texts.recap),
        (WORKSHOP_FILE, workshop),
    ];
    let documents = texts_of_all.map(|(name, text)| (name.to_owned(), text.into_bytes()));
    let below = |kind: &'static str, files: Vec<PublishedFile>| {
        let path = move |file: PublishedFile| (format!("{kind}/{}", file.file), file.bytes);
        files.into_iter().map(path)
    };
    let taken_along = below(PICTURES, texts.pictures).chain(below(EXPORTS, texts.exports));
    Ok(documents.into_iter().chain(taken_along).collect())
}

fn file_digests(files: &[PublishedFile]) -> BTreeMap<String, String> {
    let digest = |file: &PublishedFile| (file.file.clone(), Digest::of(&file.bytes).to_string());
    files.iter().map(digest).collect()
}

/// Checks that everything to be published reads back the same.
fn check_readable(
    folder: &SessionFolder,
    model: &str,
    glossary: &str,
    workshop: &str,
) -> Result<(), StoreError> {
    let path = folder.versions();
    let model = document::parse::<ModelFile>(&path, model).map(|_| ());
    model
        .and_then(|()| document::parse::<GlossaryFile>(&path, glossary).map(|_| ()))
        .and_then(|()| document::parse::<WorkshopFile>(&path, workshop).map(|_| ()))
        .map_err(|error| {
            let what = format!(
                "what would be published can't be read back ({})",
                error.sentence()
            );
            StoreError::new(
                Cause::Unwritable,
                &path,
                &what,
                "nothing was published; fix it",
            )
        })
}

fn move_into_place(versions: &Path, target: &Path, files: &[(String, Vec<u8>)]) -> io::Result<()> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREPARING_PREFIX);
    // A temporary folder is private to its owner; a version is for everybody who can read the
    // session.
    if let Some(mode) = system::FOLDER_MODE {
        builder.permissions(mode());
    }
    let prepared = builder.tempdir_in(versions)?;
    let placed = write_files(prepared.path(), files).and_then(|()| {
        fault_injection::fail_if_planned()?;
        let from = prepared.path();
        system::with_retries(RetryPatience::Command, || fs::rename(from, target))
    });
    // The temporary name no longer exists, or has to be removed with its read-only files.
    let prepared = prepared.keep();
    if placed.is_err() {
        // A leftover that cannot be removed is harmless, as nobody reads it.
        let _ = system::remove_folder(&prepared);
    }
    placed?;
    files::sync_folder(versions)
}

fn write_files(folder: &Path, files: &[(String, Vec<u8>)]) -> io::Result<()> {
    let mut folders = BTreeSet::new();
    for (name, bytes) in files {
        let path = name
            .split('/')
            .fold(folder.to_owned(), |path, part| path.join(part));
        if let Some(above) = path.parent().filter(|above| !above.is_dir()) {
            fault_injection::fail_if_planned()?;
            fs::create_dir_all(above)?;
        }
        let above = path.ancestors().skip(1);
        folders.extend(
            above
                .take_while(|above| *above != folder)
                .map(Path::to_owned),
        );
        write_once(&path, bytes)?;
    }
    for below in &folders {
        files::sync_folder(below)?;
    }
    files::sync_folder(folder)
}

/// Writes a file and makes it read-only.
fn write_once(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    fault_injection::fail_write_if_planned(&mut file, bytes)?;
    file.write_all(bytes)?;
    let mut permissions = file.metadata()?.permissions();
    permissions.set_readonly(true);
    file.set_permissions(permissions)?;
    file.sync_all()
}
