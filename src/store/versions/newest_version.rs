//! `.accord/newest`: the newest version this folder knew, so that it is noticed when that one is
//! gone or was replaced as a whole, which the versions' own files can't tell.
//!
//! It is one line, the number and the digest that its glossary states. Whoever deletes `.accord`
//! deletes this knowledge, and a fresh copy of a session begins without it; of session.yaml there
//! is then still the number its workshop revises.

use std::io;

use super::{GLOSSARY_FILE, digest_line, version_folders};
use crate::model::Version;
use crate::store::error::StoreError;
use crate::store::files::{remove_leftovers, write_atomic};
use crate::store::{Digest, SessionFolder, file_guard};

const FILE: &str = "newest";
/// More bytes than a number and a digest have.
const MOST_BYTES: u64 = 4096;

/// What is known of the newest version from beside the versions.
pub(super) enum NewestVersion {
    /// Nothing: `.accord` is new or was deleted.
    Nothing,
    /// There is something, and it can't be read: why.
    Unreadable(String),
    /// Its number, and the digest its glossary stated.
    Version(Version, Digest),
}

/// Reads what is known.
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

/// Notes a version as the newest. For who holds the session's lock.
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

/// Goes on to the newest version there is, unless the one that was known is gone or another.
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

/// The digest that a version's glossary states; `None` where it states none or can't be read.
pub(super) fn stated_digest(folder: &SessionFolder, version: Version) -> Option<Digest> {
    let bytes = version_folders::bytes(folder, version, GLOSSARY_FILE).ok()?;
    digest_line::digests(&bytes).stated
}
