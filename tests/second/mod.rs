//! A second implementation of scoring, written from the description of the language alone.
//!
//! It shares nothing with `accord::scoring` and `accord::records` but the types of the definition:
//! no compiling, no columns, no bitmaps, only maps by id and plain recursion, one lead at a time.
//! It is slow on purpose, so that it can be read beside the description. `two_ways.rs` compares the
//! two on [`made_up`] definitions and leads.

pub mod facts;
pub mod judge;
pub mod made_up;
pub mod table;
pub mod time;
pub mod worked;

use std::collections::BTreeMap;

use accord::model::Definition;
use jiff::civil::Date;

use facts::{Happened, Lead};
use table::Table;
use time::Moment;

/// The columns of the output, in order, before those passed through.
pub const COLUMNS: &str = "lead_id,fit,behaviour,total,stage,readiness,qualified,band,disposition,missing,unknown,version,why";

/// Options of the command line and of `data:`, besides the files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// `--as-of`, which takes precedence.
    pub as_of: Option<Date>,
    /// `data.as_of_field`.
    pub as_of_field: Option<String>,
    /// `data.as_of`.
    pub data_as_of: Option<Date>,
    /// `--id` or `data.id`; by default `lead_id`, `id` or the first column.
    pub id: Option<String>,
    /// `--map` or `data.columns`: field to column.
    pub columns: BTreeMap<String, String>,
    /// `--keep`: columns passed through at the end.
    pub keep: Vec<String>,
    /// The text of the column `version`.
    pub version: String,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            as_of: None,
            as_of_field: None,
            data_as_of: None,
            id: None,
            columns: BTreeMap::new(),
            keep: Vec::new(),
            version: "draft".into(),
        }
    }
}

/// Returns the output of `accord score`, without rejected rows.
pub fn score_csv(
    definition: &Definition,
    leads_csv: &[u8],
    events_csv: Option<&[u8]>,
    options: &Options,
) -> String {
    let (events, event_columns) = events_csv.map(read_events).unwrap_or_default();
    let leads = table::read(leads_csv);
    let id_column = id_column(&leads, options);
    let mut lines = vec![line(&head(options))];
    for row in &leads.rows {
        let Ok(as_of_day) = as_of_day(&leads, row, &events, options) else {
            continue;
        };
        let id = &row[id_column];
        if id.trim().is_empty() {
            continue;
        }
        let lead = Lead {
            fields: fields(&leads, row, options),
            events: events.iter().filter(|e| e.lead == id.trim()).collect(),
            data_has_events: !events.is_empty(),
            event_columns: event_columns.clone(),
            as_of_day,
        };
        lines.push(line(&cells(definition, &lead, id, &leads, row, options)));
    }
    lines.concat()
}

/// Returns, for each lead with a verdict, the first of so many days after its own on which its
/// disposition is another, if its fields and its events up to that day stay and nothing follows: the
/// day, and the disposition then. Every day is tried.
#[allow(dead_code)] // by `stream.rs` alone
pub fn changes(
    definition: &Definition,
    leads_csv: &[u8],
    events_csv: Option<&[u8]>,
    options: &Options,
    days: i64,
) -> Vec<Option<(i64, String)>> {
    let (events, event_columns) = events_csv.map(read_events).unwrap_or_default();
    let leads = table::read(leads_csv);
    let id_column = id_column(&leads, options);
    let mut changes = Vec::new();
    for row in &leads.rows {
        let Ok(today) = as_of_day(&leads, row, &events, options) else {
            continue;
        };
        let of_lead = events.iter().filter(|e| e.lead == row[id_column].trim());
        let disposition = |day: i64| {
            let lead = Lead {
                fields: fields(&leads, row, options),
                events: of_lead
                    .clone()
                    .filter(|e| today.is_none_or(|today| e.at.day() <= today))
                    .collect(),
                data_has_events: !events.is_empty(),
                event_columns: event_columns.clone(),
                as_of_day: Some(day),
            };
            judge::judge(definition, &facts::of_lead(definition, &lead)).disposition
        };
        changes.push(today.and_then(|today| {
            let before = disposition(today);
            let later = (today + 1..=today + days).map(|day| (day, disposition(day)));
            later.into_iter().find(|(_, then)| *then != before)
        }));
    }
    changes
}

fn head(options: &Options) -> Vec<String> {
    let own = COLUMNS.split(',').map(String::from);
    // A table can't have two columns of one name.
    let kept = options.keep.iter().map(|name| {
        let is_ours = COLUMNS.split(',').any(|own| own == name.to_lowercase());
        format!("{name}{}", if is_ours { "_list" } else { "" })
    });
    own.chain(kept).collect()
}

fn cells(
    definition: &Definition,
    lead: &Lead,
    id: &str,
    leads: &Table,
    row: &[String],
    options: &Options,
) -> Vec<String> {
    let judged = judge::judge(definition, &facts::of_lead(definition, lead));
    let mut cells = vec![
        id.to_owned(),
        judged.points["fit"].to_string(),
        judged.points["behaviour"].to_string(),
        judged.points["total"].to_string(),
        judged.stage,
        judged.readiness,
        judged.qualified.to_string(),
        judged.band,
        judged.disposition,
        judged.missing.join(";"),
        judged.unknown.join(";"),
        options.version.clone(),
        judged.why,
    ];
    for kept in &options.keep {
        cells.push(leads.cell(row, kept).unwrap_or("").to_owned());
    }
    cells
}

fn id_column(leads: &Table, options: &Options) -> usize {
    let mut wanted = options.id.as_deref().into_iter().chain(["lead_id", "id"]);
    wanted.find_map(|name| leads.column(name)).unwrap_or(0)
}

/// Returns the fields that have a column with the row's values, including blanks. A field's column
/// is the one it is mapped to, or else the one of its own name.
fn fields(leads: &Table, row: &[String], options: &Options) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    for (name, cell) in leads.header.iter().zip(row) {
        if !options.columns.contains_key(name) {
            fields.insert(name.clone(), cell.clone());
        }
    }
    for (field, column) in &options.columns {
        if let Some(cell) = leads.cell(row, column) {
            fields.insert(field.clone(), cell.to_owned());
        }
    }
    fields
}

/// An unreadable time, for which its row is rejected.
struct Unreadable;

/// Returns the reference date, if any.
fn as_of_day(
    leads: &Table,
    row: &[String],
    events: &[Happened],
    options: &Options,
) -> Result<Option<i64>, Unreadable> {
    let day_of = |date: Date| time::read(&date.to_string()).map(Moment::day);
    if let Some(date) = options.as_of {
        return Ok(day_of(date));
    }
    if let Some(field) = &options.as_of_field {
        let fields = fields(leads, row, options);
        let own = fields.get(field).map_or("", |text| text.trim());
        if !own.is_empty() {
            let moment = time::read(own).ok_or(Unreadable)?;
            return Ok(Some(moment.day()));
        }
    }
    if let Some(date) = options.data_as_of {
        return Ok(day_of(date));
    }
    Ok(events.iter().map(|e| e.at).max().map(Moment::day))
}

/// Returns the events of a file in order, and the names of their further columns: lead, event and
/// time are in the first three. Rows with an unreadable time are rejected.
fn read_events(bytes: &[u8]) -> (Vec<Happened>, Vec<String>) {
    let mut events = Vec::new();
    let file = table::read(bytes);
    let columns = file.header[3..].to_vec();
    for row in file.rows {
        if let Some(at) = time::read(&row[2]) {
            events.push(Happened {
                lead: row[0].trim().to_owned(),
                name: facts::fold(&row[1]),
                at,
                has_clock: time::has_clock(&row[2]),
                row: columns
                    .iter()
                    .cloned()
                    .zip(row[3..].iter().cloned())
                    .collect(),
            });
        }
    }
    (events, columns)
}

fn line(cells: &[String]) -> String {
    let quoted: Vec<String> = cells.iter().map(|cell| quote(cell, b',')).collect();
    quoted.join(",") + "\n"
}

/// Writes a CSV cell, quoted only if needed.
pub fn quote(cell: &str, delimiter: u8) -> String {
    let special = |c: char| c == char::from(delimiter) || "\"\r\n".contains(c);
    if cell.contains(special) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
