//! The sheet as a whole: title, what it is of, the result, and the parts below that give it.

use std::fmt::Display;

use jiff::tz::TimeZone;
use rust_xlsxwriter::{Formula, Worksheet, XlsxError};

use super::columns::{
    BAND, BEHAVIOUR, CONTRADICTS, DISPOSITION, FIT, HOLDS, ID, KNOWN, NAME, NOT_KNOWN, QUALIFIED,
    READINESS, RESULT_IDS, RESULTS, SERVICE_LEVEL, STAGE, TOTAL, WHAT, WHEN, WIDTHS, cell, range,
};
use super::formulas::count_of;
use super::groups::{sum_of, write_groups};
use super::outcome_lists::{ListRows, first_of, write_bands, write_dispositions, write_stages};
use super::questions::{QuestionRows, write_questions};
use super::rules::{RuleRows, write_rules};
use super::sheet_writer::SheetWriter;
use super::unanswered_lead::UnansweredLead;
use crate::export::ExportSource;
use crate::export::workbook::cell_text::cell_text;
use crate::export::workbook::page_setup::set_up_pages;
use crate::export::workbook::styles::Styles;
use crate::model::local_time::date_and_time_text;
use crate::model::{Id, wording};
use crate::scoring::Outcome;

const TITLES: [&str; 11] = [
    "Disposition",
    "Service level",
    "Qualified",
    "Fit",
    "Behaviour",
    "Total",
    "Not known",
    "Band",
    "For Sales",
    "Stage",
    "Can that be?",
];

const HELP: &str = "Fill in the yellow cells what is known of one lead, and leave blank what isn't: \
                    an answer that isn't known counts as no. The result is in the next lines.";

/// Where the lists are that decide.
struct OutcomeLists {
    bands: ListRows,
    stages: ListRows,
    dispositions: ListRows,
    /// How many rules of what no lead can be are met.
    contradictions: String,
}

/// Writes the calculator.
pub(in crate::export::workbook) fn write_sheet(
    sheet: &mut Worksheet,
    exported: &ExportSource,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let lead = UnansweredLead::of(&exported.definition);
    sheet.set_name("Calculator")?;
    for (column, width) in (0_u16..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    let mut writer = SheetWriter {
        sheet,
        styles,
        row: 0,
    };
    write_top(&mut writer, exported)?;
    writer.row = RESULT_IDS + 1;
    let questions = write_questions(&mut writer, &lead)?;
    let first_group = write_groups(&mut writer, &lead, &questions)?;
    let groups = first_group.map(|first| (first, writer.row - 1));
    let rules = write_rules(&mut writer, &lead, &questions, first_group)?;
    let never: Vec<String> = rules.never.iter().map(|row| cell(HOLDS, *row)).collect();
    let lists = OutcomeLists {
        contradictions: count_of(&mut writer, &never)?,
        bands: write_bands(&mut writer, &lead)?,
        stages: write_stages(&mut writer, &lead, &rules)?,
        dispositions: write_dispositions(&mut writer, &lead, &rules)?,
    };
    write_sums(&mut writer, &lead, &questions, groups)?;
    write_qualified(&mut writer, &lead, &rules)?;
    write_outcome(&mut writer, &lead, &lists)?;
    write_ids(&mut writer, &lead, &lists)?;
    sheet.set_freeze_panes(RESULT_IDS + 1, 0)?;
    set_up_pages(sheet, exported, (0, RESULT_IDS))
}

fn write_top(writer: &mut SheetWriter<'_>, exported: &ExportSource) -> Result<(), XlsxError> {
    let title = cell_text(&format!("Score calculator: {}", exported.name));
    let format = &writer.styles.title;
    writer
        .sheet
        .write_string_with_format(0, NAME, title, format)?;
    let published = exported.published.map(|at| {
        let at = date_and_time_text(at, &TimeZone::UTC);
        format!(", published {at}")
    });
    let of = match exported.version {
        Some(version) => format!("Version {version}{}", published.unwrap_or_default()),
        None => "Draft: nobody has agreed to this yet".into(),
    };
    let altered: String = exported
        .altered
        .iter()
        .map(|what| format!(" Altered: {what}"))
        .collect();
    let of = format!("{of}. Digest {}.{altered}", exported.definition.digest());
    writer.sheet.write_string(1, NAME, cell_text(&of))?;
    writer.sheet.write_string(2, NAME, HELP)?;
    writer.row = RESULTS - 1;
    for (column, title) in (0_u16..).zip(TITLES) {
        writer.column_title(column, title)?;
    }
    Ok(())
}

/// Writes a formula of the result.
fn result(
    writer: &mut SheetWriter<'_>,
    column: u16,
    formula: &str,
    value: impl Display,
) -> Result<(), XlsxError> {
    let formula = Formula::new(format!("={formula}")).set_result(value.to_string());
    let format = &writer.styles.result;
    (writer.sheet).write_formula_with_format(RESULTS, column, formula, format)?;
    Ok(())
}

fn write_sums(
    writer: &mut SheetWriter<'_>,
    lead: &UnansweredLead<'_>,
    questions: &QuestionRows,
    groups: ListRows,
) -> Result<(), XlsxError> {
    let sum = |kind| format!("{}+{}", sum_of(questions.all, kind), sum_of(groups, kind));
    let outcome = &lead.outcome;
    result(writer, FIT, &sum("fit"), outcome.fit)?;
    result(writer, BEHAVIOUR, &sum("behaviour"), outcome.behaviour)?;
    let total = format!("{}+{}", cell(FIT, RESULTS), cell(BEHAVIOUR, RESULTS));
    result(writer, TOTAL, &total, outcome.total)?;
    let unknown = questions.all.map_or_else(
        || "0".into(),
        |rows| format!("COUNTIF({},\"not known\")", range(KNOWN, rows)),
    );
    result(writer, NOT_KNOWN, &unknown, lead.unknown_criteria())
}

fn write_qualified(
    writer: &mut SheetWriter<'_>,
    lead: &UnansweredLead<'_>,
    rules: &RuleRows,
) -> Result<(), XlsxError> {
    let scorer = &lead.scorer;
    let stage = scorer.handoff_stage().filter(|_| scorer.has_handoff_rule());
    let formula = stage.map_or_else(
        || "\"no\"".into(),
        |stage| format!("IF({}=1,\"yes\",\"no\")", cell(HOLDS, rules.stages[stage])),
    );
    let value = if lead.outcome.qualified { "yes" } else { "no" };
    result(writer, QUALIFIED, &formula, value)
}

/// Writes what the lists of the lines below decide, in words.
fn write_outcome(
    writer: &mut SheetWriter<'_>,
    lead: &UnansweredLead<'_>,
    lists: &OutcomeLists,
) -> Result<(), XlsxError> {
    let definition = lead.definition;
    let outcome = &lead.outcome;
    let band = outcome.band.map(|band| &definition.bands[band].name);
    let stage = outcome.stage.map(|stage| &definition.stages[stage]);
    let next = outcome.disposition;
    let next_name = next.map(|next| &definition.dispositions[next].name);
    let level = next.and_then(|next| lead.scorer.service_level(next));
    let level = level.map(wording::service_level).unwrap_or_default();
    let readiness = stage.map_or("", |stage| stage.readiness.label());
    let name = |name: Option<&String>| name.map(|name| cell_text(name)).unwrap_or_default();
    for (column, list, of, value) in [
        (DISPOSITION, lists.dispositions, WHAT, name(next_name)),
        (SERVICE_LEVEL, lists.dispositions, WHEN, level),
        (BAND, lists.bands, NAME, name(band)),
        (READINESS, lists.stages, WHAT, readiness.into()),
        (STAGE, lists.stages, NAME, name(stage.map(|one| &one.name))),
    ] {
        result(writer, column, &first_of(list, of), value)?;
    }
    let warning = "no lead can be like this: see what no lead can be";
    let formula = format!("IF({}=0,\"\",\"{warning}\")", lists.contradictions);
    result(writer, CONTRADICTS, &formula, "")
}

/// Writes the ids of what the result names.
fn write_ids(
    writer: &mut SheetWriter<'_>,
    lead: &UnansweredLead<'_>,
    lists: &OutcomeLists,
) -> Result<(), XlsxError> {
    let Outcome {
        disposition,
        band,
        stage,
        ..
    } = lead.outcome;
    let id = |id: Option<&Id>| id.map(ToString::to_string).unwrap_or_default();
    let next = disposition.and_then(|next| lead.scorer.disposition_id(next));
    let band = band.and_then(|band| lead.scorer.band_id(band));
    let stage = stage.and_then(|stage| lead.scorer.stage_id(stage));
    for (column, list, value) in [
        (DISPOSITION, lists.dispositions, id(next)),
        (BAND, lists.bands, id(band)),
        (STAGE, lists.stages, id(stage)),
    ] {
        writer.formula_at((RESULT_IDS, column), &first_of(list, ID), value)?;
    }
    Ok(())
}
