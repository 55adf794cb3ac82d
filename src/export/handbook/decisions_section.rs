//! What the room decided, and who didn't agree.

use jiff::tz::TimeZone;
use serde::Serialize;

use super::super::{DecisionRecord, DissentRecord};
use crate::model::local_time::date_and_time_text;

/// A decision as its template prints it.
#[derive(Serialize)]
pub(super) struct DecisionItem<'a> {
    subject: &'a str,
    value: &'a str,
    at: String,
    agreed: String,
    dissent: &'a [DissentRecord],
    note: &'static str,
}

/// Returns the decisions in their order. Times are in UTC: the same text, whoever makes it wherever.
pub(super) fn decisions(records: &[DecisionRecord]) -> Vec<DecisionItem<'_>> {
    records.iter().map(DecisionItem::of).collect()
}

impl<'a> DecisionItem<'a> {
    fn of(record: &'a DecisionRecord) -> Self {
        let at = record.at.map(|at| date_and_time_text(at, &TimeZone::UTC));
        Self {
            subject: &record.subject,
            value: &record.value,
            at: at.unwrap_or_default(),
            agreed: record.agreed_text(),
            dissent: &record.dissent,
            note: record.note,
        }
    }
}
