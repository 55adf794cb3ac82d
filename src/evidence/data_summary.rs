//! Summarises a data set: counts the values of each field, and the events.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::hash::{Hash as _, Hasher as _};

use rustc_hash::{FxHashMap, FxHasher};

use crate::scoring::{Dataset, simple_lower};

/// The most values listed for a field.
const MAX_TOP_VALUES: usize = 20;

/// A summary of a data set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DataSummary {
    /// The number of leads.
    pub leads: u32,
    /// The fields, in column order.
    pub fields: Vec<FieldSummary>,
    /// The events, the one that most leads have first.
    pub events: Vec<EventSummary>,
}

/// The values of a field, compared without case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldSummary {
    /// The field's name.
    pub name: String,
    /// How many leads have a value.
    pub filled: u32,
    /// The number of distinct values.
    pub distinct: u32,
    /// The most frequent values, at most 20, as first written, each with its number of leads.
    pub top: Vec<(String, u32)>,
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
    }
}

fn field_summary(data: &Dataset, column: usize, name: &str) -> FieldSummary {
    let mut summary = match data.value_counts(column) {
        Some(values) => summarize_repeated(values),
        None => summarize_distinct(data, column),
    };
    name.clone_into(&mut summary.name);
    summary
}

/// Summarises a field whose values recur.
fn summarize_repeated<'a>(values: impl Iterator<Item = (&'a str, u32)>) -> FieldSummary {
    let mut counts: HashMap<String, (&str, u32)> = HashMap::new();
    let values = values.map(|(value, n)| (value.trim(), n));
    for (value, n) in values.filter(|(value, n)| !value.is_empty() && *n > 0) {
        counts.entry(simple_lower(value)).or_insert((value, 0)).1 += n;
    }
    let mut top: Vec<(String, u32)> = counts
        .values()
        .map(|(v, n)| ((*v).to_owned(), *n))
        .collect();
    top.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    top.truncate(MAX_TOP_VALUES);
    FieldSummary {
        name: String::new(),
        filled: counts.values().map(|(_, n)| n).sum(),
        distinct: counts.len() as u32,
        top,
    }
}

/// Summarises a field with nearly all values distinct. Keeps only their hashes, and the texts of
/// the few that are listed.
fn summarize_distinct(data: &Dataset, column: usize) -> FieldSummary {
    const SEEN: u32 = 1 << 31;
    let mut counts: FxHashMap<u64, u32> = FxHashMap::default();
    let values = || {
        let values = (0..data.len()).map(|lead| data.value(lead, column).trim());
        values.filter(|value| !value.is_empty())
    };
    for value in values() {
        *counts.entry(hash(value)).or_default() += 1;
    }
    let mut most: Vec<u32> = counts.values().copied().collect();
    most.sort_unstable_by_key(|n| Reverse(*n));
    let least = most.get(MAX_TOP_VALUES - 1).copied().unwrap_or(0);
    let mut top: BTreeSet<(Reverse<u32>, &str)> = BTreeSet::new();
    for value in values() {
        let count = counts.get_mut(&hash(value)).expect("it was counted");
        // Listed as first written; later spellings are skipped.
        if *count >= least && *count & SEEN == 0 {
            top.insert((Reverse(*count), value));
            if top.len() > MAX_TOP_VALUES {
                top.pop_last();
            }
            *count |= SEEN;
        }
    }
    FieldSummary {
        name: String::new(),
        filled: most.iter().sum(),
        distinct: most.len() as u32,
        top: top.into_iter().map(|(n, v)| (v.to_owned(), n.0)).collect(),
    }
}

/// Hashes a value, ignoring case.
fn hash(value: &str) -> u64 {
    let mut hasher = FxHasher::default();
    simple_lower(value).hash(&mut hasher);
    hasher.finish()
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
        let event = |name: &&str| Event {
            name: (*name).into(),
            at,
        };
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

    #[test]
    fn a_field_of_ever_other_values_is_counted_as_one_of_few() {
        let mut data = Dataset::new(vec!["id".into()]);
        let mut few: Vec<String> = Vec::new();
        for i in 0..70_000_u32 {
            let value = match i % 1_000 {
                0 => format!("Common {}", i % 7_000 / 1_000),
                1 => format!("cOMMON {} ", i % 7_000 / 1_000),
                2 => String::new(),
                _ => format!("value {i}"),
            };
            data.push("", 2, &[&value], &[], None);
            few.push(value);
        }
        assert!(data.value_counts(0).is_none(), "a column of texts");
        let plain = &summarize_data(&data).fields[0];
        let one_by_one = summarize_repeated(few.iter().map(|value| (value.as_str(), 1)));
        assert_eq!(plain.top[0], ("Common 0".into(), 20));
        assert_eq!((plain.filled, plain.distinct), (69_930, 69_797));
        assert_eq!(
            (&plain.top, plain.filled),
            (&one_by_one.top, one_by_one.filled)
        );
        assert_eq!(plain.distinct, one_by_one.distinct);
    }
}
