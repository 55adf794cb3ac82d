//! Proofs against enumeration: on small made-up models, every count and witness is what going
//! through all leads gives.

#[path = "proving/budgets.rs"]
mod budgets;
#[path = "proving/edits.rs"]
mod edits;
#[path = "proving/lacking.rs"]
mod lacking;
#[path = "proving/large.rs"]
mod large;
#[path = "proving/leads.rs"]
mod leads;
#[path = "proving/minimal.rs"]
mod minimal;
#[path = "proving/models.rs"]
mod models;
#[path = "proving/numbers.rs"]
mod numbers;
#[path = "proving/questions.rs"]
mod questions;
#[path = "../benches/models/mod.rs"]
mod sixty;
#[path = "proving/versions.rs"]
mod versions;
