//! A version before it is written: everything its folder will hold.

use super::{GlossaryFile, ModelFile, Version, WorkshopFile};

/// The folder of pictures, in a session's folder and in that of a version.
pub const PICTURES: &str = "pictures";

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
    pub pictures: Vec<PublishedPicture>,
}

/// A picture taken along: one of its two files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedPicture {
    /// The name of the file, with its ending.
    pub file: String,
    /// What it contains.
    pub bytes: Vec<u8>,
}
