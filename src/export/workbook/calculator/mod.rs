//! The calculator: what one lead answers is filled in, and formulas give what the model says of it.
//!
//! From top to bottom: the result, the questions, the groups, every rule part by part, and the
//! lists of which the first line that applies counts. Nothing is hidden, and every step can be
//! read in a cell. Conditions on fields and events aren't evaluated: whether an answer holds is for
//! the person to say.

mod columns;
mod formulas;
mod groups;
mod outcome_lists;
mod questions;
mod results;
mod rules;
mod sheet_writer;
mod unanswered_lead;

pub(super) use results::write_sheet;
