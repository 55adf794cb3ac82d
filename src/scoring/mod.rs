//! Compiles a definition, and scores leads by it: one at a time, or many at once.
//!
//! ```text
//!   Definition --> compile: Scorer --> evaluate: one lead; Outcome, Verdict    the plain evaluator
//!                         |----------> engine: all leads of a session, in columns and bitmaps
//!                         \----------> memo: a stream of leads, by the classes of their values
//!   list_figures: what a list says of the questions of a model, counted on the way
//!   dataset: recorded leads, stored by column
//! ```
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
//! This room imports only `model`. `records`, `proof`, `check`, `evidence` and everything above
//! them use it. `proof` and `export` see how a model is built through
//! `compiled_model`, and by no other way.

mod compile;
pub(crate) mod compiled_model;
mod dataset;
pub mod engine;
mod evaluate;
pub mod list_figures;
pub(crate) mod memo;

#[cfg(test)]
pub(crate) mod tests;

pub use compile::Scorer;
#[cfg(test)]
pub(crate) use dataset::COMPARED;
pub use dataset::{
    BadReading, ColumnIndex, Dataset, Event, EventCensus, Lead, ValueReading, WrittenTime,
    column_of, day_number, field_key, read_day, read_written_time, same_text, simple_lower,
};
pub use engine::{Engine, ScoredDataset};
pub use evaluate::{
    BoundAudience, BoundCondition, BoundScorer, Cap, ComparedAs, Decider, EventTally, HeldAnswer,
    LeadAudience, Outcome, PossibleLeads, Reason, Responses, TalliedEvent, Truth, Verdict,
};
