//! Which facts how many leads of each group have.

use rustc_hash::FxHashMap;

use super::fact::{ColumnFacts, Fact};
use super::fact_ranges::range_facts;
use super::fact_values::value_facts;
use crate::evidence::past_leads::PastLeads;
use crate::model::Condition;
use crate::scoring::engine::Bitmap;
use crate::scoring::{Dataset, simple_lower};
use crate::statistics::FEWEST;

/// The number of the group of a lead that is in none.
const NO_GROUP: u32 = u32::MAX;

/// A fact, and how many leads of each group have it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct CountedFact {
    /// The fact.
    pub fact: Fact,
    /// How many leads of each group have it.
    pub counts: Vec<usize>,
}

/// The facts of leads, counted by group, and what was left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct FactCounts {
    /// The facts, in order of columns and then of events.
    pub facts: Vec<CountedFact>,
    /// How many leads each group has.
    pub sizes: Vec<usize>,
    /// The columns of mostly distinct values, such as names.
    pub distinct: Vec<String>,
    /// How many facts all leads of the groups have.
    pub shared_by_all: usize,
    /// How many behaviours too few leads of the groups have.
    pub rare_events: usize,
}

impl FactCounts {
    /// Counts the facts of leads as of their days. A lead is in one of the groups at most; those in
    /// none are only asked where numbers are cut.
    pub fn new(past: &PastLeads, groups: &[&Bitmap]) -> Self {
        let dataset = &past.dataset;
        let mut group_of = vec![NO_GROUP; dataset.len()];
        for (number, group) in (0..).zip(groups) {
            group.iter().for_each(|lead| group_of[lead] = number);
        }
        let mut found = Self {
            sizes: groups.iter().map(|group| group.count()).collect(),
            ..Self::default()
        };
        for (column, field) in dataset.columns.iter().enumerate() {
            let is_asked = dataset.column(field) == Some(column) && !field.trim().is_empty();
            if !is_asked || past.leaves_out_column(column) {
                continue;
            }
            let ranges = range_facts(dataset, column, field);
            match ranges.or_else(|| value_facts(dataset, column, field)) {
                Some(facts) => found.add_column(field, facts, &group_of),
                None => found.distinct.push(field.clone()),
            }
        }
        found.add_events(past, &group_of);
        found
    }

    /// How many leads are in the groups.
    pub fn leads(&self) -> usize {
        self.sizes.iter().sum()
    }

    fn add_column(&mut self, field: &str, column: ColumnFacts, group_of: &[u32]) {
        let groups = self.sizes.len();
        let mut counts = vec![0; column.facts.len() * groups];
        for (fact, group) in column.of_leads.iter().zip(group_of) {
            if *group != NO_GROUP {
                counts[*fact as usize * groups + *group as usize] += 1;
            }
        }
        let mut others = vec![0; groups];
        let counted = counts.chunks(groups.max(1)).map(<[usize]>::to_vec);
        for (fact, counts) in column.facts.into_iter().zip(counted) {
            if fact.is_value && is_of_few(counts.iter().sum()) {
                others
                    .iter_mut()
                    .zip(&counts)
                    .for_each(|(sum, n)| *sum += n);
            } else {
                self.add(fact, counts);
            }
        }
        let lumped = Fact {
            text: format!("{field}: another value"),
            condition: None,
            is_value: false,
        };
        self.add(lumped, others);
    }

    /// Adds a fact, unless no lead of the groups has it or all do.
    fn add(&mut self, fact: Fact, counts: Vec<usize>) {
        match counts.iter().sum::<usize>() {
            0 => {}
            all if all == self.leads() => self.shared_by_all += 1,
            _ => self.facts.push(CountedFact { fact, counts }),
        }
    }

    fn add_events(&mut self, past: &PastLeads, group_of: &[u32]) {
        let dataset = &past.dataset;
        let (names, event_of) = distinct_events(dataset);
        let is_left_out: Vec<bool> = names.iter().map(|n| past.leaves_out_event(n)).collect();
        let groups = self.sizes.len();
        let mut counts = vec![0; names.len() * groups];
        // The lead that was last seen to have each event, from 1 on.
        let mut last_lead = vec![0; names.len()];
        for (lead, group) in group_of.iter().enumerate() {
            if *group == NO_GROUP {
                continue;
            }
            let until = dataset.last_counting_day(lead).unwrap_or(i32::MAX);
            for (kind, day) in dataset.event_days(lead) {
                let event = event_of[kind];
                if day <= until && last_lead[event] != lead + 1 {
                    last_lead[event] = lead + 1;
                    counts[event * groups + *group as usize] += 1;
                }
            }
        }
        let counted = counts.chunks(groups.max(1)).map(<[usize]>::to_vec);
        for ((name, is_left_out), counts) in names.iter().zip(is_left_out).zip(counted) {
            if is_left_out || name.is_empty() {
                continue;
            }
            if is_of_few(counts.iter().sum()) {
                self.rare_events += 1;
            } else {
                self.add(event_fact(name), counts);
            }
        }
    }
}

/// Returns the events that conditions tell apart, as first written, and the number of that of each
/// kind.
pub(super) fn distinct_events(dataset: &Dataset) -> (Vec<String>, Vec<usize>) {
    let mut known: FxHashMap<String, usize> = FxHashMap::default();
    let mut names = Vec::new();
    let kinds = dataset.event_kinds().iter();
    let event_of = kinds.map(|kind| {
        *known.entry(simple_lower(kind)).or_insert_with(|| {
            names.push(kind.trim().to_owned());
            names.len() - 1
        })
    });
    let event_of = event_of.collect();
    (names, event_of)
}

/// Creates the fact that a lead did something at least once.
pub(super) fn event_fact(name: &str) -> Fact {
    Fact {
        text: format!("did {name}"),
        condition: Some(Condition {
            event: Some(name.into()),
            ..Condition::default()
        }),
        is_value: false,
    }
}

fn is_of_few(leads: usize) -> bool {
    (leads as u64) < FEWEST
}
