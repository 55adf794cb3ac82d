//! The estimate sheet, blind yes or no on sample leads, and the lead on which the sides differ
//! most.

#[path = "../common/mod.rs"]
mod common;

mod apart;
mod estimates;
mod rows;
mod samples;
