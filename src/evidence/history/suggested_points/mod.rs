//! The page suggested-points: whole-number points that past leads would give, and how well they
//! would have told viable leads from rejected ones.

mod answer_columns;
mod column_answers;
mod held_out;
mod judged_leads;
mod opinion;
mod outcome_leaks;
mod page;
mod preferred_points;
mod sample_split;
mod tables;
#[cfg(test)]
mod tests;

pub(super) use page::suggested_points;
