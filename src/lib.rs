//! Accord: a workbench in which Sales and Marketing agree what a qualified lead is.

pub mod check;
pub mod model;
pub mod records;
pub mod scoring;
