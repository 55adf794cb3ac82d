//! What a revision changes: the semantic diff of two definitions and the computed version.
//!
//! ```text
//!   before, after --> Diff (sentences, keyed on ids; can be applied) --+--> Revision: bump, proof
//!                 \-> proof::Comparison (does an outcome differ?) -----+
//!   the same leads scored with both --> Impact: who goes where now
//! ```
//!
//! `diff.rs` walks both definitions by the table in `kinds.rs` and the table of fields in `model`;
//! `sentences.rs`, `rules.rs` and `names.rs` put what it finds into words, `exact.rs` into values.
//! Pure: imports `model`, `scoring` and `proof`. `export` writes it down, `host` publishes by it,
//! the screens and `accord diff` show it.

mod bump;
mod change;
mod computed_version;
mod condition_equality;
mod definition_lists;
mod diff;
mod diff_steps;
mod example;
mod field_diff;
mod impact;
mod moved_items;
mod rule_diff;
mod sentences;
mod titles;
mod trace;
mod word_diff;

#[cfg(test)]
mod tests;

pub use bump::Bump;
pub use change::{Change, ChangeKind, ChangeSeverity};
pub use computed_version::{NotProved, OutcomeComparison, PossibleLeadCounts, Revision};
pub use diff::Diff;
pub use example::Example;
pub use impact::{Impact, Impacts, LeadGroup, LeadMoves, RescoredLead};
pub use word_diff::{WordRun, changed_words};
