//! Where the leads lie, and how their tables are written.

use std::collections::BTreeMap;

use crate::model::ReadingRules;

/// The SQL of a warehouse.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialect {
    /// DuckDB.
    #[default]
    DuckDb,
    /// PostgreSQL.
    Postgres,
    /// Spark SQL.
    Spark,
    /// Google BigQuery.
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

/// Where the leads lie, and how their tables are written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WarehouseSettings {
    /// Which SQL to write.
    pub dialect: Dialect,
    /// The table of leads as the query names it, such as `crm.leads`; `leads` if empty.
    pub leads: String,
    /// The table of events; `None` if there are none.
    pub events: Option<String>,
    /// The expression of the day to look back from; `None` for the latest event.
    pub as_of: Option<String>,
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
