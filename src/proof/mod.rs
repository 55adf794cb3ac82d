//! Proofs about every possible lead of a model: exact counts, and the smallest lead of each kind.
//!
//! - [`Proof`] counts the possible leads, those that qualify, and those that reach each stage, fall
//!   in each band and get each disposition, with a smallest [`Witness`] for each.
//! - [`find_smallest`] answers a single query: the smallest lead that has some properties
//!   ([`LeadProperty`]). The queries that `check` makes are built on it ([`check_queries`]).
//! - [`Comparison`] compares two versions over the possible leads of both.
//! - [`suggestions`](suggestions()) proposes sample leads worth discussing.
//! - [`missing_parts`] finds what a lead lacks to qualify; [`missing`](missing()) proves it.
//! - [`minimal()`] finds criteria that can go together without changing any lead's outcome.
//! - [`largest_disagreement`] finds the lead on which two sides differ most.
//!
//! Everything runs on the fold over states in `fold`; no leads are enumerated here. Every
//! proof takes a [`Cancel`] with a [`Budget`] of counted work, and returns a [`ProofError`] if that
//! runs out.
//!
//! This module imports `scoring` and `model`. `check`, `revision`, `evidence` and everything above
//! them use it.

mod cancel;
pub mod check_queries;
mod comparison;
mod condition_findings;
mod count;
mod disagreement;
mod fold;
mod meaning;
mod minimal;
mod missing;
mod model_proof;
mod query;
mod removal;
mod same_meaning;
mod suggestions;
mod witness;

pub use cancel::{Budget, Cancel, ProofError};
pub use comparison::{
    Comparison, Difference, DispositionMove, difference_between, first_difference, taken_as_given,
};
pub use condition_findings::{
    AnswerPlace, ConditionFinding, OddCondition, condition_findings, contradiction_in,
};
pub use count::Count;
pub use disagreement::{Disagreement, largest_disagreement};
pub use meaning::{EventFact, FieldFact, FieldValue, LeadFacts};
pub use minimal::{DecidingCriterion, Minimal, minimal};
pub use missing::{
    Missing, MissingPart, ONE_LEAD_BUDGET, ProvedMissingPart, WholeVerdict, missing, missing_parts,
};
pub use model_proof::{PointRange, Proof, ProvedCount, RangeEnd, StageProof};
pub use query::{LeadProperty, RuleOwner, count_leads, find_smallest};
pub use same_meaning::mean_the_same;
pub use suggestions::{Suggestion, SuggestionKind, suggestions};
pub use witness::{Witness, WitnessAnswer};
