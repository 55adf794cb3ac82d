//! The first steps of the query: the leads' values, what each did, and the day it looks back from.

use super::common_tables::{CommonTables, column, listed};
use super::dialect::SqlEngine;
use super::event_counts::EventsAsked;
use super::event_tables::EventTables;
use super::settings::{ColumnType, WarehouseSettings};
use super::table_columns::{LEADS, TableColumns};
use super::table_names::TableNames;
use super::value_readings::ValueReadings;

/// How a query knows the day to look back from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AsOf {
    /// Nothing asks for it.
    NotAsked,
    /// It is a literal, which stands wherever it is needed.
    Literal,
    /// It is the same for all leads, in the step `run`.
    OfRun,
    /// Each lead has its own.
    OfLead,
}

/// Writes the steps before the first condition.
pub(super) struct FactSteps<'a> {
    /// The engine that runs the query.
    pub engine: &'a dyn SqlEngine,
    /// How the tables are made.
    pub settings: &'a WarehouseSettings,
    /// How texts are read.
    pub readings: &'a ValueReadings<'a>,
    /// What the tables are called.
    pub names: &'a TableNames,
    /// How the day to look back from is known.
    pub as_of: AsOf,
    /// Whether the model asks about events, and there is a table of them.
    pub reads_events: bool,
}

impl FactSteps<'_> {
    /// Writes the steps up to what is known of each lead. Returns the last one's name.
    pub fn write(
        &self,
        (leads, events): (&TableColumns<'_>, &EventsAsked<'_>),
        own_day: Option<&(String, String)>,
        tables: &mut CommonTables,
    ) -> String {
        let event_tables = self.event_tables();
        if let Some(writer) = &event_tables {
            writer.write_rows(events, tables);
        }
        let has_run = self.write_run(event_tables.is_some(), tables);
        let mut step = self.write_leads(leads, tables);
        if let Some(own_day) = own_day {
            let day_of_run = has_run && (self.names.as_of.is_some() || event_tables.is_some());
            let fallback = if day_of_run { "r.as_of_day" } else { "NULL" };
            step = write_dated_leads(&step, own_day, has_run, fallback, tables);
        }
        let mut columns = Vec::new();
        let mut joins = Vec::new();
        if self.as_of == AsOf::OfRun {
            columns.push(column("r.as_of_day", "as_of_day"));
        }
        if let Some(writer) = event_tables.filter(|_| self.reads_events) {
            writer.write_counts(events, tables);
            let (counted, joined) = writer.joined(events, "r.any_events");
            columns.extend(counted);
            joins = joined;
        }
        if columns.is_empty() {
            return step;
        }
        let run = if has_run { "\nCROSS JOIN run AS r" } else { "" };
        let joins: String = joins.iter().map(|join| format!("\n{join}")).collect();
        let select = format!(
            "SELECT p.*,\n{}\nFROM {step} AS p{run}{joins}",
            listed(&columns)
        );
        tables.add("lead_facts", "What is known of each lead.", &select);
        "lead_facts".into()
    }

    /// How the events are read, if anything needs them.
    fn event_tables(&self) -> Option<EventTables<'_>> {
        let keys: &[&str] = match self.as_of {
            AsOf::OfLead => &["lead_key", "as_of_day"],
            _ => &["lead_key"],
        };
        let needs_latest = self.names.as_of.is_none() && self.as_of != AsOf::NotAsked;
        let table = self.names.events.as_deref();
        let table = table.filter(|_| self.reads_events || needs_latest)?;
        Some(EventTables {
            engine: self.engine,
            settings: self.settings,
            readings: self.readings,
            table,
            keys,
            as_of: self
                .names
                .as_of
                .as_deref()
                .filter(|_| self.as_of == AsOf::Literal),
        })
    }

    /// Writes what is the same for all leads. Returns whether there is such a thing.
    fn write_run(&self, has_events: bool, tables: &mut CommonTables) -> bool {
        let mut columns = Vec::new();
        let mut from = "";
        let latest = has_events && self.names.as_of.is_none() && self.as_of != AsOf::NotAsked;
        if latest {
            columns.push(column("MAX(event_day)", "as_of_day"));
            columns.push(column("COUNT(*) > 0", "any_events"));
            from = "\nFROM event_rows";
        } else {
            let given = self.names.as_of.as_deref();
            if self.as_of == AsOf::OfRun || (self.as_of == AsOf::OfLead && given.is_some()) {
                let day = given.unwrap_or("NULL");
                columns.push(column(format!("CAST({day} AS DATE)"), "as_of_day"));
            }
            if has_events {
                columns.push(column("EXISTS (SELECT 1 FROM event_rows)", "any_events"));
            }
        }
        if columns.is_empty() {
            return false;
        }
        let select = format!("SELECT\n{}{from}", listed(&columns));
        tables.add(
            "run",
            "The day looked back from, and whether there are events.",
            &select,
        );
        true
    }

    /// Writes the leads' values. Returns the last step's name.
    fn write_leads(&self, leads: &TableColumns<'_>, tables: &mut CommonTables) -> String {
        let id = self.settings.id.as_deref().unwrap_or("lead_id").trim();
        let raw = format!("{LEADS}.{}", self.engine.name(id));
        let kind = leads.column_type(id);
        let (shown, key) = match kind {
            ColumnType::Text => (raw.clone(), self.engine.trimmed(&raw)),
            kind => (leads.as_text(&raw, kind), leads.as_text(&raw, kind)),
        };
        let mut first = vec![column(shown, "lead_id"), column(key.clone(), "lead_key")];
        first.extend(leads.raw.iter().cloned());
        let mut texts = leads.text_columns();
        texts.extend((kind == ColumnType::Text).then(|| id.to_owned()));
        let select = format!(
            "SELECT\n{}\nFROM {}\nWHERE {key} <> ''",
            listed(&first),
            self.engine.source(&self.names.leads, LEADS, &texts)
        );
        tables.add(
            "lead_texts",
            "The leads' values as texts in lower case, null if empty.",
            &select,
        );
        let about = "Their values as numbers, days and lists.";
        tables.extend("lead_texts", "lead_values", about, &leads.read)
    }
}

/// Writes the leads with their own days. Returns the step's name.
fn write_dated_leads(
    step: &str,
    (text, day): &(String, String),
    has_run: bool,
    fallback: &str,
    tables: &mut CommonTables,
) -> String {
    let run = if has_run { " CROSS JOIN run AS r" } else { "" };
    let select = format!(
        "SELECT p.*, COALESCE(p.{day}, {fallback}) AS as_of_day\nFROM {step} AS p{run}\n\
         WHERE p.{text} IS NULL OR p.{day} IS NOT NULL"
    );
    tables.add(
        "dated_leads",
        "The leads with the day each looks back from.",
        &select,
    );
    let days = "SELECT DISTINCT lead_key, as_of_day FROM dated_leads";
    tables.add("lead_days", "The days looked back from.", days);
    "dated_leads".into()
}
