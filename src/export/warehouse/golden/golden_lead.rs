//! A golden lead: facts, and what a model makes of them.

use std::collections::HashSet;

use jiff::civil::Date;

use crate::model::Definition;
use crate::proof::LeadFacts;
use crate::scoring::memo::{event_columns, event_names};
use crate::scoring::{Dataset, Lead, Outcome, Responses, Scorer, field_key};

/// A lead with known facts, for which every system must give the same verdict.
#[derive(Clone, Debug)]
pub(in super::super) struct GoldenLead {
    /// Its id, which says why it was chosen: `mql-at-total-30`.
    pub name: String,
    /// What it shows, as sentences without an end.
    pub shows: Vec<String>,
    /// What it has and did.
    pub facts: LeadFacts,
    /// The facts as a row of the list.
    pub lead: Lead,
    /// What it answers by those facts.
    pub responses: Responses,
    /// What becomes of it.
    pub outcome: Outcome,
}

/// The columns that a model asks about, and leads as rows of such a list.
#[derive(Clone, Debug)]
pub(in super::super) struct LeadColumns {
    /// The fields, each once.
    pub fields: Vec<String>,
    /// The columns of the events besides the lead, the event and its time.
    pub event_columns: Vec<String>,
    /// Whether some condition is about events.
    pub asks_events: bool,
}

impl LeadColumns {
    /// Collects what a model asks about.
    pub fn of(definition: &Definition, scorer: &Scorer) -> Self {
        let mut seen = HashSet::new();
        let fields = scorer.fields().into_iter();
        let fields = fields.filter(|name| seen.insert(field_key(name))).collect();
        seen.clear();
        let event_columns = event_columns(definition).into_iter();
        Self {
            fields,
            event_columns: event_columns
                .filter(|name| seen.insert(field_key(name)))
                .collect(),
            asks_events: !event_names(definition).is_empty(),
        }
    }

    /// Returns an empty list with these columns. It has events, as a list of golden leads always
    /// does where a model asks about any.
    pub fn dataset(&self) -> Dataset {
        let mut data = Dataset::new(self.fields.clone());
        data.has_events = self.asks_events;
        data.event_columns.clone_from(&self.event_columns);
        data
    }

    /// Returns facts as a row of the list.
    pub fn lead(&self, name: &str, facts: &LeadFacts) -> Lead {
        let (data, given) = facts.to_lead();
        let value = |field: &String| {
            let at = data.column(field);
            let value = at.and_then(|at| given.values.get(at));
            value.cloned().unwrap_or_default()
        };
        let column = |name: &String| data.event_column(name);
        let columns: Vec<Option<usize>> = self.event_columns.iter().map(column).collect();
        let mut events = given.events;
        for event in &mut events {
            let value = |at: &Option<usize>| {
                let value = at.and_then(|at| event.values.get(at));
                value.cloned().unwrap_or_else(|| "".into())
            };
            event.values = columns.iter().map(value).collect();
        }
        Lead {
            id: name.to_owned(),
            values: self.fields.iter().map(value).collect(),
            events,
            as_of: Some(facts.day()),
            ..Lead::default()
        }
    }
}

impl GoldenLead {
    /// The day that is looked back from.
    pub fn day(&self) -> Date {
        self.facts.day()
    }
}
