//! The published model where a warehouse runs it: as one SQL query, as a dbt project with unit
//! tests, and as golden leads that any system can be checked with.

mod golden;
mod settings;

pub(super) use golden::render as golden;
pub use settings::{ColumnType, Dialect, EventTime, WarehouseSettings};
