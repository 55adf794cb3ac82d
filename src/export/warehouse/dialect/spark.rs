//! Spark SQL, from 3.5 on.

use super::sql_engine::{SqlEngine, backslash_literal};

/// Spark SQL.
pub(super) struct Spark;

impl SqlEngine for Spark {
    fn name(&self, name: &str) -> String {
        format!("`{}`", name.replace('`', "``"))
    }

    /// `${` begins a variable anywhere in a query.
    fn literal(&self, text: &str) -> String {
        backslash_literal(text).replace("${", "\\u0024{")
    }

    fn text_type(&self) -> &'static str {
        "STRING"
    }

    fn timestamp_type(&self) -> &'static str {
        "TIMESTAMP_NTZ"
    }

    fn number(&self, digits: &str) -> String {
        // Without a point it would be an integer, of which there are none so long.
        if digits.contains('.') {
            format!("{digits}BD")
        } else {
            digits.to_owned()
        }
    }

    fn plain_text(&self, x: &str) -> String {
        format!(r"TRIM(REGEXP_REPLACE({x}, '\\p{{IsWhite_Space}}', ' '))")
    }

    fn trimmed(&self, x: &str) -> String {
        format!(r"REGEXP_REPLACE({x}, '^\\p{{IsWhite_Space}}+|\\p{{IsWhite_Space}}+$', '')")
    }

    fn compares_otherwise(&self, x: &str) -> Option<String> {
        // Nothing there composes texts: those with a combining mark are counted.
        Some(format!(
            "{x} RLIKE '\\\\p{{M}}' OR LENGTH(LOWER({x})) <> LENGTH({x}) OR {x} LIKE '%\u{3a3}%' OR {x} LIKE '%\u{130}%'"
        ))
    }

    fn contains(&self, x: &str, part: &str) -> String {
        format!("CONTAINS({x}, {})", self.literal(part))
    }

    fn starts_with(&self, x: &str, start: &str) -> String {
        format!("STARTSWITH({x}, {})", self.literal(start))
    }

    fn ends_with(&self, x: &str, end: &str) -> String {
        format!("ENDSWITH({x}, {})", self.literal(end))
    }

    fn is_of_form(&self, x: &str, form: &str) -> String {
        format!("{x} RLIKE {}", self.literal(&format!("^(?:{form})$")))
    }

    fn captured(&self, x: &str, form: &str) -> String {
        let form = self.literal(&format!("^(?:{form})$"));
        format!("NULLIF(REGEXP_EXTRACT({x}, {form}, 1), '')")
    }

    fn replaced(&self, x: &str, form: &str, by: &str) -> String {
        let (form, by) = (self.literal(form), self.literal(by));
        format!("REGEXP_REPLACE({x}, {form}, {by})")
    }

    fn joined(&self, separator: &str, texts: &[String]) -> String {
        format!("CONCAT_WS({separator}, {})", texts.join(", "))
    }

    fn position(&self, x: &str, part: &str) -> String {
        format!("INSTR({x}, {part})")
    }

    fn day(&self, x: &str) -> String {
        format!("TRY_CAST({x} AS DATE)")
    }

    fn local_time(&self, x: &str) -> String {
        format!("TRY_CAST({x} AS TIMESTAMP_NTZ)")
    }

    fn zoned_time(&self, x: &str, zone: &str) -> String {
        self.instant(&format!("TRY_CAST({x} AS TIMESTAMP)"), zone)
    }

    fn instant(&self, x: &str, zone: &str) -> String {
        let local = format!("CAST({x} AS TIMESTAMP_NTZ)");
        let zone = self.literal(zone);
        format!("CONVERT_TIMEZONE(CURRENT_TIMEZONE(), {zone}, {local})")
    }

    fn epoch(&self, millis: &str, zone: &str) -> String {
        self.instant(&format!("TIMESTAMP_MILLIS({millis})"), zone)
    }

    fn age(&self, as_of: &str, day: &str) -> String {
        format!("DATEDIFF({as_of}, {day})")
    }

    fn unit_separator(&self) -> &'static str {
        "CHR(31)"
    }

    fn remarks(&self) -> Vec<&'static str> {
        vec![
            "Set spark.sql.session.timeZone to UTC where times have an offset: an hour that comes \
             twice in the session's zone can't be told apart.",
        ]
    }
}
