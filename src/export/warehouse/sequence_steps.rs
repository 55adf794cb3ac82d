//! Events one after the other, followed place by place.
//!
//! An event without a time of day may lie anywhere in its day, and events at the same time may have
//! happened in either order. Of a lead, each step keeps the earliest moment by which the places up
//! to it can be filled. Where a name comes several times, an event mustn't be used twice: the step
//! also keeps which of those with a time was the last (they are numbered by time), and how many of
//! the day's without a time are used up; and it keeps both ways to go on, by an event with a time
//! and by one without. This gives what `scoring` does with its own states.

use super::common_tables::CommonTables;
use super::dialect::SqlEngine;
use super::event_ask::among;

/// A sequence that conditions ask about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SequenceAsked {
    /// The events in this order, in lower case.
    pub names: Vec<String>,
    /// How far back the events lie that count, as conditions.
    pub window: Vec<String>,
    /// The column that says whether it happened.
    pub alias: String,
}

/// Writes the steps of one sequence.
struct StepWriter<'a> {
    engine: &'a dyn SqlEngine,
    asked: &'a SequenceAsked,
    /// The columns that events and leads are joined by.
    keys: &'a [&'a str],
}

/// Writes the steps of a sequence. The last one has a row for each lead that has it, with the
/// sequence's alias as the name of its table.
pub(super) fn write_sequence(
    engine: &dyn SqlEngine,
    asked: &SequenceAsked,
    keys: &[&str],
    tables: &mut CommonTables,
) {
    let writer = StepWriter {
        engine,
        asked,
        keys,
    };
    writer.events(tables);
    for place in 0..asked.names.len() {
        writer.step(place, tables);
    }
    let keys = keys.join(", ");
    let last = writer.step_name(asked.names.len());
    tables.add(
        &asked.alias,
        "The leads that have the whole sequence.",
        &format!("SELECT DISTINCT {keys} FROM {last}"),
    );
}

impl StepWriter<'_> {
    fn step_name(&self, place: usize) -> String {
        format!("{}_place_{place}", self.asked.alias)
    }

    /// The different names that are there several times, and still come at this place or later.
    fn repeated(&self, from: usize) -> Vec<(usize, &str)> {
        let names = &self.asked.names;
        let mut found: Vec<(usize, &str)> = Vec::new();
        for (at, name) in names.iter().enumerate() {
            let first = names.iter().position(|other| other == name) == Some(at);
            let times = names.iter().filter(|other| *other == name).count();
            if first && times > 1 && names[from..].contains(name) {
                found.push((at, name));
            }
        }
        found
    }

    fn events(&self, tables: &mut CommonTables) {
        let keys = self.keys.join(", ");
        let mut names = self.asked.names.clone();
        names.sort_unstable();
        names.dedup();
        let mut met = vec![among(self.engine, &names)];
        met.extend(self.asked.window.iter().cloned());
        let numbered = if self.repeated(0).is_empty() {
            String::new()
        } else {
            format!(
                ",\n  ROW_NUMBER() OVER (PARTITION BY {keys}, event_name, has_clock, \
                 CASE WHEN NOT has_clock THEN event_day END ORDER BY event_at) AS event_number"
            )
        };
        let about = format!(
            "Sequence of {} events: those that count.",
            self.asked.names.len()
        );
        let select = format!(
            "SELECT {keys}, event_name, event_at, event_day, has_clock{numbered}\n\
             FROM event_facts\nWHERE {}",
            self.engine.met_by_many(&met.join(" AND "))
        );
        tables.add(&format!("{}_events", self.asked.alias), &about, &select);
        let start = format!(
            "CAST('0001-01-01 00:00:00' AS {})",
            self.engine.timestamp_type()
        );
        let states: String = self
            .repeated(0)
            .iter()
            .map(|(at, _)| format!(", 0 AS timed_{at}, 0 AS anytime_{at}"))
            .collect();
        let select = format!(
            "SELECT DISTINCT {keys}, {start} AS reached{states}\nFROM {}_events",
            self.asked.alias
        );
        tables.add(&self.step_name(0), "Before its first event.", &select);
    }

    fn step(&self, place: usize, tables: &mut CommonTables) {
        let name = &self.asked.names[place];
        let repeated = self.repeated(place);
        let own = repeated
            .iter()
            .find(|(_, other)| other == name)
            .map(|(at, _)| *at);
        let day = |x: &str| self.engine.day_of(x);
        let (reached_day, next_day) = (day("s.reached"), day("n.next_reached"));
        let (timed, anytime) = match own {
            Some(at) => (
                format!(" AND v.event_number > s.timed_{at}"),
                format!(" AND (v.event_day > {reached_day} OR v.event_number > s.anytime_{at})"),
            ),
            None => (String::new(), String::new()),
        };
        let later = self.repeated(place + 1);
        let branches = own.is_some() && later.iter().any(|(_, other)| other == name);
        let mut grouped: Vec<String> = self.keys.iter().map(|key| format!("s.{key}")).collect();
        grouped.push("s.reached".into());
        for (at, _) in &later {
            grouped.extend([format!("s.timed_{at}"), format!("s.anytime_{at}")]);
        }
        let mut picked = grouped.clone();
        if branches {
            grouped.push("v.has_clock".into());
            picked.extend([
                "v.has_clock".into(),
                "MIN(v.event_number) AS next_number".into(),
            ]);
        }
        let joined: Vec<String> = self
            .keys
            .iter()
            .map(|key| format!("v.{key} = s.{key}"))
            .collect();
        let inner = format!(
            "SELECT {}, MIN(CASE WHEN v.event_at > s.reached THEN v.event_at ELSE s.reached END) \
             AS next_reached\n  FROM {} AS s\n  JOIN {}_events AS v\n    ON {} AND {}\n    \
             AND ((v.has_clock AND v.event_at >= s.reached{timed})\n      \
             OR (NOT v.has_clock AND v.event_day >= {reached_day}{anytime}))\n  GROUP BY {}",
            picked.join(", "),
            self.step_name(place),
            self.asked.alias,
            joined.join(" AND "),
            self.engine
                .met_by_many(&format!("v.event_name = {}", self.engine.literal(name))),
            grouped.join(", "),
        );
        let mut columns: Vec<String> = self.keys.iter().map(|key| format!("n.{key}")).collect();
        columns.push("n.next_reached AS reached".into());
        let moved_on = format!("{next_day} > {}", day("n.reached"));
        for (at, _) in &later {
            let used = format!("CASE WHEN {moved_on} THEN 0 ELSE n.anytime_{at} END");
            if own == Some(*at) && branches {
                columns.push(format!(
                    "CASE WHEN n.has_clock THEN n.next_number ELSE n.timed_{at} END AS timed_{at}"
                ));
                columns.push(format!(
                    "{used} + CASE WHEN n.has_clock THEN 0 ELSE 1 END AS anytime_{at}"
                ));
            } else {
                columns.push(format!("n.timed_{at}"));
                columns.push(format!("{used} AS anytime_{at}"));
            }
        }
        let select = format!(
            "SELECT DISTINCT {}\nFROM (\n  {inner}\n) AS n",
            columns.join(", ")
        );
        let about = format!("Up to its event {}.", place + 1);
        tables.add(&self.step_name(place + 1), &about, &select);
    }
}
