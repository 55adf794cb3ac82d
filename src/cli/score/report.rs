//! Puts together what a run says of its list: the lines on stderr, and the report.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::Failure;
use super::super::io::{emit, say};
use super::reject_reasons::RejectReasons;
use super::worker::{BlockFigures, Contradiction};
use jiff::civil::Date;

use crate::evidence::list_report::{
    AsOfSource, LineSubject, ListFigures, ListReport, RejectReason, ReportDay, ReportLeads,
    ReportModel, ReportNeverRule,
};
use crate::model::Definition;
use crate::model::printable::printable_json;
use crate::model::wording::count_noun;
use crate::records::{ExternalEvents, IdLedger, LeadLayout, ReadOptions, Reject};
use crate::scoring::Scorer;
use crate::scoring::list_figures::{
    AskedColumn, AskedEvents, ColumnFigures, asked_columns, asked_events,
};

/// Collects the figures of a run, block by block.
pub(super) struct RunReport {
    path: Option<PathBuf>,
    model: ReportModel,
    as_of: ReportDay,
    latest_event: Option<Date>,
    headers: Vec<String>,
    guesses: Vec<String>,
    absent_fields: Vec<String>,
    absent_event_columns: Vec<String>,
    asked_columns: Vec<AskedColumn>,
    columns: Vec<ColumnFigures>,
    asked_events: AskedEvents,
    /// The events, and why rows of them were rejected.
    events: Option<(Arc<ExternalEvents>, Vec<RejectReason>)>,
    reasons: RejectReasons,
    ids: IdLedger,
    ends_within_line: bool,
}

/// What was said of the columns before the first row.
pub(super) struct SaidOfColumns {
    /// Warnings about the headers, as sentences.
    pub headers: Vec<String>,
    /// What was found out about the files and not said, as sentences.
    pub guesses: Vec<String>,
}

/// What a run counted besides.
pub(super) struct RunCounts<'a> {
    pub leads: u64,
    pub qualified: u64,
    /// The ids of the never rules, each with the leads that contradict it.
    pub contradictions: &'a [(String, Contradiction)],
}

impl RunReport {
    pub fn new(
        path: Option<&Path>,
        model: ReportModel,
        (definition, scorer): (&Definition, &Scorer),
        (layout, options): (&LeadLayout, &ReadOptions),
        columns: SaidOfColumns,
        events: Option<(Arc<ExternalEvents>, Vec<RejectReason>)>,
    ) -> Self {
        let schema = layout.schema();
        let asked = asked_columns(definition, &schema.columns);
        Self {
            path: path.map(Into::into),
            model,
            as_of: report_day(layout, options),
            latest_event: schema.latest_event,
            headers: columns.headers,
            guesses: columns.guesses,
            absent_fields: scorer.absent_fields(schema),
            absent_event_columns: scorer.absent_event_columns(schema),
            columns: vec![ColumnFigures::default(); asked.len()],
            asked_columns: asked,
            asked_events: asked_events(definition),
            events,
            reasons: RejectReasons::default(),
            ids: IdLedger::default(),
            ends_within_line: false,
        }
    }

    /// Adds a rejected row of the leads.
    pub fn add_reject(&mut self, reject: &Reject) {
        self.reasons.add(reject);
    }

    /// Adds what was counted in the next block.
    pub fn add_block(&mut self, block: &mut BlockFigures) -> Result<(), Failure> {
        for (column, more) in self.columns.iter_mut().zip(&mut block.columns) {
            column.add(more);
        }
        self.ends_within_line |= block.ends_within_line;
        self.ids
            .add(&block.ids)
            .map_err(|error| ledger_failure(&error))
    }

    /// Prints the lines that weren't printed before, and writes the report. Returns what makes
    /// verdicts doubtful besides rejected rows, as sentences.
    pub fn finish(self, counts: &RunCounts<'_>) -> Result<Vec<String>, Failure> {
        let path = self.path.clone();
        let report = self.report(counts)?;
        for line in &report.lines {
            let (verb, printed) = match line.about {
                LineSubject::Model
                | LineSubject::Rejects
                | LineSubject::Columns
                | LineSubject::Guesses => ("", true),
                LineSubject::Never => ("warning", false),
                _ if line.doubt => ("warning", false),
                _ => ("note", false),
            };
            if !printed {
                say(&format!("{verb}: {}", line.text));
            }
        }
        if let Some(path) = &path {
            emit(&printable_json(&report), Some(path))?;
        }
        let doubts = report.lines.into_iter();
        let doubts = doubts.filter(|line| line.doubt && line.about != LineSubject::Rejects);
        Ok(doubts.map(|line| line.text).collect())
    }

    fn report(self, counts: &RunCounts<'_>) -> Result<ListReport, Failure> {
        let rejected = self.reasons.rows();
        let found = counts.contradictions.iter();
        let never = found.filter(|(_, found)| found.leads > 0);
        let never = never.map(|(rule, found)| ReportNeverRule {
            rule: rule.clone(),
            leads: found.leads,
            example: found.example.clone(),
        });
        let (asked, events) = (&self.asked_events, self.events.as_ref());
        let figures = ListFigures {
            model: self.model,
            as_of: self.as_of,
            latest_event: self.latest_event,
            leads: ReportLeads {
                read: counts.leads + rejected,
                scored: counts.leads,
                qualified: counts.qualified,
                rejected,
                reasons: self.reasons.grouped(),
                ends_within_line: self.ends_within_line,
            },
            ids: self.ids.finish().map_err(|error| ledger_failure(&error))?,
            events: events.map(|(events, reasons)| (asked, events.figures(), reasons.clone())),
            columns: self.asked_columns.iter().zip(&self.columns).collect(),
            absent_fields: self.absent_fields,
            absent_event_columns: self.absent_event_columns,
            headers: self.headers,
            guesses: self.guesses,
            never: never.collect(),
        };
        Ok(figures.report())
    }
}

/// Fails a run whose verdicts are doubtful. `rejected` rows of leads and events couldn't be read.
pub(super) fn require_no_doubts(rejected: u64, doubts: &[String]) -> Result<(), Failure> {
    let rows = (rejected > 0).then(|| format!("{} can't be read", count_noun(rejected, "row")));
    let verb = if doubts.len() == 1 { "makes" } else { "make" };
    let warnings = count_noun(doubts.len(), "warning");
    let doubts = (!doubts.is_empty()).then(|| format!("{warnings} above {verb} verdicts doubtful"));
    let why: Vec<String> = rows.into_iter().chain(doubts).collect();
    if why.is_empty() {
        return Ok(());
    }
    let why = why.join(", ");
    Err(Failure::usage(format!("{why}, and --strict was given")))
}

/// Returns the day that leads look back from, and where it is from.
fn report_day(layout: &LeadLayout, options: &ReadOptions) -> ReportDay {
    if let Some(day) = options.as_of {
        return ReportDay {
            day: Some(day),
            from: AsOfSource::AsOf,
            field: None,
        };
    }
    let latest = layout.schema().latest_event;
    let (day, from) = match (options.default_as_of, latest) {
        (Some(day), _) => (Some(day), AsOfSource::Session),
        (None, Some(day)) => (Some(day), AsOfSource::LatestEvent),
        (None, None) => (None, AsOfSource::Nowhere),
    };
    let field = options.as_of_field.clone();
    ReportDay {
        day,
        from,
        field: field.filter(|_| layout.as_of_column().is_some()),
    }
}

fn ledger_failure(error: &io::Error) -> Failure {
    Failure::usage(format!(
        "the leads are too many for memory, and the folder for temporary files can't hold their ids: {error}"
    ))
    .hint("free some space there, or name another folder in TMPDIR")
}
