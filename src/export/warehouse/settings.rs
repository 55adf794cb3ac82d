//! Where the leads lie, and how their tables are written.

use std::collections::BTreeMap;

use crate::model::{EventColumnNames, ReadingRules};

/// The SQL of a warehouse.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialect {
    /// `DuckDB`.
    #[default]
    DuckDb,
    /// `PostgreSQL`.
    Postgres,
    /// Spark SQL.
    Spark,
    /// Google `BigQuery`.
    BigQuery,
    /// Snowflake.
    Snowflake,
}

impl Dialect {
    /// All dialects.
    pub const ALL: [Self; 5] = [
        Self::DuckDb,
        Self::Postgres,
        Self::Spark,
        Self::BigQuery,
        Self::Snowflake,
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::DuckDb => "duckdb",
            Self::Postgres => "postgres",
            Self::Spark => "spark",
            Self::BigQuery => "bigquery",
            Self::Snowflake => "snowflake",
        }
    }

    /// Its name in sentences.
    pub fn title(self) -> &'static str {
        match self {
            Self::DuckDb => "DuckDB",
            Self::Postgres => "PostgreSQL",
            Self::Spark => "Spark SQL",
            Self::BigQuery => "BigQuery",
            Self::Snowflake => "Snowflake",
        }
    }
}

/// The type of a column of leads or events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColumnType {
    /// Text, read as `accord score` reads a CSV file.
    #[default]
    Text,
    /// A whole number.
    Integer,
    /// A decimal number.
    Decimal,
    /// A floating-point number.
    Double,
    /// True or false.
    Boolean,
    /// A day.
    Date,
    /// A point in time without a zone.
    Timestamp,
    /// A point in time with a zone.
    TimestampTz,
}

impl ColumnType {
    /// All types.
    pub const ALL: [Self; 8] = [
        Self::Text,
        Self::Integer,
        Self::Decimal,
        Self::Double,
        Self::Boolean,
        Self::Date,
        Self::Timestamp,
        Self::TimestampTz,
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Integer => "integer",
            Self::Decimal => "decimal",
            Self::Double => "double",
            Self::Boolean => "boolean",
            Self::Date => "date",
            Self::Timestamp => "timestamp",
            Self::TimestampTz => "timestamptz",
        }
    }
}

/// How the time of an event is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EventTime {
    /// Text, read as `accord score` reads it.
    #[default]
    Text,
    /// A timestamp of the engine.
    Timestamp,
    /// Seconds since 1970-01-01 UTC.
    Seconds,
    /// Milliseconds since 1970-01-01 UTC.
    Millis,
}

impl EventTime {
    /// All ways.
    pub const ALL: [Self; 4] = [Self::Text, Self::Timestamp, Self::Seconds, Self::Millis];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Timestamp => "timestamp",
            Self::Seconds => "seconds",
            Self::Millis => "millis",
        }
    }
}

/// Where the leads lie, and how their tables are written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WarehouseSettings {
    /// Which SQL to write.
    pub dialect: Dialect,
    /// The table of leads: a name such as `crm.leads`, each part of which is quoted, or SQL with a
    /// quote or a parenthesis in it, which is taken as it is; `leads` if empty.
    pub leads: String,
    /// The table of events, written like that of leads; `None` if there are none.
    pub events: Option<String>,
    /// The day to look back from: a day such as `2026-11-21`, or an expression; `None` for each
    /// lead's own day or the latest event.
    pub as_of: Option<String>,
    /// The field with each lead's own day to look back from; where it is blank, `as_of` holds.
    pub as_of_field: Option<String>,
    /// The columns of the events; `lead_id`, `event` and `at` if absent.
    pub event_columns: EventColumnNames,
    /// The column with each lead's id; `None` for `lead_id`.
    pub id: Option<String>,
    /// Which column holds a field of the model, where its name is another.
    pub columns: BTreeMap<String, String>,
    /// The types of columns that aren't text, by their names.
    pub types: BTreeMap<String, ColumnType>,
    /// How the time of an event is written.
    pub event_time: EventTime,
    /// How texts write numbers, dates and blanks.
    pub reading: ReadingRules,
}
