//! Writes the calculator's sheet line by line.

use std::fmt::Display;

use rust_xlsxwriter::{DataValidation, Format, Formula, Worksheet, XlsxError};

use super::columns::{COUNTS, HOLDS, NAME, SUM};
use crate::export::workbook::cell_text::cell_text;
use crate::export::workbook::styles::Styles;

/// A sheet and the line that is written next.
pub(super) struct SheetWriter<'a> {
    pub sheet: &'a mut Worksheet,
    pub styles: &'a Styles,
    /// The line written next, counted from 0.
    pub row: u32,
}

impl SheetWriter<'_> {
    /// Leaves a line blank and writes the title of a part, then the titles of its columns.
    pub(super) fn start_section(
        &mut self,
        title: &str,
        columns: &[(u16, &str)],
    ) -> Result<(), XlsxError> {
        self.row += 1;
        self.write_text(NAME, title, &self.styles.heading)?;
        self.row += 1;
        for (column, title) in columns {
            self.write_text(*column, title, &self.styles.column)?;
        }
        self.row += 1;
        Ok(())
    }

    /// Writes a text, as a text whatever it begins with.
    fn write_text(&mut self, column: u16, text: &str, format: &Format) -> Result<(), XlsxError> {
        if !text.is_empty() {
            let text = cell_text(text);
            (self.sheet).write_string_with_format(self.row, column, text, format)?;
        }
        Ok(())
    }

    /// Writes a text.
    pub(super) fn text(&mut self, column: u16, text: &str) -> Result<(), XlsxError> {
        self.write_text(column, text, &self.styles.text)
    }

    /// Writes a text in bold.
    pub(super) fn strong(&mut self, column: u16, text: &str) -> Result<(), XlsxError> {
        self.write_text(column, text, &self.styles.strong)
    }

    /// Writes the title of a column.
    pub(super) fn column_title(&mut self, column: u16, text: &str) -> Result<(), XlsxError> {
        self.write_text(column, text, &self.styles.column)
    }

    /// Writes a number.
    pub(super) fn number(&mut self, column: u16, number: i64) -> Result<(), XlsxError> {
        let format = &self.styles.number;
        (self.sheet).write_number_with_format(self.row, column, number as f64, format)?;
        Ok(())
    }

    /// Writes a formula, without its `=`, and the value that it has while nothing is answered.
    pub(super) fn formula(
        &mut self,
        column: u16,
        formula: &str,
        value: impl Display,
    ) -> Result<(), XlsxError> {
        let row = self.row;
        self.formula_at((row, column), formula, value)
    }

    /// Writes a formula into any cell.
    pub(super) fn formula_at(
        &mut self,
        (row, column): (u32, u16),
        formula: &str,
        value: impl Display,
    ) -> Result<(), XlsxError> {
        let formula = Formula::new(format!("={formula}")).set_result(value.to_string());
        let is_number = matches!(column, HOLDS | SUM | COUNTS);
        let format = if is_number {
            &self.styles.number
        } else {
            &self.styles.text
        };
        (self.sheet).write_formula_with_format(row, column, formula, format)?;
        Ok(())
    }

    /// Makes a cell one to be filled in, with what it takes.
    pub(super) fn fill_in(
        &mut self,
        column: u16,
        takes: &DataValidation,
        is_number: bool,
    ) -> Result<(), XlsxError> {
        let format = if is_number {
            &self.styles.fill_in_number
        } else {
            &self.styles.fill_in
        };
        let row = self.row;
        self.sheet.write_blank(row, column, format)?;
        self.sheet
            .add_data_validation(row, column, row, column, takes)?;
        Ok(())
    }
}
