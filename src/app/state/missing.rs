//! What the lead on the screen lacks to qualify.

use std::sync::Arc;

use crate::proof::MissingPart;
use crate::scoring::{Responses, Scorer};

/// A lead as one scoring sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct JudgedLead {
    /// The compiled model.
    pub scorer: Arc<Scorer>,
    /// What the lead answers.
    pub responses: Responses,
}

/// What a lead lacks to qualify, as far as it is worked out.
#[derive(Clone, Debug)]
pub struct LeadMissing {
    pub(crate) lead: JudgedLead,
    /// The unmet parts, each with what would meet it; `None` until they are there.
    pub(crate) parts: Option<Vec<MissingPart>>,
}

impl JudgedLead {
    /// Returns whether this is a lead with these answers in this very scoring.
    pub(crate) fn is(&self, scorer: &Arc<Scorer>, responses: &Responses) -> bool {
        Arc::ptr_eq(&self.scorer, scorer) && self.responses == *responses
    }
}
