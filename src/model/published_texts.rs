//! A version before it is written: everything its folder will hold.

use super::{GlossaryFile, ModelFile, Version, WorkshopFile};

/// The folder of pictures, in a session's folder and in that of a version.
pub const PICTURES: &str = "pictures";

/// The folder of exports, in a session's folder and in that of a version.
pub const EXPORTS: &str = "exports";

/// The content of a version. `store` fills in format, version and digests as it writes it.
#[derive(Clone, Debug)]
pub struct PublishedTexts {
    /// The version number.
    pub version: Version,
    /// The half for machines.
    pub model: ModelFile,
    /// The half for people.
    pub glossary: GlossaryFile,
    /// The minutes, as Markdown.
    pub recap: String,
    /// The record of the workshop.
    pub workshop: WorkshopFile,
    /// The pictures taken along.
    pub pictures: Vec<PublishedFile>,
    /// The exports taken along.
    pub exports: Vec<PublishedFile>,
}

/// A file taken along: one of a picture's two files, or one of an export's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedFile {
    /// Its path below the folder of its kind, with `/` between its parts.
    pub file: String,
    /// What it contains.
    pub bytes: Vec<u8>,
}
