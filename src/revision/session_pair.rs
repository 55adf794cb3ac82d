//! Two definitions under comparison.

use std::sync::Arc;

use crate::model::{Definition, Session};

/// Both definitions, as sessions so that things can be reached by place.
pub(super) struct SessionPair {
    pub old: Session,
    pub new: Session,
}

impl SessionPair {
    /// Pairs the earlier definition with the later one.
    pub fn new(before: &Definition, after: &Definition) -> Self {
        Self {
            old: session(before),
            new: session(after),
        }
    }
}

fn session(definition: &Definition) -> Session {
    Session {
        definition: Arc::new(definition.clone()),
        ..Session::default()
    }
}
