//! A published version seen from outside: its number, date, sign-offs and changes.

use jiff::Timestamp;

use super::{Changes, GlossaryFile, SignOff, Version};

/// A published version, as an entry of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// Its number.
    pub version: Version,
    /// When it was published.
    pub published: Option<Timestamp>,
    /// Who agreed to exactly this.
    pub agreed_by: Vec<SignOff>,
    /// What it changed; absent for the first version.
    pub changes: Option<Changes>,
    /// Ways in which it differs from what was published, as sentences; empty if unaltered.
    pub altered: Vec<String>,
}

impl Release {
    /// A version of which only the number is known.
    pub fn new(version: Version) -> Self {
        Self {
            version,
            published: None,
            agreed_by: Vec::new(),
            changes: None,
            altered: Vec::new(),
        }
    }

    /// A version as described by its glossary.
    pub fn of(version: Version, glossary: GlossaryFile) -> Self {
        Self {
            version,
            published: glossary.published,
            agreed_by: glossary.agreed_by,
            changes: glossary.changes,
            altered: Vec::new(),
        }
    }
}
