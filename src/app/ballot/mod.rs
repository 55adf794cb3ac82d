//! Ballots, the estimate sheet and decisions at the keyboard.

pub mod agree;
pub mod ballot_outcome;
pub mod sheet;
pub mod sheet_outcome;
pub mod sheet_row;
pub mod voting;
