//! What each SQL engine writes otherwise: a file for each, behind one trait.

mod bigquery;
mod duckdb;
mod engines;
mod postgres;
mod snowflake;
mod spark;
mod sql_engine;

pub(super) use engines::engine;
pub(super) use sql_engine::SqlEngine;
