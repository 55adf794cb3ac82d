//! A table as a sheet.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::cell_text::cell_text;
use super::page_setup::set_up_pages;
use super::styles::Styles;
use crate::export::ExportSource;
use crate::export::tables::{SheetCell, SheetColumn, SheetTable};

/// The greatest whole number that a spreadsheet holds exactly.
const GREATEST_EXACT: u64 = 999_999_999_999_999;

/// Writes a table with its titles, which stay in view.
pub(super) fn write_table(
    sheet: &mut Worksheet,
    table: &SheetTable,
    exported: &ExportSource,
    styles: &Styles,
) -> Result<(), XlsxError> {
    sheet.set_name(table.name)?;
    for (column, SheetColumn(title, width)) in (0_u16..).zip(table.columns) {
        sheet.set_column_width(column, *width)?;
        sheet.write_string_with_format(0, column, *title, &styles.column)?;
    }
    for (row, cells) in (1_u32..).zip(&table.rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            write_cell(sheet, (row, column), cell, styles)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    let last = u16::try_from(table.columns.len()).unwrap_or(u16::MAX);
    if !table.rows.is_empty() {
        let rows = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
        sheet.autofilter(0, 0, rows, last.saturating_sub(1))?;
    }
    set_up_pages(sheet, exported, (0, 0))
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &SheetCell,
    styles: &Styles,
) -> Result<(), XlsxError> {
    match cell {
        SheetCell::Text(text) if text.is_empty() => {}
        SheetCell::Text(text) => {
            sheet.write_string_with_format(row, column, cell_text(text), &styles.text)?;
        }
        SheetCell::Number(number) if is_exact(*number) => {
            sheet.write_number_with_format(row, column, *number as f64, &styles.number)?;
        }
        SheetCell::Number(number) => {
            sheet.write_string_with_format(row, column, number.to_string(), &styles.number)?;
        }
    }
    Ok(())
}

/// Returns whether a spreadsheet reckons exactly with a number.
pub(super) fn is_exact(number: i64) -> bool {
    number.unsigned_abs() <= GREATEST_EXACT
}
