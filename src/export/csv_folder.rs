//! The format `csv`: the tables of the definition, a file each.

use super::csv_text::{csv_row, harmless};
use super::tables::{SheetCell, SheetTable, tables_of};
use super::{Content, Document, ExportError, ExportSource};

/// Renders the tables. The files are UTF-8 without a mark, separated by commas, with a row of
/// titles; a row of the file `about.csv` says of which version they are.
#[allow(clippy::unnecessary_wraps)] // the table of formats asks for it
pub(super) fn render(exported: &ExportSource) -> Result<Document, ExportError> {
    let tables = tables_of(exported);
    let files = tables.iter().map(|table| {
        let name = format!("{}.csv", table.name.to_lowercase());
        (name, csv_of(table))
    });
    Ok(Content::Folder(files.collect()).into())
}

fn csv_of(table: &SheetTable) -> String {
    let mut text = csv_row(table.columns.iter().map(|column| column.0));
    for row in &table.rows {
        text.push_str(&csv_row(row.iter().map(|cell| match cell {
            SheetCell::Text(text) => harmless(text),
            SheetCell::Number(number) => number.to_string(),
        })));
    }
    text
}
