//! Published versions: listing, reading, publishing and verifying them.
//!
//! A version is a folder `versions/1.0.0` of four files that never change. model.yaml and
//! glossary.yaml each carry a digest of themselves and of their predecessor; the glossary also
//! those of its version's other files, so that no file can be altered unnoticed. Line ends are no
//! part of a digest. CHANGELOG.md beside the folders is made of them and belongs to none.
//!
//! Whoever uses a version asks [`verify`] first; nothing here is believed because of its name,
//! and no link or pipe is followed or waited for.

mod changelog;
mod digest_line;
mod newest_version;
mod publish;
mod tidy;
mod verify;
mod version_folders;

pub use changelog::{CHANGELOG_FILE, write_changelog};
pub use publish::{PublishError, PublishedTexts, publish, remember_newest};
pub use tidy::tidy;
pub use verify::{VersionCheck, first_problem, notes, problems_of, read_model_at, verify};
pub use version_folders::folder_of;

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

/// The published versions, oldest first. Whatever isn't one is passed over; [`notes`] names it.
pub fn list(folder: &SessionFolder) -> Result<Vec<Version>, StoreError> {
    Ok(version_folders::read_versions_folder(folder)?.versions)
}

/// The published versions with what their glossaries tell of them and what was altered since,
/// oldest first. Of one that can't be read only the number is known.
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

/// The last published version, if any.
pub fn latest(folder: &SessionFolder) -> Result<Option<Version>, StoreError> {
    Ok(list(folder)?.pop())
}

/// A version's model.
pub fn read_model(folder: &SessionFolder, version: Version) -> Result<ModelFile, StoreError> {
    read(folder, version, MODEL_FILE)
}

/// A version's glossary.
pub fn read_glossary(folder: &SessionFolder, version: Version) -> Result<GlossaryFile, StoreError> {
    read(folder, version, GLOSSARY_FILE)
}

/// A version's recap.
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
