//! What the tables are of: name, version, date, digest, who signed.

use jiff::tz::TimeZone;

use super::sheet_table::{SheetCell, SheetColumn, SheetTable};
use crate::export::ExportSource;
use crate::model::local_time::date_and_time_text;

const COLUMNS: &[SheetColumn] = &[SheetColumn("What", 20), SheetColumn("Value", 80)];

/// Returns the facts about the version, a row each.
pub(super) fn about(exported: &ExportSource) -> SheetTable {
    let at = |at| date_and_time_text(at, &TimeZone::UTC);
    let status = match exported.version {
        Some(_) => "published",
        None => "draft: nobody has agreed to this yet",
    };
    let mut rows = vec![
        row("Name", &exported.name),
        row("Status", status),
        row("Version", &exported.version_word()),
    ];
    rows.extend(exported.published.map(|day| row("Published", &at(day))));
    rows.push(row("Digest", &exported.definition.digest()));
    for sign_off in &exported.agreed_by {
        let when = sign_off.at.map(|day| format!(", {}", at(day)));
        let (side, name) = (sign_off.side.label(), &sign_off.name);
        let who = format!("{side}: {name}{}", when.unwrap_or_default());
        rows.push(row("Agreed by", &who));
    }
    rows.extend(exported.altered.iter().map(|what| row("Altered", what)));
    SheetTable {
        name: "About",
        columns: COLUMNS,
        rows,
    }
}

fn row(what: &str, value: &str) -> Vec<SheetCell> {
    vec![SheetCell::text(what), SheetCell::text(value)]
}
