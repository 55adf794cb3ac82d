//! Finds what is wrong or doubtful in a definition: stale references, malformed parts, gaps that
//! the method warns about, and what can only be proved over every possible lead (`prove`).
//!
//! Each finding has a code that never changes its meaning; [`CODES`] lists them all.
//!
//! A warning that the room lets stand (a [`Waiver`](crate::model::Waiver) with a reason) becomes a
//! note. An error can't be waived.

mod audience;
mod codes;
mod collector;
mod criteria;
mod definition_checks;
mod finding;
mod method;
mod pipeline;
mod prove;
mod rules;
mod sums;
mod waivers;
mod witness_words;
mod words;

#[cfg(test)]
mod tests;

pub use codes::{CODES, FindingKind, finding_field, finding_kind, needs_waiver};
pub use definition_checks::{check, check_definition};
pub use finding::{Finding, Severity, has_errors, unproved_messages};
pub use prove::{prove_all, prove_counts, prove_findings};
pub use waivers::{is_waived, merge_proved};
pub use witness_words::{witness_essentials, witness_text};
pub use words::{UnobservableWord, unobservable_words};
