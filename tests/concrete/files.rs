//! A lead's facts as the files that `accord score` reads, and what it makes of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use assert_cmd::Command;

use super::conditions::{Event, Lead, day_text, normal};

/// An event that a lead is said to have.
#[derive(Clone, Debug, Default)]
pub struct FactEvent {
    pub name: String,
    pub days_ago: i64,
    /// Second of the day.
    pub second: Option<u32>,
    pub columns: BTreeMap<String, String>,
}

/// The facts that are said to make a lead what it is.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    pub fields: BTreeMap<String, String>,
    pub events: Vec<FactEvent>,
    /// In days since 1970-01-01.
    pub as_of: i64,
}

impl From<&Lead> for Facts {
    fn from(lead: &Lead) -> Self {
        let events = lead.events.iter().map(|event| FactEvent {
            name: event.name.clone(),
            days_ago: event.days_ago,
            second: event.second,
            columns: event.columns.clone(),
        });
        Self {
            fields: lead.fields.clone(),
            events: events.collect(),
            as_of: lead.as_of,
        }
    }
}

impl From<&Facts> for Lead {
    fn from(facts: &Facts) -> Self {
        let named = |values: &BTreeMap<String, String>| {
            values
                .iter()
                .map(|(name, value)| (normal(name), value.clone()))
                .collect()
        };
        let events = facts.events.iter().map(|event| Event {
            name: normal(&event.name),
            days_ago: event.days_ago,
            second: event.second,
            columns: named(&event.columns),
        });
        Self {
            events: events.collect(),
            fields: named(&facts.fields),
            as_of: facts.as_of,
        }
    }
}

/// The columns that leads and events have, whether or not a lead has a value there.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    pub fields: BTreeSet<String>,
    pub of_events: BTreeSet<String>,
}

/// A row of `accord score`, by column.
pub type Row = BTreeMap<String, String>;

/// Writes leads that are looked at on one day into leads.csv and events.csv of a folder, and scores
/// them by a model file.
pub fn score(model: &Path, folder: &Path, columns: &Columns, leads: &[Facts]) -> Vec<Row> {
    let as_of = leads[0].as_of;
    assert!(
        leads.iter().all(|lead| lead.as_of == as_of),
        "one day for one run"
    );
    let (leads_file, events_file) = (folder.join("leads.csv"), folder.join("events.csv"));
    write_leads(&leads_file, columns, leads);
    write_events(&events_file, columns, leads);
    let run = Command::new(env!("CARGO_BIN_EXE_accord"))
        .env("ACCORD_HOME", folder)
        .arg("score")
        .args([model, &leads_file])
        .arg("--events")
        .arg(&events_file)
        .args(["--as-of", &day_text(as_of)])
        .output()
        .expect("accord runs");
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "accord score: {said}");
    let mut reader = csv::Reader::from_reader(run.stdout.as_slice());
    let rows: Vec<Row> = reader
        .deserialize()
        .map(|row| row.expect("a row"))
        .collect();
    assert_eq!(rows.len(), leads.len(), "{said}");
    rows
}

fn write_leads(path: &Path, columns: &Columns, leads: &[Facts]) {
    let mut file = writer(path);
    let fields = columns.fields.iter().map(String::as_str);
    file.write_record(["lead_id"].into_iter().chain(fields))
        .expect("a header");
    for (number, lead) in leads.iter().enumerate() {
        let values = columns.fields.iter().map(|field| cell(&lead.fields, field));
        let row = [format!("lead-{number}")].into_iter().chain(values);
        file.write_record(row).expect("a row");
    }
    file.flush().expect("a file");
}

fn write_events(path: &Path, columns: &Columns, leads: &[Facts]) {
    let mut file = writer(path);
    let named = columns.of_events.iter().map(String::as_str);
    file.write_record(["lead_id", "event", "at"].into_iter().chain(named))
        .expect("a header");
    // Somebody else's: the data has events, even if these leads have none.
    let mut other: Vec<String> = vec!["nobody".into(), "nothing".into(), day_text(leads[0].as_of)];
    other.resize(3 + columns.of_events.len(), String::new());
    file.write_record(other).expect("a row");
    for (number, lead) in leads.iter().enumerate() {
        for event in &lead.events {
            let day = day_text(lead.as_of - event.days_ago);
            let at = event.second.map_or(day.clone(), |second| {
                let (hour, minute) = (second / 3600, second / 60 % 60);
                format!("{day}T{hour:02}:{minute:02}:{:02}", second % 60)
            });
            let values = columns
                .of_events
                .iter()
                .map(|column| cell(&event.columns, column));
            let row = [format!("lead-{number}"), event.name.clone(), at];
            file.write_record(row.into_iter().chain(values))
                .expect("a row");
        }
    }
    file.flush().expect("a file");
}

fn cell(values: &BTreeMap<String, String>, column: &str) -> String {
    values.get(column).cloned().unwrap_or_default()
}

fn writer(path: &Path) -> csv::Writer<std::fs::File> {
    csv::WriterBuilder::new()
        .quote_style(csv::QuoteStyle::NonNumeric)
        .from_path(path)
        .expect("a file in a temporary folder")
}
