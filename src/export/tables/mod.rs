//! The definition as tables, each a sheet of the workbook and a file of the format `csv`.

mod about;
mod all_tables;
mod figures;
mod glossary;
mod pipeline;
mod scoring_model;
mod sheet_table;

#[cfg(test)]
mod tests;

pub(super) use all_tables::tables_of;
pub(super) use sheet_table::{SheetCell, SheetColumn, SheetTable};
