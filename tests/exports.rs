//! Lists in the shape of well-known exports: each is brought in on the mapping screen by keys alone,
//! and scored by the binary and in memory as it was worked out by hand.

#[path = "cli/harness.rs"]
#[allow(dead_code)]
mod harness;

mod common;

#[path = "exports/bringing_in.rs"]
mod bringing_in;
