//! Publishing: a version is there whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::tidy::remove_leftovers;
use super::version_folders::{bytes, folder_of};
use super::{
    GLOSSARY_FILE, MODEL_FILE, RECAP_FILE, WORKSHOP_FILE, digest_line, latest, newest_version,
};
use crate::model::{
    FORMAT_GLOSSARY, FORMAT_MODEL, FORMAT_WORKSHOP, GlossaryFile, ModelFile, Version, WorkshopFile,
};
use crate::store::error::{Cause, StoreError};
use crate::store::system::{self, RetryPatience};
use crate::store::{Digest, SessionFolder, document, fault_injection, file_guard, files, yaml};

/// Begins the names of version folders that are being prepared.
pub(super) const PREPARING_PREFIX: &str = ".publishing-";
/// Tells git how it keeps what is beside it.
pub(super) const ATTRIBUTES_FILE: &str = ".gitattributes";
/// No line end is changed on a checkout: what was published stays so to the byte.
const ATTRIBUTES: &str = "* -text\n";

/// What a version is made of. Format, version and digests are filled in.
#[derive(Clone, Debug)]
pub struct PublishedTexts {
    /// Its number.
    pub version: Version,
    /// The machines' half.
    pub model: ModelFile,
    /// The people's half.
    pub glossary: GlossaryFile,
    /// The minutes, as Markdown.
    pub recap: String,
    /// The record of the workshop.
    pub workshop: WorkshopFile,
}

/// Why a version wasn't published. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The number isn't after that of the last version.
    #[error("version {wanted} isn't after {latest}, the last one; take a higher number")]
    NotAfter {
        /// The number asked for.
        wanted: Version,
        /// The last published one.
        latest: Version,
    },
    /// Files couldn't be read or written.
    #[error(transparent)]
    Failed(#[from] StoreError),
}

/// Writes the next version and returns its folder. For who holds the session's lock: what a
/// killed publication left behind is cleared away first. Whether the versions before it are as
/// they were published is the caller's question to [`super::verify`].
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

/// Notes a version that was just published as the newest, so that it is missed when it is gone.
pub fn remember_newest(folder: &SessionFolder, version: Version) -> Result<(), StoreError> {
    newest_version::write_newest(folder, version)
}

/// Keeps git from changing line ends; a file that somebody wrote is left alone.
fn write_attributes(versions: &Path) -> Result<(), StoreError> {
    let path = versions.join(ATTRIBUTES_FILE);
    let failed = |error: io::Error| StoreError::io(&path, &error);
    file_guard::refuse_link(&path).map_err(failed)?;
    if fs::symlink_metadata(&path).is_ok() {
        return Ok(());
    }
    files::write_atomic(&path, ATTRIBUTES.as_bytes()).map_err(failed)
}

/// The files' names and texts.
fn version_files(
    folder: &SessionFolder,
    last: Option<Version>,
    texts: PublishedTexts,
) -> Result<[(&'static str, String); 4], StoreError> {
    let previous = |name: &str| -> Result<Option<String>, StoreError> {
        let Some(last) = last else { return Ok(None) };
        let bytes = bytes(folder, last, name)?;
        let digests = digest_line::digests(&bytes);
        // What was published is what the line says; `verify` tells if the rest differs.
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
        ..texts.glossary
    });
    check_readable(folder, &model, &glossary, &workshop)?;
    Ok([
        (MODEL_FILE, model),
        (GLOSSARY_FILE, glossary),
        (RECAP_FILE, texts.recap),
        (WORKSHOP_FILE, workshop),
    ])
}

/// What is published for good has to be readable.
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

fn move_into_place(versions: &Path, target: &Path, files: &[(&str, String)]) -> io::Result<()> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREPARING_PREFIX);
    // A temporary folder is its owner's alone; a version is for everybody the session is for.
    if let Some(mode) = system::FOLDER_MODE {
        builder.permissions(mode());
    }
    let prepared = builder.tempdir_in(versions)?;
    let placed = write_files(prepared.path(), files).and_then(|()| {
        fault_injection::fail_if_planned()?;
        system::with_retries(RetryPatience::Command, || {
            fs::rename(prepared.path(), target)
        })
    });
    // It isn't there any more under its temporary name, or has to go with its read-only files.
    let prepared = prepared.keep();
    if placed.is_err() {
        // A leftover that stays is untidy, nothing worse: nobody reads it.
        let _ = system::remove_folder(&prepared);
    }
    placed?;
    files::sync_folder(versions)
}

fn write_files(folder: &Path, files: &[(&str, String)]) -> io::Result<()> {
    for (name, text) in files {
        write_once(&folder.join(name), text.as_bytes())?;
    }
    files::sync_folder(folder)
}

/// Writes a file that nobody may change afterwards.
fn write_once(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    fault_injection::fail_write_if_planned(&mut file, bytes)?;
    file.write_all(bytes)?;
    let mut permissions = file.metadata()?.permissions();
    permissions.set_readonly(true);
    file.set_permissions(permissions)?;
    file.sync_all()
}
