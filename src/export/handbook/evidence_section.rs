//! What recorded leads say: charts, and tables with the same figures.

use serde::Serialize;

use super::charts::{Chart, chart};
use crate::evidence::history::{FigureRow, FigureTable, Section};

/// More rows than these are folded away until they are asked for.
const MOST_ROWS: usize = 14;

/// A page of figures.
#[derive(Serialize)]
pub(super) struct EvidenceSection<'a> {
    id: &'static str,
    title: &'a str,
    notes: &'a [String],
    charts: Vec<Chart>,
    tables: Vec<EvidenceTable<'a>>,
}

#[derive(Serialize)]
struct EvidenceTable<'a> {
    caption: String,
    is_long: bool,
    columns: Vec<ColumnHead<'a>>,
    rows: Vec<EvidenceRow>,
}

#[derive(Serialize)]
struct ColumnHead<'a> {
    text: &'a str,
    is_number: bool,
}

#[derive(Serialize)]
struct EvidenceRow {
    cells: Vec<EvidenceCell>,
    stands_out: bool,
}

#[derive(Serialize)]
struct EvidenceCell {
    text: String,
    is_number: bool,
}

/// Returns the pages as the template takes them.
pub(super) fn sections(pages: &[Section]) -> Vec<EvidenceSection<'_>> {
    pages.iter().map(EvidenceSection::of).collect()
}

impl<'a> EvidenceSection<'a> {
    fn of(page: &'a Section) -> Self {
        let filled = page.tables.iter().filter(|table| !table.rows.is_empty());
        let tables = filled.map(|table| EvidenceTable::of(table, &page.title));
        Self {
            id: page.id,
            title: &page.title,
            notes: &page.notes,
            charts: page.plots.iter().filter_map(chart).collect(),
            tables: tables.collect(),
        }
    }
}

impl<'a> EvidenceTable<'a> {
    fn of(table: &'a FigureTable, title: &str) -> Self {
        let heads = table.columns.iter().enumerate();
        let heads = heads.map(|(at, text)| ColumnHead {
            text,
            is_number: table.is_numeric(at),
        });
        Self {
            caption: caption(&table.title, title),
            is_long: table.rows.len() > MOST_ROWS,
            columns: heads.collect(),
            rows: table.rows.iter().map(evidence_row).collect(),
        }
    }
}

fn evidence_row(row: &FigureRow) -> EvidenceRow {
    let cells = row.cells.iter().map(|cell| EvidenceCell {
        text: cell.written(),
        is_number: cell.is_number(),
    });
    EvidenceRow {
        cells: cells.collect(),
        stands_out: row.stands_out,
    }
}

/// A table's heading, which screens show in capitals, as a caption; without one, that of its page.
fn caption(heading: &str, title: &str) -> String {
    if heading.is_empty() {
        return title.to_owned();
    }
    let mut letters = heading.chars();
    let first = letters.next().into_iter();
    let rest = letters.flat_map(char::to_lowercase);
    first.chain(rest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_in_capitals_becomes_a_caption() {
        assert_eq!(caption("BY THRESHOLD", "T"), "By threshold");
        assert_eq!(caption("", "Where to set it"), "Where to set it");
    }
}
