//! The report, as it is written with `--report`.

use jiff::civil::Date;
use serde::Serialize;

/// The number of the report's format.
pub(super) const FORMAT: u32 = 1;

/// What a run of `accord score` read and did. Every figure is always there; docs/lists.md says what
/// each means.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ListReport {
    /// The number of this format.
    pub report: u32,
    /// The model.
    pub model: ReportModel,
    /// The day that leads look back from.
    pub as_of: ReportDay,
    /// The rows of the list.
    pub leads: ReportLeads,
    /// Their ids.
    pub ids: ReportIds,
    /// The events; `None` if no file of them was given.
    pub events: Option<ReportEvents>,
    /// The columns that the model asks about, in its order.
    pub columns: Vec<ReportColumn>,
    /// Fields that the model asks about and no column holds.
    pub absent_fields: Vec<String>,
    /// Columns of the events that the model asks about and aren't there.
    pub absent_event_columns: Vec<String>,
    /// What the headers leave to be wished for, as sentences.
    pub headers: Vec<String>,
    /// What was found out about the files and not said, as sentences.
    pub guesses: Vec<String>,
    /// The never rules that leads contradict.
    pub never: Vec<ReportNeverRule>,
    /// What there is to say, in words.
    pub lines: Vec<ReportLine>,
}

/// The model of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ReportModel {
    /// Its version, or `draft`.
    pub version: String,
    /// The digest of its published text, or of its draft as a model.yaml.
    pub digest: String,
    /// Whether it differs from the one that was published.
    pub altered: bool,
}

/// The day that leads look back from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ReportDay {
    /// The day; of several the one for leads without a day of their own. `None` if there is none.
    pub day: Option<Date>,
    /// Where it is from.
    pub from: AsOfSource,
    /// The field with each lead's own day, if that counts.
    pub field: Option<String>,
}

/// Where the day to look back from is from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AsOfSource {
    /// The command line.
    AsOf,
    /// The session's data section.
    Session,
    /// The latest event of the file.
    LatestEvent,
    /// There is none.
    #[default]
    Nowhere,
}

/// The rows of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ReportLeads {
    /// Rows read: those scored and those rejected.
    pub read: u64,
    /// Leads scored.
    pub scored: u64,
    /// Leads that qualify.
    pub qualified: u64,
    /// Rows that couldn't be read.
    pub rejected: u64,
    /// Why, the most frequent reason first; each row counts with one.
    pub reasons: Vec<RejectReason>,
    /// Whether the file's last line has no end, as if it had been cut off.
    pub ends_within_line: bool,
}

/// Why rows of a file couldn't be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RejectReason {
    /// The reason, and what to do.
    pub reason: String,
    /// How many rows.
    pub rows: u64,
    /// The line of the first.
    pub first_line: u64,
}

/// The ids of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ReportIds {
    /// Distinct ids.
    pub distinct: u64,
    /// Ids that several rows have.
    pub repeated: u64,
    /// Rows whose id was there before.
    pub repeated_rows: u64,
    /// Ids whose rows have different verdicts.
    pub with_different_verdicts: u64,
    /// The lines of two rows with one id, with different verdicts if there are any.
    pub example_lines: Option<[u64; 2]>,
}

/// The events of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ReportEvents {
    /// Rows read.
    pub read: u64,
    /// Rows that couldn't be.
    pub rejected: u64,
    /// Why, the most frequent reason first.
    pub reasons: Vec<RejectReason>,
    /// Rows without a lead's id.
    pub without_id: u64,
    /// Events that the model asks about. The figures below are of these; others aren't kept.
    pub asked: u64,
    /// Those without a lead's id.
    pub asked_without_id: u64,
    /// Those of leads that the list has.
    pub matched: u64,
    /// Those of leads that the list doesn't have.
    pub unknown_lead: u64,
    /// Those of leads that the list has which are later than their lead's day and don't count.
    pub later: u64,
    /// Of the matched ones, those with the name and the time of day of the lead's one before.
    pub again: u64,
    /// Whether a file's last line has no end, as if it had been cut off.
    pub ends_within_line: bool,
    /// The day of the latest event, whatever it is called.
    pub latest: Option<Date>,
    /// How many days back conditions on events look at most, in ascending order.
    pub windows: Vec<u32>,
    /// Names that the model has and no event of the file.
    pub never_seen: Vec<NeverSeen>,
}

/// A text that the model has and the file hasn't.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NeverSeen {
    /// The text, as the model writes it.
    pub text: String,
    /// The nearest among the first 10,000 different ones of the file that the model doesn't name,
    /// if any is similar.
    pub nearest: Option<String>,
    /// Whether the nearest may be the same, spelled in another way.
    pub same_in_other_words: bool,
}

/// A column that the model asks about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReportColumn {
    /// The field, as the model writes it.
    pub field: String,
    /// Leads.
    pub leads: u64,
    /// Those without a value.
    pub empty: u64,
    /// Values that are no number, though compared with one; `None` if they aren't.
    pub no_number: Option<u64>,
    /// The first of them.
    pub first_no_number: Option<String>,
    /// Values that are no day, though compared with one; `None` if they aren't.
    pub no_day: Option<u64>,
    /// The first of them.
    pub first_no_day: Option<String>,
    /// How many texts it is compared with.
    pub texts: usize,
    /// Those of the texts that never occur.
    pub never_seen: Vec<NeverSeen>,
}

/// A rule that no lead can meet, and leads that do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReportNeverRule {
    /// The rule's id.
    pub rule: String,
    /// How many leads meet it.
    pub leads: u64,
    /// The id of the first.
    pub example: String,
}

/// A sentence of the report, saying what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReportLine {
    /// The sentence.
    pub text: String,
    /// What it is about.
    pub about: LineSubject,
    /// Whether it makes verdicts doubtful, so that `--strict` fails.
    pub doubt: bool,
}

/// What a sentence of the report is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineSubject {
    /// The model.
    Model,
    /// Rows that couldn't be read.
    Rejects,
    /// The files themselves.
    Files,
    /// The headers, and columns that aren't there.
    Columns,
    /// What was found out about the files and not said.
    Guesses,
    /// The values in columns.
    Values,
    /// The events.
    Events,
    /// The leads' ids.
    Ids,
    /// The rules that no lead can meet.
    Never,
}

impl LineSubject {
    pub(super) fn doubt(self, text: String) -> ReportLine {
        self.line(text, true)
    }

    pub(super) fn note(self, text: String) -> ReportLine {
        self.line(text, false)
    }

    pub(super) fn line(self, text: String, doubt: bool) -> ReportLine {
        ReportLine {
            text,
            about: self,
            doubt,
        }
    }
}
