//! The unit tests of a dbt project: golden leads as the warehouse's tables have them, and the
//! verdicts they must get.

use super::super::golden::{Expectation, GoldenLead, GoldenSet, LeadColumns, time_text};
use super::super::settings::{ColumnType, EventTime, WarehouseSettings};
use super::fixture::{FixtureColumn, fixture_sql};
use crate::evidence::VERDICT_COLUMNS;
use crate::model::Number;
use crate::scoring::{Event, field_key};

/// A unit test with its fixtures.
pub(super) struct UnitTest {
    /// What its name ends with: blank, or the day.
    pub suffix: String,
    /// The day to look back from.
    pub day: String,
    /// How many leads it has.
    pub leads: usize,
    /// The rows of the leads.
    pub leads_sql: String,
    /// The rows of the events; `None` if the query reads none.
    pub events_sql: Option<String>,
    /// The rows that the model must return.
    pub expected_sql: String,
}

/// The columns of the warehouse's tables that the model reads.
pub(super) struct TableColumns<'a> {
    settings: &'a WarehouseSettings,
    columns: &'a LeadColumns,
    leads: Vec<FixtureColumn>,
    events: Vec<FixtureColumn>,
}

impl<'a> TableColumns<'a> {
    /// The columns that a model reads, as the settings name and type them.
    pub fn of(settings: &'a WarehouseSettings, columns: &'a LeadColumns) -> Self {
        let typed = |name: &str| FixtureColumn {
            name: name.to_owned(),
            kind: settings.types.get(name).copied().unwrap_or_default(),
        };
        let named = |field: &String| {
            let mut mapped = settings.columns.iter();
            let mapped = mapped.find(|(name, _)| field_key(name) == field_key(field));
            typed(mapped.map_or(field.as_str(), |(_, column)| column))
        };
        let id = typed(settings.id.as_deref().unwrap_or("lead_id"));
        let own = &settings.event_columns;
        let own = [(&own.id, "lead_id"), (&own.event, "event"), (&own.at, "at")];
        let own = own.map(|(name, usual)| typed(name.as_deref().unwrap_or(usual)));
        let mut events: Vec<FixtureColumn> = own.into();
        events[2].kind = match (settings.event_time, events[2].kind) {
            (EventTime::Text, named) => named,
            (EventTime::Timestamp, ColumnType::TimestampTz) => ColumnType::TimestampTz,
            (EventTime::Timestamp, _) => ColumnType::Timestamp,
            (EventTime::Seconds | EventTime::Millis, _) => ColumnType::Integer,
        };
        events.extend(columns.event_columns.iter().map(|name| typed(name)));
        let fields = columns.fields.iter().map(named);
        Self {
            settings,
            columns,
            leads: std::iter::once(id).chain(fields).collect(),
            events,
        }
    }

    /// Makes the unit test of a set of golden leads. Also returns the names of those that the typed
    /// columns can't hold.
    pub fn unit_test(
        &self,
        set: &GoldenSet,
        number: usize,
        expected: &Expectation,
    ) -> (UnitTest, Vec<String>) {
        let (mut leads, mut events, mut verdicts) = (Vec::new(), Vec::new(), Vec::new());
        let mut left_out = Vec::new();
        for lead in &set.leads {
            let Some((row, own_events)) = self.rows_of(lead) else {
                left_out.push(lead.name.clone());
                continue;
            };
            leads.push(row);
            events.extend(own_events);
            let mut verdict = vec![Some(lead.name.clone())];
            let lead = self.as_held(lead, expected);
            // What is blank in a list is missing in a table.
            let cells = expected.cells(&lead).into_iter();
            verdict.extend(cells.map(|cell| (!cell.is_empty()).then_some(cell)));
            verdicts.push(verdict);
        }
        let dialect = self.settings.dialect;
        let test = UnitTest {
            suffix: match number {
                0 => String::new(),
                _ => format!("_{}", set.day.strftime("%Y%m%d")),
            },
            day: set.day.to_string(),
            leads: leads.len(),
            leads_sql: fixture_sql(dialect, &self.leads, &leads),
            events_sql: (self.columns.asks_events)
                .then(|| fixture_sql(dialect, &self.events, &events)),
            expected_sql: fixture_sql(dialect, &verdict_columns(), &verdicts),
        };
        (test, left_out)
    }

    /// Returns a lead as the tables hold it: a time that is no text always has a time of day.
    fn as_held(&self, lead: &GoldenLead, expected: &Expectation) -> GoldenLead {
        let mut held = lead.clone();
        if self.events[2].kind != ColumnType::Text && self.events[2].kind != ColumnType::Date {
            held.lead
                .events
                .iter_mut()
                .for_each(|event| event.has_time = true);
        }
        expected.judge(held, &self.columns.dataset())
    }

    /// Returns a lead's row, and those of its events; `None` if a column can't hold a value.
    #[expect(clippy::type_complexity, reason = "two kinds of rows, used once")]
    fn rows_of(
        &self,
        lead: &GoldenLead,
    ) -> Option<(Vec<Option<String>>, Vec<Vec<Option<String>>>)> {
        let mut row = vec![Some(lead.name.clone())];
        for (column, value) in self.leads[1..].iter().zip(&lead.lead.values) {
            row.push(as_kind(column.kind, value)?);
        }
        let mut events = Vec::new();
        for event in &lead.lead.events {
            let at = self.time(event)?;
            let mut row = vec![
                Some(lead.name.clone()),
                Some(event.name.to_string()),
                Some(at),
            ];
            for (column, value) in self.events[3..].iter().zip(&event.values) {
                row.push(as_kind(column.kind, value)?);
            }
            events.push(row);
        }
        Some((row, events))
    }

    fn time(&self, event: &Event) -> Option<String> {
        let epoch = || event.at.to_zoned(jiff::tz::TimeZone::UTC).ok();
        Some(match self.settings.event_time {
            EventTime::Text => time_text(event),
            EventTime::Timestamp => event.at.strftime("%Y-%m-%d %H:%M:%S").to_string(),
            EventTime::Seconds => epoch()?.timestamp().as_second().to_string(),
            EventTime::Millis => epoch()?.timestamp().as_millisecond().to_string(),
        })
    }
}

/// Returns a value as a column of a type holds it, `None` in it for a missing one; `None` if it
/// can't.
#[expect(clippy::option_option, reason = "no value, and none that is missing")]
fn as_kind(kind: ColumnType, value: &str) -> Option<Option<String>> {
    let trimmed = value.trim();
    if trimmed.is_empty() {
        return Some(None);
    }
    let number = || Number::parse(trimmed).ok();
    let fits = match kind {
        ColumnType::Text => true,
        ColumnType::Integer => trimmed.parse::<i64>().is_ok(),
        ColumnType::Decimal => number().is_some(),
        // What isn't exact as a floating-point number would be another number.
        ColumnType::Double => trimmed.parse::<i32>().is_ok(),
        ColumnType::Boolean => matches!(trimmed, "true" | "false"),
        ColumnType::Date => trimmed.parse::<jiff::civil::Date>().is_ok(),
        // Text of a point in time isn't what the language calls a day alone.
        ColumnType::Timestamp | ColumnType::TimestampTz => {
            trimmed.parse::<jiff::civil::Date>().is_ok()
        }
    };
    fits.then(|| Some(value.to_owned()))
}

/// The columns of the verdicts.
fn verdict_columns() -> Vec<FixtureColumn> {
    let kind = |name: &str| match name {
        "fit" | "behaviour" | "total" => ColumnType::Integer,
        "qualified" => ColumnType::Boolean,
        _ => ColumnType::Text,
    };
    let names = std::iter::once("lead_id").chain(VERDICT_COLUMNS);
    names
        .map(|name| FixtureColumn {
            name: name.to_owned(),
            kind: kind(name),
        })
        .collect()
}
