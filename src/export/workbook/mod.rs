//! The format `xlsx`: a workbook with the tables of the definition, a sheet each, and a calculator
//! in which the answers of one lead give its points, stage and disposition by formulas.
//!
//! Texts are written as texts, never as formulas. Formulas use functions of Excel 2010 alone, and
//! carry the values that they have while no answer is given.

mod calculator;
mod cell_text;
mod page_setup;
mod render;
mod styles;
mod table_sheet;

#[cfg(test)]
mod tests;

pub(super) use render::render;
