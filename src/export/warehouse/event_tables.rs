//! The steps that read events and count them for each lead.

use super::common_tables::{CommonTables, column, listed};
use super::dialect::SqlEngine;
use super::event_ask::among;
use super::event_counts::EventsAsked;
use super::sequence_steps::write_sequence;
use super::settings::{ColumnType, EventTime, WarehouseSettings};
use super::table_columns::{EVENTS, MadeColumn};
use super::value_readings::ValueReadings;

/// Writes the steps of events.
pub(super) struct EventTables<'a> {
    pub engine: &'a dyn SqlEngine,
    pub settings: &'a WarehouseSettings,
    pub readings: &'a ValueReadings<'a>,
    /// The table, as SQL.
    pub table: &'a str,
    /// The columns that leads and events are joined by.
    pub keys: &'a [&'a str],
    /// The day to look back from, as SQL; `None` where a step has it.
    pub as_of: Option<&'a str>,
}

/// How the time of an event becomes a point in time.
struct EventMoment {
    /// The point in time, midnight if only the day is known.
    at: String,
    /// Whether the time of day is known.
    has_clock: String,
    /// Whether both ask for `event_text`, which has the time as a text.
    from_text: bool,
}

fn own_column(name: Option<&String>, otherwise: &str) -> String {
    name.map_or_else(|| otherwise.to_owned(), |name| name.trim().to_owned())
}

impl EventTables<'_> {
    /// Writes the steps up to `event_rows`: every event with a readable time.
    pub fn write_rows(&self, asked: &EventsAsked<'_>, tables: &mut CommonTables) {
        let columns = &asked.columns;
        let named = &self.settings.event_columns;
        let raw = |name: &str| format!("{EVENTS}.{}", self.engine.name(name));
        let id = own_column(named.id.as_ref(), "lead_id");
        let event = own_column(named.event.as_ref(), "event");
        let at = own_column(named.at.as_ref(), "at");
        let id_type = columns.column_type(&id);
        let key = match id_type {
            ColumnType::Text => self.engine.trimmed(&raw(&id)),
            kind => columns.as_text(&raw(&id), kind),
        };
        let event_type = columns.column_type(&event);
        let name = match event_type {
            ColumnType::Text => format!("LOWER({})", self.engine.plain_text(&raw(&event))),
            kind => format!("LOWER({})", columns.as_text(&raw(&event), kind)),
        };
        let time_type = columns.column_type(&at);
        let moment = self.moment(&raw(&at), time_type);
        let mut first = vec![column(key, "lead_key"), column(name, "event_name")];
        if moment.from_text {
            first.push(column(columns.text_of(&raw(&at), time_type), "event_text"));
        } else {
            first.push(column(moment.at.clone(), "event_at"));
            first.push(column(moment.has_clock.clone(), "has_clock"));
        }
        first.extend(columns.raw.iter().cloned());
        let own = [(&id, id_type), (&event, event_type), (&at, time_type)];
        let texts = own
            .into_iter()
            .filter(|(name, kind)| *kind == ColumnType::Text && (moment.from_text || *name != &at));
        let mut texts: Vec<String> = texts.map(|(name, _)| name.clone()).collect();
        texts.extend(columns.text_columns());
        let source = self.engine.source(self.table, EVENTS, &texts);
        let select = format!("SELECT\n{}\nFROM {source}", listed(&first));
        tables.add(
            "event_texts",
            "The events as texts, without blanks around.",
            &select,
        );
        let mut second = Vec::new();
        if moment.from_text {
            second = vec![
                column(moment.at, "event_at"),
                column(moment.has_clock, "has_clock"),
            ];
        }
        second.extend(columns.read.iter().cloned());
        let about = "Their times, and their other values as numbers and days.";
        let step = tables.extend("event_texts", "event_times", about, &second);
        let day = column(self.engine.day_of("p.event_at"), "event_day");
        let select = format!(
            "SELECT p.*,\n{}\nFROM {step} AS p\nWHERE p.event_at IS NOT NULL",
            listed(&[day])
        );
        tables.add("event_rows", "The events whose time can be read.", &select);
    }

    fn moment(&self, raw: &str, kind: ColumnType) -> EventMoment {
        let engine = self.engine;
        let typed = |at: String, has_clock: &str| EventMoment {
            at,
            has_clock: has_clock.into(),
            from_text: false,
        };
        let zone = self.readings.zone();
        let whole = engine.whole(raw);
        match (kind, self.settings.event_time) {
            (ColumnType::Date, _) => {
                let at = format!("CAST({raw} AS {})", engine.timestamp_type());
                typed(at, "FALSE")
            }
            (ColumnType::TimestampTz, _) => typed(engine.instant(raw, zone), "TRUE"),
            (ColumnType::Timestamp, _) | (_, EventTime::Timestamp) => typed(
                format!("CAST({raw} AS {})", engine.timestamp_type()),
                "TRUE",
            ),
            (_, EventTime::Seconds) => {
                typed(engine.epoch(&format!("{whole} * 1000"), zone), "TRUE")
            }
            (_, EventTime::Millis) => typed(engine.epoch(&whole, zone), "TRUE"),
            (_, EventTime::Text) => EventMoment {
                at: self.readings.local_time("p.event_text"),
                has_clock: self.readings.has_clock("p.event_text"),
                from_text: true,
            },
        }
    }

    /// Writes the steps from `event_facts`, the events that may count, to the numbers of each lead.
    pub fn write_counts(&self, asked: &EventsAsked<'_>, tables: &mut CommonTables) {
        let as_of = self.as_of.unwrap_or("d.as_of_day");
        let age = self.engine.age(as_of, "p.event_day");
        let join = if self.keys.len() > 1 {
            "JOIN lead_days AS d ON d.lead_key = p.lead_key"
        } else if self.as_of.is_none() {
            "CROSS JOIN run AS d"
        } else {
            ""
        };
        let made = [column(as_of, "as_of_day"), column(age, "event_age")];
        let mut names = asked.names.clone();
        names.sort_unstable();
        let select = format!(
            "SELECT p.*,\n{}\nFROM event_rows AS p {join}\nWHERE p.lead_key <> ''\n  \
             AND p.event_day <= {as_of}\n  AND {}",
            listed(&made),
            self.engine
                .met_by_many(&format!("p.{}", among(self.engine, &names)))
        );
        tables.add(
            "event_facts",
            "The events asked about, up to the day looked back from.",
            &select,
        );
        if !asked.counts.is_empty() {
            let keys = self.keys.join(", ");
            let select = format!(
                "SELECT {keys},\n{}\nFROM event_facts\nGROUP BY {keys}",
                listed(&asked.counts)
            );
            tables.add("event_counts", "How often each lead did it.", &select);
        }
        for sequence in &asked.sequences {
            write_sequence(self.engine, sequence, self.keys, tables);
        }
    }

    /// Returns the columns by which a lead has its numbers, and the joins that bring them. `any` says
    /// whether there are events at all.
    pub fn joined(&self, asked: &EventsAsked<'_>, any: &str) -> (Vec<MadeColumn>, Vec<String>) {
        let mut columns = Vec::new();
        let mut joins = Vec::new();
        let on = |table: &str| {
            let same = self
                .keys
                .iter()
                .map(|key| format!("{table}.{key} = p.{key}"));
            same.collect::<Vec<_>>().join(" AND ")
        };
        if !asked.counts.is_empty() {
            joins.push(format!("LEFT JOIN event_counts AS c ON {}", on("c")));
        }
        for count in &asked.counts {
            let alias = &count.alias;
            let known = format!("CASE WHEN {any} THEN COALESCE(c.{alias}, 0) END");
            columns.push(column(known, alias.clone()));
        }
        for sequence in &asked.sequences {
            let alias = &sequence.alias;
            joins.push(format!("LEFT JOIN {alias} ON {}", on(alias)));
            let known = format!("CASE WHEN {any} THEN {alias}.lead_key IS NOT NULL END");
            columns.push(column(known, format!("has_{alias}")));
        }
        (columns, joins)
    }
}
