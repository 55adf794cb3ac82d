//! Band, stage and disposition: lists of which the first line that applies counts.

use rust_xlsxwriter::XlsxError;

use super::columns::{
    BAND, HOLDS, ID, NAME, POINTS, QUALIFIED, RESULT_IDS, RESULTS, TOTAL, WHAT, WHEN, cell, range,
};
use super::rules::RuleRows;
use super::sheet_writer::SheetWriter;
use super::unanswered_lead::UnansweredLead;
use crate::model::wording;
use crate::scoring::Decider;

/// Where a list is; `None` if it is empty.
pub(super) type ListRows = Option<(u32, u32)>;

/// Returns a formula for what a column says on the first line that applies.
pub(super) fn first_of(list: ListRows, column: u16) -> String {
    list.map_or_else(
        || "\"\"".into(),
        |rows| {
            let (values, applies) = (range(column, rows), range(HOLDS, rows));
            format!("IFERROR(INDEX({values},MATCH(1,{applies},0))&\"\",\"\")")
        },
    )
}

/// Returns the list from its first line to the one before the next.
fn rows_from(first: u32, next: u32) -> ListRows {
    (next > first).then(|| (first, next - 1))
}

/// Writes the bands.
pub(super) fn write_bands(
    writer: &mut SheetWriter<'_>,
    lead: &UnansweredLead<'_>,
) -> Result<ListRows, XlsxError> {
    const COLUMNS: [(u16, &str); 4] = [
        (NAME, "Band"),
        (POINTS, "From"),
        (HOLDS, "Reached"),
        (ID, "Id"),
    ];
    let bands = lead.scorer.bands();
    if bands.is_empty() {
        return Ok(None);
    }
    writer.start_section("Bands of the total: the first that is reached", &COLUMNS)?;
    let first = writer.row;
    let mut highest_first: Vec<usize> = (0..bands.len()).collect();
    highest_first.sort_by_key(|band| std::cmp::Reverse(bands[*band].from));
    for index in highest_first {
        let band = &bands[index];
        writer.strong(NAME, &lead.definition.bands[index].name)?;
        writer.text(ID, band.id.as_str())?;
        if let Some(from) = band.from {
            writer.number(POINTS, from)?;
            let (total, least) = (cell(TOTAL, RESULTS), cell(POINTS, writer.row));
            let reached = lead.outcome.total >= from;
            writer.formula(
                HOLDS,
                &format!("IF({total}>={least},1,0)"),
                i64::from(reached),
            )?;
        } else {
            writer.number(HOLDS, 1)?;
        }
        writer.row += 1;
    }
    Ok(rows_from(first, writer.row))
}

/// Writes the stages, the furthest first.
pub(super) fn write_stages(
    writer: &mut SheetWriter<'_>,
    lead: &UnansweredLead<'_>,
    rules: &RuleRows,
) -> Result<ListRows, XlsxError> {
    const COLUMNS: [(u16, &str); 4] = [
        (NAME, "Stage"),
        (WHAT, "For Sales"),
        (HOLDS, "Holds"),
        (ID, "Id"),
    ];
    let stages = &lead.definition.stages;
    if stages.is_empty() {
        return Ok(None);
    }
    writer.start_section("Stage: the first that holds, the furthest above", &COLUMNS)?;
    let first = writer.row;
    for (index, stage) in stages.iter().enumerate().rev() {
        writer.strong(NAME, &stage.name)?;
        writer.text(WHAT, stage.readiness.label())?;
        writer.formula(
            HOLDS,
            &cell(HOLDS, rules.stages[index]),
            lead.holds_stage(index),
        )?;
        writer.text(ID, stage.id.as_str())?;
        writer.row += 1;
    }
    Ok(rows_from(first, writer.row))
}

/// A line of the list of dispositions.
struct DispositionLine {
    leads: String,
    applies: String,
    disposition: Option<usize>,
    decider: Decider,
}

/// Writes what becomes of a lead: routes that take qualified leads too, the bands' dispositions for
/// qualified leads, the hand-off, the other routes, the bands.
pub(super) fn write_dispositions(
    writer: &mut SheetWriter<'_>,
    lead: &UnansweredLead<'_>,
    rules: &RuleRows,
) -> Result<ListRows, XlsxError> {
    const COLUMNS: [(u16, &str); 5] = [
        (NAME, "Leads"),
        (WHAT, "Disposition"),
        (HOLDS, "Applies"),
        (ID, "Id"),
        (WHEN, "Service level"),
    ];
    let lines = disposition_lines(lead, rules);
    if lines.is_empty() {
        return Ok(None);
    }
    writer.start_section("Disposition: the first line that applies", &COLUMNS)?;
    let first = writer.row;
    let decided_by = lead.outcome.decided_by;
    for line in lines {
        writer.strong(NAME, &line.leads)?;
        // What follows the deciding line doesn't matter; none before it applies.
        let applies = i64::from(line.decider == decided_by);
        writer.formula(HOLDS, &line.applies, applies)?;
        if let Some(index) = line.disposition {
            let disposition = &lead.definition.dispositions[index];
            let level = lead.scorer.service_level(index).map(wording::service_level);
            writer.text(WHAT, &disposition.name)?;
            writer.text(ID, disposition.id.as_str())?;
            writer.text(WHEN, &level.unwrap_or_default())?;
        }
        writer.row += 1;
    }
    Ok(rows_from(first, writer.row))
}

fn disposition_lines(lead: &UnansweredLead<'_>, rules: &RuleRows) -> Vec<DispositionLine> {
    let definition = lead.definition;
    let routes = |even: bool| {
        let numbered = lead.scorer.routes().iter().enumerate();
        let of = numbered.filter(move |(_, route)| route.even_if_qualified == even);
        of.map(|(index, route)| DispositionLine {
            leads: format!("Routing rule: {}", definition.routes[index].title()),
            applies: cell(HOLDS, rules.routes[index]),
            disposition: route.disposition,
            decider: Decider::Route(index),
        })
    };
    let band = cell(BAND, RESULT_IDS);
    let qualified = format!("{}=\"yes\"", cell(QUALIFIED, RESULTS));
    let bands = || lead.scorer.bands().iter().enumerate();
    let mut lines: Vec<DispositionLine> = routes(true).collect();
    lines.extend(
        bands()
            .filter(|(_, one)| one.qualified.is_some())
            .map(|(index, one)| DispositionLine {
                leads: format!("Qualified, in band {}", definition.bands[index].name),
                applies: format!("IF(AND({qualified},{band}=\"{}\"),1,0)", one.id),
                disposition: one.qualified,
                decider: Decider::BandQualified(index),
            }),
    );
    lines.extend(lead.scorer.handoff().map(|handoff| DispositionLine {
        leads: "Every other qualified lead".into(),
        applies: format!("IF({qualified},1,0)"),
        disposition: handoff.disposition,
        decider: Decider::Handoff,
    }));
    lines.extend(routes(false));
    lines.extend(
        bands()
            .filter(|(_, one)| one.disposition.is_some())
            .map(|(index, one)| DispositionLine {
                leads: format!("Every other lead in band {}", definition.bands[index].name),
                applies: format!("IF({band}=\"{}\",1,0)", one.id),
                disposition: one.disposition,
                decider: Decider::Band(index),
            }),
    );
    lines
}
