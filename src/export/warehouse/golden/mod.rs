//! Golden leads: leads chosen by the proof, with facts and the verdicts they must get, by which any
//! system can be checked.
//!
//! ```text
//!   golden_lead        a lead's facts as a row of a list, and what the model makes of it
//!   single_change      a model with one single change; rule_, condition_, model_changes: all of them
//!   wishes             leads that are wished for besides
//!   choice             the leads that show every outcome and every single change
//!   golden_set         those as of one day, and the verdicts they must get
//!   folder             the format `golden`
//! ```

mod choice;
mod condition_changes;
mod folder;
mod golden_lead;
mod golden_set;
mod model_changes;
mod rule_changes;
mod single_change;
mod wishes;

#[cfg(test)]
mod tests;

pub(super) use choice::{GoldenLeads, golden_leads};
pub(in crate::export) use folder::render;
pub(super) use folder::time_text;
pub(super) use golden_lead::{GoldenLead, LeadColumns};
pub(super) use golden_set::{Expectation, GoldenSet, golden_sets};
