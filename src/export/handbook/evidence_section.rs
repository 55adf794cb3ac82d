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
    /// What must be known to read it, without what is said of all pages.
    notes: Vec<&'a str>,
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

/// The pages, and what is to be known of all of them.
#[derive(Serialize)]
pub(super) struct Evidence<'a> {
    notes: Vec<&'a str>,
    pages: Vec<EvidenceSection<'a>>,
}

impl<'a> Evidence<'a> {
    /// Returns the pages as the template takes them; `None` if there are none.
    pub(super) fn of(pages: &'a [Section]) -> Option<Self> {
        let (first, others) = pages.split_first()?;
        let is_shared = |note: &&String| {
            let mut others = others.iter();
            !others.as_slice().is_empty() && others.all(|page| page.notes.contains(note))
        };
        let shared = first.notes.iter().filter(is_shared);
        let notes: Vec<&str> = shared.map(String::as_str).collect();
        Some(Self {
            pages: pages
                .iter()
                .map(|page| EvidenceSection::of(page, &notes))
                .collect(),
            notes,
        })
    }
}

impl<'a> EvidenceSection<'a> {
    fn of(page: &'a Section, shared: &[&str]) -> Self {
        let notes = page.notes.iter().map(String::as_str);
        let filled = page.tables.iter().filter(|table| !table.rows.is_empty());
        let tables = filled.map(|table| EvidenceTable::of(table, &page.title));
        Self {
            id: page.id,
            title: &page.title,
            notes: notes.filter(|note| !shared.contains(note)).collect(),
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
    fn what_is_said_of_every_page_is_said_once() {
        let page = |id, note: &str| Section::new(id, "T").note("as of today").note(note);
        let pages = [page("a", "one"), page("b", "two")];
        let evidence = Evidence::of(&pages).unwrap();
        assert_eq!(evidence.notes, ["as of today"]);
        let own = evidence.pages.iter().map(|page| page.notes.clone());
        assert_eq!(own.collect::<Vec<_>>(), [["one"], ["two"]]);
        let alone = Evidence::of(&pages[..1]).unwrap();
        assert!(alone.notes.is_empty());
        assert_eq!(alone.pages[0].notes, ["as of today", "one"]);
        assert!(Evidence::of(&[]).is_none());
    }

    #[test]
    fn a_heading_in_capitals_becomes_a_caption() {
        assert_eq!(caption("BY THRESHOLD", "T"), "By threshold");
        assert_eq!(caption("", "Where to set it"), "Where to set it");
    }
}
