//! What leads did from the day they were created: their events, and when they were passed on and
//! closed, in days.

use super::fact_counts::distinct_events;
use crate::evidence::past_leads::PastLeads;
use crate::scoring::day_number;
use crate::scoring::engine::Bitmap;

/// The days of leads, counted from the one on which each was created.
#[derive(Clone, Debug)]
pub(super) struct LeadDays<'a> {
    leads: &'a PastLeads,
    created: Vec<Option<i32>>,
    passed_on: Vec<Option<i32>>,
    closed: Vec<Option<i32>>,
    /// The column that says where leads came from.
    source: Option<usize>,
    /// The events that count, as first written.
    pub events: Vec<String>,
    /// The number of the event of each kind; `None` for one that is left out.
    event_of: Vec<Option<usize>>,
}

/// Columns that say where a lead came from, by the names that exports give them.
const SOURCE_FIELDS: [&str; 4] = ["lead_source", "original source", "utm_source", "source"];

impl<'a> LeadDays<'a> {
    /// Reads the days; `None` if no column says when leads were created.
    pub fn new(leads: &'a PastLeads) -> Option<Self> {
        let data = &leads.data;
        let numbers = |field: Option<&String>| -> Vec<Option<i32>> {
            let days = leads.days(field).unwrap_or_default();
            days.into_iter().map(|day| day.map(day_number)).collect()
        };
        let created = numbers(data.created_field.as_ref());
        if created.iter().all(Option::is_none) {
            return None;
        }
        let since_creation = |days: &[Option<i32>], lead: usize| {
            let day = days.get(lead).copied().flatten()?;
            Some(day - created[lead]?)
        };
        let handed_off = numbers(data.handed_off_field.as_ref());
        let responded = numbers(data.first_response_field.as_ref());
        let closed = numbers(data.closed_field.as_ref());
        let all = 0..created.len();
        let passed_on = all.clone().map(|lead| {
            since_creation(&handed_off, lead).or_else(|| since_creation(&responded, lead))
        });
        let passed_on = passed_on.collect();
        let closed = all.map(|lead| since_creation(&closed, lead)).collect();
        let (names, event_of) = distinct_events(&leads.dataset);
        let counts: Vec<bool> = names.iter().map(|n| !leads.leaves_out_event(n)).collect();
        let event_of = event_of
            .into_iter()
            .map(|event| counts[event].then_some(event));
        let columns = SOURCE_FIELDS.iter().filter_map(|f| leads.dataset.column(f));
        let mut columns = columns.filter(|column| !leads.leaves_out_column(*column));
        Some(Self {
            source: columns.next(),
            event_of: event_of.collect(),
            events: names,
            created,
            passed_on,
            closed,
            leads,
        })
    }

    /// Returns the day on which a lead was passed on: handed off, or else first responded to.
    pub fn passed_on(&self, lead: usize) -> Option<i32> {
        self.passed_on[lead]
    }

    /// Returns the day on which a lead was closed.
    pub fn closed(&self, lead: usize) -> Option<i32> {
        self.closed[lead]
    }

    /// Returns a lead's events that count, in order, each with its day; none from before it was
    /// created.
    pub fn events_of(&self, lead: usize) -> impl Iterator<Item = (usize, i32)> {
        let created = self.created[lead];
        let events = self.leads.dataset.event_days(lead);
        let days =
            events.filter_map(move |(kind, day)| Some((self.event_of[kind]?, day - created?)));
        days.filter(|(_, day)| *day >= 0)
    }

    /// Returns the first time of each of a lead's events that count, in order, up to a day.
    pub fn first_events(&self, lead: usize, until: i32) -> Vec<(usize, i32)> {
        let mut first: Vec<(usize, i32)> = Vec::new();
        for (event, day) in self.events_of(lead).filter(|(_, day)| *day <= until) {
            if first.iter().all(|(known, _)| *known != event) {
                first.push((event, day));
            }
        }
        first
    }

    /// Returns what a lead was captured by: its source or, where no column says, its first event.
    pub fn captured_by(&self, lead: usize) -> String {
        let dataset = &self.leads.dataset;
        let source = self
            .source
            .map(|column| dataset.reading.value(dataset.value(lead, column)));
        let source = source
            .filter(|source| !source.is_empty())
            .map(str::to_owned);
        let first = || {
            dataset
                .event_names(lead)
                .next()
                .map(|name| name.trim().to_owned())
        };
        source.or_else(first).unwrap_or_default()
    }

    /// Returns the name of the column that says where leads came from.
    pub fn source_field(&self) -> Option<&str> {
        self.source
            .map(|column| self.leads.dataset.columns[column].as_str())
    }

    /// Returns some of these leads, spread evenly over the days on which they were created.
    pub fn spread(&self, some: &Bitmap, most: usize) -> Vec<usize> {
        let mut leads: Vec<usize> = some.iter().filter(|l| self.created[*l].is_some()).collect();
        leads.sort_by_key(|lead| (self.created[*lead], *lead));
        let last = leads.len().saturating_sub(1);
        let most = most.min(leads.len());
        let gaps = most.saturating_sub(1).max(1);
        (0..most).map(|at| leads[at * last / gaps]).collect()
    }

    /// Returns those of these leads whose creation day is known.
    pub fn with_creation(&self, some: &Bitmap) -> Vec<usize> {
        some.iter().filter(|l| self.created[*l].is_some()).collect()
    }

    /// Returns a lead's id.
    pub fn name(&self, lead: usize) -> &str {
        self.leads.dataset.id(lead)
    }
}

/// Returns the median of whole numbers: the least that at least half are at or below; `None` of
/// none.
pub(super) fn median(mut numbers: Vec<i32>) -> Option<i32> {
    numbers.sort_unstable();
    let middle = numbers.len().checked_sub(1)? / 2;
    numbers.get(middle).copied()
}
