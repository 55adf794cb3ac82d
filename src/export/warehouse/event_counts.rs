//! What conditions ask about events: how often they happened, and in which order.

use super::aliases::Aliases;
use super::conditions::ConditionWriter;
use super::event_ask::{EventAsk, among};
use super::sequence_steps::SequenceAsked;
use super::table_columns::{MadeColumn, TableColumns};
use crate::model::{Condition, EventNames};
use crate::scoring::simple_lower;

/// The names of a query's own columns of events.
pub(super) const OWN_COLUMNS: [&str; 7] = [
    "lead_key",
    "event_name",
    "event_at",
    "has_clock",
    "event_day",
    "event_age",
    "as_of_day",
];

/// What is asked about events, each once.
pub(super) struct EventsAsked<'a> {
    /// The columns of the events that conditions on their rows ask about.
    pub columns: TableColumns<'a>,
    /// The names of the columns made of events.
    pub aliases: Aliases,
    /// How often events happened: one number for each lead.
    pub counts: Vec<MadeColumn>,
    /// Whether events happened one after the other.
    pub sequences: Vec<SequenceAsked>,
    /// All names asked about, in lower case.
    pub names: Vec<String>,
}

impl<'a> EventsAsked<'a> {
    /// Starts with nothing.
    pub fn new(columns: TableColumns<'a>) -> Self {
        let mut aliases = Aliases::default();
        for own in OWN_COLUMNS {
            aliases.take(own);
        }
        Self {
            columns,
            aliases,
            counts: Vec::new(),
            sequences: Vec::new(),
            names: Vec::new(),
        }
    }

    fn add_names(&mut self, names: &[String]) {
        for name in names {
            if !self.names.contains(name) {
                self.names.push(name.clone());
            }
        }
    }

    fn count_column(&mut self, condition: &Condition, names: &[String]) -> String {
        let engine = self.columns.engine;
        let mut parts = vec![among(engine, names)];
        parts.extend(window(condition));
        if let Some(row) = &condition.row {
            let mut writer = ConditionWriter {
                columns: &mut self.columns,
                aliases: &mut self.aliases,
                as_of: "as_of_day",
                events: None,
            };
            parts.push(writer.condition(row));
        }
        let met = parts.join(" AND ");
        let expression = if condition.distinct_days {
            format!("COUNT(DISTINCT CASE WHEN {met} THEN event_day END)")
        } else {
            engine.count_where(&met)
        };
        let same = self
            .counts
            .iter()
            .find(|count| count.expression == expression);
        if let Some(same) = same {
            return same.alias.clone();
        }
        let alias = self.aliases.make(&names.join("_"), "times");
        self.counts.push(MadeColumn {
            expression,
            alias: alias.clone(),
            comment: String::new(),
        });
        alias
    }

    fn sequence_column(&mut self, condition: &Condition, names: Vec<String>) -> String {
        let window = window(condition);
        let same = self.sequences.iter();
        let mut same = same.filter(|asked| asked.names == names && asked.window == window);
        if let Some(same) = same.next() {
            return same.alias.clone();
        }
        let alias = self.aliases.make(&names.join("_"), "sequence");
        self.sequences.push(SequenceAsked {
            names,
            window,
            alias: alias.clone(),
        });
        alias
    }
}

impl EventAsk for EventsAsked<'_> {
    fn ask(&mut self, condition: &Condition, parts: &mut Vec<String>) {
        if let Some(event) = &condition.event {
            let names = lowered_names(event);
            self.add_names(&names);
            let count = self.count_column(condition, &names);
            parts.push(match (condition.least_times(), condition.at_most) {
                (0, Some(most)) => format!("({count} <= {most})"),
                (least, Some(most)) => format!("({count} BETWEEN {least} AND {most})"),
                (least, None) => format!("({count} >= {least})"),
            });
        }
        if let Some(sequence) = &condition.sequence {
            let names: Vec<String> = sequence.iter().map(|name| simple_lower(name)).collect();
            self.add_names(&names);
            let sequence = self.sequence_column(condition, names);
            parts.push(format!("has_{sequence}"));
        }
    }
}

fn lowered_names(event: &EventNames) -> Vec<String> {
    let mut names: Vec<String> = event
        .names()
        .iter()
        .map(|name| simple_lower(name))
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// How far back the events lie that count.
fn window(condition: &Condition) -> Vec<String> {
    let within = condition
        .within_days
        .map(|most| format!("event_age <= {most}"));
    let older = condition
        .older_than_days
        .map(|days| format!("event_age > {days}"));
    within.into_iter().chain(older).collect()
}
