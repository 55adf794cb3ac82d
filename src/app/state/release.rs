//! The draft compared with the last release.

use std::sync::Arc;

use crate::revision::{Impacts, Revision};

/// The draft compared with the last release, as far as computed.
#[derive(Clone, Debug, Default)]
pub struct DraftRevision {
    /// Generation of the scoring for the same draft and leads.
    pub generation: u64,
    /// What changed, and the version number; `None` until computed.
    pub revision: Option<Arc<Revision>>,
    /// What changes for the recorded leads.
    pub impacts: Arc<Impacts>,
    /// Whether the comparison is complete.
    pub done: bool,
}
