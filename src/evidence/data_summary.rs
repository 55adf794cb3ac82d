//! Summarises a data set: counts the values of each field, and the events.

use std::collections::HashMap;

use super::column_summary::{FieldSummary, event_column_summary, field_summary};
use crate::scoring::{Dataset, simple_lower};

/// A summary of a data set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DataSummary {
    /// The number of leads.
    pub leads: u32,
    /// The fields, in column order.
    pub fields: Vec<FieldSummary>,
    /// The events, the one that most leads have first.
    pub events: Vec<EventSummary>,
    /// The other columns of the events, in order; what is counted of them is events.
    pub event_columns: Vec<FieldSummary>,
}

/// How often an event happened. Names are compared without case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventSummary {
    /// The event's name, as first written.
    pub name: String,
    /// How many leads have it.
    pub leads_with: u32,
    /// How often it happened.
    pub total: u32,
}

/// Summarises a data set.
pub fn summarize_data(data: &Dataset) -> DataSummary {
    let columns = data.columns.iter().enumerate();
    DataSummary {
        leads: data.len() as u32,
        fields: columns
            .filter(|(_, name)| !name.is_empty())
            .map(|(c, name)| field_summary(data, c, name))
            .collect(),
        events: event_summaries(data),
        event_columns: data
            .event_columns
            .iter()
            .enumerate()
            .filter(|(_, name)| !name.is_empty())
            .map(|(c, name)| event_column_summary(data, c, name))
            .collect(),
    }
}

fn event_summaries(data: &Dataset) -> Vec<EventSummary> {
    let mut found: Vec<EventSummary> = Vec::new();
    // Most names are always written the same way; looking them up as written saves lowering each.
    let mut written: HashMap<&str, usize> = HashMap::new();
    let mut lowered: HashMap<String, usize> = HashMap::new();
    let mut last_lead: Vec<usize> = Vec::new();
    for lead in 0..data.len() {
        for name in data.event_names(lead).map(str::trim) {
            let at = *written.entry(name).or_insert_with(|| {
                *lowered.entry(simple_lower(name)).or_insert_with(|| {
                    last_lead.push(usize::MAX);
                    found.push(EventSummary {
                        name: name.to_owned(),
                        leads_with: 0,
                        total: 0,
                    });
                    found.len() - 1
                })
            });
            found[at].total += 1;
            if last_lead[at] != lead {
                last_lead[at] = lead;
                found[at].leads_with += 1;
            }
        }
    }
    found.sort_by(|a, b| {
        b.leads_with
            .cmp(&a.leads_with)
            .then_with(|| a.name.cmp(&b.name))
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scoring::{Event, Lead};

    fn lead(region: &str, events: &[&str]) -> Lead {
        let at = jiff::civil::date(2026, 1, 1).at(0, 0, 0, 0);
        let event = |name: &&str| Event::new(*name, at);
        Lead {
            values: vec![region.into()],
            events: events.iter().map(event).collect(),
            ..Lead::default()
        }
    }

    #[test]
    fn values_and_events_are_counted_whatever_their_case() {
        let mut data = Dataset::new(vec!["region".into()]);
        data.has_events = true;
        data.push_lead(&lead("EU", &["Visit", "prices"]));
        data.push_lead(&lead("eu ", &["visit"]));
        data.push_lead(&lead("US", &["study"]));
        data.push_lead(&lead(" ", &[]));
        let found = summarize_data(&data);
        let region = &found.fields[0];
        assert_eq!((found.leads, region.filled, region.distinct), (4, 3, 2));
        assert_eq!(region.top, [("EU".into(), 2), ("US".into(), 1)]);
        let events: Vec<_> = found
            .events
            .iter()
            .map(|e| (e.name.as_str(), e.leads_with, e.total))
            .collect();
        assert_eq!(events, [("Visit", 2, 2), ("prices", 1, 1), ("study", 1, 1)]);
    }
}
