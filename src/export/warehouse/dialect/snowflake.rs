//! Snowflake.

use super::sql_engine::{SqlEngine, backslash_literal};

/// Snowflake.
pub(super) struct Snowflake;

/// Every white-space character but the blank, in the escapes of a literal.
const WHITE_SPACE: &str = r"\t\n\u000b\f\r\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000";
/// As many blanks.
const BLANKS: &str = "                        ";

impl SqlEngine for Snowflake {
    fn literal(&self, text: &str) -> String {
        backslash_literal(text)
    }

    fn decimal_type(&self) -> &'static str {
        "NUMBER(30, 12)"
    }

    fn timestamp_type(&self) -> &'static str {
        "TIMESTAMP_NTZ"
    }

    fn plain_text(&self, x: &str) -> String {
        format!("TRIM(TRANSLATE({x}, '{WHITE_SPACE}', '{BLANKS}'))")
    }

    fn trimmed(&self, x: &str) -> String {
        format!("TRIM({x}, ' {WHITE_SPACE}')")
    }

    fn compares_otherwise(&self, x: &str) -> Option<String> {
        // Nothing there composes texts.
        Some(format!(
            "LENGTH(LOWER({x})) <> LENGTH({x}) OR {x} LIKE '%\u{3a3}%' OR {x} LIKE '%\u{130}%'"
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
        let form = self.literal(&plain_groups(form));
        format!("REGEXP_LIKE({x}, {form})")
    }

    fn captured(&self, x: &str, form: &str) -> String {
        // Groups that don't capture aren't known there: which of them is meant is counted.
        let group = captured_group(form);
        let form = self.literal(&format!("^({})$", plain_groups(form)));
        format!("NULLIF(REGEXP_SUBSTR({x}, {form}, 1, 1, 'e', {group}), '')")
    }

    fn replaced(&self, x: &str, form: &str, by: &str) -> String {
        let form = self.literal(&plain_groups(form));
        format!("REGEXP_REPLACE({x}, {form}, {})", self.literal(by))
    }

    fn joined(&self, separator: &str, texts: &[String]) -> String {
        let texts = texts.join(", ");
        format!("ARRAY_TO_STRING(ARRAY_CONSTRUCT_COMPACT({texts}), {separator})")
    }

    fn position(&self, x: &str, part: &str) -> String {
        format!("CHARINDEX({part}, {x})")
    }

    fn day(&self, x: &str) -> String {
        format!("TRY_CAST({x} AS DATE)")
    }

    fn local_time(&self, x: &str) -> String {
        format!("TRY_CAST({x} AS TIMESTAMP_NTZ)")
    }

    fn zoned_time(&self, x: &str, zone: &str) -> String {
        self.instant(&format!("TRY_CAST({x} AS TIMESTAMP_TZ)"), zone)
    }

    fn instant(&self, x: &str, zone: &str) -> String {
        let zone = self.literal(zone);
        format!("CAST(CONVERT_TIMEZONE({zone}, {x}) AS TIMESTAMP_NTZ)")
    }

    fn epoch(&self, millis: &str, zone: &str) -> String {
        let time = format!("TO_TIMESTAMP_NTZ({millis}, 3)");
        if zone == "UTC" {
            return time;
        }
        // Without a zone of its own the time would be taken as one of the session's.
        format!("CONVERT_TIMEZONE('UTC', {}, {time})", self.literal(zone))
    }

    fn age(&self, as_of: &str, day: &str) -> String {
        format!("DATEDIFF(DAY, {day}, {as_of})")
    }

    fn remarks(&self) -> Vec<&'static str> {
        vec![
            "What it gives was compared where it was translated to DuckDB, not on Snowflake itself: \
             compare some leads with `accord score` first.",
            "Names in quotes are case-sensitive, and those made without quotes are in capitals: set \
             QUOTED_IDENTIFIERS_IGNORE_CASE to true for the session, or give them with --map and \
             --leads as they are.",
        ]
    }
}

fn plain_groups(form: &str) -> String {
    form.replace("(?:", "(")
}

/// Returns which group captures, where all do and one is around the form.
fn captured_group(form: &str) -> usize {
    let capturing = form
        .match_indices('(')
        .find(|(at, _)| !form[*at..].starts_with("(?:"));
    let before = capturing.map_or("", |(at, _)| &form[..at]);
    before.matches("(?:").count() + 2
}
