//! What stands around the query in its file: what it is, where it differs from `accord score`, and
//! the query that counts the values of which it assumes what doesn't hold.

use super::super::ExportSource;
use super::common_tables::in_comment;
use super::dialect::SqlEngine;
use super::event_counts::EventsAsked;
use super::settings::{ColumnType, WarehouseSettings};
use super::table_columns::{EVENTS, LEADS, TableColumns};
use super::table_names::TableNames;

/// What the query says otherwise than `accord score`, as sentences.
pub(super) const DIFFERENCES: [&str; 8] = [
    "Texts are compared as the engine lowers them and as they are composed; the query at the end \
     counts those of which that makes a difference.",
    "Every column that the query names is taken to be there, under exactly this name.",
    "Times are read as 2026-11-21, with T or a blank and 9:05, 09:05:07 or 09:05:07.25 behind it, with \
     Z, UTC or an offset of up to 15:59 hours; as ten or thirteen digits; and as --dates and \
     --time-format say. Other forms of ISO 8601, such as 20261121, are unreadable here.",
    "Times are compared to the microsecond.",
    "Events whose time can't be read count for nobody, and a lead whose own day can't be read or whose \
     id is empty is left out: both are rejects that nobody reports here.",
    "Columns with a type are compared as what they are, whatever digits they have; a floating-point \
     number that isn't finite is unknown.",
    "With --event-time seconds or millis every whole number is a time, whatever digits it has.",
    "Where the model looks back and there are no events to give the day, what it asks is unknown.",
];

/// Returns the comment at the file's beginning.
pub(super) fn header(exported: &ExportSource, notices: &[String]) -> String {
    let settings = &exported.warehouse;
    let mut lines = vec![
        format!(
            "{}: lead scoring model, version {}, for {}.",
            named(&exported.name),
            exported.version_word(),
            settings.dialect.title()
        ),
        "It gives every lead the columns that `accord score` gives it.".into(),
    ];
    for altered in &exported.altered {
        lines.push(format!("Altered since it was published: {altered}"));
    }
    lines.push(String::new());
    lines.push("Differences from `accord score`:".into());
    lines.extend(DIFFERENCES.iter().map(|line| format!("- {line}")));
    if !notices.is_empty() {
        lines.push(String::new());
        lines.push("For this dialect and these settings:".into());
        lines.extend(notices.iter().map(|notice| format!("- {notice}")));
    }
    let mut text = String::new();
    for line in lines {
        for (at, part) in wrapped(&in_comment(&line)).into_iter().enumerate() {
            let indent = if at > 0 && line.starts_with('-') {
                "  "
            } else {
                ""
            };
            text += format!("-- {indent}{part}").trim_end();
            text.push('\n');
        }
    }
    text + "\n"
}

fn named(name: &str) -> &str {
    if name.trim().is_empty() {
        "A model"
    } else {
        name
    }
}

/// Breaks a sentence into lines of about ninety characters.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.last_mut();
        if let Some(last) = last {
            if last.is_empty() {
                last.push_str(word);
                continue;
            }
            if last.chars().count() + word.chars().count() < 90 {
                last.push(' ');
                last.push_str(word);
                continue;
            }
        }
        lines.push(word.to_owned());
    }
    lines
}

/// Returns the query that counts, for each column read as text, the values that aren't composed, or
/// that the engine lowers to a text of another length or not at all.
pub(super) fn assumptions(
    engine: &dyn SqlEngine,
    names: &TableNames,
    settings: &WarehouseSettings,
    (leads, events): (&TableColumns<'_>, &EventsAsked<'_>),
) -> String {
    let mut counted: Vec<String> = Vec::new();
    let mut add = |table: &str, short: &str, column: &str| {
        let raw = format!("{short}.{}", engine.name(column));
        let Some(odd) = engine.compares_otherwise(&raw) else {
            return;
        };
        let name = engine.literal(column);
        counted.push(format!(
            "SELECT {name} AS column_name, COUNT(*) AS odd_values\nFROM {table} AS {short}\nWHERE {odd}"
        ));
    };
    for column in leads.text_columns() {
        add(&names.leads, LEADS, &column);
    }
    if let Some(table) = &names.events {
        let event = settings.event_columns.event.as_deref().unwrap_or("event");
        if events.columns.column_type(event) == ColumnType::Text {
            add(table, EVENTS, event);
        }
        for column in events.columns.text_columns() {
            add(table, EVENTS, &column);
        }
    }
    counted.join("\nUNION ALL\n")
}
