//! The groups: what their criteria come to, and what counts of it.

use rust_xlsxwriter::XlsxError;

use super::columns::{COUNTS, COUNTS_IN, HOLDS, ID, NAME, POINTS, SUM, WHAT, cell, range};
use super::questions::{QuestionRows, counted_in};
use super::sheet_writer::SheetWriter;
use super::unanswered_lead::UnansweredLead;
use crate::model::Id;

const COLUMNS: [(u16, &str); 8] = [
    (NAME, "Group"),
    (WHAT, "Criteria"),
    (POINTS, "At least"),
    (HOLDS, "At most"),
    (SUM, "Sum"),
    (COUNTS, "Counts"),
    (COUNTS_IN, "Counts in"),
    (ID, "Id"),
];

/// Writes the groups, and returns the first of their lines.
pub(super) fn write_groups(
    writer: &mut SheetWriter<'_>,
    lead: &UnansweredLead<'_>,
    questions: &QuestionRows,
) -> Result<Option<u32>, XlsxError> {
    if lead.definition.groups.is_empty() {
        return Ok(None);
    }
    writer.start_section("Groups: points that count together", &COLUMNS)?;
    let first = writer.row;
    for (index, group) in lead.definition.groups.iter().enumerate() {
        let compiled = &lead.scorer.groups()[index];
        let of: Vec<&str> = group.of.iter().map(Id::as_str).collect();
        writer.strong(NAME, &group.name)?;
        writer.text(WHAT, &of.join(", "))?;
        let mut counts = cell(SUM, writer.row);
        if let Some(min) = compiled.min {
            writer.number(POINTS, min)?;
            counts = format!("MAX({counts},{})", cell(POINTS, writer.row));
        }
        if let Some(max) = compiled.max {
            writer.number(HOLDS, max)?;
            counts = format!("MIN({counts},{})", cell(HOLDS, writer.row));
        }
        let sum = sum_of(questions.all, &counted_in(group.id.as_str()));
        writer.formula(SUM, &sum, 0)?;
        writer.formula(COUNTS, &counts, lead.group_points(index))?;
        writer.text(COUNTS_IN, compiled.kind.word())?;
        writer.text(ID, group.id.as_str())?;
        writer.row += 1;
    }
    Ok(Some(first))
}

/// Returns a formula for the points of those lines that count in a sum.
pub(super) fn sum_of(rows: Option<(u32, u32)>, counted_in: &str) -> String {
    rows.map_or_else(
        || "0".into(),
        |rows| {
            let (marks, points) = (range(COUNTS_IN, rows), range(COUNTS, rows));
            format!("SUMIF({marks},\"{counted_in}\",{points})")
        },
    )
}
