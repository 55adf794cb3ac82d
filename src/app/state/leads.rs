//! The recorded leads and what was proved of the definition.

use std::sync::Arc;

use crate::check::{FewerCriteria, Finding};
use crate::proof::{Proof, Suggestion};
use crate::scoring::Dataset;

/// The recorded leads.
#[derive(Clone, Debug, Default)]
pub enum LeadsStatus {
    /// The session has none.
    #[default]
    None,
    /// They are being read.
    Loading,
    /// They couldn't be read, for this reason.
    Failed(String),
    /// They are loaded.
    Loaded {
        /// The leads.
        dataset: Arc<Dataset>,
        /// Columns, events and counts of the data.
        summary: Arc<crate::evidence::DataSummary>,
        /// Line and reason of each row that couldn't be read.
        rejects: Arc<Vec<(u64, String)>>,
        /// Warnings about the columns, whatever the model, as sentences. What the model asks of
        /// them is in [`LeadSummary::column_warnings`](crate::evidence::LeadSummary::column_warnings).
        warnings: Arc<Vec<String>>,
    },
}

impl LeadsStatus {
    /// Returns columns, events and counts of the data, once it is loaded.
    pub fn summary(&self) -> Option<&crate::evidence::DataSummary> {
        match self {
            Self::Loaded { summary, .. } => Some(summary),
            Self::None | Self::Loading | Self::Failed(_) => None,
        }
    }
}

/// What was proved of the current definition, over every possible lead.
#[derive(Clone, Debug, Default)]
pub struct ProofResults {
    /// Generation of the definition.
    pub generation: u64,
    /// The counts; `None` until computed, or if there are too many states to count.
    pub proof: Option<Arc<Proof>>,
    /// Findings of the proof.
    pub findings: Vec<Finding>,
    /// Which criteria can go together; `None` until proved.
    pub fewer_criteria: Option<Arc<FewerCriteria>>,
    /// Sample leads the model suggests.
    pub suggestions: Vec<Suggestion>,
    /// Findings of the previous definition, shown as such until this proof is done, so that the
    /// screen doesn't flicker on every key press.
    pub stale: Vec<Finding>,
    /// Whether the proof is complete.
    pub done: bool,
}
