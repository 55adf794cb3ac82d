//! Applies a model to leads and computes the figures along the bottom of the screen.
//!
//! This module is pure: `host` runs it on its worker thread, `app` and `screens` read its results.

mod column_roles;
mod column_summary;
mod column_warnings;
mod compared_fields;
mod data_summary;
mod field_setting;
mod file_survey;
pub mod history;
mod known_exports;
mod lead_facts;
mod lead_history;
mod lead_ids;
mod lead_summary;
pub mod list_report;
mod mapping_proposal;
pub mod past_leads;
mod point_steps;
mod qualified_cells;
mod reading_examples;
mod reading_questions;
mod reclassified;
mod recorded_answers;
mod recorded_scores;
mod summary_comparison;
mod summary_thresholds;
mod summary_weeks;
mod tally;
mod threshold_counts;
mod value_forms;
mod verdict_cells;
mod why;
mod word_meanings;

pub use column_roles::{
    COLUMN_ROLES, ColumnRole, absent_roles, clear_roles, give_role, hold_field, roles_of,
};
pub use column_summary::{DaySpan, FieldSummary};
pub use column_warnings::{absent_field_warnings, shared_field_warnings};
pub use compared_fields::{ComparedField, compared_fields};
pub use data_summary::{DataSummary, EventSummary, summarize_data};
pub use field_setting::FieldSetting;
pub use file_survey::{EventFileSurvey, FileSurvey, LeadColumn};
pub use known_exports::{KnownExport, recognise};
pub use lead_facts::{Fact, other_columns, recorded_facts, sample_facts};
pub use lead_history::{LeadHistory, RecordedLeads};
pub use lead_summary::{LeadSource, LeadSummary, OutcomeWords, ScoredLead};
pub use mapping_proposal::{Proposal, proposal};
pub use point_steps::{PointStep, point_steps};
pub use reading_examples::{NumberNotation, day_under, number_under};
pub use reading_questions::{
    NumberChoice, NumberQuestion, ReadingQuestions, reading_questions, same_notation,
};
pub use reclassified::{Move, MovedLead, MovedLeads, Reclassified};
pub use recorded_answers::{AnswerCounts, RecordedAnswers};
pub use tally::Tally;
pub use threshold_counts::{CountedLeads, EndedCounts, ThresholdCounts};
pub use value_forms::{ColumnType, DateForms, NumberForms, ValueForms};
pub use verdict_cells::{VERDICT_COLUMNS, verdict_cells};
pub use why::{MAX_WHY_CHARS, WhyWords, decision_text};
pub use word_meanings::{FileWord, WordColumn, WordMeaning, file_words, meanings_of, set_meaning};
