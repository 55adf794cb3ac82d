//! Which engine a dialect means.

use super::super::settings::Dialect;
use super::bigquery::BigQuery;
use super::duckdb::DuckDb;
use super::postgres::Postgres;
use super::snowflake::Snowflake;
use super::spark::Spark;
use super::sql_engine::SqlEngine;

/// Returns the engine of a dialect.
pub(in crate::export::warehouse) fn engine(dialect: Dialect) -> &'static dyn SqlEngine {
    match dialect {
        Dialect::DuckDb => &DuckDb,
        Dialect::Postgres => &Postgres,
        Dialect::Spark => &Spark,
        Dialect::BigQuery => &BigQuery,
        Dialect::Snowflake => &Snowflake,
    }
}
