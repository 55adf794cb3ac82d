//! What a model does to every lead there could be: exact counts, and the smallest lead of each
//! kind.
//!
//! [`Proof`] says how many possible leads there are, how many qualify, reach each stage, fall in
//! each band and get each disposition, with a smallest [`Witness`] for each. [`exists`] answers a
//! single question ([`Want`]) with the smallest lead that is so, and the questions `check` asks are
//! made of it ([`questions`]). [`Comparison`] sets two versions side by side over the possible
//! leads of both. [`suggestions`] makes sample leads worth talking about, [`missing`] says what a
//! lead lacks, [`argument`] finds the lead on which two sides differ most.
//!
//! All of it asks the one machine in `scoring::machine`; nothing here goes through leads one by
//! one. Every function takes a [`Cancel`] with a [`Budget`] of counted work, and returns
//! [`ProofError`] where that runs out.
//!
//! This room imports `scoring` and `model`; `check`, `revision`, `evidence` and above use it.

pub mod check_queries;
mod comparison;
mod count;
mod disagreement;
mod missing;
mod model_proof;
mod query;
mod suggestions;
mod witness;

pub use comparison::{Comparison, Difference, DispositionMove, first_difference};
pub use count::Count;
pub use disagreement::{Disagreement, largest_disagreement};
pub use missing::{Missing, ProvedMissingPart, missing};
pub use model_proof::{PointRange, Proof, ProvedCount, RangeEnd, StageProof};
pub use query::{LeadProperty, RuleOwner, count_leads, find_smallest};
pub use suggestions::{Suggestion, SuggestionKind, suggestions};
pub use witness::{Witness, WitnessFact};

pub use crate::scoring::fold::{Budget, Cancel, ProofError};
