//! All tables of a definition.

use super::super::ExportSource;
use super::sheet_table::SheetTable;
use super::{about, figures, glossary, pipeline, scoring_model};

/// Returns all tables, in the order in which they are read.
pub(in crate::export) fn tables_of(exported: &ExportSource) -> Vec<SheetTable> {
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
