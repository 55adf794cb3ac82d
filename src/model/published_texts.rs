//! A version before it is written: everything its folder will hold.

use super::{GlossaryFile, ModelFile, Version, WorkshopFile};

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
}
