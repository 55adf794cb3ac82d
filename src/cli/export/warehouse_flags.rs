//! The flags that say where a warehouse keeps the leads, and how its tables are written.

use super::super::Failure;
use super::super::reading_flags::ReadingFlags;
use crate::export::{ColumnType, Dialect, EventTime, FORMATS, Format, WarehouseSettings};
use crate::model::Data;

/// Where a warehouse keeps the leads. What a session says under `data:` holds unless a flag
/// overrides it.
#[derive(clap::Args)]
#[command(next_help_heading = "Warehouse (sql, dbt)")]
pub(super) struct WarehouseFlags {
    /// Which SQL to write: duckdb (the default), postgres, spark, bigquery or snowflake
    #[arg(long, value_name = "NAME", value_parser = parse_dialect)]
    dialect: Option<Dialect>,
    /// The table of leads, by default `leads`: a name such as crm.leads, each part of which is
    /// quoted; SQL with a quote or a parenthesis in it is taken as it is
    #[arg(long, value_name = "TABLE")]
    leads: Option<String>,
    /// The table of events, written like that of leads; without it events aren't known
    #[arg(long, value_name = "TABLE")]
    events: Option<String>,
    /// The day to look back from: a day such as 2026-11-21, or an expression such as `CURRENT_DATE`;
    /// by default each lead's own day, if the session names its column, or the latest event's
    #[arg(long, value_name = "EXPR")]
    as_of: Option<String>,
    /// The types of columns that aren't text, of leads and events alike: integer, decimal, double,
    /// boolean, date, timestamp or timestamptz, such as employees=integer,signed=date
    #[arg(long, value_name = "COLUMN=TYPE", value_delimiter = ',', value_parser = parse_type)]
    types: Vec<(String, ColumnType)>,
    /// How the time of an event is written: text (the default), timestamp, seconds or millis since
    /// 1970; for a date or a time with a zone, name its column in --types
    #[arg(long, value_name = "FORM", value_parser = parse_event_time)]
    event_time: Option<EventTime>,
    /// The column with each lead's id; by default `lead_id`
    #[arg(long, value_name = "COLUMN")]
    id: Option<String>,
    /// Which column holds a field; can be given several times
    #[arg(long, value_name = "FIELD=COLUMN", value_parser = parse_mapping)]
    map: Vec<(String, String)>,
    /// The column of the events with the lead's id; by default `lead_id`
    #[arg(long, value_name = "COLUMN")]
    event_id: Option<String>,
    /// The column of the events that says what happened; by default `event`
    #[arg(long, value_name = "COLUMN")]
    event_name: Option<String>,
    /// The column of the events that says when; by default `at`
    #[arg(long, value_name = "COLUMN")]
    event_at: Option<String>,
    #[command(flatten)]
    reading: ReadingFlags,
}

impl WarehouseFlags {
    /// Refuses flags beside a format that doesn't ask for them.
    pub(super) fn check(&self, format: &Format) -> Result<(), Failure> {
        if format.asks_warehouse || !self.any_given() {
            return Ok(());
        }
        let asking = FORMATS.iter().filter(|format| format.asks_warehouse);
        let names: Vec<&str> = asking.map(|format| format.name).collect();
        let what = format!(
            "{} has nothing to do with a warehouse, and was given flags about one",
            format.name
        );
        let remedy = format!("leave them out, or give --format {}", names.join(" or "));
        Err(Failure::usage(what).hint(&remedy))
    }

    fn any_given(&self) -> bool {
        let texts = [
            &self.leads,
            &self.events,
            &self.as_of,
            &self.id,
            &self.event_id,
            &self.event_name,
            &self.event_at,
        ];
        texts.into_iter().any(Option::is_some)
            || self.dialect.is_some()
            || self.event_time.is_some()
            || !self.types.is_empty()
            || !self.map.is_empty()
            || self.reading.any_given()
    }

    /// Returns the settings: what the flags say, else the session.
    pub(super) fn settings(&self, session: Option<&Data>) -> WarehouseSettings {
        let mut settings = session.map(of_session).unwrap_or_default();
        settings.dialect = self.dialect.unwrap_or_default();
        settings.leads = self.leads.clone().unwrap_or_default();
        settings.events.clone_from(&self.events);
        settings.event_time = self.event_time.unwrap_or_default();
        settings.types = self.types.iter().cloned().collect();
        settings.columns.extend(self.map.iter().cloned());
        if self.as_of.is_some() {
            settings.as_of.clone_from(&self.as_of);
            settings.as_of_field = None;
        }
        let columns = &mut settings.event_columns;
        for (given, there) in [
            (&self.id, &mut settings.id),
            (&self.event_id, &mut columns.id),
            (&self.event_name, &mut columns.event),
            (&self.event_at, &mut columns.at),
        ] {
            if given.is_some() {
                there.clone_from(given);
            }
        }
        self.reading.override_in(&mut settings.reading);
        settings
    }
}

/// Returns what a session says of its lists, which also holds of the tables with these columns.
fn of_session(data: &Data) -> WarehouseSettings {
    WarehouseSettings {
        as_of: data.as_of.map(|day| day.to_string()),
        as_of_field: data.as_of_field.clone(),
        id: data.id.clone(),
        columns: data.columns.clone(),
        event_columns: data.event_columns.clone(),
        reading: data.reading.clone(),
        ..WarehouseSettings::default()
    }
}

fn parse_dialect(text: &str) -> Result<Dialect, String> {
    named(text, &Dialect::ALL, Dialect::name)
}

fn parse_event_time(text: &str) -> Result<EventTime, String> {
    named(text, &EventTime::ALL, EventTime::name)
}

fn parse_type(text: &str) -> Result<(String, ColumnType), String> {
    let (column, word) = parse_pair(text, "write column=type")?;
    let kind = named(&word, &ColumnType::ALL, ColumnType::name)?;
    Ok((column, kind))
}

fn parse_mapping(text: &str) -> Result<(String, String), String> {
    parse_pair(text, "write field=column")
}

/// Splits at the last `=`, as a column's name may have one.
fn parse_pair(text: &str, remedy: &str) -> Result<(String, String), String> {
    match text.rsplit_once('=') {
        Some((first, second)) if !first.trim().is_empty() && !second.trim().is_empty() => {
            Ok((first.trim().into(), second.trim().into()))
        }
        _ => Err(remedy.into()),
    }
}

fn named<T: Copy>(text: &str, all: &[T], name: fn(T) -> &'static str) -> Result<T, String> {
    let found = all.iter().find(|one| name(**one) == text);
    found.copied().ok_or_else(|| {
        let names: Vec<&str> = all.iter().map(|one| name(*one)).collect();
        format!("choose one of {}", names.join(", "))
    })
}
