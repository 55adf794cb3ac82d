//! Proofs against going through every lead: on small made-up models, every number and every
//! witness is what counting gives.

#[path = "proving/leads.rs"]
mod leads;
#[path = "proving/models.rs"]
mod models;
#[path = "proving/numbers.rs"]
mod numbers;
#[path = "proving/questions.rs"]
mod questions;
#[path = "proving/versions.rs"]
mod versions;
