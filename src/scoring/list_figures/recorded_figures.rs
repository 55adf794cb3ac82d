//! The figures of leads that are in memory. They are the same as those of a stream.

use rayon::slice::ParallelSliceMut as _;
use rustc_hash::FxHasher;
use std::hash::Hasher as _;

use super::asked_columns::{AskedColumn, asked_columns};
use super::asked_events::{AskedEvents, asked_events};
use super::column_figures::ColumnFigures;
use super::event_figures::EventFigures;
use super::id_figures::{IdFigures, RepeatedId, outcome_fingerprint};
use super::value_probe::ValueProbe;
use crate::model::Definition;
use crate::scoring::dataset::{Dataset, NO_DAY, day_number};
use crate::scoring::evaluate::Outcome;

/// The figures of recorded leads. What a changed model leaves as it was isn't counted again.
#[derive(Clone, Debug)]
pub struct RecordedFigures {
    /// Rows whose id was there before, each with the first row that has it, in order.
    repeats: Vec<(u32, u32)>,
    distinct: u64,
    columns: Vec<(AskedColumn, ColumnFigures)>,
    events: Option<(AskedEvents, EventFigures)>,
    matched: u64,
    later: u64,
    again: u64,
}

impl RecordedFigures {
    /// Looks for ids that repeat.
    pub fn new(data: &Dataset) -> Self {
        let mut hashes: Vec<(u64, u32)> = Vec::with_capacity(data.len());
        for lead in 0..data.len() {
            let id = data.id(lead);
            if !id.is_empty() {
                let mut hasher = FxHasher::default();
                hasher.write(id.as_bytes());
                hashes.push((hasher.finish(), lead as u32));
            }
        }
        hashes.par_sort_unstable();
        let (mut repeats, mut distinct) = (Vec::new(), 0);
        for same in hashes.chunk_by(|a, b| a.0 == b.0) {
            // Different ids can have equal hashes.
            let mut firsts: Vec<u32> = Vec::new();
            for (_, lead) in same {
                let id = data.id(*lead as usize);
                let mut before = firsts.iter();
                match before.find(|first| data.id(**first as usize) == id) {
                    Some(first) => repeats.push((*lead, *first)),
                    None => firsts.push(*lead),
                }
            }
            distinct += firsts.len() as u64;
        }
        repeats.sort_unstable();
        Self {
            repeats,
            distinct,
            columns: Vec::new(),
            events: None,
            matched: 0,
            later: 0,
            again: 0,
        }
    }

    /// Counts what the definition asks about.
    pub fn update(&mut self, definition: &Definition, data: &Dataset) {
        let mut before = std::mem::take(&mut self.columns);
        for asked in asked_columns(definition, &data.columns) {
            let kept = before.iter().position(|(other, _)| *other == asked);
            let figures = match kept {
                Some(at) => before.swap_remove(at).1,
                None => column_figures(&asked, data),
            };
            self.columns.push((asked, figures));
        }
        let asked = asked_events(definition);
        if self.events.as_ref().is_some_and(|(old, _)| *old == asked) {
            return;
        }
        let Some(census) = &data.event_census else {
            return;
        };
        let figures = EventFigures::of(census, &asked);
        self.count_events(&asked, data);
        self.events = Some((asked, figures));
    }

    /// Returns the columns that the definition asks about, with their figures.
    pub fn columns(&self) -> &[(AskedColumn, ColumnFigures)] {
        &self.columns
    }

    /// Returns the events that the definition asks about, with their figures; `None` without a
    /// file of events.
    pub fn events(&self) -> Option<&(AskedEvents, EventFigures)> {
        self.events.as_ref()
    }

    /// Returns the figures of ids. `outcome` is a lead's outcome, and `line` the line it is on.
    pub fn ids(
        &self,
        outcome: impl Fn(usize) -> Outcome,
        line: impl Fn(usize) -> u64,
    ) -> IdFigures {
        let example = |(lead, first): (u32, u32)| RepeatedId {
            line: line(lead as usize),
            first_line: line(first as usize),
        };
        let verdict = |lead: u32| outcome_fingerprint(&outcome(lead as usize));
        let mut firsts: Vec<u32> = self.repeats.iter().map(|(_, first)| *first).collect();
        firsts.sort_unstable();
        firsts.dedup();
        let differs = |(lead, first): &&(u32, u32)| verdict(*lead) != verdict(*first);
        let differing: Vec<(u32, u32)> = self.repeats.iter().filter(differs).copied().collect();
        let mut differing_firsts: Vec<u32> = differing.iter().map(|(_, first)| *first).collect();
        differing_firsts.sort_unstable();
        differing_firsts.dedup();
        IdFigures {
            distinct: self.distinct,
            repeated: firsts.len() as u64,
            repeated_rows: self.repeats.len() as u64,
            differing: differing_firsts.len() as u64,
            example: differing
                .first()
                .or(self.repeats.first())
                .copied()
                .map(example),
            events_matched: self.matched,
            events_later: self.later,
            events_again: self.again,
        }
    }

    /// Counts the events asked about that belong to a lead, each once.
    fn count_events(&mut self, asked: &AskedEvents, data: &Dataset) {
        let events = &data.store.events;
        let names = events.names().iter();
        let asked: Vec<Option<usize>> = names.map(|name| asked.index_of(name)).collect();
        (self.matched, self.later, self.again) = (0, 0, 0);
        let mut repeats = self
            .repeats
            .iter()
            .map(|(lead, _)| *lead as usize)
            .peekable();
        let latest = data.latest_event.map_or(NO_DAY, day_number);
        for lead in 0..data.len() {
            if repeats.next_if_eq(&lead).is_some() || data.id(lead).is_empty() {
                continue;
            }
            let own = data.as_of.number(lead);
            let as_of = if own == NO_DAY { latest } else { own };
            let mut last = None;
            for event in events.range(lead) {
                let Some(name) = asked[events.name_code(event) as usize] else {
                    continue;
                };
                let day = events.day(event);
                let this = events.time_of_day(event).map(|time| (name, day, time));
                self.matched += 1;
                self.later += u64::from(as_of != NO_DAY && day > as_of);
                self.again += u64::from(this.is_some() && this == last);
                last = this;
            }
        }
    }
}

fn column_figures(asked: &AskedColumn, data: &Dataset) -> ColumnFigures {
    let mut probe = ValueProbe::new(asked, &data.reading);
    if let Some(counts) = data.value_counts(asked.column) {
        for (value, leads) in counts.filter(|(_, leads)| *leads > 0) {
            let kind = probe.kind_of(value);
            probe.count_many(kind, u64::from(leads));
        }
    } else {
        for lead in 0..data.len() {
            let kind = probe.kind_of(data.value(lead, asked.column));
            probe.count(kind);
        }
    }
    probe.take()
}
