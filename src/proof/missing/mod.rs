//! What a lead lacks to qualify: for each unmet part of the hand-off rule, the smallest set of
//! further answers that would meet it.
//!
//! ```text
//!   parts            missing_parts: each unmet part with its smallest set, in a few steps
//!     further_answers  the smallest set for one part; only a stage to be reached goes to the fold
//!     gains            the fewest answers that bring a number of points
//!     final_responses  where a lead ends up if it gives no further answers
//!   whole_verdict    a verdict together with the parts, as files have it
//!   proved           missing: every part and the whole rule, by the fold alone
//! ```
//!
//! [`missing_parts`] is what is shown and written. [`missing`] proves the same by other means, and
//! what all parts need together.

mod final_responses;
mod further_answers;
mod gains;
mod parts;
mod proved;
#[cfg(test)]
mod tests;
mod whole_verdict;

pub use parts::{MissingPart, ONE_LEAD_BUDGET, missing_parts};
pub use proved::{Missing, ProvedMissingPart, missing};
pub use whole_verdict::WholeVerdict;
