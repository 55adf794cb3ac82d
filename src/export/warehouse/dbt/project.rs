//! The format `dbt`: a project with the model as SQL, its sources, and unit tests of golden leads.

use super::super::golden::{Expectation, OwnTables, golden_leads, golden_sets};
use super::super::query::{TableNames, query};
use super::jinja::escaped;
use super::schema_yaml::{schema_yaml, source_of, sources_yaml};
use super::source_table::SourceTable;
use super::unit_test::{TableColumns, UnitTest};
use crate::export::{Content, Document, ExportError, ExportSource, escape_markdown};
use crate::scoring::Scorer;
