//! The one machine behind every proof: it folds a model criterion by criterion instead of going
//! through its possible leads one by one.
//!
//! ```text
//!   topics.rs      criteria and levels, of a model or of two versions together
//!   conditions.rs  what is asked of leads, as bits of a mask, each different thing once
//!   effects.rs     what the answers to one topic come to, each different effect once
//!   state.rs       how far the conditions have come: dead, alive, counts as far as they matter
//!   table.rs       for each state a row.rs over points; tables of different topics multiply
//!   components.rs  topics that a group caps together are folded by themselves and capped
//!   walk.rs        folds all into two halves, fit and behaviour
//!   join.rs        joins the halves at the thresholds of the total
//!   reading.rs     what the conditions that hold say of a lead: its outcome
//! ```
//!
//! The values in the cells are a weight.rs: how many leads there are, or the smallest one
//! (smallest.rs). [`Board`] is the door: it is set up, conditions are asked for, and
//! each question about their masks is one walk.
//!
//! `proof` asks it, and [`Verdict`](super::Verdict) for what is missing.

mod cancel;
mod components;
mod factor_effects;
mod factors;
mod fold_state;
mod halves;
mod join;
mod outcome_reader;
mod point_row;
mod semiring;
mod smallest_lead;
mod solver;
mod state_table;
mod tracked_conditions;

pub use cancel::{Budget, Cancel, ProofError};
pub(crate) use factor_effects::LeadSpace;
pub use outcome_reader::RuleOwner;
pub(crate) use outcome_reader::{OutcomeClass, OutcomeReader};
pub(crate) use solver::{ANY_TOTAL, FoldQuery, PointExtremes, Solver, smallest_completion};
pub(crate) use tracked_conditions::TrackedCondition;
