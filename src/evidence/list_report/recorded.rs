//! The sentences about leads that are in memory.

use super::figures::ListFigures;
use super::report::{AsOfSource, LineSubject, ReportDay, ReportLeads};
use crate::model::Data;
use crate::scoring::list_figures::RecordedFigures;
use crate::scoring::{Dataset, ScoredDataset};

/// Returns what there is to say of the leads' values, events and ids, as a run of `accord score`
/// over the same files would.
pub fn recorded_lines(
    figures: &RecordedFigures,
    scored: &ScoredDataset,
    data: &Data,
    leads: &Dataset,
) -> Vec<String> {
    let found = ListFigures {
        as_of: recorded_day(data, leads),
        leads: ReportLeads {
            scored: leads.len() as u64,
            read: leads.len() as u64,
            ends_within_line: leads.ends_within_line,
            ..ReportLeads::default()
        },
        ids: figures.ids(|lead| scored.outcome(lead), |lead| leads.line(lead)),
        events: figures
            .events()
            .map(|(asked, events)| (asked, events, Vec::new())),
        latest_event: leads.latest_event,
        columns: figures
            .columns()
            .iter()
            .map(|(asked, column)| (asked, column))
            .collect(),
        ..ListFigures::default()
    };
    let counted = [
        LineSubject::Files,
        LineSubject::Values,
        LineSubject::Events,
        LineSubject::Ids,
    ];
    let lines = found.report().lines.into_iter();
    let lines = lines.filter(|line| counted.contains(&line.about));
    lines.map(|line| line.text).collect()
}

/// Returns the day that recorded leads look back from.
fn recorded_day(data: &Data, leads: &Dataset) -> ReportDay {
    let field = data.as_of_field.as_ref();
    let (day, from) = match (data.as_of, leads.latest_event) {
        (Some(day), _) => (Some(day), AsOfSource::Session),
        (None, Some(day)) => (Some(day), AsOfSource::LatestEvent),
        (None, None) => (None, AsOfSource::Nowhere),
    };
    ReportDay {
        day,
        from,
        field: field.filter(|field| leads.column(field).is_some()).cloned(),
    }
}
