//! The fold over states behind every proof: dynamic programming over bucket states, criterion by
//! criterion, instead of enumerating the possible leads.
//!
//! ```text
//!   factors             criteria and answers, of one model or of two versions merged
//!   topics              factors whose conditions share a field or an event, with the patterns of
//!                       their answers that some lead has
//!   factor_set          the factors and topics of a model, kept for the next question
//!   tracked_conditions  the conditions of interest as bits of a mask, each distinct one once
//!   rule_conditions     makes them from rules, answers and thresholds
//!   factor_effects      what the answers of one factor amount to, each distinct effect once
//!   fold_state          how far conditions have come: dead, alive, counts that still matter
//!   state_table         a point_row for each state; tables of disjoint factors multiply
//!   components          factors that a group caps together are folded first, then capped
//!   halves              folds everything into two halves, fit and behaviour
//!   join                joins the halves at the thresholds of the total
//!   outcome_reader      translates the conditions that hold into an outcome
//!   smallest_completion the smallest set of further answers with which a condition holds
//! ```
//!
//! Cells hold values of a `semiring`: the number of leads, or the smallest lead (`smallest_lead`).
//! [`Solver`] is the entry point: set it up, register conditions, then run one fold for each query
//! about their masks.
//!
//! Only the files of `proof` call it. It reads the compiled model through
//! `scoring::compiled_model` and nothing else of how a scorer is built.

mod components;
mod factor_effects;
mod factor_set;
mod factors;
mod fold_state;
mod halves;
mod join;
mod outcome_reader;
mod point_row;
mod rule_conditions;
mod same_points;
mod semiring;
mod smallest_completion;
mod smallest_lead;
mod solver;
mod state_table;
mod topics;
mod tracked_conditions;

pub(crate) use factor_effects::LeadSpace;
pub(crate) use factors::Factor;
pub(crate) use outcome_reader::OutcomeReader;
pub use outcome_reader::RuleOwner;
pub(crate) use smallest_completion::smallest_completion;
pub(crate) use solver::{ANY_TOTAL, FoldQuery, PointExtremes, Solver};
pub(crate) use topics::{Pattern, SharedTopic};
pub(crate) use tracked_conditions::TrackedCondition;
