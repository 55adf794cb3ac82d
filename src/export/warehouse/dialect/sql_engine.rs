//! What a query asks of an SQL engine. Where engines agree, the trait says it; each engine says the
//! rest.
//!
//! Arguments called `x` are SQL expressions, others are plain text. What is returned can stand as
//! an operand wherever one may.

/// A regular expression of a day that exists, from the year 1 on, with four digits for the year. It
/// has no group that captures.
pub(in crate::export::warehouse) const REAL_DAY: &str = "(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)";

/// The SQL of an engine.
pub(in crate::export::warehouse) trait SqlEngine {
    /// What stands between a step's name and its query.
    fn step_word(&self) -> &'static str {
        "AS"
    }

    /// Writes a name in quotes.
    fn name(&self, name: &str) -> String {
        format!("\"{}\"", name.replace('"', "\"\""))
    }

    /// Writes a text in quotes.
    fn literal(&self, text: &str) -> String {
        format!("'{}'", without_nul(text).replace('\'', "''"))
    }

    /// Writes a number without losing a digit.
    fn number(&self, digits: &str) -> String {
        digits.to_owned()
    }

    /// The type of texts.
    fn text_type(&self) -> &'static str {
        "VARCHAR"
    }

    /// The type of points.
    fn whole_type(&self) -> &'static str {
        "BIGINT"
    }

    /// The type of numbers with 18 digits before and 12 after the point.
    fn decimal_type(&self) -> &'static str {
        "DECIMAL(30, 12)"
    }

    /// The type of floating-point numbers.
    fn double_type(&self) -> &'static str {
        "DOUBLE"
    }

    /// The type of points in time without a zone.
    fn timestamp_type(&self) -> &'static str {
        "TIMESTAMP"
    }

    /// A truth that isn't known.
    fn unknown(&self) -> String {
        "CAST(NULL AS BOOLEAN)".into()
    }

    /// A value as text.
    fn as_text(&self, x: &str) -> String {
        format!("CAST({x} AS {})", self.text_type())
    }

    /// The table to select from, of which these columns are read as texts.
    fn source(&self, table: &str, short: &str, _columns: &[String]) -> String {
        format!("{table} AS {short}")
    }

    /// The text trimmed, with a blank for each white-space character.
    fn plain_text(&self, x: &str) -> String;

    /// The text trimmed of white space.
    fn trimmed(&self, x: &str) -> String {
        format!("TRIM({x})")
    }

    /// Whether a text has another in it.
    fn contains(&self, x: &str, part: &str) -> String;

    /// Whether a text starts with another.
    fn starts_with(&self, x: &str, start: &str) -> String;

    /// Whether a text ends with another.
    fn ends_with(&self, x: &str, end: &str) -> String;

    /// Whether the whole text is of this form.
    fn is_of_form(&self, x: &str, form: &str) -> String;

    /// What the only group of a form that fits the whole text has captured; null if nothing.
    fn captured(&self, x: &str, form: &str) -> String;

    /// The text with everything of a form replaced.
    fn replaced(&self, x: &str, form: &str, by: &str) -> String;

    /// The texts joined; what is null is left out. Never null itself.
    fn joined(&self, separator: &str, texts: &[String]) -> String;

    /// The texts one after the other; null if one is.
    fn chained(&self, texts: &[String]) -> String {
        format!("({})", texts.join(" || "))
    }

    /// The character U+001F.
    fn unit_separator(&self) -> &'static str {
        "CHR(31)"
    }

    /// The number of characters of a text.
    fn length(&self, x: &str) -> String {
        format!("LENGTH({x})")
    }

    /// Where a text stands in another, from 1 on; 0 if nowhere.
    fn position(&self, x: &str, part: &str) -> String;

    /// A text of the form `2026-11-21` as a day; null if there is no such day.
    fn day(&self, x: &str) -> String;

    /// A text of the form `2026-11-21 09:30:00` as a point in time of the list's zone; null if there
    /// is none.
    fn local_time(&self, x: &str) -> String;

    /// A text of the form `2026-11-21 09:30:00+01:00` as a point in time of the list's zone; null if
    /// there is none.
    fn zoned_time(&self, x: &str, zone: &str) -> String;

    /// A value of the engine's type with a zone as a point in time of the list's zone.
    fn instant(&self, x: &str, zone: &str) -> String;

    /// Milliseconds since 1970 as a point in time of the list's zone.
    fn epoch(&self, millis: &str, zone: &str) -> String;

    /// The day of a point in time.
    fn day_of(&self, x: &str) -> String {
        format!("CAST({x} AS DATE)")
    }

    /// How many days a day is before the day to look back from.
    fn age(&self, as_of: &str, day: &str) -> String {
        format!("({as_of} - {day})")
    }

    /// A text as a whole number.
    fn whole(&self, x: &str) -> String {
        format!("CAST({x} AS {})", self.whole_type())
    }

    /// Half of an even whole number.
    fn half(&self, x: &str) -> String {
        format!("CAST(({x}) / 2 AS {})", self.whole_type())
    }

    /// A condition of which the engine expects that many rows meet it, and plans for that.
    fn met_by_many(&self, condition: &str) -> String {
        condition.to_owned()
    }

    /// How many rows meet a condition.
    fn count_where(&self, condition: &str) -> String {
        format!("COUNT(CASE WHEN {condition} THEN 1 END)")
    }

    /// Whether a value isn't composed, or isn't lowered letter by letter; `None` if the engine can't
    /// tell.
    fn compares_otherwise(&self, x: &str) -> Option<String>;

    /// Sentences about what the engine does otherwise.
    fn remarks(&self) -> Vec<&'static str> {
        Vec::new()
    }
}

/// Returns a text without NUL, which no value can have: U+FFFE stands for it.
pub(super) fn without_nul(text: &str) -> String {
    text.replace('\0', "\u{fffe}")
}

/// Writes a text in quotes where a backslash escapes.
pub(super) fn backslash_literal(text: &str) -> String {
    let mut out = String::from("'");
    for c in without_nul(text).chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\'' => out.push_str("\\'"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            c => out.push(c),
        }
    }
    out.push('\'');
    out
}
