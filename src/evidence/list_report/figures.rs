//! What was counted becomes a report.

use jiff::civil::Date;

use super::lines::report_lines;
use super::nearest::NearestText;
use super::report::{
    FORMAT, ListReport, NeverSeen, RejectReason, ReportColumn, ReportDay, ReportEvents, ReportIds,
    ReportLeads, ReportModel, ReportNeverRule,
};
use crate::scoring::ValueReading;
use crate::scoring::list_figures::{
    AskedColumn, AskedEvents, AskedText, ColumnFigures, EventFigures, IdFigures, TextComparison,
};

/// What was counted of a list.
#[derive(Clone, Debug, Default)]
pub struct ListFigures<'a> {
    /// The model.
    pub model: ReportModel,
    /// The day that leads look back from.
    pub as_of: ReportDay,
    /// The rows of the list.
    pub leads: ReportLeads,
    /// Ids, and the events that belong to them.
    pub ids: IdFigures,
    /// The events, and why rows of them were rejected; `None` without a file of them.
    pub events: Option<(&'a AskedEvents, &'a EventFigures, Vec<RejectReason>)>,
    /// The day of the latest event.
    pub latest_event: Option<Date>,
    /// The columns that the model asks about.
    pub columns: Vec<(&'a AskedColumn, &'a ColumnFigures)>,
    /// Fields that the model asks about and no column holds.
    pub absent_fields: Vec<String>,
    /// Such columns of the events.
    pub absent_event_columns: Vec<String>,
    /// Warnings about the headers, as sentences.
    pub headers: Vec<String>,
    /// What was found out about the files and not said, as sentences.
    pub guesses: Vec<String>,
    /// The never rules that leads contradict.
    pub never: Vec<ReportNeverRule>,
}

impl ListFigures<'_> {
    /// Makes the report.
    pub fn report(self) -> ListReport {
        let ids = self.ids;
        let events = self.events.map(|(asked, figures, reasons)| {
            let in_all = figures.asked_in_all();
            ReportEvents {
                read: figures.read,
                rejected: figures.rejected,
                reasons,
                without_id: figures.without_id,
                asked: in_all,
                asked_without_id: figures.asked_without_id,
                matched: ids.events_matched,
                unknown_lead: in_all.saturating_sub(figures.asked_without_id + ids.events_matched),
                later: ids.events_later,
                again: ids.events_again,
                ends_within_line: figures.ends_within_line,
                latest: self.latest_event,
                windows: asked.windows.clone(),
                never_seen: unseen_events(asked, figures),
            }
        });
        let mut nearest = NearestText::new();
        let columns = self.columns.into_iter();
        let columns = columns.map(|(asked, figures)| column(asked, figures, &mut nearest));
        let mut report = ListReport {
            report: FORMAT,
            model: self.model,
            as_of: self.as_of,
            leads: self.leads,
            ids: ReportIds {
                distinct: ids.distinct,
                repeated: ids.repeated,
                repeated_rows: ids.repeated_rows,
                with_different_verdicts: ids.differing,
                example_lines: ids.example.map(|two| [two.first_line, two.line]),
            },
            events,
            columns: columns.collect(),
            absent_fields: self.absent_fields,
            absent_event_columns: self.absent_event_columns,
            headers: self.headers,
            guesses: self.guesses,
            never: self.never,
            lines: Vec::new(),
        };
        report.lines = report_lines(&report);
        report
    }
}

fn unseen_events(asked: &AskedEvents, figures: &EventFigures) -> Vec<NeverSeen> {
    // A file without events lacks all of them, which says nothing.
    if figures.read == 0 {
        return Vec::new();
    }
    let mut nearest = NearestText::of_names();
    // Where any of several events counts, one that occurs is enough.
    let is_missed = |index: usize| {
        let mut together = asked.alternatives.iter();
        together.any(|names| {
            names.contains(&index) && names.iter().all(|name| figures.asked[*name] == 0)
        })
    };
    let names = asked.written.iter().zip(&figures.asked).enumerate();
    let unseen = names.filter(|(_, (_, rows))| **rows == 0);
    unseen
        .filter_map(|(index, (name, _))| {
            let others = figures.other_names.iter().map(String::as_str);
            let found = never_seen(name, nearest.find(name, others));
            (found.same_in_other_words || is_missed(index)).then_some(found)
        })
        .collect()
}

fn column(asked: &AskedColumn, figures: &ColumnFigures, nearest: &mut NearestText) -> ReportColumn {
    let texts = asked.texts.iter().enumerate();
    let unseen: Vec<&AskedText> = texts
        .filter(|(index, _)| !figures.has_text(*index))
        .map(|(_, text)| text)
        .collect();
    // The values are as the list's reading returned them; texts need no more of it.
    let plain = ValueReading::default();
    let is_named = |value: &str| asked.texts.iter().any(|text| text.occurs_in(value, &plain));
    let others: Vec<&str> = if unseen.is_empty() {
        Vec::new()
    } else {
        let values = figures.distinct().iter().map(String::as_str);
        values.filter(|value| !is_named(value)).collect()
    };
    let never_seen = unseen.into_iter().map(|text| {
        let whole = || others.iter().copied();
        let found = match text.comparison() {
            TextComparison::Whole => nearest.find(&text.text, whole()),
            TextComparison::Element => {
                let elements = whole().flat_map(|list| list.split(';').map(str::trim));
                nearest.find(&text.text, elements)
            }
            TextComparison::Part => None,
        };
        never_seen(&text.text, found)
    });
    ReportColumn {
        field: asked.field.clone(),
        leads: figures.leads(),
        empty: figures.empty(),
        no_number: asked.is_number().then(|| figures.not_numbers()),
        first_no_number: figures.first_not_number().map(Into::into),
        no_day: asked.is_day().then(|| figures.not_days()),
        first_no_day: figures.first_not_day().map(Into::into),
        texts: asked.texts.len(),
        never_seen: if figures.leads() == figures.empty() {
            Vec::new()
        } else {
            never_seen.collect()
        },
    }
}

fn never_seen(text: &str, nearest: Option<(&str, bool)>) -> NeverSeen {
    NeverSeen {
        text: text.to_owned(),
        nearest: nearest.map(|(nearest, _)| nearest.to_owned()),
        same_in_other_words: nearest.is_some_and(|(_, same)| same),
    }
}
