//! Puts the workbook together.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::calculator;
use super::cell_text::cell_text;
use super::styles::Styles;
use super::table_sheet::{is_exact, write_table};
use crate::export::tables::tables_of;
use crate::export::{Content, Document, ExportError, ExportSource};
use crate::model::Definition;

/// Renders the workbook. The same definition gives the same bytes.
pub(in crate::export) fn render(exported: &ExportSource) -> Result<Document, ExportError> {
    let bytes = workbook(exported).map_err(|error| ExportError::Spreadsheet(error.to_string()))?;
    let mut document = Document::from(Content::Binary(bytes));
    if !reckons_exactly(&exported.definition) {
        let what = "points of more than 15 digits: a spreadsheet rounds them, so the calculator may \
                    differ from what `accord score` says";
        document.notices.push(what.into());
    }
    Ok(document)
}

fn workbook(exported: &ExportSource) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let styles = Styles::new();
    let mut tables = tables_of(exported).into_iter();
    if let Some(about) = tables.next() {
        write_table(workbook.add_worksheet(), &about, exported, &styles)?;
    }
    calculator::write_sheet(workbook.add_worksheet(), exported, &styles)?;
    for table in tables {
        write_table(workbook.add_worksheet(), &table, exported, &styles)?;
    }
    workbook.set_properties(&properties(exported)?);
    workbook.save_to_buffer()
}

fn properties(exported: &ExportSource) -> Result<DocProperties, XlsxError> {
    // A draft has no day of its own, and the same draft is to give the same bytes.
    let made = match exported.published {
        Some(at) => ExcelDateTime::from_timestamp(at.as_second())?,
        None => ExcelDateTime::from_ymd(2000, 1, 1)?,
    };
    let status = if exported.version.is_some() {
        "published"
    } else {
        "draft"
    };
    Ok(DocProperties::new()
        .set_title(cell_text(&exported.name))
        .set_subject(format!("version {}", exported.version_word()))
        .set_comment(exported.definition.digest())
        .set_status(status)
        .set_creation_datetime(&made))
}

/// Returns whether no sum of points is too large for a spreadsheet.
fn reckons_exactly(definition: &Definition) -> bool {
    let ranges = definition
        .criteria
        .iter()
        .map(crate::model::Criterion::range);
    let sizes = ranges.map(|(least, most)| {
        let larger = least.unsigned_abs().max(most.unsigned_abs());
        i64::try_from(larger).unwrap_or(i64::MAX)
    });
    is_exact(sizes.fold(0_i64, i64::saturating_add))
}
