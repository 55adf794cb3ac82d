//! Rows of a unit test as a query that dbt runs: every value written out, with its type.

use super::super::dialect::engine;
use super::super::settings::{ColumnType, Dialect};

/// A column of a fixture.
#[derive(Clone, Debug)]
pub(super) struct FixtureColumn {
    /// Its name.
    pub name: String,
    /// Its type.
    pub kind: ColumnType,
}

/// Writes rows as a query. `None` is a missing value. Without rows it gives none, with all columns.
pub(super) fn fixture_sql(
    dialect: Dialect,
    columns: &[FixtureColumn],
    rows: &[Vec<Option<String>>],
) -> String {
    let nothing = vec![None; columns.len()];
    let mut sql = String::new();
    for (n, row) in rows
        .iter()
        .chain(rows.is_empty().then_some(&nothing))
        .enumerate()
    {
        let values = columns.iter().zip(row).map(|(column, value)| {
            // The first row names the columns, and the types of its texts are those of all.
            match (n, column.kind) {
                (0, kind) => {
                    let name = engine(dialect).name(&column.name);
                    format!("{} as {name}", cell(dialect, kind, value.as_deref()))
                }
                (_, ColumnType::Text) => (value.as_deref())
                    .map_or_else(|| "null".into(), |value| literal(dialect, value)),
                (_, kind) => cell(dialect, kind, value.as_deref()),
            }
        });
        let values: Vec<String> = values.collect();
        if n > 0 {
            sql.push_str("union all\n");
        }
        sql.push_str(&format!("select {}\n", values.join(", ")));
    }
    if rows.is_empty() {
        sql.push_str("where 1 = 0\n");
    }
    sql
}

fn cell(dialect: Dialect, kind: ColumnType, value: Option<&str>) -> String {
    let kind = type_name(dialect, kind);
    match value {
        None => format!("cast(null as {kind})"),
        Some(value) => format!("cast({} as {kind})", literal(dialect, value)),
    }
}

/// Writes a text. Braces that Jinja would take for its own are kept apart: how often it renders a
/// fixture differs between its versions.
fn literal(dialect: Dialect, text: &str) -> String {
    let mut pieces = vec![String::new()];
    let mut last = ' ';
    for c in text.chars() {
        if last == '{' && matches!(c, '{' | '%' | '#') {
            pieces.push(String::new());
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(c);
        }
        last = c;
    }
    let engine = engine(dialect);
    let pieces: Vec<String> = pieces.iter().map(|piece| engine.literal(piece)).collect();
    pieces.join(" || ")
}

/// Returns a dialect's name for a type.
fn type_name(dialect: Dialect, kind: ColumnType) -> &'static str {
    use ColumnType as T;
    use Dialect as D;
    match (kind, dialect) {
        (T::Text, D::DuckDb | D::Snowflake) => "varchar",
        (T::Text, D::Postgres) => "text",
        (T::Text, D::Spark | D::BigQuery) => "string",
        (T::Integer, D::BigQuery) => "int64",
        (T::Integer, _) => "bigint",
        (T::Decimal, D::BigQuery) => "bignumeric",
        (T::Decimal, D::Postgres) => "numeric",
        (T::Decimal, _) => "decimal(38, 12)",
        (T::Double, D::BigQuery) => "float64",
        (T::Double, D::Postgres) => "double precision",
        (T::Double, _) => "double",
        (T::Boolean, D::BigQuery) => "bool",
        (T::Boolean, _) => "boolean",
        (T::Date, _) => "date",
        (T::Timestamp, D::BigQuery) => "datetime",
        (T::Timestamp, D::Spark | D::Snowflake) => "timestamp_ntz",
        (T::Timestamp, _) | (T::TimestampTz, D::BigQuery | D::Spark) => "timestamp",
        (T::TimestampTz, D::Snowflake) => "timestamp_tz",
        (T::TimestampTz, _) => "timestamptz",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_names_types_and_texts() {
        let columns = [
            ("lead_id", ColumnType::Text),
            ("order \"by\"", ColumnType::Integer),
        ];
        let columns = columns.map(|(name, kind)| FixtureColumn {
            name: name.into(),
            kind,
        });
        let text = |text: &str| Some(text.to_owned());
        let rows = [
            vec![text("a'{{ b"), text("7")],
            vec![text("{%"), None],
            vec![None, text("-1")],
        ];
        assert_eq!(
            fixture_sql(Dialect::DuckDb, &columns, &rows),
            "select cast('a''{' || '{ b' as varchar) as \"lead_id\", cast('7' as bigint) as \"order \"\"by\"\"\"\n\
             union all\nselect '{' || '%', cast(null as bigint)\n\
             union all\nselect null, cast('-1' as bigint)\n"
        );
        assert_eq!(
            fixture_sql(Dialect::BigQuery, &columns[..1], &[]),
            "select cast(null as string) as `lead_id`\nwhere 1 = 0\n"
        );
        assert_eq!(literal(Dialect::Spark, "a\\b'c"), "'a\\\\b\\'c'");
    }
}
