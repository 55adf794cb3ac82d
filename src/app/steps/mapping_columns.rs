//! The columns of the leads file on the mapping screen: type, fill rate, role; and fields and roles
//! without a column.

use crate::app::dialogs::mapping::{MappingRow, MappingTarget};
use crate::app::input::row::Tone;
use crate::evidence::{
    ComparedField, FieldSummary, FileSurvey, LeadColumn, absent_roles, compared_fields, roles_of,
};
use crate::model::Session;
use crate::model::wording::{count_noun, grouped};
use crate::scoring::field_key;
use crate::widgets::text::{fit, width};

/// The widest part of a header that is shown in a row.
const MAX_HEADER: usize = 26;
/// The most values named below.
const MAX_VALUES: usize = 8;

/// Returns the rows of the columns, and of what has none.
pub fn column_rows(session: &Session, survey: &FileSurvey) -> Vec<MappingRow> {
    let compared = compared_fields(&session.definition);
    let leads = survey.summary.leads;
    let widest = survey.columns.iter().map(|c| width(&c.header)).max();
    let columns = widest.unwrap_or(0).min(MAX_HEADER);
    let mut rows = vec![MappingRow::heading(
        "COLUMNS OF THE LEADS",
        count_noun(leads, "lead"),
    )];
    let all = survey.columns.iter().zip(&survey.summary.fields);
    rows.extend(all.map(|(column, summary)| {
        let value = role_text(session, survey, column, &compared);
        let name = padded(&column.header, columns);
        let text = format!("{name}  {}", form_text(session, summary, leads));
        MappingRow::new(MappingTarget::Column(column.header.clone()), text, value)
            .detail(value_lines(summary, leads))
    }));
    rows.extend(absent_rows(session, survey, &compared));
    rows
}

/// Returns a text of exactly so many columns.
pub fn padded(text: &str, columns: usize) -> String {
    let text = fit(text, columns);
    let blanks = columns.saturating_sub(width(&text));
    format!("{text}{}", " ".repeat(blanks))
}

/// Returns type and fill rate: `whole number, 93%`.
pub fn form_text(session: &Session, summary: &FieldSummary, leads: u32) -> String {
    let kind = summary.forms.column_type().label();
    let filled = summary.filled_without(&session.data.reading.empty);
    if filled == 0 {
        return kind.into();
    }
    // Never 100% where one is empty, nor 0% where one isn't.
    let percent = (u64::from(filled) * 100 / u64::from(leads.max(1))).max(1);
    format!("{kind}, {percent}% filled")
}

/// Returns what a column is for.
fn role_text(
    session: &Session,
    survey: &FileSurvey,
    column: &LeadColumn,
    compared: &[ComparedField],
) -> String {
    let roles = roles_of(session, survey, column);
    let mut parts: Vec<String> = roles.iter().map(|role| role.label.to_owned()).collect();
    let asked = compared.iter().filter(|field| {
        survey
            .field(&field.name)
            .is_some_and(|(found, _)| found == column)
    });
    for field in asked {
        let same = field_key(&field.name) == field_key(&column.header);
        parts.push(if same {
            "asked by the model".into()
        } else {
            format!("field {}", field.name)
        });
    }
    parts.join(", ")
}

/// Returns the most frequent values, and what they are.
fn value_lines(summary: &FieldSummary, leads: u32) -> Vec<String> {
    if summary.filled == 0 {
        return vec!["No lead has a value here".into()];
    }
    let top = summary.top.iter().take(MAX_VALUES);
    let values: Vec<String> = top.map(|(v, n)| format!("{v} ({})", grouped(*n))).collect();
    let empty = leads.saturating_sub(summary.filled);
    let mut lines = vec![format!(
        "{}, {} empty",
        count_noun(summary.distinct, "different value"),
        grouped(empty)
    )];
    if let Some(days) = summary.days {
        lines[0].push_str(&format!(", days from {} to {}", days.first, days.last));
    }
    lines.push(values.join("; "));
    lines
}

fn absent_rows(
    session: &Session,
    survey: &FileSurvey,
    compared: &[ComparedField],
) -> Vec<MappingRow> {
    let mut rows = Vec::new();
    for (role, name) in absent_roles(session, survey) {
        rows.push(
            MappingRow::new(
                MappingTarget::AbsentRole(role.key),
                format!("{}: `{name}`", role.label),
                "no such column",
            )
            .tone(Tone::Bad)
            .detail([format!("The file has no column `{name}` ({})", role.help)]),
        );
    }
    let absent = compared.iter().filter(|f| survey.field(&f.name).is_none());
    for field in absent {
        rows.push(
            MappingRow::new(
                MappingTarget::AbsentField(field.name.clone()),
                &field.name,
                "no column",
            )
            .tone(Tone::Warn)
            .detail([format!(
                "The model asks about `{}`, which no column is called: Enter points it at one",
                field.name
            )]),
        );
    }
    if !rows.is_empty() {
        rows.insert(0, MappingRow::heading("WITHOUT A COLUMN", ""));
    }
    rows
}
