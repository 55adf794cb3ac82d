//! The format `dbt`: a project that holds the model as SQL, with its sources and unit tests.
//!
//! ```text
//!   project        the files and what they say
//!   schema_yaml    sources, columns and what they can be, unit tests
//!   unit_test      golden leads as the warehouse's tables have them
//!   fixture        rows as SQL
//!   source_table   the tables as sources
//!   jinja          texts that dbt would take for templates
//! ```

mod fixture;
mod jinja;
mod project;
mod schema_yaml;
mod source_table;
mod unit_test;

#[cfg(test)]
mod tests;

pub(in crate::export) use project::render;
