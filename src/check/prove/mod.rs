//! Findings that have to be proved over every possible lead: what can't happen, what never matters,
//! what decides alone. Where a lead shows the matter, the finding names the smallest one.
//!
//! The screens run the proofs on a background thread ([`prove_counts`] first, then
//! [`prove_findings`]); the command line and publishing run both at once ([`prove_all`]). All
//! proofs share one budget (`budget_shares.rs`), so a hard question leaves the others their share
//! and is reported as not proved. Rules that have errors of their own (those found by `check`
//! itself) are skipped: a rule that names something removed can't hold, and that is already
//! reported.

mod budget_shares;
mod doubtful_leads;
mod findings;
mod idle_parts;
mod idle_points;
mod odd_conditions;
mod proof_checks;
mod reachable;
mod unproved;

#[cfg(test)]
mod tests;

pub use findings::{prove_all, prove_all_within, prove_counts, prove_findings};
