//! What must hold for any input: bytes read as YAML or CSV, conditions, numbers and times, edits,
//! journals, and published versions.
//!
//! A law takes bytes and panics if it is broken. `main.rs` checks each with some thousand mutated
//! seeds in seconds; `fuzz/` does so for hours, with inputs that grow towards new code. Only the
//! public API is used.
#![allow(dead_code)] // each fuzz target uses its own law

pub mod conditions;
pub mod csv;
pub mod edits;
pub mod numbers;
pub mod published;
pub mod references;
pub mod script;
pub mod yaml;

/// The second evaluator of conditions, written independently of the first.
#[path = "../second/facts.rs"]
pub mod facts;
/// The second parser of times, used by [`facts`].
#[path = "../second/time.rs"]
pub mod time;

/// A law.
pub type Law = fn(&[u8]);

/// Every law by name, which is also that of its fuzz target and folder of seeds.
pub const LAWS: [(&str, Law); 9] = [
    ("yaml", yaml::any_file),
    ("texts", yaml::any_text),
    ("csv", csv::any_file),
    ("conditions", conditions::any_condition),
    ("numbers", numbers::any_text),
    ("references", references::any_text),
    ("edits", edits::any_edits),
    ("journal", published::any_journal),
    ("verify", published::any_alteration),
];
