//! What must be so of any input: of bytes read as YAML or CSV, of conditions, numbers and times,
//! of edits, journals and published versions.
//!
//! A law takes bytes and panics where it is broken. `main.rs` holds each against some
//! thousand changed seeds in seconds; `fuzz/` does so for hours, with inputs that grow towards
//! code not seen yet. Only the public API is used.
#![allow(dead_code)] // each fuzz target uses its own law

pub mod conditions;
pub mod csv;
pub mod edits;
pub mod numbers;
pub mod published;
pub mod references;
pub mod script;
pub mod yaml;

/// The second way to judge a condition, written apart from the first.
#[path = "../second/facts.rs"]
pub mod facts;
/// The second way to read a time, which [`facts`] uses.
#[path = "../second/time.rs"]
pub mod time;

/// A law.
pub type Law = fn(&[u8]);

/// Every law by name: a fuzz target and a folder of seeds each.
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
