//! The published model where a warehouse runs it: as one SQL query, as a dbt project with unit
//! tests, and as golden leads that any system can be checked with.

mod aliases;
mod answers;
mod common_tables;
mod conditions;
mod dialect;
mod event_counts;
mod event_tables;
mod file_text;
mod outcome;
mod points;
mod query;
mod rules;
mod sequence_steps;
mod settings;
mod table_columns;
#[cfg(test)]
mod tests;
mod time_pieces;
mod value_readings;
mod why;

pub(super) use query::render;
pub use settings::{ColumnType, Dialect, EventTime, WarehouseSettings};
