//! `.accord/newest`: the newest version this folder has seen. It reveals when that version is gone
//! or was replaced as a whole, which the versions' own files cannot.
//!
//! It is one line, the number and the digest stated in the glossary. Deleting `.accord` deletes it,
//! and a fresh copy of a session starts without it; session.yaml then still has the number its
//! workshop revises.

use std::io;

use super::file_names::GLOSSARY_FILE;
use super::{digest_line, version_folders};
use crate::model::Version;
use crate::store::error::StoreError;
use crate::store::files::{remove_leftovers, write_atomic};
use crate::store::{Digest, SessionFolder, file_guard};

const FILE: &str = "newest";
/// More bytes than the line can have.
const MOST_BYTES: u64 = 4096;

/// What is known about the newest version, other than from the versions themselves.
pub(super) enum NewestVersion {
    /// Nothing: `.accord` is new or was deleted.
    Nothing,
    /// The file cannot be read, for this reason.
    Unreadable(String),
    /// Its number, and the digest stated in its glossary.
    Version(Version, Digest),
}

/// Reads the file.
pub(super) fn read_newest(folder: &SessionFolder) -> NewestVersion {
    let private = folder.private_folder();
    let read = file_guard::refuse_but_folder(&private)
        .and_then(|()| file_guard::read_regular(&private.join(FILE), MOST_BYTES));
    let bytes = match read {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return NewestVersion::Nothing,
        Err(error) => return NewestVersion::Unreadable(error.to_string()),
    };
    let parsed = || {
        let text = std::str::from_utf8(&bytes).ok()?;
        let (version, digest) = text.trim_end().split_once(' ')?;
        Some((version.parse().ok()?, Digest::parse(digest)?))
    };
    match parsed() {
        Some((version, digest)) => NewestVersion::Version(version, digest),
        None => NewestVersion::Unreadable("it isn't a number and a digest".into()),
    }
}

/// Records a version as the newest. The caller must hold the session's lock.
pub(super) fn write_newest(folder: &SessionFolder, version: Version) -> Result<(), StoreError> {
    let Some(digest) = stated_digest(folder, version) else {
        return Ok(());
    };
    let path = folder.private_folder().join(FILE);
    let written = file_guard::refuse_link(&folder.private_folder())
        .and_then(|()| folder.make_private())
        .and_then(|_| file_guard::refuse_link(&path))
        .and_then(|()| {
            remove_leftovers(&path);
            write_atomic(&path, format!("{version} {digest}\n").as_bytes())
        });
    written.map_err(|error| StoreError::io(&path, &error))
}

/// Moves on to the newest existing version, unless the known one is gone or differs.
pub(super) fn update_newest(folder: &SessionFolder, last: Version) -> Result<(), StoreError> {
    let goes_on = match read_newest(folder) {
        NewestVersion::Nothing => true,
        NewestVersion::Version(version, digest) => {
            version < last && stated_digest(folder, version) == Some(digest)
        }
        NewestVersion::Unreadable(_) => false,
    };
    if goes_on {
        write_newest(folder, last)
    } else {
        Ok(())
    }
}

/// Returns the digest stated in a version's glossary; `None` if it is missing or unreadable.
pub(super) fn stated_digest(folder: &SessionFolder, version: Version) -> Option<Digest> {
    let bytes = version_folders::bytes(folder, version, GLOSSARY_FILE).ok()?;
    digest_line::digests(&bytes).stated
}
