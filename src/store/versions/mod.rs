//! Published versions: listing, reading, publishing and verifying them.
//!
//! A version is a folder `versions/1.0.0` of four files, with the pictures it takes along in a
//! folder of their own, that never change. model.yaml and glossary.yaml each carry a digest of
//! themselves and of their predecessor, and the glossary also those of the version's other files,
//! so that no file can be altered unnoticed. Digests ignore the
//! kind of line ends. CHANGELOG.md beside the folders is generated from them.
//!
//! Anyone who uses a version must [`verify()`] it first. Nothing here is trusted because of its
//! name, and no link is followed or pipe waited for.

mod changelog;
mod digest_line;
mod file_names;
mod newest_version;
mod publish;
mod reading;
mod tidy;
mod verify;
mod version_folders;

pub use changelog::write_changelog;
pub use digest_line::draft_digest;
pub use file_names::{CHANGELOG_FILE, GLOSSARY_FILE, MODEL_FILE, RECAP_FILE, WORKSHOP_FILE};
pub use publish::{PublishError, publish, remember_newest};
pub use reading::{
    model_digest, model_digest_at, read_glossary, read_model, read_recap, read_workshop, releases,
};
pub use tidy::tidy;
pub use verify::{
    VersionCheck, first_problem, newest_known, notes, problems_of, read_model_at, verify,
};
pub use version_folders::{folder_of, latest, list};

pub use crate::model::PublishedTexts;
