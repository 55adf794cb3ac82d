//! Finds what is wrong or doubtful in a definition: stale references, malformed parts, gaps that
//! the method warns about, and what can only be proved over every possible lead (`prove`).
//!
//! Each finding has a code that never changes its meaning; [`CODES`] lists them all.
//!
//! It also has the seven points of the method ([`checklist()`]) and which criteria are verified.
//!
//! A warning that the room lets stand (a [`Waiver`](crate::model::Waiver) with a reason) becomes a
//! note. An error can't be waived.

mod audience;
mod checklist;
mod chosen_exports;
mod codes;
mod collector;
mod conflicts;
mod contact_details;
mod criteria;
mod data_columns;
mod data_reading;
mod definition_checks;
mod fewer_criteria;
mod finding;
mod handoff_terms;
mod left_behind;
mod likeness;
mod method;
mod nurture;
mod open_matters;
mod pipeline;
mod prove;
mod required_kinds;
mod rules;
mod sources;
mod sums;
mod targets;
mod tokens;
mod verification;
mod waivers;
mod witness_words;
mod words;

#[cfg(test)]
mod tests;

pub use checklist::{ChecklistPoint, checklist};
pub use chosen_exports::unknown_export;
pub use codes::{CODES, CONFLICT, CONFLICT_REMEDY, FindingKind, finding_kind, needs_waiver};
pub use conflicts::{Conflict, conflicts};
pub use data_columns::absent_columns;
pub use definition_checks::{check, check_definition};
pub use fewer_criteria::FewerCriteria;
pub use finding::{Finding, Severity, has_errors, unproved_messages};
pub use left_behind::left_behind;
pub use open_matters::{NeverAgreed, OpenMatters, OpenValue, UnverifiedCriterion, open_matters};
pub use prove::{prove_all, prove_all_within, prove_counts, prove_findings};
pub use targets::unmet_targets;
pub use verification::{Unverified, unverified, unverified_unasked};
pub use waivers::{is_waived, merge_proved};
pub use witness_words::{with_facts, witness_essentials, witness_text};
pub use words::{UnobservableWord, unobservable_words};
