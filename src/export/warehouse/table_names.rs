//! The tables of a query, and the day it looks back from, as SQL.

use super::dialect::{SqlEngine, engine};
use super::settings::WarehouseSettings;

/// What the query reads, as SQL that is put into it as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TableNames {
    /// The leads.
    pub leads: String,
    /// The events; `None` if there are none.
    pub events: Option<String>,
    /// The day to look back from; `None` for each lead's own or the latest event's.
    pub as_of: Option<String>,
}

impl TableNames {
    /// Returns the tables that settings name.
    pub fn of(settings: &WarehouseSettings) -> Self {
        let engine = engine(settings.dialect);
        let leads = match settings.leads.trim() {
            "" => "leads",
            leads => leads,
        };
        let day = |text: &String| match text.trim().parse::<jiff::civil::Date>() {
            Ok(day) => format!("DATE '{day}'"),
            Err(_) => text.trim().to_owned(),
        };
        Self {
            leads: table_name(engine, leads),
            events: settings
                .events
                .as_ref()
                .map(|name| table_name(engine, name.trim())),
            as_of: settings.as_of.as_ref().map(day),
        }
    }
}

/// Quotes each part of a name; leaves SQL as it is.
fn table_name(engine: &dyn SqlEngine, name: &str) -> String {
    if name.contains(['"', '`', '\'', '(', '{']) {
        return name.to_owned();
    }
    let parts: Vec<String> = name.split('.').map(|part| engine.name(part)).collect();
    parts.join(".")
}
