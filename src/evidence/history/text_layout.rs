//! Pages as text: what the command line prints and the plain mode reads out.

use unicode_width::UnicodeWidthStr;

use super::cell::Cell;
use super::section::{FigureTable, Section};
use crate::model::printable::clean;

/// Blanks between two columns.
const GAP: &str = "  ";

impl Section {
    /// Returns the notes and tables as lines of text, without the title.
    pub fn text_lines(&self) -> Vec<String> {
        let mut lines: Vec<String> = self.notes.iter().map(|note| clean(note)).collect();
        for table in &self.tables {
            if !lines.is_empty() {
                lines.push(String::new());
            }
            lines.extend(table.text_lines());
        }
        lines
    }
}

impl FigureTable {
    /// Returns title, heads and rows as lines of text with aligned columns. A row that stands out
    /// begins with `*`.
    pub fn text_lines(&self) -> Vec<String> {
        let heads = self.columns.iter().map(|head| clean(head)).collect();
        let rows = self.rows.iter().map(|row| {
            let cells = row.cells.iter().map(|cell| clean(&cell.written()));
            cells.collect::<Vec<String>>()
        });
        let written: Vec<Vec<String>> = std::iter::once(heads).chain(rows).collect();
        let widths: Vec<usize> = (0..self.columns.len())
            .map(|at| {
                let cells = written.iter().filter_map(|row| row.get(at));
                cells.map(|text| text.width()).max().unwrap_or(0)
            })
            .collect();
        let mut lines = Vec::new();
        if !self.title.is_empty() {
            lines.push(clean(&self.title));
        }
        for (index, row) in written.iter().enumerate() {
            let stands_out = index > 0 && self.rows[index - 1].stands_out;
            let mut line = if stands_out {
                "*".to_owned()
            } else {
                " ".to_owned()
            };
            for (at, text) in row.iter().enumerate() {
                let blanks = " ".repeat(widths[at].saturating_sub(text.width()));
                line.push_str(GAP);
                if self.is_numeric(at) {
                    line.push_str(&blanks);
                    line.push_str(text);
                } else {
                    line.push_str(text);
                    line.push_str(&blanks);
                }
            }
            lines.push(line.trim_end().to_owned());
        }
        lines
    }

    /// Returns whether a column holds figures, which stand to the right.
    pub fn is_numeric(&self, column: usize) -> bool {
        let mut cells = self.rows.iter().filter_map(|row| row.cells.get(column));
        cells.any(Cell::is_number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_and_what_stands_out_is_marked() {
        let mut table = FigureTable::new("t", "BY REGION", &["region", "leads"]);
        table.push([Cell::text("Köln"), Cell::count(1_234)]);
        table.push([Cell::text("EU"), Cell::count(7)]);
        table.rows[1].stands_out = true;
        let lines = table.text_lines();
        assert_eq!(
            lines,
            [
                "BY REGION",
                "   region  leads",
                "   Köln    1,234",
                "*  EU          7"
            ]
        );
    }
}
