//! The published model where a warehouse runs it: as one SQL query, as a dbt project with unit
//! tests, and as golden leads that any system can be checked with.

mod aliases;
mod answers;
mod common_tables;
mod conditions;
mod dbt;
mod dialect;
mod event_ask;
mod event_counts;
mod event_tables;
mod fact_steps;
mod file_text;
mod golden;
mod outcome;
mod points;
mod query;
mod rules;
mod sequence_steps;
mod settings;
mod table_columns;
mod table_names;
#[cfg(test)]
mod tests;
mod time_pieces;
mod value_readings;
mod why;

pub(super) use dbt::render as dbt_project;
pub(super) use golden::render as golden_folder;
pub(super) use query::render;
pub use settings::{ColumnType, Dialect, EventTime, WarehouseSettings};
