//! Scores leads one at a time. This is the plain evaluator; every faster one must agree with it.
//!
//! A [`Scorer`] is compiled from a definition and owns everything it needs. A lead becomes
//! [`Responses`] (a three-valued truth for each answer of each criterion) in one of three ways: a
//! recorded lead through [`BoundScorer`] (conditions on fields and events), a sample lead through
//! [`Responses::from_sample`], a possible lead through [`Scorer::possible_leads`]. Responses yield
//! an [`Outcome`] (numbers and indices, cheap) or a [`Verdict`] (ids, reasons).
//!
//! Compiling never fails, because the draft being edited may be half finished. A malformed part
//! evaluates to false; `check` reports what is wrong with it.
//!
//! This module imports only `model`. `records`, `proof`, `check`, `evidence` and everything above
//! them use it. `proof` sees how a model is built through `compiled_model`, and by no other way.

mod compile;
pub(crate) mod compiled_model;
mod completions;
mod condition_eval;
mod dataset;
pub mod engine;
mod event_tally;
mod outcome;
mod possible;
mod responses;
mod rules;
mod scorer;
mod text;
mod truth;
mod verdict;

#[cfg(test)]
pub(crate) mod tests;

pub use condition_eval::{BoundCondition, BoundScorer};
#[cfg(test)]
pub(crate) use dataset::COMPARED;
pub use dataset::{ColumnIndex, Dataset, Event, Lead, column_of};
pub use engine::{BlockScorer, Engine, ScoredDataset};
pub use event_tally::EventTally;
pub use outcome::{Decider, Outcome};
pub use possible::PossibleLeads;
pub use responses::Responses;
pub use scorer::Scorer;
pub use text::{same_text, simple_lower};
pub use truth::Truth;
pub use verdict::{Cap, Reason, Verdict};
