//! Golden leads that look back from the same day: one list with its events.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::choice::GoldenLeads;
use super::golden_lead::{GoldenLead, LeadColumns};
use crate::evidence::{VERDICT_COLUMNS, WhyWords, verdict_cells};
use crate::export::ExportSource;
use crate::model::Definition;
use crate::scoring::{Dataset, Event, Scorer, simple_lower};

/// The name of the lead whose only event is one that no condition asks about.
const UNRELATED: &str = "unrelated-event";

/// A list of golden leads as of one day.
#[derive(Debug)]
pub(in super::super) struct GoldenSet {
    /// The day to look back from.
    pub day: Date,
    /// The leads.
    pub leads: Vec<GoldenLead>,
}

/// Divides golden leads by their days; the day of most leads comes first. Where a model asks about
/// events each list has some, as without any nothing is known of them.
pub(in super::super) fn golden_sets(
    found: &GoldenLeads,
    definition: &Definition,
    scorer: &Scorer,
) -> Vec<GoldenSet> {
    let mut by_day: BTreeMap<Date, Vec<GoldenLead>> = BTreeMap::new();
    for lead in &found.leads {
        by_day.entry(lead.day()).or_default().push(lead.clone());
    }
    let sets = by_day.into_iter();
    let mut sets: Vec<GoldenSet> = sets.map(|(day, leads)| GoldenSet { day, leads }).collect();
    sets.sort_by_key(|set| std::cmp::Reverse(set.leads.len()));
    for (n, set) in sets.iter_mut().enumerate() {
        let lacks_events = set.leads.iter().all(|lead| lead.lead.events.is_empty());
        if found.columns.asks_events && (n == 0 || lacks_events) {
            let lead = unrelated(&found.columns, definition, scorer, set.day);
            set.leads.push(lead);
        }
    }
    sets
}

/// Makes a lead that did something no condition asks about, on the day that is looked back from.
fn unrelated(
    columns: &LeadColumns,
    definition: &Definition,
    scorer: &Scorer,
    day: Date,
) -> GoldenLead {
    let asked = crate::scoring::memo::event_names(definition);
    let free = |name: &String| !asked.contains(&simple_lower(name));
    let mut names = (1..).map(|n| format!("other-{n}"));
    let name = std::iter::once("other".to_owned())
        .chain(&mut names)
        .find(free);
    let facts = crate::proof::LeadFacts {
        as_of: Some(day),
        ..crate::proof::LeadFacts::default()
    };
    let mut lead = columns.lead(UNRELATED, &facts);
    lead.events.push(Event {
        values: columns.event_columns.iter().map(|_| "".into()).collect(),
        ..Event::on_day(name.unwrap_or_default(), day)
    });
    let responses = scorer.bind(&columns.dataset()).responses(&lead);
    GoldenLead {
        name: UNRELATED.into(),
        shows: vec!["an event that no condition asks about changes nothing".into()],
        facts,
        lead,
        outcome: scorer.outcome(&responses),
        responses,
    }
}

/// The verdicts that golden leads must get.
pub(in super::super) struct Expectation {
    scorer: Scorer,
    version: String,
    why: WhyWords,
}

impl Expectation {
    /// Of the exported version.
    pub fn of(exported: &ExportSource) -> Self {
        let altered = if exported.altered.is_empty() {
            ""
        } else {
            "+altered"
        };
        Self {
            scorer: Scorer::new(&exported.definition),
            version: exported.version_word() + altered,
            why: WhyWords::new(&exported.definition),
        }
    }

    /// Returns a lead with what it answers and becomes of it in a list of this shape.
    pub fn judge(&self, lead: GoldenLead, data: &Dataset) -> GoldenLead {
        let responses = self.scorer.bind(data).responses(&lead.lead);
        GoldenLead {
            outcome: self.scorer.outcome(&responses),
            responses,
            ..lead
        }
    }

    /// Returns the columns of a lead's verdict, as `accord score` writes them.
    pub fn cells(&self, lead: &GoldenLead) -> [String; VERDICT_COLUMNS.len()] {
        let (responses, outcome) = (&lead.responses, &lead.outcome);
        verdict_cells(&self.scorer, responses, outcome, &self.version, &self.why)
    }
}
