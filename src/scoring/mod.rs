//! Scores leads, one at a time: the plain evaluator that every faster one is measured against.
//!
//! A [`Scorer`] is made from a definition and owns all it needs. A lead becomes [`Answers`] (one
//! of three values for each level of each criterion) in one of three ways: a recorded lead
//! through [`Bound`] (conditions on fields and events), a sample lead through
//! [`Answers::from_sample`], a possible lead through [`Scorer::possible_leads`]. From answers come
//! an [`Outcome`] (numbers and indices, cheap) or a [`Verdict`] (ids, reasons, what is missing).
//!
//! Making a scorer never fails: the draft in the room may be half done. A part that isn't well
//! formed never holds; `check` says what is wrong with it.
//!
//! This room imports `model` alone; `records`, `proof`, `check`, `evidence` and everything above
//! use it.

mod compile;
mod completions;
mod condition_eval;
mod dataset;
pub mod engine;
mod event_tally;
pub(crate) mod fold;
mod further_answers;
mod gains;
mod outcome;
mod possible;
mod responses;
mod rules;
mod scorer;
mod text;
mod truth;
mod verdict;

#[cfg(test)]
mod tests;

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
pub use verdict::{Cap, MissingPart, Reason, Verdict};
