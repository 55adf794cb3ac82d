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
mod computed;
mod conditions;
mod diff;
mod exact;
mod example;
mod fields;
mod impact;
mod kinds;
mod names;
mod order;
mod rules;
mod sentences;
mod trace;
mod words;

#[cfg(test)]
mod tests;

pub use bump::Bump;
pub use change::{Change, ChangeKind, Severity};
pub use computed::{Counted, NotProved, Outcomes, Revision};
pub use diff::Diff;
pub use example::Example;
pub use impact::{Both, Group, Impact, Impacts, LeadMoves};
pub use words::{Piece, changed_words};
