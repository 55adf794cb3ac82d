//! Made-up leads with a known truth, from a seeded generator, and the page made of them.

use std::sync::Arc;

use jiff::civil::{Date, date};
use jiff::{Span, ToSpan};
use serde_json::{Value, json};

use super::super::super::context::{PageContext, PageSettings};
use super::super::super::section::Section;
use super::super::opinion::HistoryOpinion;
use crate::evidence::past_leads::PastScores;
use crate::evidence::{LeadSummary, RecordedLeads};
use crate::model::{Data, Definition, Session};
use crate::scoring::{Dataset, Event};
pub(super) use crate::statistics::random::Random;

/// A lead to be recorded.
#[derive(Clone, Debug)]
pub(super) struct MadeUpLead {
    /// Values by column.
    pub values: Vec<String>,
    /// Events: name, and days after the lead was created.
    pub events: Vec<(&'static str, i32)>,
}

/// Leads, the model, and what the room tries.
pub(super) struct MadeUp {
    pub session: Session,
    pub summary: LeadSummary,
    pub settings: PageSettings,
}

/// The day on which all are created.
pub(super) const CREATED: Date = date(2026, 3, 2);

/// Returns the day so many days after that.
pub(super) fn day(after: i32) -> Date {
    let span: Span = after.days();
    CREATED.checked_add(span).expect("a day of this century")
}

impl MadeUp {
    /// Scores leads by criteria (and groups) written as JSON; `data` says what columns mean.
    pub(super) fn new(columns: &[&str], leads: &[MadeUpLead], data: Data, model: Value) -> Self {
        let mut dataset = Dataset::new(columns.iter().map(|c| (*c).to_owned()).collect());
        dataset.has_events = leads.iter().any(|lead| !lead.events.is_empty());
        for (at, lead) in leads.iter().enumerate() {
            let values: Vec<&str> = lead.values.iter().map(String::as_str).collect();
            let mut events: Vec<Event> = lead
                .events
                .iter()
                .map(|(name, after)| Event::new(*name, day(*after).at(9, 0, 0, 0)))
                .collect();
            events.sort_by_key(|event| event.at);
            dataset.push(&format!("L-{at:05}"), at as u64 + 2, &values, &events, None);
        }
        let definition: Definition = serde_json::from_value(model).expect("a model");
        let mut session = Session::new("Made up");
        let data = Arc::new(Data {
            buckets: session.data.buckets.clone(),
            ..data
        });
        session.data = data.clone();
        session.definition = Arc::new(definition);
        let mut leads = RecordedLeads::new(Arc::new(dataset), data);
        let summary = LeadSummary::new(
            &session.definition,
            &[],
            &session.data.buckets,
            Some(&mut leads),
        );
        Self {
            session,
            summary,
            settings: PageSettings::default(),
        }
    }

    pub(super) fn past(&self) -> &PastScores {
        self.summary.past().expect("a column says how leads ended")
    }

    pub(super) fn context(&self) -> PageContext<'_> {
        PageContext {
            session: &self.session,
            summary: &self.summary,
            past: self.summary.past(),
            settings: &self.settings,
        }
    }

    pub(super) fn opinion(&self) -> HistoryOpinion {
        HistoryOpinion::of(&self.context(), self.past())
    }

    pub(super) fn section(&self) -> Section {
        super::super::page::suggested_points(&self.context())
    }
}

/// Returns a yes/no criterion that asks whether a column says yes.
pub(super) fn yes_no(id: &str, points: i64) -> Value {
    json!({ "id": id, "name": format!("Criterion {id}"), "kind": "fit", "points": points,
            "when": { "field": id, "is": "yes" } })
}

/// Says what the columns `bucket`, `created` and `closed` mean.
pub(super) fn roles() -> Data {
    Data {
        bucket_field: Some("bucket".into()),
        created_field: Some("created".into()),
        closed_field: Some("closed".into()),
        ..Data::default()
    }
}
