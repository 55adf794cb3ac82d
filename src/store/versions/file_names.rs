//! The names of what is in the folder of versions.

/// The half of a version for machines.
pub const MODEL_FILE: &str = "model.yaml";
/// The half for people.
pub const GLOSSARY_FILE: &str = "glossary.yaml";
/// The minutes of the workshop that produced it.
pub const RECAP_FILE: &str = "recap.md";
/// The record of that workshop.
pub const WORKSHOP_FILE: &str = "workshop.yaml";
/// The list of all versions, beside their folders.
pub const CHANGELOG_FILE: &str = "CHANGELOG.md";
/// Prefix of version folders in preparation.
pub(super) const PREPARING_PREFIX: &str = ".publishing-";
/// Tells git how to store the versions.
pub(super) const ATTRIBUTES_FILE: &str = ".gitattributes";
