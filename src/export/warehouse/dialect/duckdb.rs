//! `DuckDB`.

use super::sql_engine::SqlEngine;

/// `DuckDB`.
pub(super) struct DuckDb;

/// Every white-space character, in the regular expressions of RE2.
pub(super) const WHITE_SPACE: &str =
    r"[\t-\r \x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}]";

/// In a row's texts with U+001F before and after each: a character beyond ASCII, a tab or line end, or
/// a blank at an end.
const CARE: &str = r"[^\x1f-\x7f]|\x1f | \x1f";

impl SqlEngine for DuckDb {
    /// Most texts have neither letters beyond ASCII nor tabs or line ends in them, and none has blanks
    /// at its ends: looking at a whole row at once is much cheaper than taking care of each text.
    fn source(&self, table: &str, short: &str, columns: &[String]) -> String {
        if columns.is_empty() {
            return format!("{table} AS {short}");
        }
        let names: Vec<String> = columns.iter().map(|name| self.name(name)).collect();
        let row = format!("CONCAT_WS(CHR(31), '', {}, '')", names.join(", "));
        format!(
            "(SELECT *, REGEXP_MATCHES({row}, '{CARE}') AS accord_takes_care FROM {table}) AS {short}"
        )
    }

    fn plain_text(&self, x: &str) -> String {
        let blanks = format!("REGEXP_REPLACE({x}, '{WHITE_SPACE}', ' ', 'g')");
        format!("CASE WHEN accord_takes_care THEN TRIM({blanks}) ELSE {x} END")
    }

    fn trimmed(&self, x: &str) -> String {
        let ends = format!("REGEXP_REPLACE({x}, '^{WHITE_SPACE}+|{WHITE_SPACE}+$', '', 'g')");
        format!("CASE WHEN accord_takes_care THEN {ends} ELSE {x} END")
    }

    fn compares_otherwise(&self, x: &str) -> Option<String> {
        Some(format!(
            "{x} <> NFC_NORMALIZE({x}) OR LENGTH(LOWER({x})) <> LENGTH({x}) OR {x} LIKE '%\u{130}%'"
        ))
    }

    fn contains(&self, x: &str, part: &str) -> String {
        format!("CONTAINS({x}, {})", self.literal(part))
    }

    fn starts_with(&self, x: &str, start: &str) -> String {
        format!("STARTS_WITH({x}, {})", self.literal(start))
    }

    fn ends_with(&self, x: &str, end: &str) -> String {
        format!("ENDS_WITH({x}, {})", self.literal(end))
    }

    fn is_of_form(&self, x: &str, form: &str) -> String {
        format!("REGEXP_FULL_MATCH({x}, {})", self.literal(form))
    }

    fn captured(&self, x: &str, form: &str) -> String {
        let form = self.literal(&format!("^(?:{form})$"));
        format!("NULLIF(REGEXP_EXTRACT({x}, {form}, 1), '')")
    }

    fn replaced(&self, x: &str, form: &str, by: &str) -> String {
        let (form, by) = (self.literal(form), self.literal(by));
        format!("REGEXP_REPLACE({x}, {form}, {by}, 'g')")
    }

    fn joined(&self, separator: &str, texts: &[String]) -> String {
        format!("CONCAT_WS({separator}, {})", texts.join(", "))
    }

    fn position(&self, x: &str, part: &str) -> String {
        format!("STRPOS({x}, {part})")
    }

    fn day(&self, x: &str) -> String {
        format!("TRY_CAST({x} AS DATE)")
    }

    fn local_time(&self, x: &str) -> String {
        format!("TRY_CAST({x} AS TIMESTAMP)")
    }

    fn zoned_time(&self, x: &str, zone: &str) -> String {
        self.instant(&format!("TRY_CAST({x} AS TIMESTAMPTZ)"), zone)
    }

    fn instant(&self, x: &str, zone: &str) -> String {
        format!("({x} AT TIME ZONE {})", self.literal(zone))
    }

    fn epoch(&self, millis: &str, zone: &str) -> String {
        let time = format!("EPOCH_MS({millis})");
        if zone == "UTC" {
            return time;
        }
        self.instant(&format!("({time} AT TIME ZONE 'UTC')"), zone)
    }
}
