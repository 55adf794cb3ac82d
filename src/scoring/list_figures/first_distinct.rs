//! The first distinct texts among many, for telling what is nearest to one that isn't there.

use rustc_hash::{FxHashSet, FxHasher};
use std::hash::Hasher as _;

/// The most distinct texts looked at, for a column or for the names of events.
pub const MAX_DISTINCT: usize = 10_000;
/// Longer texts, in bytes, are near to nothing.
const MAX_BYTES: usize = 100;

/// Tells which texts are new, up to the 10,000th. Keeps hashes only, so that each thread can have
/// its own; whoever puts the threads' texts together in the order of the file keeps the texts.
#[derive(Clone, Debug, Default)]
pub struct FirstDistinct {
    hashes: FxHashSet<u64>,
}

impl FirstDistinct {
    /// Returns whether a text is new and among the first; blank and very long ones never are.
    pub fn is_new(&mut self, text: &str) -> bool {
        if self.hashes.len() == MAX_DISTINCT || text.is_empty() || text.len() > MAX_BYTES {
            return false;
        }
        let mut hasher = FxHasher::default();
        hasher.write(text.as_bytes());
        self.hashes.insert(hasher.finish())
    }
}
