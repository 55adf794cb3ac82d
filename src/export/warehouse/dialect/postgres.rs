//! `PostgreSQL`.

use super::sql_engine::{REAL_DAY, SqlEngine};

/// `PostgreSQL`.
pub(super) struct Postgres;

/// Every white-space character, in `PostgreSQL`'s regular expressions.
const WHITE_SPACE: &str =
    r"[\u0009-\u000d \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]";

impl Postgres {
    /// Guards a cast, as `PostgreSQL` has none that gives null.
    fn guarded(&self, x: &str, kind: &str) -> String {
        let form = self.literal(&format!("^{REAL_DAY}"));
        format!("CASE WHEN {x} ~ {form} AND {x} >= '0001' THEN CAST({x} AS {kind}) END")
    }
}

impl SqlEngine for Postgres {
    /// Steps that are merged repeat what they reckon, which grows with each of them.
    fn step_word(&self) -> &'static str {
        "AS MATERIALIZED"
    }

    /// Of a step it knows no statistics, takes an equality for rare, and joins by nested loops. Of a
    /// CASE it takes half the rows.
    fn met_by_many(&self, condition: &str) -> String {
        format!("CASE WHEN {condition} THEN TRUE ELSE FALSE END")
    }

    fn name(&self, name: &str) -> String {
        format!("\"{}\"", name.replace('"', "\"\""))
    }

    fn text_type(&self) -> &'static str {
        "TEXT"
    }

    fn decimal_type(&self) -> &'static str {
        "NUMERIC(30, 12)"
    }

    fn double_type(&self) -> &'static str {
        "DOUBLE PRECISION"
    }

    fn plain_text(&self, x: &str) -> String {
        format!("BTRIM(REGEXP_REPLACE({x}, '{WHITE_SPACE}', ' ', 'g'))")
    }

    fn trimmed(&self, x: &str) -> String {
        format!("REGEXP_REPLACE({x}, '^{WHITE_SPACE}+|{WHITE_SPACE}+$', '', 'g')")
    }

    fn compares_otherwise(&self, x: &str) -> Option<String> {
        Some(format!(
            "{x} <> NORMALIZE({x}, NFC) OR LENGTH(LOWER({x})) <> LENGTH({x}) \
             OR ({x} ~ '[^[:ascii:]]' AND LOWER({x}) = {x} AND UPPER({x}) = {x}) OR {x} LIKE '%\u{3a3}%' OR {x} LIKE '%\u{130}%'"
        ))
    }

    fn contains(&self, x: &str, part: &str) -> String {
        format!("STRPOS({x}, {}) > 0", self.literal(part))
    }

    fn starts_with(&self, x: &str, start: &str) -> String {
        format!("STARTS_WITH({x}, {})", self.literal(start))
    }

    fn ends_with(&self, x: &str, end: &str) -> String {
        let count = end.chars().count();
        format!("RIGHT({x}, {count}) = {}", self.literal(end))
    }

    fn is_of_form(&self, x: &str, form: &str) -> String {
        format!("{x} ~ {}", self.literal(&format!("^(?:{form})$")))
    }

    fn captured(&self, x: &str, form: &str) -> String {
        let form = self.literal(&format!("^(?:{form})$"));
        format!("NULLIF((REGEXP_MATCH({x}, {form}))[1], '')")
    }

    fn replaced(&self, x: &str, form: &str, by: &str) -> String {
        let (form, by) = (self.literal(form), self.literal(by));
        format!("REGEXP_REPLACE({x}, {form}, {by}, 'g')")
    }

    fn joined(&self, separator: &str, texts: &[String]) -> String {
        format!("ARRAY_TO_STRING(ARRAY[{}], {separator})", texts.join(", "))
    }

    fn position(&self, x: &str, part: &str) -> String {
        format!("STRPOS({x}, {part})")
    }

    fn day(&self, x: &str) -> String {
        self.guarded(x, "DATE")
    }

    fn local_time(&self, x: &str) -> String {
        self.guarded(x, "TIMESTAMP")
    }

    fn zoned_time(&self, x: &str, zone: &str) -> String {
        self.instant(&self.guarded(x, "TIMESTAMPTZ"), zone)
    }

    fn instant(&self, x: &str, zone: &str) -> String {
        format!("(({x}) AT TIME ZONE {})", self.literal(zone))
    }

    fn epoch(&self, millis: &str, zone: &str) -> String {
        self.instant(&format!("TO_TIMESTAMP({millis} / 1000.0)"), zone)
    }

    fn remarks(&self) -> Vec<&'static str> {
        vec![
            "Names in quotes are case-sensitive: give columns and tables as they were made, with \
             --map and --leads.",
            "Letters are lowered as the database's locale does: with C only those of ASCII are.",
        ]
    }
}
