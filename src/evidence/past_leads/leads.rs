//! Recorded leads, each as of one day, and what became of them.

use std::sync::Arc;

use jiff::civil::Date;

use super::facts_day::FactsDay;
use super::groups::{OutcomeGroups, days_of};
use super::later_events::later_events;
use super::left_out::{LeftOut, role_columns};
use crate::model::{Condition, Data};
use crate::scoring::engine::Bitmap;
use crate::scoring::{Dataset, field_key, simple_lower};

/// Recorded leads with their facts as of one day each, and what became of them. All figures that
/// compare facts with outcomes are made from this.
#[derive(Clone, Debug)]
pub struct PastLeads {
    /// The leads, as of [`Self::facts_day`].
    pub dataset: Arc<Dataset>,
    /// What the leads' columns mean.
    pub data: Arc<Data>,
    /// The rule that gives each its day.
    pub facts_day: FactsDay,
    /// The leads that count: those that have a day and weren't decided before it.
    pub counted: Bitmap,
    /// The leads of which a column says when they were decided.
    pub decided: Bitmap,
    /// What became of the leads that count.
    pub groups: OutcomeGroups,
    /// What became of all recorded leads.
    pub all: OutcomeGroups,
    /// What is left out.
    pub left_out: LeftOut,
}

impl PastLeads {
    /// Reads what became of the recorded leads, as the session's data section defines it; `None`
    /// if no column says how leads ended.
    pub fn new(dataset: &Arc<Dataset>, data: &Arc<Data>) -> Option<Self> {
        let is_there =
            |field: &Option<String>| field.as_ref().is_some_and(|f| dataset.column(f).is_some());
        if !is_there(&data.bucket_field) && !is_there(&data.outcome_field) {
            return None;
        }
        let (facts_day, days) = FactsDay::of(dataset, data);
        let decided = decided_days(dataset, data);
        let is_late = |lead: usize| {
            let day = days[lead];
            day.zip(decided[lead])
                .is_some_and(|(day, decided)| decided < day)
        };
        let has_day = |lead: usize| facts_day == FactsDay::IncludesLater || days[lead].is_some();
        let all_leads = 0..dataset.len();
        let counted = Bitmap::from_fn(dataset.len(), |lead| has_day(lead) && !is_late(lead));
        let first_response = days_of(dataset, data.first_response_field.as_ref());
        let events = first_response.map_or_else(Vec::new, |days| later_events(dataset, &days));
        let left_out = LeftOut {
            closing_events: closing_events(dataset, &decided, &events),
            decided_earlier: all_leads.clone().filter(|lead| is_late(*lead)).count(),
            without_day: all_leads.filter(|lead| !has_day(*lead)).count(),
            columns: role_columns(dataset, data),
            events,
        };
        let all = OutcomeGroups::of(dataset, data);
        let as_of = match facts_day {
            FactsDay::IncludesLater => dataset.clone(),
            _ => Arc::new(dataset.as_of_days(|lead| days[lead])),
        };
        Some(Self {
            dataset: as_of,
            data: data.clone(),
            facts_day,
            decided: Bitmap::from_fn(decided.len(), |lead| decided[lead].is_some()),
            groups: all.among(&counted),
            counted,
            all,
            left_out,
        })
    }

    /// Returns each lead's day in a field's column, such as that of `created_field`; `None` if no
    /// column holds the field.
    pub fn days(&self, field: Option<&String>) -> Option<Vec<Option<Date>>> {
        days_of(&self.dataset, field)
    }

    /// Returns whether a column is left out, as it has a role.
    pub fn leaves_out_column(&self, column: usize) -> bool {
        self.left_out.columns.iter().any(|c| c.column == column)
    }

    /// Returns whether an event is left out, as it begins only with Sales' first response or once a
    /// lead is decided.
    pub fn leaves_out_event(&self, name: &str) -> bool {
        let name = simple_lower(name.trim());
        let LeftOut {
            events,
            closing_events,
            ..
        } = &self.left_out;
        let mut events = events.iter().chain(closing_events);
        events.any(|event| simple_lower(event.trim()) == name)
    }

    /// Returns what a condition asks about that is left out and tells the outcome, if anything.
    pub fn outcome_told_by(&self, condition: &Condition) -> Option<String> {
        let columns = self.left_out.columns.iter().filter(|c| c.tells_outcome);
        let fields: Vec<String> = columns.map(|c| field_key(&c.field)).collect();
        let mut told: Option<String> = None;
        condition.for_each_field(&mut |field| {
            if told.is_none() && fields.contains(&field_key(field)) {
                told = Some(field.to_owned());
            }
        });
        condition.for_each_event(&mut |event| {
            if told.is_none() && self.leaves_out_event(event) {
                told = Some(event.to_owned());
            }
        });
        told
    }
}

/// Returns the events that begin only on the day a lead is decided, without those left out already.
/// None if no column says when leads were decided.
fn closing_events(dataset: &Dataset, decided: &[Option<Date>], others: &[String]) -> Vec<String> {
    if decided.iter().all(Option::is_none) {
        return Vec::new();
    }
    let mut events = later_events(dataset, decided);
    events.retain(|event| !others.contains(event));
    events
}

/// Returns the day on which each lead was decided: the earlier of those on which it was converted
/// and closed.
fn decided_days(dataset: &Dataset, data: &Data) -> Vec<Option<Date>> {
    let mut decided = vec![None; dataset.len()];
    for field in [&data.converted_field, &data.closed_field] {
        for (known, day) in decided
            .iter_mut()
            .zip(days_of(dataset, field.as_ref()).unwrap_or_default())
        {
            *known = match (*known, day) {
                (Some(a), Some(b)) => Some(std::cmp::min::<Date>(a, b)),
                (a, b) => a.or(b),
            };
        }
    }
    decided
}
