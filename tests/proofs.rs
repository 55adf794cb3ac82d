//! Proofs against going through every lead: on small made-up models, every number and every
//! witness is what counting gives.

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
