//! The published model where a warehouse runs it: as one SQL query, as a dbt project with unit
//! tests, and as golden leads that any system can be checked with.

mod dbt;
mod golden;
mod query;
mod settings;

pub(super) use dbt::render as dbt_project;
pub(super) use golden::render as golden_folder;
pub(super) use query::render;
pub use settings::{ColumnType, Dialect, EventTime, WarehouseSettings};
