//! What leads say of a model, and a model of leads: the figures along the bottom of the screen.
//!
//! Pure: `host` runs it on its worker, `app` and `screens` read its results.

mod data_summary;
mod lead_history;
mod lead_summary;
mod reclassified;
mod tally;

pub use data_summary::{DataSummary, EventSummary, FieldSummary, summarize_data};
pub use lead_history::{LeadHistory, RecordedLeads};
pub use lead_summary::{LeadSource, LeadSummary, ScoredLead};
pub use reclassified::{MovedLeads, Reclassified};
pub use tally::Tally;
