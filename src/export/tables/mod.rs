//! The definition as tables, each a sheet of the workbook and a file of the format `csv`.

mod about;
mod figures;
mod glossary;
mod pipeline;
mod scoring_model;
mod sheet_table;

#[cfg(test)]
mod tests;

pub(super) use sheet_table::{SheetCell, SheetColumn, SheetTable};

use super::ExportSource;

/// Returns all tables, in the order in which they are read.
pub(super) fn tables_of(exported: &ExportSource) -> Vec<SheetTable> {
    let definition = &exported.definition;
    vec![
        about::about(exported),
        glossary::glossary(definition),
        pipeline::stages(definition),
        scoring_model::criteria(definition),
        scoring_model::groups(definition),
        pipeline::bands(definition),
        pipeline::dispositions(definition),
        figures::metrics(definition),
        figures::targets(definition),
    ]
}
