//! What a revision changes: the semantic diff of two definitions, and the computed version.
//!
//! ```text
//!   before, after --> Diff (sentences, keyed on ids; can be applied) --+--> Revision: bump, proof
//!                 \-> proof::OutcomeComparison (any difference?) ------+
//!   the same leads scored with both --> Impact: who goes where now
//! ```
//!
//! `diff.rs` walks both definitions using `definition_lists.rs` and the table of fields in `model`.
//! `sentences.rs`, `rule_diff.rs` and `titles.rs` put differences into words, and `diff_steps.rs`
//! into values. This room is pure and imports `model`, `scoring` and `proof`. `export` writes its
//! results, `host` decides the version by it, and the screens and `accord diff` show it.

mod bump;
mod change;
mod computed_version;
mod definition_lists;
mod diff;
mod diff_steps;
mod example;
mod field_diff;
mod impact;
mod moved_items;
mod rule_diff;
mod sentences;
mod session_pair;
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
