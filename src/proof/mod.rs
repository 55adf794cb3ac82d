//! What a model does to every lead there could be: exact counts, and the smallest lead of each kind.
//!
//! [`Proof`] says how many possible leads there are, how many qualify, reach each stage, fall in
//! each band and get each disposition, with a smallest [`Witness`] for each. [`exists`] answers a
//! single question ([`Want`]) with the smallest lead that is so, and the questions `check` asks are
//! made of it ([`questions`]). [`Comparison`] sets two versions side by side over the possible leads
//! of both. [`suggestions`] makes sample leads worth talking about, [`missing`] says what a lead
//! lacks, [`argument`] finds the lead on which two sides differ most.
//!
//! All of it asks the one machine in `scoring::machine`; nothing here goes through leads one by one.
//! Every function takes a [`Cancel`] with a [`Budget`] of counted work, and returns [`ProofError`]
//! where that runs out.
//!
//! This room imports `scoring` and `model`; `check`, `revision`, `evidence` and above use it.

mod argument;
mod comparison;
mod count;
mod missing;
mod query;
pub mod questions;
mod suggestions;
mod summary;
mod witness;

pub use argument::{Argument, argument};
pub use comparison::{Comparison, Difference, Move, first_difference};
pub use count::Count;
pub use missing::{Lacking, Missed, missing};
pub use query::{RuleOf, Want, exists, how_many};
pub use suggestions::{Suggestion, SuggestionKind, suggestions};
pub use summary::{Extreme, Extremes, Found, Proof, StageFound};
pub use witness::{Told, Witness};

pub use crate::scoring::machine::{Budget, Cancel, Refused as ProofError};
