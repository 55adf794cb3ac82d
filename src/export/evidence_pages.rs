//! Pages of figures as a Markdown document.

use std::fmt::Write as _;

use super::template::escape_markdown;
use crate::evidence::history::{FigureTable, Section};

/// Returns the pages as a document: a heading and its notes for each, then its tables. A row that
/// stands out is bold.
pub fn evidence_markdown(name: &str, pages: &[Section]) -> String {
    let mut out = format!("# Evidence: {}\n", escape_markdown(name));
    for page in pages {
        let _ = write!(out, "\n## {}\n", escape_markdown(&page.title));
        for note in &page.notes {
            let _ = write!(out, "\n{}\n", escape_markdown(note));
        }
        for table in &page.tables {
            if !table.title.is_empty() {
                let _ = write!(out, "\n### {}\n", escape_markdown(&table.title));
            }
            out.push('\n');
            write_table(&mut out, table);
        }
    }
    out
}

fn write_table(out: &mut String, table: &FigureTable) {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let heads = table.columns.iter().map(|head| escape_markdown(head));
    out.push_str(&line(&heads.collect::<Vec<_>>()));
    let rules = (0..table.columns.len()).map(|at| {
        let rule = if table.is_numeric(at) { "---:" } else { "---" };
        rule.to_owned()
    });
    out.push_str(&line(&rules.collect::<Vec<_>>()));
    for row in &table.rows {
        let cells = row.cells.iter().map(|cell| {
            let text = escape_markdown(&cell.written());
            if row.stands_out && !text.is_empty() {
                format!("**{text}**")
            } else {
                text
            }
        });
        out.push_str(&line(&cells.collect::<Vec<_>>()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::history::Cell;

    #[test]
    fn what_people_named_begins_no_cell_and_no_formatting() {
        let mut table = FigureTable::new("rows", "BY *REGION*", &["what", "viable"]);
        table.push([Cell::text("region: a|b\u{202e}\n<i>"), Cell::share(7, 20)]);
        table.push([Cell::text("region: EU"), Cell::share(3, 4)]);
        table.rows[1].stands_out = true;
        let mut page = Section::new("in-common", "What viable leads share").note("# 40 compared");
        page.tables.push(table);
        assert_eq!(
            evidence_markdown("A_1", &[page]),
            "# Evidence: A_1\n\n\
             ## What viable leads share\n\n\
             \\# 40 compared\n\n\
             ### BY \\*REGION\\*\n\n\
             | what | viable |\n\
             | --- | ---: |\n\
             | region: a\\|b \\<i> | 35.0% |\n\
             | **region: EU** | **3 of 4: too few** |\n"
        );
    }
}
