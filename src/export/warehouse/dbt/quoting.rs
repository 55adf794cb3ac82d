//! Names and texts in quotes, so that no dialect takes anything in them for its own.

use super::super::settings::Dialect;

/// Writes the name of a column.
pub(super) fn identifier(dialect: Dialect, name: &str) -> String {
    match dialect {
        Dialect::DuckDb | Dialect::Postgres | Dialect::Snowflake => {
            format!("\"{}\"", name.replace('"', "\"\""))
        }
        Dialect::Spark => format!("`{}`", name.replace('`', "``")),
        Dialect::BigQuery => format!("`{}`", name.replace('\\', "\\\\").replace('`', "\\`")),
    }
}

/// Writes a text.
pub(super) fn text_literal(dialect: Dialect, text: &str) -> String {
    match dialect {
        Dialect::DuckDb | Dialect::Postgres => format!("'{}'", text.replace('\'', "''")),
        Dialect::Spark | Dialect::BigQuery | Dialect::Snowflake => {
            let text = text.replace('\\', "\\\\").replace('\'', "\\'");
            format!("'{}'", text.replace('\n', "\\n").replace('\r', "\\r"))
        }
    }
}
