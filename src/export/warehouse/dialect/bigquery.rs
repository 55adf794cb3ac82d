//! Google `BigQuery`.

use super::duckdb::WHITE_SPACE;
use super::sql_engine::{SqlEngine, backslash_literal};

/// Google `BigQuery`.
pub(super) struct BigQuery;

impl SqlEngine for BigQuery {
    fn name(&self, name: &str) -> String {
        format!("`{}`", name.replace('\\', "\\\\").replace('`', "\\`"))
    }

    fn literal(&self, text: &str) -> String {
        backslash_literal(text)
    }

    fn number(&self, digits: &str) -> String {
        if digits.contains('.') {
            format!("CAST('{digits}' AS BIGNUMERIC)")
        } else {
            digits.to_owned()
        }
    }

    fn text_type(&self) -> &'static str {
        "STRING"
    }

    fn whole_type(&self) -> &'static str {
        "INT64"
    }

    fn decimal_type(&self) -> &'static str {
        "BIGNUMERIC"
    }

    fn double_type(&self) -> &'static str {
        "FLOAT64"
    }

    fn timestamp_type(&self) -> &'static str {
        "DATETIME"
    }

    fn plain_text(&self, x: &str) -> String {
        let form = self.literal(WHITE_SPACE);
        format!("TRIM(REGEXP_REPLACE({x}, {form}, ' '))")
    }

    fn trimmed(&self, x: &str) -> String {
        let form = self.literal(&format!("^{WHITE_SPACE}+|{WHITE_SPACE}+$"));
        format!("REGEXP_REPLACE({x}, {form}, '')")
    }

    fn compares_otherwise(&self, x: &str) -> Option<String> {
        Some(format!(
            "{x} <> NORMALIZE({x}, NFC) OR LENGTH(LOWER({x})) <> LENGTH({x}) OR {x} LIKE '%\u{3a3}%' OR {x} LIKE '%\u{130}%'"
        ))
    }

    fn contains(&self, x: &str, part: &str) -> String {
        format!("STRPOS({x}, {}) > 0", self.literal(part))
    }

    fn starts_with(&self, x: &str, start: &str) -> String {
        format!("STARTS_WITH({x}, {})", self.literal(start))
    }

    fn ends_with(&self, x: &str, end: &str) -> String {
        format!("ENDS_WITH({x}, {})", self.literal(end))
    }

    fn is_of_form(&self, x: &str, form: &str) -> String {
        let form = self.literal(&format!("^(?:{form})$"));
        format!("REGEXP_CONTAINS({x}, {form})")
    }

    fn captured(&self, x: &str, form: &str) -> String {
        let form = self.literal(&format!("^(?:{form})$"));
        format!("NULLIF(REGEXP_EXTRACT({x}, {form}), '')")
    }

    fn replaced(&self, x: &str, form: &str, by: &str) -> String {
        let (form, by) = (self.literal(form), self.literal(by));
        format!("REGEXP_REPLACE({x}, {form}, {by})")
    }

    fn joined(&self, separator: &str, texts: &[String]) -> String {
        // The manual doesn't say what becomes of an array of nulls only.
        let texts = texts.join(", ");
        format!("COALESCE(ARRAY_TO_STRING([{texts}], {separator}), '')")
    }

    fn position(&self, x: &str, part: &str) -> String {
        format!("STRPOS({x}, {part})")
    }

    fn day(&self, x: &str) -> String {
        format!("SAFE_CAST({x} AS DATE)")
    }

    fn local_time(&self, x: &str) -> String {
        format!("SAFE_CAST({x} AS DATETIME)")
    }

    fn zoned_time(&self, x: &str, zone: &str) -> String {
        self.instant(&format!("SAFE_CAST({x} AS TIMESTAMP)"), zone)
    }

    fn instant(&self, x: &str, zone: &str) -> String {
        format!("DATETIME({x}, {})", self.literal(zone))
    }

    fn epoch(&self, millis: &str, zone: &str) -> String {
        self.instant(&format!("TIMESTAMP_MILLIS({millis})"), zone)
    }

    fn age(&self, as_of: &str, day: &str) -> String {
        format!("DATE_DIFF({as_of}, {day}, DAY)")
    }

    fn remarks(&self) -> Vec<&'static str> {
        vec![
            "What it gives was compared where it was translated to DuckDB, not on BigQuery itself: \
             compare some leads with `accord score` first.",
        ]
    }
}
