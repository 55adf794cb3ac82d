//! What a draft changes since the last version, for documents that mark it.

use crate::model::{Definition, Version};
use crate::revision::{Change, Diff};

/// What a draft changes since a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftChanges {
    /// The version.
    pub since: Version,
    /// Every change, the most serious first.
    pub changes: Vec<Change>,
}

impl DraftChanges {
    /// Compares a draft with the version before it.
    pub fn between(since: Version, before: &Definition, draft: &Definition) -> Self {
        Self {
            since,
            changes: Diff::between(before, draft).changes,
        }
    }
}
