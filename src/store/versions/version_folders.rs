//! Tells the version folders from whatever else is in the folder of versions.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::file_names::{CHANGELOG_FILE, GLOSSARY_FILE, MODEL_FILE};
use crate::model::Version;
use crate::store::error::StoreError;
use crate::store::{SessionFolder, file_guard};

/// The content of the folder of versions.
#[derive(Default)]
pub(super) struct VersionsFolder {
    /// The versions, oldest first.
    pub versions: Vec<Version>,
    /// Entries that do not belong there, as sentences with what to do.
    pub strays: Vec<String>,
}

/// Reads the folder; a missing one has no versions, and a link is refused.
pub(super) fn read_versions_folder(folder: &SessionFolder) -> Result<VersionsFolder, StoreError> {
    let path = folder.versions();
    let failed = |error: io::Error| StoreError::io(&path, &error);
    file_guard::refuse_but_folder(&path).map_err(failed)?;
    let entries = match fs::read_dir(&path) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Ok(VersionsFolder::default());
        }
        Err(error) => return Err(failed(error)),
    };
    let mut contents = VersionsFolder::default();
    for entry in entries {
        let entry = entry.map_err(failed)?;
        match classify(&entry.file_name(), &entry.path()) {
            FolderItem::Version(version) => contents.versions.push(version),
            FolderItem::Stray(what) => {
                let name = entry.file_name().to_string_lossy().into_owned();
                contents.strays.push(format!("versions/{name} {what}"));
            }
            FolderItem::Ignored => {}
        }
    }
    contents.versions.sort_unstable();
    contents.strays.sort_unstable();
    Ok(contents)
}

/// Returns the published versions, oldest first, skipping anything else ([`super::notes`] names it).
///
/// # Errors
///
/// If the folder of versions cannot be read or is a link.
pub fn list(folder: &SessionFolder) -> Result<Vec<Version>, StoreError> {
    Ok(read_versions_folder(folder)?.versions)
}

/// Returns the last published version, if any.
///
/// # Errors
///
/// If the folder of versions cannot be read or is a link.
pub fn latest(folder: &SessionFolder) -> Result<Option<Version>, StoreError> {
    Ok(list(folder)?.pop())
}

enum FolderItem {
    Version(Version),
    Stray(&'static str),
    /// The list, git's and the system's own files, and a version in preparation.
    Ignored,
}

fn classify(name: &OsStr, path: &Path) -> FolderItem {
    let name = name.to_string_lossy();
    if name == CHANGELOG_FILE || name.starts_with('.') {
        return FolderItem::Ignored;
    }
    let Ok(version) = name.parse::<Version>() else {
        return FolderItem::Stray(
            "isn't named like a version, such as 1.0.0, so it is passed over; move it elsewhere",
        );
    };
    let Ok(found) = fs::symlink_metadata(path) else {
        return FolderItem::Ignored;
    };
    // A link with a version's name claims to be one; reading it will refuse it.
    if found.file_type().is_symlink() {
        return FolderItem::Version(version);
    }
    if !found.is_dir() {
        return FolderItem::Stray("isn't a folder, so it isn't a version; move it elsewhere");
    }
    let holds = |file: &str| fs::symlink_metadata(path.join(file)).is_ok();
    if holds(MODEL_FILE) || holds(GLOSSARY_FILE) {
        return FolderItem::Version(version);
    }
    FolderItem::Stray(
        "holds neither model.yaml nor glossary.yaml, so it isn't a version; put its files back, or remove it",
    )
}

/// Returns the folder of a version, whether or not it exists.
pub fn folder_of(folder: &SessionFolder, version: Version) -> PathBuf {
    folder.versions().join(version.to_string())
}

/// Returns the bytes of a version's file. Neither it nor its folders may be links.
pub(super) fn bytes(
    folder: &SessionFolder,
    version: Version,
    name: &str,
) -> Result<Vec<u8>, StoreError> {
    let root = folder_of(folder, version);
    for above in [&folder.versions(), &root] {
        file_guard::refuse_but_folder(above).map_err(|error| StoreError::io(above, &error))?;
    }
    let path = root.join(name);
    file_guard::read_regular(&path, file_guard::MAX_BYTES)
        .map_err(|error| StoreError::io(&path, &error))
}
