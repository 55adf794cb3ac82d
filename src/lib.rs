//! Accord.
pub mod widgets;
