//! The query that scores the leads of a warehouse.

use super::super::{Document, ExportError, ExportSource};

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

/// A query, and what can't be said in it, as sentences.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SqlText {
    /// The query, with comments, without a semicolon.
    pub sql: String,
    /// What the reader should know, as sentences.
    pub notices: Vec<String>,
}

/// Renders the query as a file.
pub(in crate::export) fn render(exported: &ExportSource) -> Result<Document, ExportError> {
    let text = query(exported, TableNames::default())?;
    Ok(Document {
        notices: text.notices,
        ..Document::from(text.sql)
    })
}

/// Returns the query that scores every lead of these tables.
///
/// # Errors
///
/// Fails if the definition has errors, or looks back and nothing gives a day.
pub(super) fn query(_exported: &ExportSource, _parts: TableNames) -> Result<SqlText, ExportError> {
    Ok(SqlText::default())
}
