//! What a draft changes since the last version, for documents that mark it.

use crate::model::{Definition, Version};
use crate::revision::{Change, Diff};

/// What a draft changes since a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftChanges {
    /// The version.
    pub since: Version,
    /// Every change, the most serious first; never empty.
    pub changes: Vec<Change>,
}

impl DraftChanges {
    /// Compares a draft with the version before it; `None` if nothing has changed.
    pub fn between(since: Version, before: &Definition, draft: &Definition) -> Option<Self> {
        let changes = Diff::between(before, draft).changes;
        (!changes.is_empty()).then_some(Self { since, changes })
    }
}
