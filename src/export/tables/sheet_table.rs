//! A table of texts and numbers.

use crate::model::printable::clean_lines;

/// A table with a row of titles.
pub(in crate::export) struct SheetTable {
    /// The sheet's name; in small letters, the file's.
    pub name: &'static str,
    pub columns: &'static [SheetColumn],
    /// A cell for each column.
    pub rows: Vec<Vec<SheetCell>>,
}

/// A column's title and its width in characters.
pub(in crate::export) struct SheetColumn(pub &'static str, pub u16);

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::export) enum SheetCell {
    /// A text, safe to print; blank if there is none. It is never a formula.
    Text(String),
    Number(i64),
}

impl SheetCell {
    /// A text, with what steers a terminal or a reader made visible.
    pub(super) fn text(text: impl AsRef<str>) -> Self {
        Self::Text(clean_lines(text.as_ref()))
    }

    /// A number, or nothing.
    pub(super) fn number(number: Option<impl Into<i64>>) -> Self {
        number.map_or_else(|| Self::Text(String::new()), |n| Self::Number(n.into()))
    }
}
