//! Recorded leads in memory. Plain data; `records` fills it from files.

use std::sync::Arc;

use jiff::civil::{Date, DateTime};

use super::text::simple_lower;

/// Recorded leads and what is known of all of them together. Without leads it describes a
/// stream of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dataset {
    /// The name of the field in each column. A blank name is a column nobody can ask about.
    pub columns: Vec<String>,
    /// The leads, in the order of their file.
    pub leads: Vec<Lead>,
    /// Whether there are events at all: a file of them with at least one row.
    pub has_events: bool,
    /// The day of the latest event in the file.
    pub latest_event: Option<Date>,
}

/// One recorded lead.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lead {
    /// Its id, as the file has it, trimmed.
    pub id: String,
    /// The line of the file it begins on, the header being line 1.
    pub line: u64,
    /// Its values, one for each column.
    pub values: Vec<String>,
    /// Its events, by time and, at the same time, in the order of their file.
    pub events: Vec<Event>,
    /// The day scoring looks back from; the latest event's if absent.
    pub as_of: Option<Date>,
}

/// Something a lead did.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// What, as the file has it. Shared: a file has few names and many events.
    pub name: Arc<str>,
    /// When, in UTC; midnight where only the day is known.
    pub at: DateTime,
}

impl Dataset {
    /// The column of a field, see [`column_of`].
    pub fn column(&self, field: &str) -> Option<usize> {
        column_of(&self.columns, field)
    }
}

/// The column of a field: the first of exactly this name, else the first whose name is the same
/// ignoring case and taking spaces, underscores and hyphens for each other, so that the field
/// `job_title` finds `Job Title`.
pub fn column_of(columns: &[String], field: &str) -> Option<usize> {
    let field = field.trim();
    if field.is_empty() {
        return None;
    }
    let alike = |name: &str| simple_lower(name).replace([' ', '-'], "_");
    columns
        .iter()
        .position(|column| column == field)
        .or_else(|| {
            let wanted = alike(field);
            columns.iter().position(|column| alike(column) == wanted)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_finds_its_column_exactly_or_alike() {
        let columns = ["Job Title", "job_title", "Plan-Name", "", "jobtitle"].map(String::from);
        let of = |field| column_of(&columns, field);
        assert_eq!(of("job_title"), Some(1), "the exact one before the alike");
        assert_eq!(of("JOB-TITLE"), Some(0));
        assert_eq!(of("plan name"), Some(2));
        assert_eq!(of("JobTitle"), Some(4), "no separator is not a separator");
        assert_eq!((of(""), of(" "), of("plan")), (None, None, None));
    }
}
