//! Journeys: keys in, documents out.

#[path = "../common/mod.rs"]
mod common;

mod findings;
mod looking;
mod points;
mod proofs;
mod restarts;
mod samples;
mod sealed;
mod workshops;
