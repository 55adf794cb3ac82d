//! Applies a model to leads and computes the figures along the bottom of the screen.
//!
//! This module is pure: `host` runs it on its worker thread, `app` and `screens` read its results.

mod column_summary;
mod column_warnings;
mod data_summary;
mod lead_facts;
mod lead_history;
mod lead_summary;
pub mod list_report;
mod reclassified;
mod recorded_scores;
mod summary_comparison;
mod tally;
mod why;

pub use column_summary::{DaySpan, FieldSummary};
pub use column_warnings::{absent_field_warnings, shared_field_warnings};
pub use data_summary::{DataSummary, EventSummary, summarize_data};
pub use lead_facts::{Fact, other_columns, recorded_facts, sample_facts};
pub use lead_history::{LeadHistory, RecordedLeads};
pub use lead_summary::{LeadSource, LeadSummary, OutcomeWords, ScoredLead};
pub use reclassified::{Move, MovedLeads, Reclassified};
pub use tally::Tally;
pub use why::{MAX_WHY_CHARS, WhyWords, decision_text};
